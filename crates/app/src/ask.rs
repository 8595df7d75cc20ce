//! Every intent and who answers it.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_engine::{Command, OrderId, RowOrder, RowQuery, RowScope, Shell as _};

use crate::{
    Intent, Reply,
    app::Inner,
    changing, command, connecting, connectors, doctor,
    error::{ErrorCode, Result, UserError},
    intent::ActOptions,
    listing, metadata, moving,
    network::Network,
    reply::Thumbnail,
    sides,
    view::{ActionView, RowPageView},
};

#[expect(clippy::too_many_lines, reason = "one arm an intent, and nothing else")]
pub(crate) async fn answer(inner: &Arc<Inner>, intent: Intent) -> Result<Reply> {
    match intent {
        Intent::Recognise {
            url,
            allow_plain_http,
        } => {
            let network = Network::of(inner, None).await?;
            let found = connectors::recognise(&url, allow_plain_http, &network).await?;
            Ok(Reply::Recognised(found))
        }
        Intent::Connect(connect) => {
            let connected = Box::pin(connecting::connect(inner, *connect)).await?;
            Ok(Reply::Connected(Box::new(connected)))
        }
        Intent::Disconnect { connection } => {
            connecting::disconnect(inner, connection.as_deref()).await?;
            Ok(Reply::Done)
        }
        Intent::Forget { connection } => {
            connecting::forget(inner, &connection).await?;
            Ok(Reply::Done)
        }
        Intent::Use { connection } => make_current(inner, &connection),
        Intent::Connections => Ok(Reply::Connections(inner.snapshot().connections)),
        Intent::Snapshot => Ok(Reply::Snapshot(Box::new(inner.snapshot()))),
        Intent::Start { connection } => {
            inner.session(connection.as_deref()).await?;
            Ok(Reply::Snapshot(Box::new(inner.snapshot())))
        }
        Intent::Settle { connection } => {
            let session = inner.session(connection.as_deref()).await?;
            session.engine().settled().await;
            Ok(Reply::Done)
        }
        Intent::Act {
            connection,
            action,
            path,
            options,
        } => act(inner, connection, action, &path, options).await,
        Intent::Refresh { connection, folder } => {
            let folder = command::path(&folder)?;
            perform(inner, connection, Command::Refresh { folder }).await
        }
        Intent::List {
            connection,
            folder,
            page,
        } => {
            let folder = command::path(&folder)?;
            let session = inner.session(connection.as_deref()).await?;
            let found = listing::next(&session, &folder, page.as_deref()).await?;
            Ok(Reply::Found(found))
        }
        Intent::UploadHere {
            connection,
            into,
            sources,
            if_exists,
            comment,
        } => {
            let command = Command::UploadHere {
                into: command::path(&into)?,
                sources: command::sources(sources)?,
                if_exists: if_exists.into(),
                comment,
            };
            perform(inner, connection, command).await
        }
        Intent::PlanUpload {
            connection,
            into,
            sources,
        } => {
            let command = Command::PlanUpload {
                into: command::path(&into)?,
                sources: command::sources(sources)?,
            };
            perform(inner, connection, command).await
        }
        Intent::NameFor {
            connection,
            name,
            is_folder,
        } => {
            let session = inner.session(connection.as_deref()).await?;
            let taken = session.engine().name_for(&name, is_folder)?;
            Ok(Reply::Name(taken.into()))
        }
        Intent::CancelQueued { connection, id } => {
            perform(inner, connection, Command::CancelQueued(id)).await
        }
        Intent::Await {
            connection,
            path,
            wanted,
        } => {
            let path = command::path(&path)?;
            perform(inner, connection, Command::Await { path, wanted }).await
        }
        Intent::MoveCache { connection, to } => {
            let moved = Box::pin(moving::move_cache(inner, connection.as_deref(), to)).await?;
            Ok(Reply::CacheMoved(moved))
        }
        Intent::Cache { connection } => perform(inner, connection, Command::CacheUse).await,
        Intent::Links { connection, path } => {
            let path = command::path(&path)?;
            perform(inner, connection, Command::Links { path }).await
        }
        Intent::UsedBy { connection, path } => {
            let path = command::path(&path)?;
            perform(inner, connection, Command::UsedBy { path }).await
        }
        Intent::UploadLinks { connection, path } => {
            let path = command::path(&path)?;
            perform(inner, connection, Command::UploadLinks { path }).await
        }
        Intent::Package {
            connection,
            path,
            into,
        } => {
            let path = command::path(&path)?;
            let into = command::whole(into)?;
            perform(inner, connection, Command::Package { path, into }).await
        }
        Intent::Measure { connection, folder } => {
            let folder = command::path(&folder)?;
            perform(inner, connection, Command::Measure { folder }).await
        }
        Intent::Search {
            connection,
            search,
            page,
        } => {
            let search = command::search(search)?;
            perform(inner, connection, Command::Search { search, page }).await
        }
        Intent::Rows { connection, query } => {
            let query = command::rows(query)?;
            let session = inner.session(connection.as_deref()).await?;
            let page = session.engine().rows(query).await?;
            Ok(Reply::Rows(RowPageView::from(&page)))
        }
        Intent::Sides { connection, path } => {
            let path = command::path(&path)?;
            let session = inner.session(connection.as_deref()).await?;
            Ok(Reply::Sides(sides::sides(&session, &path).await?))
        }
        Intent::LocalThumbnail {
            connection,
            path,
            size,
        } => {
            let path = command::path(&path)?;
            let session = inner.session(connection.as_deref()).await?;
            Ok(pictured(&sides::picture(&session, &path, size).await?))
        }
        Intent::Thumbnail {
            connection,
            path,
            size,
        } => {
            let path = command::path(&path)?;
            let session = inner.session(connection.as_deref()).await?;
            Ok(pictured(
                &sides::current_picture(&session, &path, size).await?,
            ))
        }
        Intent::RemoteThumbnail {
            connection,
            path,
            size,
        } => {
            let path = command::path(&path)?;
            let session = inner.session(connection.as_deref()).await?;
            Ok(pictured(
                &sides::remote_picture(&session, &path, size).await?,
            ))
        }
        Intent::Metadata { connection, path } => {
            let path = command::path(&path)?;
            let session = inner.session(connection.as_deref()).await?;
            let read = metadata::read(&session, &path).await?;
            Ok(Reply::Metadata(Box::new(read)))
        }
        Intent::SetMetadata {
            connection,
            paths,
            changes,
            seen,
        } => {
            let session = inner.session(connection.as_deref()).await?;
            let set = metadata::set(&session, paths, changes, seen).await?;
            Ok(Reply::MetadataSet(set))
        }
        Intent::SuggestTags {
            connection,
            text,
            language,
        } => {
            let session = inner.session(connection.as_deref()).await?;
            Ok(Reply::Tags(
                metadata::suggest(&session, &text, &language).await?,
            ))
        }
        Intent::OpenLicence { connection, path } => {
            let path = command::path(&path)?;
            let session = inner.session(connection.as_deref()).await?;
            let page = metadata::licence(&session, &path).await?;
            connecting::blocking({
                let shell = Arc::clone(&inner.shell);
                move || Ok(shell.browse(&page))
            })
            .await?
            .map_err(|error| UserError::new(ErrorCode::Desktop).said(error.to_string()))?;
            Ok(Reply::Done)
        }
        Intent::VersionThumbnail {
            connection,
            path,
            version,
            size,
        } => {
            let path = command::path(&path)?;
            let session = inner.session(connection.as_deref()).await?;
            Ok(pictured(
                &sides::version_picture(&session, &path, &version, size).await?,
            ))
        }
        Intent::PauseTransfer { connection, id } => {
            let command = Command::PauseTransfer(command::transfer(id));
            perform(inner, connection, command).await
        }
        Intent::ResumeTransfer { connection, id } => {
            let command = Command::ResumeTransfer(command::transfer(id));
            perform(inner, connection, command).await
        }
        Intent::CancelTransfer { connection, id } => {
            let command = Command::CancelTransfer(command::transfer(id));
            perform(inner, connection, command).await
        }
        Intent::PutTransferFirst { connection, id } => {
            let command = Command::PutTransferFirst(command::transfer(id));
            perform(inner, connection, command).await
        }
        Intent::Order {
            connection,
            id,
            wish,
        } => {
            let command = Command::Order(OrderId(id), wish.into());
            perform(inner, connection, command).await
        }
        Intent::CancelAll { connection } => perform(inner, connection, Command::CancelAll).await,
        Intent::PauseAll { connection } => perform(inner, connection, Command::PauseAll).await,
        Intent::ResumeAll { connection } => perform(inner, connection, Command::ResumeAll).await,
        Intent::ClearFinishedTransfers { connection } => {
            perform(inner, connection, Command::ClearFinishedTransfers).await
        }
        Intent::Recovered { connection } => {
            perform(inner, connection, Command::ListRecovered).await
        }
        Intent::RestoreRecovered { connection, id } => {
            perform(inner, connection, Command::RestoreRecovered { id }).await
        }
        Intent::RemoveRecovered { connection, id } => {
            perform(inner, connection, Command::RemoveRecovered { id }).await
        }
        Intent::ReleaseBrake { connection } => {
            perform(inner, connection, Command::ReleaseBrake).await
        }
        Intent::Wake => {
            for session in inner.all_running() {
                session.perform(Command::Wake).await?;
            }
            Ok(Reply::Done)
        }
        Intent::Settings { connection } => changing::show(inner, connection.as_deref()).await,
        Intent::Set {
            connection,
            key,
            value,
        } => {
            let connection = connection.as_deref();
            Box::pin(changing::set(inner, connection, &key, value.as_deref())).await
        }
        Intent::SetProxyLogin { connection, login } => {
            let login = login.map(|login| (login.user, login.password));
            Box::pin(changing::set_proxy_login(
                inner,
                connection.as_deref(),
                login,
            ))
            .await
        }
        Intent::SetCertificatePassphrase {
            connection,
            passphrase,
        } => {
            Box::pin(changing::set_certificate_passphrase(
                inner,
                connection.as_deref(),
                passphrase,
            ))
            .await
        }
        Intent::Doctor { connection, url } => {
            let found = Box::pin(doctor::examine(
                inner,
                connection.as_deref(),
                url.as_deref(),
            ))
            .await?;
            Ok(Reply::Doctor(found))
        }
        Intent::Trace {
            connection,
            check_out,
        } => {
            let recorded =
                doctor::record(inner, connection.as_deref(), check_out.as_deref()).await?;
            Ok(Reply::Trace(recorded))
        }
        Intent::Shutdown => {
            inner.end().await;
            Ok(Reply::Done)
        }
    }
}

async fn perform(
    inner: &Arc<Inner>,
    connection: Option<String>,
    command: Command,
) -> Result<Reply> {
    let session = inner.session(connection.as_deref()).await?;
    let outcome = session.perform(command).await?;
    Ok(command::reply(&outcome, &session.recovered))
}

async fn act(
    inner: &Arc<Inner>,
    connection: Option<String>,
    action: ActionView,
    path: &str,
    options: ActOptions,
) -> Result<Reply> {
    let path = command::path(path)?;
    let session = inner.session(connection.as_deref()).await?;
    if options.anyway && matches!(action, ActionView::Open | ActionView::Edit) {
        let query = RowQuery {
            scope: RowScope::One(path.clone()),
            filter: damson_engine::RowFilter::default(),
            order: RowOrder::Name,
            descending: false,
            offset: 0,
            limit: 1,
        };
        let page = session.engine().rows(query).await?;
        for file in page.rows.iter().filter_map(|row| row.file.as_deref()) {
            inner.shell.confirm(file);
        }
    }
    let about = path.clone();
    let done = session.perform(command::act(action, path, options)?).await;
    let outcome = done.map_err(|error| UserError {
        about: error.about.clone().or_else(|| Some(about.to_string())),
        action: error.action.or(Some(action)),
        ..error
    })?;
    Ok(command::reply(&outcome, &session.recovered))
}

fn pictured(bytes: &[u8]) -> Reply {
    let data = STANDARD.encode(bytes);
    Reply::Thumbnail(Thumbnail { data })
}

fn make_current(inner: &Inner, connection: &str) -> Result<Reply> {
    let account = inner.account(Some(connection))?;
    inner.change(|kept| {
        kept.accounts.current = Some(account.name.clone());
        Ok(())
    })?;
    Ok(Reply::Done)
}
