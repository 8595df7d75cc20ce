//! Every intent and its handler.

mod change_settings;
mod collections;
mod compare;
mod connections;
mod describe;
mod list;
mod move_cache;
mod renditions;

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_core::DamPath;
use damson_engine::{Command, OrderId, Shell as _};

use crate::{
    blocking::blocking,
    connect::{connectors, route::Route},
    crossing::{
        error::{ErrorCode, Result, UserError},
        intent::{ActOptions, Intent},
        reply::{Reply, Thumbnail},
        view::{Action, RowPageView},
    },
    doctor,
    sessions::{Sessions, session::Session},
    translate::{commands, outcomes},
};

#[expect(clippy::too_many_lines, reason = "one arm an intent, and nothing else")]
pub(crate) async fn answer(sessions: &Arc<Sessions>, intent: Intent) -> Result<Reply> {
    match intent {
        Intent::Recognise {
            url,
            allow_plain_http,
        } => {
            let route = Route::of(&sessions.store, None).await?;
            let found = connectors::recognise(&url, allow_plain_http, &route).await?;
            Ok(Reply::Recognised(found))
        }
        Intent::Connect(connect) => {
            let connected = Box::pin(connections::connect(sessions, *connect)).await?;
            Ok(Reply::Connected(Box::new(connected)))
        }
        Intent::Disconnect { connection } => {
            connections::disconnect(sessions, connection.as_deref()).await?;
            Ok(Reply::Done)
        }
        Intent::Forget { connection } => {
            connections::forget(sessions, &connection).await?;
            Ok(Reply::Done)
        }
        Intent::Use { connection } => {
            connections::make_current(sessions, &connection)?;
            Ok(Reply::Done)
        }
        Intent::Connections => Ok(Reply::Connections(sessions.snapshot().connections)),
        Intent::Snapshot => Ok(Reply::Snapshot(Box::new(sessions.snapshot()))),
        Intent::Start { connection } => {
            sessions.session(connection.as_deref()).await?;
            Ok(Reply::Snapshot(Box::new(sessions.snapshot())))
        }
        Intent::Settle { connection } => {
            let session = sessions.session(connection.as_deref()).await?;
            session.engine().settled().await;
            Ok(Reply::Done)
        }
        Intent::Act {
            connection,
            action,
            path,
            options,
        } => act(sessions, connection, action, &path, options).await,
        Intent::Refresh { connection, folder } => {
            let folder = commands::path(&folder)?;
            perform(sessions, connection, Command::Refresh { folder }).await
        }
        Intent::List {
            connection,
            folder,
            page,
        } => {
            let folder = commands::path(&folder)?;
            let session = sessions.session(connection.as_deref()).await?;
            let found = list::next(&session, &folder, page.as_deref()).await?;
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
                into: commands::path(&into)?,
                sources: commands::sources(sources)?,
                if_exists: if_exists.into(),
                comment,
            };
            perform(sessions, connection, command).await
        }
        Intent::PlanUpload {
            connection,
            into,
            sources,
        } => {
            let command = Command::PlanUpload {
                into: commands::path(&into)?,
                sources: commands::sources(sources)?,
            };
            perform(sessions, connection, command).await
        }
        Intent::NameFor {
            connection,
            name,
            is_folder,
        } => {
            let session = sessions.session(connection.as_deref()).await?;
            let taken = session.engine().name_for(&name, is_folder)?;
            Ok(Reply::Name(taken.into()))
        }
        Intent::CancelQueued { connection, id } => {
            perform(sessions, connection, Command::CancelQueued(id)).await
        }
        Intent::Await {
            connection,
            path,
            wanted,
        } => {
            let path = commands::path(&path)?;
            perform(sessions, connection, Command::Await { path, wanted }).await
        }
        Intent::MoveCache { connection, to } => {
            let moved =
                Box::pin(move_cache::move_cache(sessions, connection.as_deref(), to)).await?;
            Ok(Reply::CacheMoved(moved))
        }
        Intent::Cache { connection } => perform(sessions, connection, Command::CacheUse).await,
        Intent::Links { connection, path } => {
            let path = commands::path(&path)?;
            perform(sessions, connection, Command::Links { path }).await
        }
        Intent::UsedBy { connection, path } => {
            let path = commands::path(&path)?;
            perform(sessions, connection, Command::UsedBy { path }).await
        }
        Intent::UploadLinks { connection, path } => {
            let path = commands::path(&path)?;
            perform(sessions, connection, Command::UploadLinks { path }).await
        }
        Intent::Package {
            connection,
            path,
            into,
        } => {
            let path = commands::path(&path)?;
            let into = commands::whole(into)?;
            perform(sessions, connection, Command::Package { path, into }).await
        }
        Intent::Measure { connection, folder } => {
            let folder = commands::path(&folder)?;
            perform(sessions, connection, Command::Measure { folder }).await
        }
        Intent::Search {
            connection,
            search,
            page,
        } => {
            let search = commands::search(search)?;
            perform(sessions, connection, Command::Search { search, page }).await
        }
        Intent::Rows { connection, query } => {
            let query = commands::rows(query)?;
            let session = sessions.session(connection.as_deref()).await?;
            let page = session.engine().rows(query).await?;
            Ok(Reply::Rows(RowPageView::from(&page)))
        }
        Intent::Sides { connection, path } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            Ok(Reply::Sides(compare::sides(&session, &path).await?))
        }
        Intent::LocalThumbnail {
            connection,
            path,
            size,
        } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            Ok(pictured(&compare::picture(&session, &path, size).await?))
        }
        Intent::Thumbnail {
            connection,
            path,
            size,
        } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            Ok(pictured(
                &compare::current_picture(&session, &path, size).await?,
            ))
        }
        Intent::RemoteThumbnail {
            connection,
            path,
            size,
        } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            Ok(pictured(
                &compare::remote_picture(&session, &path, size).await?,
            ))
        }
        Intent::Renditions { connection, path } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            Ok(Reply::Renditions(renditions::list(&session, &path).await?))
        }
        Intent::ExportRendition {
            connection,
            path,
            rendition,
            to,
        } => {
            let (path, to) = (commands::path(&path)?, commands::whole(to)?);
            let session = sessions.session(connection.as_deref()).await?;
            let exported = renditions::export(&session, &path, &rendition, &to).await?;
            Ok(Reply::Exported(exported))
        }
        Intent::Metadata { connection, path } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            let read = describe::read(&session, &path).await?;
            Ok(Reply::Metadata(Box::new(read)))
        }
        Intent::SetMetadata {
            connection,
            paths,
            changes,
            seen,
        } => {
            let session = sessions.session(connection.as_deref()).await?;
            let set = describe::set(&session, paths, changes, seen).await?;
            Ok(Reply::MetadataSet(set))
        }
        Intent::SuggestTags {
            connection,
            text,
            language,
        } => {
            let session = sessions.session(connection.as_deref()).await?;
            let tags = describe::suggest(&session, &text, &language).await?;
            Ok(Reply::Tags(tags))
        }
        Intent::Collections { connection } => {
            let session = sessions.session(connection.as_deref()).await?;
            Ok(Reply::Collections(collections::list(&session).await?))
        }
        Intent::CollectionMembers {
            connection,
            id,
            page,
        } => {
            let session = sessions.session(connection.as_deref()).await?;
            collections::members(&session, id, page).await
        }
        Intent::EditCollection {
            connection,
            id,
            add,
            remove,
        } => {
            let session = sessions.session(connection.as_deref()).await?;
            collections::edit(&session, id, &add, &remove).await?;
            Ok(Reply::Done)
        }
        Intent::Restricted {
            connection,
            action,
            paths,
        } => {
            let paths: Vec<_> = paths
                .iter()
                .map(|path| commands::path(path))
                .collect::<Result<_>>()?;
            let session = sessions.session(connection.as_deref()).await?;
            let restricted = describe::restricted(&session, action, &paths).await?;
            Ok(Reply::Restricted(restricted))
        }
        Intent::OpenLicence { connection, path } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            let page = describe::licence(&session, &path).await?;
            let shell = Arc::clone(&sessions.shell);
            let opened = blocking(move || Ok(shell.browse(&page))).await?;
            opened.map_err(|error| UserError::new(ErrorCode::Desktop).said(error.to_string()))?;
            Ok(Reply::Done)
        }
        Intent::VersionThumbnail {
            connection,
            path,
            version,
            size,
        } => {
            let path = commands::path(&path)?;
            let session = sessions.session(connection.as_deref()).await?;
            Ok(pictured(
                &compare::version_picture(&session, &path, &version, size).await?,
            ))
        }
        Intent::PauseTransfer { connection, id } => {
            let command = Command::PauseTransfer(commands::transfer(id));
            perform(sessions, connection, command).await
        }
        Intent::ResumeTransfer { connection, id } => {
            let command = Command::ResumeTransfer(commands::transfer(id));
            perform(sessions, connection, command).await
        }
        Intent::CancelTransfer { connection, id } => {
            let command = Command::CancelTransfer(commands::transfer(id));
            perform(sessions, connection, command).await
        }
        Intent::PutTransferFirst { connection, id } => {
            let command = Command::PutTransferFirst(commands::transfer(id));
            perform(sessions, connection, command).await
        }
        Intent::Order {
            connection,
            id,
            wish,
        } => {
            let command = Command::Order(OrderId(id), wish.into());
            perform(sessions, connection, command).await
        }
        Intent::CancelAll { connection } => perform(sessions, connection, Command::CancelAll).await,
        Intent::PauseAll { connection } => perform(sessions, connection, Command::PauseAll).await,
        Intent::ResumeAll { connection } => perform(sessions, connection, Command::ResumeAll).await,
        Intent::ClearFinishedTransfers { connection } => {
            perform(sessions, connection, Command::ClearFinishedTransfers).await
        }
        Intent::Recovered { connection } => {
            perform(sessions, connection, Command::ListRecovered).await
        }
        Intent::RestoreRecovered { connection, id } => {
            perform(sessions, connection, Command::RestoreRecovered { id }).await
        }
        Intent::RemoveRecovered { connection, id } => {
            perform(sessions, connection, Command::RemoveRecovered { id }).await
        }
        Intent::ReleaseBrake { connection } => {
            perform(sessions, connection, Command::ReleaseBrake).await
        }
        Intent::Wake => {
            for session in sessions.all_running() {
                session.perform(Command::Wake).await?;
            }
            Ok(Reply::Done)
        }
        Intent::Settings { connection } => {
            change_settings::show(sessions, connection.as_deref()).await
        }
        Intent::Set {
            connection,
            key,
            value,
        } => {
            let connection = connection.as_deref();
            Box::pin(change_settings::set(
                sessions,
                connection,
                &key,
                value.as_deref(),
            ))
            .await
        }
        Intent::SetProxyLogin { connection, login } => {
            let login = login.map(|login| (login.user, login.password));
            Box::pin(change_settings::set_proxy_login(
                sessions,
                connection.as_deref(),
                login,
            ))
            .await
        }
        Intent::SetCertificatePassphrase {
            connection,
            passphrase,
        } => {
            Box::pin(change_settings::set_certificate_passphrase(
                sessions,
                connection.as_deref(),
                passphrase,
            ))
            .await
        }
        Intent::Doctor { connection, url } => {
            let found = Box::pin(doctor::examine(
                sessions,
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
                doctor::record(sessions, connection.as_deref(), check_out.as_deref()).await?;
            Ok(Reply::Trace(recorded))
        }
        Intent::Shutdown => {
            sessions.end().await;
            Ok(Reply::Done)
        }
    }
}

async fn perform(
    sessions: &Arc<Sessions>,
    connection: Option<String>,
    command: Command,
) -> Result<Reply> {
    let session = sessions.session(connection.as_deref()).await?;
    let outcome = session.perform(command).await?;
    Ok(outcomes::reply(&outcome, &session.recovered))
}

async fn act(
    sessions: &Arc<Sessions>,
    connection: Option<String>,
    action: Action,
    path: &str,
    options: ActOptions,
) -> Result<Reply> {
    let path = commands::path(path)?;
    let session = sessions.session(connection.as_deref()).await?;
    if options.anyway && matches!(action, Action::Open | Action::Edit) {
        let row = session.row(&path).await?;
        if let Some(file) = row.and_then(|row| row.file) {
            sessions.shell.confirm(&file);
        }
    }
    if !options.restricted {
        ask_first(&session, action, &path).await?;
    }
    let about = path.clone();
    let done = session.perform(commands::act(action, path, options)?).await;
    let outcome = done.map_err(|error| UserError {
        about: error.about.clone().or_else(|| Some(about.to_string())),
        action: error.action.or(Some(action)),
        ..error
    })?;
    Ok(outcomes::reply(&outcome, &session.recovered))
}

/// Fails with what restricts the use of the assets, where who asks for the action is asked first.
async fn ask_first(session: &Session, action: Action, path: &DamPath) -> Result<()> {
    let restricted =
        describe::restricted(session, Some(action), std::slice::from_ref(path)).await?;
    if restricted.count == 0 {
        return Ok(());
    }
    // What can't be done anyway is not asked about.
    let row = session.row(path).await?;
    let refused = row.is_some_and(|row| {
        let offer = row.actions.iter().find(|(offered, _)| *offered == action);
        offer.is_some_and(|(_, refusal)| refusal.is_some()) && !row.later.contains(&action)
    });
    if refused {
        return Ok(());
    }
    Err(UserError {
        action: Some(action),
        restricted,
        ..UserError::new(ErrorCode::Restricted).about(path)
    })
}

fn pictured(bytes: &[u8]) -> Reply {
    let data = STANDARD.encode(bytes);
    Reply::Thumbnail(Thumbnail { data })
}
