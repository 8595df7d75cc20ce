//! A small server with locks, whose habits a test chooses: each is one that a real server has.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::response::Response;
use bytes::Bytes;
use damson_webdav::{Config, WebDav, connect};

use crate::{
    mock::{Asked, FOLDER, Mock, multistatus, options, reply, resource, status},
    setup::{config, credentials},
};

/// What this server does differently from RFC 4918. The default has no such habit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Habits {
    /// LOCK of what exists is answered with 201 (asgi-webdav).
    pub(crate) always_created: bool,
    /// Nobody is named as the owner of a lock (nginx).
    pub(crate) no_owner: bool,
    /// LOCK is answered with a token, and nothing is kept (dufs, copyparty).
    pub(crate) keeps_nothing: bool,
    /// The `Lock-Token` header has no brackets (asgi-webdav, webdav-server).
    pub(crate) bare_token: bool,
    /// `activelock` is in no namespace (chezdav).
    pub(crate) no_namespace: bool,
    /// What `timeout` says instead of `Second-1800`.
    pub(crate) timeout: Option<&'static str>,
    /// LOCK and UNLOCK are refused inside a multistatus (nephele).
    pub(crate) refuses_inside: bool,
    /// A LOCK that names somebody else's lock as the cause shows it only on the folder above.
    pub(crate) folder_locked_by: Option<&'static str>,
    /// UNLOCK says yes and does nothing.
    pub(crate) unlock_lies: bool,
    /// The only form of `If` that prolongs a lock.
    pub(crate) renews_by: Option<Form>,
    /// The form of `If` that ends the process.
    pub(crate) dies_of: Option<Form>,
    pub(crate) server: Option<&'static str>,
    /// Right before the next LOCK of this path, somebody removes what is there.
    pub(crate) vanishes: Option<String>,
}

/// How an `If` header names a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Address,
    Path,
    Untagged,
}

fn form(asked: &Asked) -> Option<Form> {
    match asked.header("if") {
        "" => None,
        text if text.starts_with("<http") => Some(Form::Address),
        text if text.starts_with('<') => Some(Form::Path),
        _ => Some(Form::Untagged),
    }
}

#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) bytes: Bytes,
    revision: u32,
    pub(crate) lock: Option<Held>,
}

#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) token: String,
    owner: String,
}

#[derive(Debug, Default)]
struct State {
    habits: Habits,
    files: BTreeMap<String, File>,
    last: u32,
    /// Its process ended.
    dead: bool,
}

/// The server with its files, by their addresses.
pub(crate) struct Locking {
    pub(crate) mock: Mock,
    state: Arc<Mutex<State>>,
}

impl Locking {
    pub(crate) async fn start(habits: Habits) -> Self {
        let state = Arc::new(Mutex::new(State {
            habits,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        let mock = Mock::start(move |asked| shared.lock().unwrap().answer(asked)).await;
        Self { mock, state }
    }

    pub(crate) fn put(&self, at: &str, bytes: &'static [u8]) {
        self.state
            .lock()
            .unwrap()
            .put(at, Bytes::from_static(bytes));
    }

    pub(crate) fn file(&self, at: &str) -> Option<File> {
        self.state.lock().unwrap().files.get(at).cloned()
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Habits)) {
        change(&mut self.state.lock().unwrap().habits);
    }

    pub(crate) async fn log_in(&self) -> WebDav {
        self.log_in_as("jane", "desk").await
    }

    pub(crate) async fn log_in_as(&self, user: &str, computer: &str) -> WebDav {
        let config = Config {
            computer: computer.to_owned(),
            ..config(&self.mock.url)
        };
        connect(config, credentials(user)).await.unwrap()
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.state.lock().unwrap().dead
    }

    /// Ends a lock: it ran out, or somebody released it.
    pub(crate) fn unlock(&self, at: &str) {
        self.state.lock().unwrap().files.get_mut(at).unwrap().lock = None;
    }

    /// How often a method was asked for.
    pub(crate) fn count(&self, method: &str) -> usize {
        let asked = self.mock.asked();
        asked.iter().filter(|asked| asked.method == method).count()
    }
}

impl State {
    fn put(&mut self, at: &str, bytes: Bytes) {
        self.last += 1;
        let lock = self.files.get(at).and_then(|file| file.lock.clone());
        let file = File {
            bytes,
            revision: self.last,
            lock,
        };
        self.files.insert(at.to_owned(), file);
    }

    fn answer(&mut self, asked: &Asked) -> Response {
        let at = asked.path.as_str();
        self.dead |= form(asked).is_some() && form(asked) == self.habits.dies_of;
        if self.dead {
            return status(502);
        }
        match asked.method.as_str() {
            "OPTIONS" => {
                let mut options = options();
                if let Some(server) = self.habits.server {
                    let headers = options.headers_mut();
                    headers.insert("server", server.parse().unwrap());
                }
                options
            }
            "PROPFIND" if at == "/" => {
                let held = self.habits.folder_locked_by.map(|who| Held {
                    token: "urn:lock:folder".to_owned(),
                    owner: who.to_owned(),
                });
                let shown = self.discovery(held.as_ref());
                multistatus(&resource("/", &format!("{FOLDER}{shown}")))
            }
            "PROPFIND" => self.shown(at),
            "LOCK" => self.lock(asked),
            "UNLOCK" => self.unlock(asked),
            "PUT" => {
                self.put(at, asked.body.clone());
                status(204)
            }
            "DELETE" => match self.files.remove(at) {
                Some(_) => status(204),
                None => status(404),
            },
            "GET" => match self.files.get(at) {
                Some(file) => reply(200, file.bytes.clone()),
                None => status(404),
            },
            _ => status(405),
        }
    }

    fn shown(&self, at: &str) -> Response {
        let Some(file) = self.files.get(at) else {
            return status(404);
        };
        let props = format!(
            "<d:resourcetype/><d:getcontentlength>{}</d:getcontentlength>\
             <d:getetag>\"r{}\"</d:getetag>\
             <d:getlastmodified>Sat, 21 Nov 2026 10:00:00 GMT</d:getlastmodified>{}",
            file.bytes.len(),
            file.revision,
            self.discovery(file.lock.as_ref())
        );
        multistatus(&resource(at, &props))
    }

    fn lock(&mut self, asked: &Asked) -> Response {
        let at = asked.path.as_str();
        if self.habits.vanishes.as_deref() == Some(at) {
            self.habits.vanishes = None;
            self.files.remove(at);
        }
        if asked.body.is_empty() {
            return self.refresh(asked);
        }
        if self.habits.folder_locked_by.is_some() {
            return self.refused(423, at);
        }
        let known = self.files.get(at);
        if known.is_some_and(|file| file.lock.is_some()) {
            return self.refused(423, at);
        }
        let existed = known.is_some();
        if !existed {
            self.put(at, Bytes::new());
        }
        self.last += 1;
        let body = String::from_utf8_lossy(&asked.body);
        let owner = body.split("<D:owner>").nth(1).unwrap_or_default();
        let held = Held {
            token: format!("urn:lock:{:08}", self.last),
            owner: owner.split('<').next().unwrap_or_default().to_owned(),
        };
        if !self.habits.keeps_nothing {
            self.files.get_mut(at).unwrap().lock = Some(held.clone());
        }
        let code = if existed && !self.habits.always_created {
            200
        } else {
            201
        };
        self.granted(code, &held)
    }

    fn refused(&self, code: u16, at: &str) -> Response {
        if !self.habits.refuses_inside {
            return status(code);
        }
        multistatus(&format!(
            "<d:response><d:href>{at}</d:href><d:status>HTTP/1.1 {code} No</d:status></d:response>"
        ))
    }

    fn refresh(&self, asked: &Asked) -> Response {
        let held = self
            .files
            .get(&asked.path)
            .and_then(|file| file.lock.as_ref());
        match held {
            Some(held)
                if asked.header("if").contains(&held.token)
                    && self
                        .habits
                        .renews_by
                        .is_none_or(|only| form(asked) == Some(only)) =>
            {
                self.granted(200, held)
            }
            Some(_) | None => status(412),
        }
    }

    fn unlock(&mut self, asked: &Asked) -> Response {
        let Some(file) = self.files.get_mut(&asked.path) else {
            return status(404);
        };
        let named = asked.header("lock-token");
        match &file.lock {
            Some(_) if self.habits.unlock_lies => status(204),
            Some(held) if named == format!("<{}>", held.token) => {
                file.lock = None;
                status(204)
            }
            Some(_) | None => self.refused(409, &asked.path),
        }
    }

    fn granted(&self, code: u16, held: &Held) -> Response {
        let body = format!(
            "<?xml version=\"1.0\"?><d:prop xmlns:d=\"DAV:\">{}</d:prop>",
            self.discovery(Some(held))
        );
        let mut answer = reply(code, body);
        let token = if self.habits.bare_token {
            held.token.clone()
        } else {
            format!("<{}>", held.token)
        };
        let headers = answer.headers_mut();
        headers.insert("lock-token", token.parse().unwrap());
        answer
    }

    fn discovery(&self, held: Option<&Held>) -> String {
        let Some(held) = held else {
            return "<d:lockdiscovery/>".to_owned();
        };
        let owner = if self.habits.no_owner {
            ""
        } else {
            &held.owner
        };
        let timeout = self.habits.timeout.unwrap_or("Second-1800");
        let shown = format!(
            "<d:lockdiscovery><d:activelock><d:locktype><d:write/></d:locktype>\
             <d:lockscope><d:exclusive/></d:lockscope><d:depth>0</d:depth>\
             <d:owner>{owner}</d:owner><d:timeout>{timeout}</d:timeout>\
             <d:locktoken><d:href>{}</d:href></d:locktoken></d:activelock></d:lockdiscovery>",
            held.token
        );
        if !self.habits.no_namespace {
            return shown;
        }
        let inside = shown.replace("d:", "");
        inside.replace("lockdiscovery", "d:lockdiscovery")
    }
}
