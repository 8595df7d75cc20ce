//! `settings`.

use damson_app::{
    ErrorCode, Intent, Reply, UserError,
    intent::{self, Secret},
    view::{Origin, SettingView, SettingsView},
};

use crate::{
    args::{CertificatePassphrase, ProxyLogin, Settings, SettingsVerb},
    ask as question,
    exit::Exit,
    failure::Failure,
    session::{Session, unexpected},
    style::Tone,
    table::{Cell, Table},
    words::say,
};

/// Settings are those of every connection, unless one is named with `--connection`.
pub(crate) async fn settings(args: &Settings, session: &Session) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    match &args.verb {
        None | Some(SettingsVerb::Get { key: None }) => {
            let found = ask(Intent::Settings { connection }, session).await?;
            show(&found, session)
        }
        Some(SettingsVerb::Get { key: Some(key) }) => {
            let found = ask(Intent::Settings { connection }, session).await?;
            show_one(&found, key, session)
        }
        Some(SettingsVerb::Set { key, value }) => {
            let value = (value != "default").then(|| value.clone());
            let found = ask(
                Intent::Set {
                    connection,
                    key: key.clone(),
                    value,
                },
                session,
            )
            .await?;
            show_one(&found, key, session)
        }
        Some(SettingsVerb::Reset { key, .. }) => reset(key.as_deref(), session).await,
        Some(SettingsVerb::ProxyLogin(args)) => proxy_login(args, session).await,
        Some(SettingsVerb::CertificatePassphrase(args)) => {
            certificate_passphrase(args, session).await
        }
    }
}

/// Lets one setting follow the usual value again, or every one that was set here.
async fn reset(key: Option<&str>, session: &Session) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    let found = ask(
        Intent::Settings {
            connection: connection.clone(),
        },
        session,
    )
    .await?;
    let here = match connection {
        Some(_) => Origin::Connection,
        None => Origin::Global,
    };
    let keys: Vec<String> = if let Some(key) = key {
        vec![key.to_owned()]
    } else {
        let set = found
            .settings
            .iter()
            .filter(|setting| setting.origin == here);
        set.map(|setting| setting.key.clone()).collect()
    };
    if keys.is_empty() {
        session.output.result(say!("settings-all-default"))?;
    }
    for key in keys {
        let set = Intent::Set {
            connection: connection.clone(),
            key: key.clone(),
            value: None,
        };
        let found = ask(set, session).await?;
        show_one(&found, &key, session)?;
    }
    Ok(Exit::Done)
}

async fn proxy_login(args: &ProxyLogin, session: &Session) -> Result<Exit, Failure> {
    let login = match &args.user {
        Some(user) => Some(intent::ProxyLogin {
            user: user.clone(),
            password: password(args, user).await?,
        }),
        None => None,
    };
    let connection = session.connection.clone();
    let found = ask(Intent::SetProxyLogin { connection, login }, session).await?;
    let proxy = found.settings.iter().find(|setting| setting.key == "proxy");
    let proxy = proxy.map_or("", |setting| setting.value.as_str());
    session.output.result(match &found.proxy_user {
        Some(user) => say!("settings-proxy-login", proxy = proxy, user = user),
        None if args.forget => say!("settings-no-proxy-login"),
        None => say!("settings-no-proxy"),
    })?;
    Ok(Exit::Done)
}

async fn password(args: &ProxyLogin, user: &str) -> Result<Secret, Failure> {
    if args.password_stdin {
        return Ok(Secret::new(question::password_from_stdin()?));
    }
    let typed = question::password(&say!("question-proxy-password", user = user)).await?;
    let nobody = Failure::Usage {
        what: say!("missing-password"),
        hint: say!("missing-password"."todo-proxy"),
    };
    typed.map(Secret::new).ok_or(nobody)
}

async fn certificate_passphrase(
    args: &CertificatePassphrase,
    session: &Session,
) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    let settings = Intent::Settings {
        connection: connection.clone(),
    };
    let Some(set) = ask(settings, session).await?.client_certificate else {
        session.output.result(say!("settings-no-certificate"))?;
        return Ok(Exit::Done);
    };
    let passphrase = if args.forget {
        None
    } else {
        Some(passphrase(args, &set.file).await?)
    };
    let keep = Intent::SetCertificatePassphrase {
        connection,
        passphrase,
    };
    let found = ask(keep, session).await?.client_certificate;
    if args.forget {
        session
            .output
            .result(say!("settings-no-passphrase", file = set.file))?;
        return Ok(Exit::Done);
    }
    let Some(found) = found else {
        return Ok(Exit::Done);
    };
    if let Some(error) = found.error {
        return Err(error.into());
    }
    let whose = found.whose.unwrap_or(found.file);
    session.output.result(say!(
        "settings-certificate-shown",
        whose = whose,
        until = found.until.unwrap_or_default()
    ))?;
    Ok(Exit::Done)
}

async fn passphrase(args: &CertificatePassphrase, file: &str) -> Result<Secret, Failure> {
    if args.passphrase_stdin {
        return Ok(Secret::new(question::password_from_stdin()?));
    }
    let typed = question::password(&say!("question-passphrase", file = file)).await?;
    let nobody = Failure::Usage {
        what: say!("missing-passphrase"),
        hint: say!("missing-passphrase"."todo"),
    };
    typed.map(Secret::new).ok_or(nobody)
}

async fn ask(intent: Intent, session: &Session) -> Result<SettingsView, Failure> {
    let reply = session.send(intent).await?;
    let Reply::Settings(found) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(found)
}

fn show(found: &SettingsView, session: &Session) -> Result<Exit, Failure> {
    let output = &session.output;
    if output.json {
        output.document(found)?;
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<Cell>> = found.settings.iter().map(cells).collect();
    let mut table = Table::new(&[
        say!("heading-setting"),
        say!("heading-value"),
        say!("heading-usual"),
        say!("heading-unit"),
        say!("heading-takes"),
        say!("heading-set"),
    ]);
    output.table(&mut table, &rows, 0)?;
    output.message(say!("settings-cache-folder", folder = &found.cache_folder));
    output.message(say!("settings-kept-in", file = &found.file));
    if !found.unknown.is_empty() {
        let keys = found.unknown.join(", ");
        output.warning(say!("settings-unknown-keys", keys = keys));
    }
    Ok(Exit::Done)
}

fn show_one(found: &SettingsView, key: &str, session: &Session) -> Result<Exit, Failure> {
    let Some(setting) = found.settings.iter().find(|setting| setting.key == key) else {
        return Err(UserError::new(ErrorCode::UnknownSetting).detail(key).into());
    };
    if session.output.json {
        session.output.document(setting)?;
    } else {
        session
            .output
            .line(format!("{} = {}", setting.key, setting.value))?;
    }
    Ok(Exit::Done)
}

fn cells(setting: &SettingView) -> Vec<Cell> {
    let set = match setting.origin {
        Origin::Default => String::new(),
        Origin::Global => say!("settings-for-all"),
        Origin::Connection => say!("settings-for-one"),
    };
    vec![
        Cell::new(&setting.key),
        Cell::new(&setting.value).tone(Tone::Strong),
        Cell::new(&setting.default).tone(Tone::Faint),
        Cell::new(&setting.unit),
        Cell::new(&setting.takes),
        Cell::new(set),
    ]
}
