//! A stand-in for Nextcloud 34 with the app `files_lock` 34, which can't be installed from a package.
//! It does what was seen on a real one's wire, by switches; nothing in it is made after the connector.

use std::fmt::Write as _;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::response::Response;
use bytes::Bytes;
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    mock::{Asked, FOLDER, LOCKABLE, Mock, multistatus, options, reply, resource, status},
    nextcloud_pieces::{PIECES, Pieces},
};

/// The folder that both people share, by the technical id of whoever asks.
pub(crate) const FILES: &str = "/remote.php/dav/files";

/// Somebody with an account: what they type is not what the server calls them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    pub(crate) login: &'static str,
    pub(crate) id: &'static str,
    pub(crate) shown: &'static str,
}

pub(crate) const JANE: Account = Account {
    login: "u-1001",
    id: "u-1001",
    shown: "Jane Doe",
};
pub(crate) const OMAR: Account = Account {
    login: "omar",
    id: "omar",
    shown: "Omar Haddad",
};

/// Jane, by her e-mail address.
pub(crate) const JANE_BY_MAIL: Account = Account {
    login: "jane@example.com",
    ..JANE
};

/// What differs between installations and versions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Like {
    /// LOCK and UNLOCK give the file another entity tag; bytes and time stay.
    pub(crate) tag_changes_at_lock: bool,
    /// An overwrite in the second of the one before keeps the tag.
    pub(crate) tag_stays_within_a_second: bool,
    /// A front server drops the headers of conditions.
    pub(crate) conditions_are_lost: bool,
    /// Pieces of uploads are taken.
    pub(crate) takes_pieces: bool,
}

struct File {
    bytes: Bytes,
    tag: u64,
    seconds: u64,
    id: u64,
    lock: Option<Held>,
}

#[derive(Clone)]
struct Held {
    by: Account,
    /// Locks of a user (`X-User-Lock: 1`) have none and are not in `lockdiscovery`.
    token: Option<String>,
}

struct Cloud {
    like: Like,
    next: Mutex<u64>,
    files: Mutex<BTreeMap<String, File>>,
    pieces: Pieces,
}

pub(crate) struct Nextcloud {
    pub(crate) mock: Mock,
    cloud: Arc<Cloud>,
}

impl Nextcloud {
    pub(crate) async fn start(like: Like) -> Self {
        let cloud = Arc::new(Cloud {
            like,
            next: Mutex::new(1),
            files: Mutex::default(),
            pieces: Pieces::default(),
        });
        let shared = Arc::clone(&cloud);
        let mock = Mock::start(move |asked| shared.answer(asked)).await;
        Self { mock, cloud }
    }

    /// The address that the settings of the Files page show.
    pub(crate) fn url(&self, who: Account) -> String {
        format!("{}{FILES}/{}", self.mock.url, who.id)
    }

    /// What the server has, past everybody.
    pub(crate) fn bytes(&self, name: &str) -> Option<Bytes> {
        let files = self.cloud.files.lock().unwrap();
        files.get(name).map(|file| file.bytes.clone())
    }

    pub(crate) fn is_held(&self, name: &str) -> bool {
        let files = self.cloud.files.lock().unwrap();
        files.get(name).is_some_and(|file| file.lock.is_some())
    }

    /// The file as it would be, had it been written a while ago.
    pub(crate) fn age(&self, name: &str) {
        let mut files = self.cloud.files.lock().unwrap();
        files.get_mut(name).unwrap().seconds -= 3600;
    }

    /// Whether a piece of an upload is left.
    pub(crate) fn has_pieces(&self) -> bool {
        !self.cloud.pieces.is_empty()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.cloud.files.lock().unwrap().keys().cloned().collect()
    }
}

fn whose(asked: &Asked) -> Option<Account> {
    // The password is the name that is typed; "Basic" is all that app passwords need.
    [JANE, JANE_BY_MAIL, OMAR].into_iter().find(|account| {
        let pair = format!("{0}:{0}", account.login);
        asked.header("authorization") == format!("Basic {}", base64(pair.as_bytes()))
    })
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut told = String::new();
    for three in bytes.chunks(3) {
        let part = |nth: usize| u32::from(three.get(nth).copied().unwrap_or(0));
        let all = (part(0) << 16) | (part(1) << 8) | part(2);
        for nth in 0..4 {
            if nth <= three.len() {
                let digit = (all >> (18 - 6 * nth)) & 63;
                told.push(char::from(DIGITS[digit as usize]));
            } else {
                told.push('=');
            }
        }
    }
    told
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap().as_secs()
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next(), rest.next()].map(|digit| char::from(digit.unwrap()));
            let digits: String = digits.into_iter().collect();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

impl Cloud {
    fn answer(&self, asked: &Asked) -> Response {
        if asked.method == "OPTIONS" && asked.header("authorization").is_empty() {
            return options();
        }
        let Some(who) = whose(asked) else {
            let mut refused = status(401);
            let basic = "Basic realm=\"Nextcloud\", charset=\"UTF-8\""
                .parse()
                .unwrap();
            refused.headers_mut().insert("www-authenticate", basic);
            return refused;
        };
        if asked.method == "OPTIONS" {
            return options();
        }
        let home = format!("{FILES}/{}", who.id);
        let at = decoded(&asked.path);
        let pieces = format!("{PIECES}/{}/", who.id);
        if let Some(inside) = at.strip_prefix(&pieces)
            && self.like.takes_pieces
        {
            return self.pieces.answer(asked, self.like, inside);
        }
        if !at.starts_with(&home) {
            return status(404);
        }
        let name: String = at[home.len()..].trim_matches('/').nfc().collect();
        if name.contains('\\') {
            return status(400);
        }
        match asked.method.as_str() {
            "PROPFIND" => self.propfind(asked, who, &home, &name),
            "GET" => self.get(&name),
            "PUT" => self.put(asked, who, &name),
            "LOCK" => self.lock(asked, who, &home, &name),
            "UNLOCK" => self.unlock(asked, who, &name),
            "DELETE" => self.delete(asked, who, &name),
            "MOVE" => self.moved(asked, who, &home, &name),
            _ => status(501),
        }
    }

    fn number(&self) -> u64 {
        let mut next = self.next.lock().unwrap();
        *next += 1;
        *next
    }

    fn propfind(&self, asked: &Asked, who: Account, home: &str, name: &str) -> Response {
        let files = self.files.lock().unwrap();
        if name.is_empty() {
            let principal = format!(
                "<d:current-user-principal><d:href>/remote.php/dav/principals/users/{}/</d:href>\
                 </d:current-user-principal>",
                who.id
            );
            let props = format!("{FOLDER}{LOCKABLE}{principal}<oc:fileid>1</oc:fileid><nc:lock/>");
            let mut all = resource(&format!("{home}/"), &props);
            if asked.header("depth") == "1" {
                for (name, file) in &*files {
                    all += &resource(&href(home, name), &file.props());
                }
            }
            return multistatus(&all);
        }
        match files.get(name) {
            Some(file) => multistatus(&resource(&href(home, name), &file.props())),
            None => status(404),
        }
    }

    fn get(&self, name: &str) -> Response {
        let files = self.files.lock().unwrap();
        let Some(file) = files.get(name) else {
            return status(404);
        };
        let mut answer = reply(200, file.bytes.clone());
        let headers = answer.headers_mut();
        headers.insert("etag", file.tag().parse().unwrap());
        headers.insert("last-modified", file.time().parse().unwrap());
        answer
    }

    fn put(&self, asked: &Asked, who: Account, name: &str) -> Response {
        let mut files = self.files.lock().unwrap();
        // It has no folders: everything with one is below a missing one, which is 404 and not 409.
        if name.contains('/') {
            return status(404);
        }
        if let Some(refused) = self.refused(asked, who, files.get(name)) {
            return refused;
        }
        let (seconds, before) = (now(), files.remove(name));
        let kept = before
            .as_ref()
            .filter(|file| self.like.tag_stays_within_a_second && file.seconds == seconds);
        let tag = kept.map_or_else(|| self.number(), |file| file.tag);
        let made = before.is_none();
        let (id, lock) = match before {
            Some(file) => (file.id, file.lock),
            None => (self.number(), None),
        };
        let file = File {
            bytes: asked.body.clone(),
            tag,
            seconds,
            id,
            lock,
        };
        let mut answer = status(if made { 201 } else { 204 });
        answer
            .headers_mut()
            .insert("etag", file.tag().parse().unwrap());
        files.insert(name.to_owned(), file);
        answer
    }

    fn lock(&self, asked: &Asked, who: Account, home: &str, name: &str) -> Response {
        let mut files = self.files.lock().unwrap();
        let Some(file) = files.get_mut(name) else {
            return status(404);
        };
        let by_user = asked.header("x-user-lock") == "1";
        if let Some(held) = &file.lock {
            let own = held.by.id == who.id && (by_user || shows(asked, held));
            if !own {
                return status(423);
            }
        } else {
            let token = format!("opaquelocktoken:{:08}", self.number());
            file.lock = Some(Held {
                by: who,
                token: (!by_user).then_some(token),
            });
            self.touched(file);
        }
        let held = file.lock.clone().unwrap();
        let mut answer = reply(
            200,
            format!(
                "<?xml version=\"1.0\"?><d:prop xmlns:d=\"DAV:\">{}</d:prop>",
                file.discovery(&href(home, name))
            ),
        );
        if let Some(token) = held.token {
            let token = format!("<{token}>").parse().unwrap();
            answer.headers_mut().insert("lock-token", token);
        }
        answer
    }

    fn unlock(&self, asked: &Asked, who: Account, name: &str) -> Response {
        let mut files = self.files.lock().unwrap();
        let Some(file) = files.get_mut(name) else {
            return status(404);
        };
        // A wrong token, and a lock that is not there, are both 500.
        let Some(held) = file.lock.clone() else {
            return status(500);
        };
        let by_user = asked.header("x-user-lock") == "1" && held.by.id == who.id;
        let by_token = held
            .token
            .is_some_and(|token| asked.header("lock-token").contains(&token));
        if !by_user && !by_token {
            return status(500);
        }
        file.lock = None;
        self.touched(file);
        status(204)
    }

    fn touched(&self, file: &mut File) {
        if self.like.tag_changes_at_lock {
            file.tag = self.number();
        }
    }

    /// Locks and conditions: whoever knows the token may write, and the user of a user's lock needs
    /// none.
    fn refused(&self, asked: &Asked, who: Account, file: Option<&File>) -> Option<Response> {
        if let Some(held) = file.and_then(|file| file.lock.as_ref()) {
            let own = held.token.is_none() && held.by.id == who.id;
            if !own && !shows(asked, held) {
                return Some(status(423));
            }
        }
        let tag = file.map(File::tag);
        let unmet = !self.like.conditions_are_lost && is_unmet(asked, tag.as_deref());
        unmet.then(|| status(412))
    }

    fn delete(&self, asked: &Asked, who: Account, name: &str) -> Response {
        let mut files = self.files.lock().unwrap();
        if !files.contains_key(name) {
            return status(404);
        }
        if let Some(refused) = self.refused(asked, who, files.get(name)) {
            return refused;
        }
        files.remove(name);
        status(204)
    }

    fn moved(&self, asked: &Asked, who: Account, home: &str, name: &str) -> Response {
        let mut files = self.files.lock().unwrap();
        let to = decoded(asked.header("destination"));
        let Some((_, to)) = to.split_once(&format!("{home}/")) else {
            return status(502);
        };
        let to: String = to.nfc().collect();
        if !files.contains_key(name) {
            return status(404);
        }
        if let Some(refused) = self.refused(asked, who, files.get(name)) {
            return refused;
        }
        if files.contains_key(&to) && asked.header("overwrite") == "F" {
            return status(412);
        }
        let file = files.remove(name).unwrap();
        files.insert(to, file);
        status(201)
    }
}

fn href(home: &str, name: &str) -> String {
    let mut told = format!("{home}/");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            told.push(char::from(byte));
        } else {
            let _ = write!(told, "%{byte:02X}");
        }
    }
    told
}

/// Whether a request names the token, in whatever header.
fn shows(asked: &Asked, held: &Held) -> bool {
    let all = format!("{} {}", asked.header("if"), asked.header("lock-token"));
    held.token.as_ref().is_some_and(|token| all.contains(token))
}

/// Whether a condition does not hold of what has this tag.
pub(crate) fn is_unmet(asked: &Asked, tag: Option<&str>) -> bool {
    let tags = |header: &str| {
        let said = asked.header(header).to_owned();
        (!said.is_empty()).then_some(said)
    };
    let is = |said: &str| tag.is_some_and(|tag| said == "*" || said.contains(tag));
    tags("if-match").is_some_and(|said| !is(&said))
        || tags("if-none-match").is_some_and(|said| is(&said))
        || tags("if").is_some_and(|said| said.contains("[\"") && !is(&said))
}

impl File {
    fn tag(&self) -> String {
        format!("\"{:032x}\"", self.tag)
    }

    fn time(&self) -> String {
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(self.seconds))
    }

    fn props(&self) -> String {
        let lock = match &self.lock {
            Some(held) => format!(
                "<nc:lock>1</nc:lock><nc:lock-owner-type>{}</nc:lock-owner-type>\
                 <nc:lock-owner>{}</nc:lock-owner>\
                 <nc:lock-owner-displayname>{}</nc:lock-owner-displayname>\
                 <nc:lock-time>{}</nc:lock-time><nc:lock-timeout>0</nc:lock-timeout>\
                 <nc:lock-token>{}</nc:lock-token>",
                if held.token.is_some() { 2 } else { 0 },
                held.by.id,
                held.by.shown,
                self.seconds,
                held.token.as_deref().unwrap_or_default(),
            ),
            None => "<nc:lock/>".to_owned(),
        };
        format!(
            "<d:resourcetype/><d:getcontentlength>{}</d:getcontentlength><d:getetag>{}</d:getetag>\
             <d:getlastmodified>{}</d:getlastmodified><oc:fileid>{}</oc:fileid>\
             <oc:permissions>RGDNVW</oc:permissions>{lock}{}",
            self.bytes.len(),
            self.tag(),
            self.time(),
            self.id,
            self.discovery("")
        )
    }

    /// Locks of users are not in it.
    fn discovery(&self, href: &str) -> String {
        let token = self.lock.as_ref().and_then(|held| held.token.as_ref());
        let inside = token.map_or_else(String::new, |token| {
            format!(
                "<d:activelock><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/>\
                 </d:locktype><d:depth>0</d:depth><d:timeout>Infinite</d:timeout><d:locktoken>\
                 <d:href>{token}</d:href></d:locktoken><d:lockroot><d:href>{href}</d:href>\
                 </d:lockroot></d:activelock>"
            )
        });
        format!("<d:lockdiscovery>{inside}</d:lockdiscovery>")
    }
}
