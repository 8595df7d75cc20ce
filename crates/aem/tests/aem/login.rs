//! Logging in, in every way, and what goes wrong with it.

use damson_aem::{Config, Cookie, Credentials, LoginMethod, connect, connect_again, recognise};
use damson_core::{DamPath, Lock};
use damson_demo_server::Personality;
use damson_remote::{ErrorKind, Remote as _};

use crate::setup::{BOTH, Dam, path, upload};

fn password(user: &str, password: &str) -> Credentials {
    Credentials::Password {
        user: user.into(),
        password: password.into(),
    }
}

fn form(user: &str, password: &str) -> Credentials {
    Credentials::FormLogin {
        user: user.into(),
        password: password.into(),
    }
}

async fn refused(dam: &Dam, credentials: Credentials) -> ErrorKind {
    connect(dam.config(), credentials).await.unwrap_err().kind
}

#[tokio::test]
async fn basic_and_the_form_and_a_wrong_password() {
    let dam = Dam::start(Personality::Aem65).await;
    for credentials in [password("jane", "jane"), form("jane", "jane")] {
        let aem = connect(dam.config(), credentials).await.unwrap();
        let me = aem.who_am_i().await.unwrap();
        assert_eq!(me.id, "jane");
        assert!(aem.capability().locks);
    }
    dam.server.forget_requests();
    assert_eq!(
        refused(&dam, password("jane", "wrong")).await,
        ErrorKind::WrongCredentials
    );
    assert_eq!(dam.said().len(), 1, "a wrong password is tried once");
    assert_eq!(
        refused(&dam, form("jane", "wrong")).await,
        ErrorKind::WrongCredentials
    );
}

#[tokio::test]
async fn a_server_without_basic_gets_the_form() {
    let dam = Dam::with(Personality::Aem65, |switches| {
        switches.basic_auth = Some(false);
        switches.csrf_enforced = true;
    })
    .await;
    let aem = connect(dam.config(), password("jane", "jane"))
        .await
        .unwrap();
    dam.server.put_folder(&path("shoot")).unwrap();
    upload(&aem, &path("shoot/a.txt"), b"one", None)
        .await
        .unwrap();
    aem.lock(&path("shoot/a.txt")).await.unwrap();
    assert_eq!(
        dam.server.holder(&path("shoot/a.txt")).as_deref(),
        Some("jane")
    );
    assert_eq!(
        refused(&dam, password("jane", "wrong")).await,
        ErrorKind::WrongCredentials
    );
}

#[tokio::test]
async fn a_form_session_that_ended_begins_again() {
    let dam = Dam::with(Personality::Aem65, |switches| {
        switches.csrf_enforced = true;
    })
    .await;
    let aem = connect(dam.config(), form("jane", "jane")).await.unwrap();
    dam.server
        .put_asset(&path("a.txt"), b"one", "jane")
        .unwrap();
    dam.server
        .set_switches(|switches| switches.unauthorized_next = 1);
    assert!(aem.stat(&path("a.txt")).await.is_ok());
    dam.server
        .set_switches(|switches| switches.forbidden_next = 1);
    aem.lock(&path("a.txt")).await.unwrap();
}

#[tokio::test]
async fn tokens_in_both_forms_and_expired_ones() {
    let dam = Dam::start(Personality::Cloud).await;
    let raw = Credentials::Token(dam.server.token("jane").into());
    let document = Credentials::Token(dam.server.developer_token("jane").into());
    for credentials in [raw.clone(), document] {
        let aem = connect(dam.config(), credentials).await.unwrap();
        assert_eq!(aem.who_am_i().await.unwrap().id, "jane");
    }
    assert_eq!(
        refused(&dam, Credentials::Token("nonsense".into())).await,
        ErrorKind::WrongCredentials
    );
    let aem = connect(dam.config(), raw).await.unwrap();
    dam.server
        .set_switches(|switches| switches.tokens_expired = true);
    assert_eq!(
        aem.who_am_i().await.unwrap_err().kind,
        ErrorKind::LoginNeeded
    );
}

#[tokio::test]
async fn service_credentials_are_changed_for_tokens_and_renewed() {
    let dam = Dam::start(Personality::Cloud).await;
    let credentials = Credentials::ServiceCredentials(dam.server.service_credentials().into());
    let aem = connect(dam.config(), credentials).await.unwrap();
    let me = aem.who_am_i().await.unwrap();
    assert!(me.id.ends_with("@techacct.adobe.com"), "{me:?}");
    dam.server
        .set_switches(|switches| switches.unauthorized_next = 1);
    dam.server.forget_requests();
    aem.who_am_i().await.unwrap();
    let said = dam.said();
    assert!(
        said.iter()
            .any(|line| line.starts_with("POST /ims/token/v3")),
        "{said:?}"
    );
}

#[tokio::test]
async fn cookies_of_a_browser_login() {
    let dam = Dam::start(Personality::Cloud).await;
    let cookie = login_cookie(&dam, "jane").await;
    let aem = connect(dam.config(), Credentials::Cookies(vec![cookie]))
        .await
        .unwrap();
    assert_eq!(aem.who_am_i().await.unwrap().id, "jane");
    dam.server.put_folder(&path("shoot")).unwrap();
    dam.server
        .set_switches(|switches| switches.csrf_enforced = true);
    upload(&aem, &path("shoot/a.bin"), &[7; 3000], None)
        .await
        .unwrap();
    let body = aem
        .read(&path("shoot/a.bin"), damson_remote::Read::default())
        .await
        .unwrap();
    assert_eq!(crate::setup::bytes(body).await.unwrap(), [7; 3000]);
    dam.assert_store_saw_no_secret();
    for page in [true, false] {
        dam.server.set_switches(|switches| {
            switches.sessions_expired = true;
            switches.login_page_at_200 = page;
        });
        assert_eq!(
            aem.stat(&path("shoot/a.bin")).await.unwrap_err().kind,
            ErrorKind::LoginNeeded,
            "login page: {page}"
        );
        assert_eq!(
            aem.read(&path("shoot/a.bin"), damson_remote::Read::default())
                .await
                .unwrap_err()
                .kind,
            ErrorKind::LoginNeeded,
            "login page: {page}"
        );
    }
}

async fn login_cookie(dam: &Dam, user: &str) -> Cookie {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let url = format!(
        "{}/libs/granite/core/content/login.html/j_security_check",
        dam.config().base.as_str()
    );
    let form = [
        ("j_username", user),
        ("j_password", user),
        ("j_validate", "true"),
    ];
    let answer = client.post(url).form(&form).send().await.unwrap();
    let cookie = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .find_map(|value| value.to_str().unwrap().strip_prefix("login-token="))
        .unwrap();
    Cookie {
        name: "login-token".into(),
        value: cookie.split(';').next().unwrap().into(),
    }
}

#[tokio::test]
async fn nobody_logged_in_is_not_anonymous() {
    for (anonymous, page) in [(true, false), (false, true)] {
        let dam = Dam::with(Personality::Cloud, |switches| {
            switches.anonymous_currentuser = anonymous;
            switches.login_page_at_200 = page;
        })
        .await;
        let nobody = Credentials::Cookies(Vec::new());
        assert_eq!(refused(&dam, nobody).await, ErrorKind::LoginNeeded);
    }
}

#[tokio::test]
async fn recognises_a_server_before_anybody_logs_in() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let pasted = format!("{}/assets.html/content/dam/x", dam.config().base.as_str());
        let seen = recognise(&Config::new(&pasted).unwrap()).await.unwrap();
        assert!(seen.is_aem, "{personality:?}");
        assert_eq!(seen.base, dam.config().base);
        assert!(seen.logins.contains(&LoginMethod::Password), "{seen:?}");
        let told = dam
            .server
            .requests()
            .iter()
            .any(|request| request.had_authorization || request.had_cookie);
        assert!(!told);
    }
}

#[tokio::test]
async fn what_is_no_dam_is_not_connected_to() {
    let nothing = Config::new("http://127.0.0.1:1").unwrap();
    let error = connect(nothing.clone(), password("jane", "jane"))
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Offline);
    assert_eq!(
        recognise(&nothing).await.unwrap_err().kind,
        ErrorKind::Offline
    );
    let nowhere = Config::new("https://no-such-host.invalid").unwrap();
    let error = connect(nowhere, password("jane", "jane"))
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::UnknownHost, "{error:?}");
}

#[tokio::test]
async fn no_secret_is_shown() {
    let dam = Dam::start(Personality::Aem65).await;
    let aem = connect(dam.config(), form("jane", "jane")).await.unwrap();
    let shown = format!("{aem:?} {:?}", form("jane", "hush"));
    assert!(!shown.contains("hush"), "{shown}");
    assert!(!shown.contains("login-token"), "{shown}");
    // A non-browser agent: Sling answers 401 instead of a redirect to a page.
    let agent = dam.server.requests()[0].user_agent.clone().unwrap();
    assert!(
        agent.starts_with("Damson/") && !agent.contains("Mozilla"),
        "{agent}"
    );
}

#[tokio::test]
async fn what_was_found_out_is_not_asked_again() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let jane = dam.log_in("jane").await;
        upload(&jane, &path("a.txt"), b"a", None).await.unwrap();
        dam.server.lock_as(&path("a.txt"), "omar").unwrap();
        let again = async |learnt: Option<&str>| {
            dam.server.forget_requests();
            let aem = connect_again(dam.config(), dam.credentials("jane"), learnt).await;
            (aem.unwrap(), dam.said().len())
        };
        let (first, asked) = again(None).await;
        assert!(asked > 7, "{asked}");
        let learnt = first.learnt().unwrap();
        let (second, asked) = again(Some(&learnt)).await;
        assert_eq!(asked, 1, "who is logged in");
        assert_eq!(second.capability(), first.capability());
        // Another person's rights are others.
        let aem = connect_again(dam.config(), dam.credentials("admin"), Some(&learnt)).await;
        assert!(aem.unwrap().capability().forced_release);
    }
}

/// While nobody has anything checked out, nobody can tell whether listings show it.
#[tokio::test]
async fn whether_listings_tell_of_check_outs_is_asked_until_it_is_known() {
    let dam = Dam::start(Personality::Aem65).await;
    let jane = dam.log_in("jane").await;
    upload(&jane, &path("a.txt"), b"a", None).await.unwrap();
    let learnt = dam.log_in("jane").await.learnt().unwrap();
    dam.server.lock_as(&path("a.txt"), "omar").unwrap();
    dam.server
        .set_switches(|switches| switches.show_property = false);
    let again = connect_again(dam.config(), dam.credentials("jane"), Some(&learnt)).await;
    let listed = again.unwrap().list(&DamPath::root(), None).await.unwrap();
    let lock = &listed
        .items
        .iter()
        .find(|entry| entry.path == path("a.txt"));
    assert_eq!(lock.unwrap().lock, Lock::Theirs("omar".to_owned()));
}

/// A page that stood in front of the server for a moment says nothing about tomorrow.
#[tokio::test]
async fn what_was_missing_for_a_moment_is_asked_for_again() {
    let dam = Dam::with(Personality::Aem65, |switches| switches.block_bin = true).await;
    let jane = dam.log_in("jane").await;
    assert!(!jane.capability().search);
    assert_eq!(jane.learnt(), None);
}
