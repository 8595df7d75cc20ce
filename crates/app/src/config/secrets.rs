//! Where logins are kept: the operating system's keychain, and nowhere else.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use crate::crossing::{
    error::{ErrorCode, Result, UserError},
    intent::{Login, Secret},
};

/// Stores secrets by name. Calls may block, because the system may ask the person.
pub trait Secrets: Send + Sync + Debug {
    fn get(&self, name: &str) -> Result<Option<Secret>>;
    fn set(&self, name: &str, secret: &Secret) -> Result<()>;
    fn remove(&self, name: &str) -> Result<()>;
    /// Whether a stored secret is still there after a restart.
    fn lasts(&self) -> bool;
}

/// The keychain of the operating system: Keychain, Credential Manager, Secret Service.
#[derive(Debug, Default)]
pub struct KeychainSecrets;

/// Secrets in a keychain that may never answer, because its service hangs or because nobody sees the
/// question that the system asks. Each call ends after a limit. While a call that ended so has no
/// answer, further calls fail at once.
#[derive(Debug, Clone)]
pub struct Patient {
    inner: Arc<dyn Secrets>,
    limit: Duration,
    stuck: Arc<AtomicBool>,
}

/// How long a call waits: a person may be asked for the keychain's password, and has to find it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Secrets that end with the process.
#[derive(Default)]
pub struct SessionSecrets {
    stored: Mutex<BTreeMap<String, Secret>>,
}

/// `none` stores logins in the process alone, whatever keychain the computer has.
pub const KEYCHAIN_VARIABLE: &str = "DAMSON_KEYCHAIN";
/// A password for automation; never stored.
pub const PASSWORD_VARIABLE: &str = "DAMSON_PASSWORD";
/// An access token for automation; never stored.
pub const TOKEN_VARIABLE: &str = "DAMSON_TOKEN";

const SERVICE: &str = "damson";

/// A blob of the Credential Manager holds 2,560 bytes, which are 1,280 units of UTF-16.
const LARGEST_PART: usize = if cfg!(windows) { 1_200 } else { usize::MAX };

/// The keychain, or memory where there is none; [`Secrets::lasts`] says which. The keychain is looked
/// for by the first call, so that a command that needs no login never waits for one.
pub fn of_this_computer() -> Arc<dyn Secrets> {
    Arc::new(Found::by(find))
}

fn find() -> Arc<dyn Secrets> {
    let refused = std::env::var(KEYCHAIN_VARIABLE).is_ok_and(|value| value == "none");
    if !refused {
        let keychain = Patient::new(Arc::new(KeychainSecrets), PATIENCE);
        let there = keychain.within(|_| Ok(keyring::v1::Entry::store_status().is_ok()));
        // A keychain that does not answer is used all the same: a login goes nowhere else.
        if there.unwrap_or(true) {
            return Arc::new(keychain);
        }
    }
    tracing::info!(refused, "logins are kept for this process only");
    Arc::new(SessionSecrets::default())
}

/// Secrets of a keychain that is looked for by the first call.
#[derive(Debug)]
struct Found {
    find: fn() -> Arc<dyn Secrets>,
    found: OnceLock<Arc<dyn Secrets>>,
}

impl Found {
    fn by(find: fn() -> Arc<dyn Secrets>) -> Self {
        Self {
            find,
            found: OnceLock::new(),
        }
    }

    fn keychain(&self) -> &dyn Secrets {
        &**self.found.get_or_init(self.find)
    }
}

impl Secrets for Found {
    fn get(&self, name: &str) -> Result<Option<Secret>> {
        self.keychain().get(name)
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<()> {
        self.keychain().set(name, secret)
    }

    fn remove(&self, name: &str) -> Result<()> {
        self.keychain().remove(name)
    }

    fn lasts(&self) -> bool {
        self.keychain().lasts()
    }
}

/// The login that the environment gives, if any.
pub fn from_environment(user: Option<&str>) -> Option<Login> {
    let value = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(token) = value(TOKEN_VARIABLE) {
        let token = Secret::new(token);
        return Some(Login::Token { token });
    }
    Some(Login::Password {
        user: user?.to_owned(),
        password: Secret::new(value(PASSWORD_VARIABLE)?),
    })
}

/// Stores a login under a name.
pub(crate) fn store_login(secrets: &dyn Secrets, name: &str, login: &Login) -> Result<()> {
    let text = serde_json::to_string(login).map_err(|_| UserError::new(ErrorCode::Unexpected))?;
    secrets.set(name, &Secret::new(text))
}

/// The login that is stored under a name; `None` as well where the stored text is no login.
pub(crate) fn stored_login(secrets: &dyn Secrets, name: &str) -> Result<Option<Login>> {
    let stored = secrets.get(name)?;
    Ok(stored.and_then(|secret| serde_json::from_str(secret.expose()).ok()))
}

impl Secrets for KeychainSecrets {
    fn get(&self, name: &str) -> Result<Option<Secret>> {
        join(|part| read_entry(&part_name(name, part)))
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<()> {
        for (number, part) in split(secret, LARGEST_PART).iter().enumerate() {
            entry(&part_name(name, number))?
                .set_password(part.expose())
                .map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<()> {
        // An earlier, longer secret may have left more parts than the present one has.
        for number in 0.. {
            let removed = entry(&part_name(name, number))?.delete_credential();
            match removed {
                Ok(()) => {}
                Err(keyring::v1::Error::NoEntry) => break,
                Err(error) => return Err(failed(&error)),
            }
        }
        Ok(())
    }

    fn lasts(&self) -> bool {
        true
    }
}

impl Patient {
    pub fn new(inner: Arc<dyn Secrets>, limit: Duration) -> Self {
        Self {
            inner,
            limit,
            stuck: Arc::default(),
        }
    }

    fn within<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Secrets) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if self.stuck.load(Ordering::SeqCst) {
            return Err(self.silent());
        }
        let (inner, stuck) = (Arc::clone(&self.inner), Arc::clone(&self.stuck));
        let (answer, answered) = mpsc::channel();
        let begun = thread::Builder::new()
            .name("damson-keychain".to_owned())
            .spawn(move || {
                // The receiver is gone where the call took longer than the limit.
                let _ = answer.send(call(&*inner));
                stuck.store(false, Ordering::SeqCst);
            });
        begun.map_err(|error| UserError::new(ErrorCode::Keychain).said(error.to_string()))?;
        match answered.recv_timeout(self.limit) {
            Ok(answer) => answer,
            Err(mpsc::RecvTimeoutError::Disconnected) => Err(self.silent()),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                self.stuck.store(true, Ordering::SeqCst);
                // The answer may have come between the timeout and the flag.
                answered.try_recv().map_or_else(
                    |_| Err(self.silent()),
                    |answer| {
                        self.stuck.store(false, Ordering::SeqCst);
                        answer
                    },
                )
            }
        }
    }

    fn silent(&self) -> UserError {
        let seconds = self.limit.as_secs();
        UserError::new(ErrorCode::Keychain).said(format!("no answer within {seconds} seconds"))
    }
}

impl Secrets for Patient {
    fn get(&self, name: &str) -> Result<Option<Secret>> {
        let name = name.to_owned();
        self.within(move |inner| inner.get(&name))
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<()> {
        let (name, secret) = (name.to_owned(), secret.clone());
        self.within(move |inner| inner.set(&name, &secret))
    }

    fn remove(&self, name: &str) -> Result<()> {
        let name = name.to_owned();
        self.within(move |inner| inner.remove(&name))
    }

    fn lasts(&self) -> bool {
        self.inner.lasts()
    }
}

impl SessionSecrets {
    fn stored(&self) -> MutexGuard<'_, BTreeMap<String, Secret>> {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Debug for SessionSecrets {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("SessionSecrets")
    }
}

impl Secrets for SessionSecrets {
    fn get(&self, name: &str) -> Result<Option<Secret>> {
        Ok(self.stored().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<()> {
        self.stored().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<()> {
        self.stored().remove(name);
        Ok(())
    }

    fn lasts(&self) -> bool {
        false
    }
}

/// Splits a secret into parts of at most `largest` units of UTF-16. The first part begins with the
/// number of parts.
fn split(secret: &Secret, largest: usize) -> Vec<Secret> {
    let mut parts = vec![String::new()];
    let mut left = largest;
    for letter in secret.expose().chars() {
        if letter.len_utf16() > left {
            parts.push(String::new());
            left = largest;
        }
        left -= letter.len_utf16();
        if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    let count = parts.len();
    if let Some(first) = parts.first_mut() {
        first.insert_str(0, &format!("{count}:"));
    }
    parts.into_iter().map(Secret::new).collect()
}

fn join(part: impl Fn(usize) -> Result<Option<Secret>>) -> Result<Option<Secret>> {
    let Some(first) = part(0)? else {
        return Ok(None);
    };
    let Some((count, begin)) = first.expose().split_once(':') else {
        return Ok(None);
    };
    let Ok(count) = count.parse::<usize>() else {
        return Ok(None);
    };
    let mut whole = begin.to_owned();
    for number in 1..count {
        let Some(next) = part(number)? else {
            return Ok(None);
        };
        whole.push_str(next.expose());
    }
    Ok(Some(Secret::new(whole)))
}

fn part_name(name: &str, number: usize) -> String {
    if number == 0 {
        return name.to_owned();
    }
    format!("{name}/{number}")
}

fn read_entry(name: &str) -> Result<Option<Secret>> {
    match entry(name)?.get_password() {
        Ok(text) => Ok(Some(Secret::new(text))),
        Err(keyring::v1::Error::NoEntry) => Ok(None),
        Err(error) => Err(failed(&error)),
    }
}

fn entry(name: &str) -> Result<keyring::v1::Entry> {
    keyring::v1::Entry::new(SERVICE, name).map_err(|error| failed(&error))
}

/// The error in the keychain's own words. Only the error about data that is no text would show what is
/// stored, so its words are replaced.
fn failed(error: &keyring::v1::Error) -> UserError {
    let said = if matches!(error, keyring::v1::Error::BadEncoding(_)) {
        "what is kept is no text".to_owned()
    } else {
        error.to_string()
    };
    UserError::new(ErrorCode::Keychain).said(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_secrets_come_back_whole() {
        for (text, largest) in [
            ("", 3),
            ("abc", 3),
            ("abcd", 3),
            ("a𝄞b:c€", 2),
            ("x:y", usize::MAX),
        ] {
            let parts = split(&Secret::new(text), largest);
            let joined = join(|number| Ok(parts.get(number).cloned()))
                .unwrap()
                .unwrap();
            assert_eq!(joined.expose(), text);
        }
        let parts = split(&Secret::new("x".repeat(5_000)), 1_200);
        assert_eq!(parts.len(), 5);
        assert!(
            parts
                .iter()
                .all(|part| part.expose().encode_utf16().count() <= 1_280)
        );
        let lost = join(|number| Ok(parts.get(number).filter(|_| number != 2).cloned())).unwrap();
        assert!(lost.is_none(), "a secret with a hole is none");
    }

    /// A keychain that answers only once it is let.
    #[derive(Debug)]
    struct Hangs(Mutex<mpsc::Receiver<()>>);

    impl Secrets for Hangs {
        fn get(&self, _name: &str) -> Result<Option<Secret>> {
            self.0.lock().unwrap().recv().unwrap();
            Ok(Some(Secret::new("plum-pie")))
        }

        fn set(&self, _name: &str, _secret: &Secret) -> Result<()> {
            Ok(())
        }

        fn remove(&self, _name: &str) -> Result<()> {
            Ok(())
        }

        fn lasts(&self) -> bool {
            true
        }
    }

    #[test]
    fn a_keychain_that_does_not_answer_is_an_error_and_not_waited_for_again() {
        let (answer, hangs) = mpsc::channel();
        let keychain = Arc::new(Hangs(Mutex::new(hangs)));
        let secrets = Patient::new(keychain, Duration::from_millis(100));
        let error = secrets.get("a").unwrap_err();
        assert_eq!(error.code, ErrorCode::Keychain);
        assert!(error.said.unwrap().contains("no answer"));
        assert!(secrets.remove("a").is_err(), "it is not tried meanwhile");
        answer.send(()).unwrap();
        while secrets.remove("a").is_err() {
            thread::yield_now();
        }
        answer.send(()).unwrap();
        let stored = secrets.get("a").unwrap().unwrap();
        assert_eq!(stored.expose(), "plum-pie");
    }

    #[test]
    fn a_keychain_is_looked_for_when_it_is_needed() {
        static LOOKED: AtomicBool = AtomicBool::new(false);
        let secrets = Found::by(|| {
            assert!(!LOOKED.swap(true, Ordering::Relaxed), "once");
            Arc::new(SessionSecrets::default())
        });
        assert!(!LOOKED.load(Ordering::Relaxed));
        secrets.set("one", &Secret::new("plum-pie")).unwrap();
        assert!(LOOKED.load(Ordering::Relaxed));
        assert!(secrets.get("one").unwrap().is_some());
        assert!(!secrets.lasts());
    }

    #[test]
    fn nothing_shows_a_secret() {
        let secrets = SessionSecrets::default();
        let login = Login::Password {
            user: "jane".to_owned(),
            password: Secret::new("plum-pie"),
        };
        store_login(&secrets, "one", &login).unwrap();
        let shown = format!("{secrets:?} {login:?} {:?}", secrets.get("one").unwrap());
        assert!(!shown.contains("plum-pie"), "{shown}");
        assert!(shown.contains("jane"));
        assert_eq!(stored_login(&secrets, "one").unwrap(), Some(login));
        secrets.remove("one").unwrap();
        assert_eq!(stored_login(&secrets, "one").unwrap(), None);
    }
}
