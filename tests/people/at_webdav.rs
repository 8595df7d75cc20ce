//! The main job of two people at WebDAV servers that none of us wrote: what one has checked out is
//! refused to the other, by our client and by the server itself; it stays checked out over a
//! restart; a conflict is made and resolved, each way.

use damson_app::{
    ErrorCode,
    view::{Action, LockView, RefusalCode, StatusView},
};

use crate::{
    person::Person,
    server::{Kind, Server},
};

const FOLDER: &str = "/Autumn";
const HERO: &str = "/Autumn/hero.psd";
/// lighttpd wants to be told that a body is XML.
const XML: [(&str, &str); 2] = [("depth", "0"), ("content-type", "application/xml")];

/// A server with one asset, and two people with computers of their own.
struct Office {
    jane: Person,
    omar: Person,
    truth: Truth,
    // The people say good-bye to it first.
    server: Server,
}

/// What the server has, asked and told past our client.
struct Truth {
    client: reqwest::Client,
    url: String,
}

impl Office {
    async fn open(server: Server) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let truth = Truth {
            client: reqwest::Client::new(),
            url: server.url.clone(),
        };
        // nginx makes no folder without the slash.
        truth.send("MKCOL", &format!("{FOLDER}/"), &[], "").await;
        truth.send("PUT", HERO, &[], "as it was").await;
        let office = Self {
            jane: Person::at_url(&server.url, "jane").await,
            omar: Person::at_url(&server.url, "omar").await,
            truth,
            server,
        };
        for person in [&office.jane, &office.omar] {
            person.refresh(FOLDER).await;
        }
        office
    }

    /// As whom others are shown her; some servers don't say.
    fn is_jane(&self, who: &str) {
        let named = self.server.kind.names_holders();
        assert_eq!(who.starts_with("jane"), named, "{who}");
    }

    /// Jane and Omar both change the asset; Omar is first to upload.
    async fn make_conflict(&self, mine: &[u8], theirs: &[u8]) {
        for person in [&self.jane, &self.omar] {
            person.refresh(FOLDER).await;
            let action = match person.row(HERO).await.status {
                Some(StatusView::ModifiedRemotely) => Action::Update,
                Some(StatusView::CloudOnly) => Action::Download,
                _ => continue,
            };
            person.act(action, HERO).await.unwrap();
        }
        self.omar.save(HERO, theirs).await;
        self.omar
            .act(Action::UploadChanges, HERO)
            .await
            .unwrap();
        self.jane.save(HERO, mine).await;
        let refused = self.jane.act(Action::UploadChanges, HERO).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::Conflict);
        assert_eq!(self.truth.bytes(HERO).await, theirs, "nothing was sent");
        let status = self.jane.row(HERO).await.status;
        assert_eq!(status, Some(StatusView::EditingConflict));
    }
}

impl Truth {
    /// Asks as Omar; the status and the body.
    async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &'static str,
    ) -> (u16, Vec<u8>) {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}{}", self.url, path.replace(' ', "%20"));
        let mut request = self.client.request(method, url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.basic_auth("omar", Some("omar")).body(body);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.bytes().await.unwrap().to_vec())
    }

    async fn bytes(&self, path: &str) -> Vec<u8> {
        let (status, bytes) = self.send("GET", path, &[], "").await;
        assert_eq!(status, 200, "{path}");
        bytes
    }

    /// The token of the lock, where the server shows it to everybody.
    async fn token(&self) -> Option<String> {
        let ask = r#"<?xml version="1.0"?><propfind xmlns="DAV:"><prop><lockdiscovery/></prop></propfind>"#;
        let (_, said) = self.send("PROPFIND", HERO, &XML, ask).await;
        let said = String::from_utf8(said).unwrap();
        let (_, rest) = said.split_once("locktoken>")?;
        let (_, rest) = rest.split_once("href>")?;
        Some(rest[..rest.find('<')?].trim().to_owned())
    }

    async fn is_held(&self) -> bool {
        let ask = r#"<?xml version="1.0"?><propfind xmlns="DAV:"><prop><lockdiscovery/></prop></propfind>"#;
        let (_, said) = self.send("PROPFIND", HERO, &XML, ask).await;
        String::from_utf8(said).unwrap().contains("activelock")
    }
}

async fn two_people(kind: Kind) {
    let Some(server) = Server::start(kind) else {
        return;
    };
    let mut office = Office::open(server).await;
    checked_out_is_refused(&office).await;
    the_server_refuses_what_comes_past_us(&office).await;
    held_over_a_restart(&mut office).await;
    keep_theirs(&office).await;
    keep_both(&office).await;
    keep_mine(&office).await;
    the_folder_moves_under_an_edit(&office).await;
    office.jane.close().await;
    office.omar.close().await;
}

async fn checked_out_is_refused(office: &Office) {
    let (jane, omar) = (&office.jane, &office.omar);
    jane.act(Action::Edit, HERO).await.unwrap();
    assert_eq!(jane.row(HERO).await.lock, LockView::Mine);
    assert!(office.truth.is_held().await);
    // Omar's client has not heard of it.
    let error = omar.act(Action::Edit, HERO).await.unwrap_err();
    let refusal = error.refusal.as_ref().unwrap();
    assert_eq!(refusal.code, RefusalCode::CheckedOutBy, "{error:?}");
    let who = error.who.as_deref().unwrap();
    office.is_jane(who);
    let LockView::Theirs { who } = omar.row(HERO).await.lock else {
        panic!("not shown as hers");
    };
    office.is_jane(&who);
    // Nor does a file that he forces into place go up.
    omar.act(Action::Download, HERO).await.unwrap();
    omar.save(HERO, b"omar anyway").await;
    let error = omar.act(Action::UploadChanges, HERO).await.unwrap_err();
    let refusal = error.refusal.as_ref().unwrap();
    assert_eq!(refusal.code, RefusalCode::CheckedOutBy, "{error:?}");
    assert_eq!(office.truth.bytes(HERO).await, b"as it was");
    omar.act(Action::DiscardChanges, HERO).await.unwrap();
    assert_eq!(omar.recovered().await, [b"omar anyway".to_vec()]);
}

/// What another client would send without our manners.
async fn the_server_refuses_what_comes_past_us(office: &Office) {
    let truth = &office.truth;
    let put = async |list: &str| {
        let url = format!("{}{HERO}", truth.url);
        let headers = [("if", list.replace("URL", &url))];
        let headers = headers.each_ref().map(|(name, value)| (*name, &**value));
        let wanted: &[(&str, &str)] = if list.is_empty() { &[] } else { &headers };
        truth.send("PUT", HERO, wanted, "theirs").await.0
    };
    assert_eq!(put("").await, 423, "without a token");
    let made_up = put("<URL> (<opaquelocktoken:00000000-0000-0000-0000-000000000000>)").await;
    assert!(matches!(made_up, 412 | 423), "made up: {made_up}");
    let token = truth.token().await;
    if !office.server.kind.takes_any_token() {
        let token = token.expect("a server that shows tokens");
        let stolen = put(&format!("<URL> (<{token}>)")).await;
        assert!(matches!(stolen, 401 | 403 | 412 | 423), "stolen: {stolen}");
    }
    assert_eq!(truth.bytes(HERO).await, b"as it was");
}

async fn held_over_a_restart(office: &mut Office) {
    office.jane.restart().await;
    let jane = &office.jane;
    jane.refresh(FOLDER).await;
    assert_eq!(jane.row(HERO).await.lock, LockView::Mine);
    let refused = office.omar.act(Action::CheckOut, HERO).await;
    office.is_jane(&refused.unwrap_err().who.unwrap());
    jane.save(HERO, b"better").await;
    jane.act(Action::UploadChanges, HERO).await.unwrap();
    let row = jane.row(HERO).await;
    assert_eq!(row.status, Some(StatusView::AvailableLocally));
    assert_eq!(row.lock, LockView::Free);
    assert!(!office.truth.is_held().await);
    assert_eq!(office.truth.bytes(HERO).await, b"better");
    // Checked in, so that Omar may.
    office.omar.act(Action::CheckOut, HERO).await.unwrap();
    office.omar.act(Action::CheckIn, HERO).await.unwrap();
}

async fn keep_theirs(office: &Office) {
    office.make_conflict(b"mine 1", b"theirs one").await;
    office.jane.act(Action::KeepTheirs, HERO).await.unwrap();
    assert_eq!(office.jane.read(HERO), b"theirs one");
    let status = office.jane.row(HERO).await.status;
    assert_eq!(status, Some(StatusView::AvailableLocally));
    assert_eq!(office.jane.recovered().await, [b"mine 1".to_vec()]);
}

async fn keep_both(office: &Office) {
    office.make_conflict(b"mine number 2", b"theirs 2").await;
    office.jane.act(Action::KeepBoth, HERO).await.unwrap();
    assert_eq!(office.jane.read(HERO), b"theirs 2");
    let copy = office.jane.only_with(StatusView::NewLocally).await;
    assert!(copy.starts_with("/Autumn/hero (jane's copy "), "{copy}");
    assert_eq!(office.jane.read(&copy), b"mine number 2");
    let sent = office.jane.act(Action::UploadChanges, &copy).await;
    sent.unwrap();
    assert_eq!(office.truth.bytes(&copy).await, b"mine number 2");
}

async fn keep_mine(office: &Office) {
    office.make_conflict(b"mine 3", b"theirs number 3").await;
    office.jane.act(Action::KeepMine, HERO).await.unwrap();
    let status = office.jane.row(HERO).await.status;
    assert_eq!(status, Some(StatusView::EditedLocally));
    assert_eq!(office.truth.bytes(HERO).await, b"theirs number 3");
    let sent = office.jane.act(Action::UploadChanges, HERO).await;
    sent.unwrap();
    assert_eq!(office.truth.bytes(HERO).await, b"mine 3");
}

/// Locks stay behind where something is moved (RFC 4918, 7.6), and with them what keeps others out.
async fn the_folder_moves_under_an_edit(office: &Office) {
    let (jane, omar) = (&office.jane, &office.omar);
    jane.refresh(FOLDER).await;
    jane.act(Action::Edit, HERO).await.unwrap();
    jane.save(HERO, b"mine on the way").await;
    jane.rename(FOLDER, "/Winter").await.unwrap();
    jane.refresh("/").await;
    jane.refresh("/Winter").await;
    let moved = "/Winter/hero.psd";
    let row = jane.row(moved).await;
    assert_eq!(row.status, Some(StatusView::EditedLocally));
    assert_eq!(row.lock, LockView::Mine);
    omar.refresh("/").await;
    omar.refresh("/Winter").await;
    let refused = omar.act(Action::CheckOut, moved).await;
    office.is_jane(&refused.unwrap_err().who.unwrap());
    jane.act(Action::UploadChanges, moved).await.unwrap();
    assert_eq!(office.truth.bytes(moved).await, b"mine on the way");
    assert_eq!(jane.row(moved).await.lock, LockView::Free);
    omar.act(Action::CheckOut, moved).await.unwrap();
    omar.act(Action::CheckIn, moved).await.unwrap();
    // Deleted is, likewise, what only she holds.
    jane.act(Action::CheckOut, moved).await.unwrap();
    jane.delete_anyway("/Winter").await.unwrap();
    let (status, _) = office.truth.send("GET", moved, &[], "").await;
    assert_eq!(status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_apache() {
    two_people(Kind::Apache).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_wsgidav() {
    two_people(Kind::WsgiDav).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_sabre() {
    two_people(Kind::Sabre).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_tomcat() {
    two_people(Kind::Tomcat).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_tomcat_with_strong_tags() {
    two_people(Kind::TomcatStrong).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_lighttpd() {
    two_people(Kind::Lighttpd).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_nginx() {
    two_people(Kind::Nginx).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_nephele() {
    two_people(Kind::Nephele).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_webdav_server() {
    two_people(Kind::WebdavServer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_asgiwebdav() {
    two_people(Kind::AsgiWebDav).await;
}
