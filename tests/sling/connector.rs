//! The connector's login and reading, at Apache Sling.

use std::{collections::BTreeMap, time::Duration};

use damson_aem::{Aem, Config, Credentials};
use damson_remote::{ErrorKind, FieldChange, FieldValue, MetadataEdit, Remote as _};

use crate::{
    ask::client,
    seed::{BYTES, Both, path},
    server::Sling,
};

/// Somebody whose name and password are outside ASCII.
const ABROAD: (&str, &str) = ("jürgen", "schlüssel");

/// What a client knows an AEM by, and somebody from abroad.
async fn become_an_aem(sling: &Sling) {
    let client = client();
    let post = |path: &str, form: &[(&str, &str)]| {
        let request = client
            .post(format!("{}{path}", sling.url))
            .basic_auth("admin", Some("admin"))
            .form(form);
        async { assert!(request.send().await.unwrap().status().is_success()) }
    };
    let user = [
        ("authorizableId", "jane"),
        ("type", "user"),
        ("_charset_", "UTF-8"),
    ];
    post("/libs/granite/security/currentuser", &user).await;
    meet_somebody_from_abroad(sling).await;
}

/// While Sling still starts it reads names in another charset, so a person may come out as another.
async fn meet_somebody_from_abroad(sling: &Sling) {
    let (name, password) = ABROAD;
    let abroad = [
        (":name", name),
        ("pwd", password),
        ("pwdConfirm", password),
        ("_charset_", "UTF-8"),
    ];
    for _ in 0..30 {
        // Refused where the person is there already.
        let made = client()
            .post(format!("{}/system/userManager/user.create.html", sling.url))
            .basic_auth("admin", Some("admin"))
            .form(&abroad)
            .send()
            .await;
        made.unwrap();
        if log_in(sling, by_form(name, password)).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    panic!("Sling does not let {name} in");
}

async fn log_in(sling: &Sling, credentials: Credentials) -> Result<Aem, ErrorKind> {
    let config = Config::new(&sling.url).unwrap();
    damson_aem::connect(config, credentials)
        .await
        .map_err(|error| error.kind)
}

fn by_password(user: &str, password: &str) -> Credentials {
    Credentials::Password {
        user: user.into(),
        password: password.into(),
    }
}

fn by_form(user: &str, password: &str) -> Credentials {
    Credentials::FormLogin {
        user: user.into(),
        password: password.into(),
    }
}

#[tokio::test]
async fn logging_in() {
    let Some(sling) = Sling::start().await else {
        return;
    };
    become_an_aem(&sling).await;
    let (name, password) = ABROAD;
    for (credentials, expected) in [
        (by_password("jane", "jane"), None),
        (by_form("jane", "jane"), None),
        (by_form(name, password), None),
        (
            by_password("jane", "wrong"),
            Some(ErrorKind::WrongCredentials),
        ),
        (by_form("jane", "wrong"), Some(ErrorKind::WrongCredentials)),
    ] {
        let said = format!("{credentials:?}");
        let failed = log_in(&sling, credentials).await.err();
        assert_eq!(failed, expected, "{said}");
    }
}

#[tokio::test]
async fn reading_assets() {
    let Some(both) = Both::start().await else {
        return;
    };
    become_an_aem(&both.sling).await;
    let aem = log_in(&both.sling, by_password("jane", "jane"))
        .await
        .unwrap();
    // What the connector says of an asset is what it says of the same one at the demo server.
    let config = Config::new(&both.demo_url()).unwrap();
    let demo = damson_aem::connect(config, by_password("jane", "jane"))
        .await
        .unwrap();
    for name in ["poster.v2.jpg", "plain", "Übergröße 1.psd"] {
        let asset = path(&format!("studio/{name}"));
        let (mut here, mut there) = (
            aem.stat(&asset).await.unwrap(),
            demo.stat(&asset).await.unwrap(),
        );
        let size = u64::try_from(BYTES.len()).unwrap();
        assert_eq!(here.revision.size.map(|size| size.0), Some(size), "{name}");
        // Sling wrote it a moment later, and gave it another identity.
        for entry in [&mut here, &mut there] {
            entry.id = None;
            entry.changed = None;
            assert!(entry.revision.modified.take().is_some(), "{name}");
            entry.revision.unsettled = false;
        }
        assert_eq!(here, there, "{name}");
    }
    // The JSON of the second is too large: Sling answers 300 and says what may be asked for instead.
    for name in ["studio/Ordner mit ß", "many"] {
        let (here, there) = (aem.stat(&path(name)).await, demo.stat(&path(name)).await);
        assert_eq!(here.unwrap().kind, there.unwrap().kind, "{name}");
    }
    for missing in ["studio/nothing", "studio/poster", "studio/poster.v2"] {
        let failed = aem.stat(&path(missing)).await.unwrap_err();
        assert_eq!(failed.kind, ErrorKind::NotFound, "{missing}");
    }
}

/// Sling's own POST, which AEM's metadata are written with: what an edit comes to is the same at both.
#[tokio::test]
async fn editing_metadata() {
    let Some(both) = Both::start().await else {
        return;
    };
    become_an_aem(&both.sling).await;
    let asset = path("studio/poster.v2.jpg");
    let mut ends = Vec::new();
    for (url, password) in [
        (both.sling.url.clone(), "admin"),
        (both.demo_url(), "admin"),
    ] {
        let config = Config::new(&url).unwrap();
        let aem = damson_aem::connect(config, by_password("admin", password))
            .await
            .unwrap();
        let mut came = Vec::new();
        for edit in edits() {
            let after = aem.set_metadata(&asset, &edit).await.unwrap();
            let named = after.fields.into_iter();
            came.push(
                named
                    .filter(|(name, _)| name.starts_with("dc:") || name.starts_with("acme"))
                    .filter(|(name, _)| name != "dc:format")
                    .collect::<Vec<_>>(),
            );
        }
        // Nobody's change of meanwhile is replaced, and nothing of the edit is done.
        let stale = MetadataEdit {
            seen: Some(BTreeMap::new()),
            ..set("dc:title", FieldValue::Text("Mine".to_owned()))
        };
        let refused = aem.set_metadata(&asset, &stale).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Changed, "{url}");
        ends.push(came);
    }
    assert_eq!(ends[0], ends[1], "Sling and the demo server");
}

fn set(name: &str, value: FieldValue) -> MetadataEdit {
    change(name, FieldChange::Set(value))
}

fn change(name: &str, change: FieldChange) -> MetadataEdit {
    MetadataEdit {
        changes: BTreeMap::from([(name.to_owned(), change)]),
        seen: None,
    }
}

/// One after the other on the same asset.
fn edits() -> Vec<MetadataEdit> {
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let texts =
        |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| (*text).to_owned()).collect() };
    let amend = |add: &[&str], remove: &[&str]| FieldChange::Amend {
        add: texts(add),
        remove: texts(remove),
    };
    let date = FieldValue::Date(damson_core::Timestamp(1_900_000_000_000));
    vec![
        set("dc:title", text("Äpfel & Birnen = „süß“ + 日本")),
        set("dc:title", text("")),
        set("dc:title", text("One line\nand another")),
        // A list that is not there yet is made by its patch.
        change("dc:subject", amend(&["apple", "+pear", "-quince"], &[])),
        change(
            "dc:subject",
            amend(&["apple", "plum"], &["+pear", "never there"]),
        ),
        change("dc:subject", amend(&[], &["apple", "-quince", "plum"])),
        change("dc:subject", amend(&["again"], &[])),
        set("dc:subject", FieldValue::Texts(texts(&["a", "b, c"]))),
        set("dc:creator", FieldValue::Texts(texts(&["Jane"]))),
        // It was a list, and stays one.
        set("dc:creator", text("Omar")),
        set("dc:creator", text("")),
        set("dc:creator", FieldValue::Texts(texts(&["Jane"]))),
        change("dc:creator", FieldChange::Clear),
        set("acmeNumber", FieldValue::Number(12.0)),
        set("acmeNumber", FieldValue::Number(0.5)),
        set("acmeFlag", FieldValue::Flag(true)),
        set("acmeDate", date),
    ]
}
