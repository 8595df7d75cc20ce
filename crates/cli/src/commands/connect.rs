//! `connect`, `connections`, `use`, `disconnect`, `forget`.

use damson_app::{
    ErrorCode, Intent, Reply, UserError,
    intent::{self, Login, Secret},
    view::{ConnectedView, ConnectionView, LoginKind, Notice},
};

use crate::{
    acting::confirm,
    args::{Connect, Disconnect, Forget, Use},
    ask,
    exit::Exit,
    failure::Failure,
    session::{Session, env_text, read_secret, unexpected},
    style::shown,
    table::{Cell, Table},
    width::width,
    words::{self, say},
};

pub(crate) async fn connect(args: &Connect, session: &Session) -> Result<Exit, Failure> {
    let known = known(args, session).await?;
    let url = known
        .as_ref()
        .map_or_else(|| args.url.clone(), |view| view.url.clone());
    let allow_plain_http =
        args.allow_plain_http || known.as_ref().is_some_and(|view| view.allow_plain_http);
    let login = login(args, known.as_ref(), &url, session).await?;
    let request = intent::Connect {
        url,
        name: args.name.clone().or_else(|| known.map(|view| view.name)),
        login,
        remember: !args.no_remember,
        allow_plain_http,
        cache_folder: cache_folder(args)?,
    };
    let reply = session.send(Intent::Connect(Box::new(request))).await?;
    let Reply::Connected(connected) = reply else {
        return Err(unexpected(&reply));
    };
    report(&connected, session)?;
    Ok(Exit::Done)
}

pub(crate) async fn connections(session: &Session) -> Result<Exit, Failure> {
    let connections = session.connections().await?;
    if session.output.json {
        session.output.document(&connections)?;
        return Ok(Exit::Done);
    }
    if connections.is_empty() {
        let message = words::user_error(&UserError::new(ErrorCode::NoConnection));
        session.output.message(say!(
            "message-hint",
            what = message.what,
            hint = message.hint
        ));
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<Cell>> = connections
        .iter()
        .map(|view| {
            let (state, tone) = words::state(view.state);
            vec![
                Cell::new(if view.current { "*" } else { "" }),
                Cell::new(&view.name),
                Cell::new(&view.url),
                Cell::new(view.user.clone().unwrap_or_default()),
                Cell::new(state).tone(tone),
                Cell::new(&view.cache_folder),
            ]
        })
        .collect();
    let mut table = Table::new(&[
        String::new(),
        say!("heading-name"),
        say!("heading-address"),
        say!("heading-person"),
        say!("heading-state"),
        say!("heading-cache-folder"),
    ])
    .about(&say!("heading-name"));
    session.output.table(&mut table, &rows, 0)?;
    Ok(Exit::Done)
}

pub(crate) async fn use_it(args: &Use, session: &Session) -> Result<Exit, Failure> {
    session
        .send(Intent::Use {
            connection: args.name.clone(),
        })
        .await?;
    session
        .output
        .message(say!("connect-in-use", name = &args.name));
    Ok(Exit::Done)
}

pub(crate) async fn disconnect(args: &Disconnect, session: &Session) -> Result<Exit, Failure> {
    let connection = args.name.clone().or_else(|| session.connection.clone());
    session.send(Intent::Disconnect { connection }).await?;
    session.output.message(say!("connect-logged-out"));
    Ok(Exit::Done)
}

pub(crate) async fn forget(args: &Forget, session: &Session) -> Result<Exit, Failure> {
    let question = say!("question-forget", name = &args.name);
    confirm(session, args.yes, &question).await?;
    session
        .send(Intent::Forget {
            connection: args.name.clone(),
        })
        .await?;
    session
        .output
        .message(say!("connect-forgotten", name = &args.name));
    Ok(Exit::Done)
}

/// The application may run in a process that stands in another folder.
fn cache_folder(args: &Connect) -> Result<Option<std::path::PathBuf>, Failure> {
    let Some(folder) = &args.cache_folder else {
        return Ok(None);
    };
    let absolute = std::path::absolute(folder);
    Ok(Some(
        absolute.map_err(|error| UserError::io(&error, folder))?,
    ))
}

/// The connection that is meant by its name or its address.
async fn known(args: &Connect, session: &Session) -> Result<Option<ConnectionView>, Failure> {
    let same = |view: &ConnectionView| {
        view.name == args.url
            || (args.name.is_none()
                && view.url.trim_end_matches('/') == args.url.trim_end_matches('/')
                && (args.user.is_none() || args.user == view.user))
    };
    Ok(session.connections().await?.into_iter().find(same))
}

async fn login(
    args: &Connect,
    known: Option<&ConnectionView>,
    url: &str,
    session: &Session,
) -> Result<Login, Failure> {
    if let Some(file) = &args.token_file {
        return Ok(Login::Token {
            token: read_secret(&file.display().to_string())?,
        });
    }
    if let Some(file) = &args.service_credentials {
        let document = read_secret(&file.display().to_string())?;
        return Ok(Login::ServiceCredentials { document });
    }
    // A password goes to a DAM, and to nothing else that happens to answer.
    recognise(args, url, session).await?;
    let user = match args
        .user
        .clone()
        .or_else(|| known.and_then(|view| view.user.clone()))
    {
        Some(user) => user,
        None => ask::line(&say!("question-user"))
            .await?
            .filter(|name| !name.is_empty())
            .ok_or_else(|| Failure::Usage {
                what: say!("missing-user"),
                hint: say!("missing-user"."todo"),
            })?,
    };
    let password = password(args, &user, url).await?;
    Ok(Login::Password { user, password })
}

/// Whether a DAM answers, and takes a name and a password.
async fn recognise(args: &Connect, url: &str, session: &Session) -> Result<(), Failure> {
    let allow_plain_http = args.allow_plain_http;
    let reply = session
        .send(Intent::Recognise {
            url: url.to_owned(),
            allow_plain_http,
        })
        .await?;
    let Reply::Recognised(found) = reply else {
        return Err(unexpected(&reply));
    };
    if !found.known {
        return Err(UserError::new(ErrorCode::NotADam).server(found.url).into());
    }
    if !found.logins.contains(&LoginKind::Password) {
        return Err(Failure::Usage {
            what: say!("failure-no-password-login", server = found.url),
            hint: say!("failure-no-password-login"."todo"),
        });
    }
    Ok(())
}

async fn password(args: &Connect, user: &str, url: &str) -> Result<Secret, Failure> {
    if args.password_stdin {
        return Ok(Secret::new(ask::password_from_stdin()?));
    }
    if let Some(password) = env_text("DAMSON_PASSWORD") {
        return Ok(Secret::new(password));
    }
    let question = say!("question-password", user = user, server = url);
    let typed = ask::password(&question).await?;
    typed.map(Secret::new).ok_or_else(|| Failure::Usage {
        what: say!("missing-password"),
        hint: say!("missing-password"."todo"),
    })
}

fn report(connected: &ConnectedView, session: &Session) -> Result<(), Failure> {
    let view = &connected.connection;
    if session.output.json {
        return Ok(session.output.document(connected)?);
    }
    let person = view.user.clone().unwrap_or_else(|| say!("connect-you"));
    session.output.result(say!(
        "connect-connected",
        server = &view.url,
        person = person
    ))?;
    let product = view.capability.as_ref().map(|found| &found.product);
    let facts = [
        (say!("connect-server"), product),
        (say!("connect-connection"), Some(&view.name)),
        (say!("connect-cache-folder"), Some(&view.cache_folder)),
    ];
    let wide = facts.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (name, value) in &facts {
        let Some(value) = value else { continue };
        let gap = " ".repeat(wide - width(name));
        session
            .output
            .result(format!("  {name}{gap}  {}", shown(value)))?;
    }
    match connected.notice {
        Some(Notice::NoKeychain) => session.output.warning(say!("connect-no-keychain")),
        None => {}
    }
    session.output.message(say!("connect-next"));
    Ok(())
}
