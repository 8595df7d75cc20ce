//! Whether it is a DAM, whether this person gets in, and what it can do.

use std::sync::Arc;

use damson_core::DamPath;
use damson_engine::journal::learnt_in;
use damson_remote::{Entry, Page, Remembered, Remote, Rights, WriteGuard, wrap::Limits};
use damson_webdav::Likely;

use super::{Exam, Finding};
use crate::{
    blocking::blocking,
    config::accounts::Account,
    connect::{
        address::Address,
        connectors::{self, Found, LoggedIn},
        route::Route,
        stored_login,
    },
    crossing::{
        error::{ErrorCode, UserError},
        view::{CapabilityView, Connector, DoctorStep, FindingView},
    },
    sessions::Sessions,
};

/// The capabilities whose absence a creative notices.
const NOTICED: [&str; 10] = [
    "locks",
    "ranges",
    "resumable-upload",
    "versions",
    "version-comments",
    "search",
    "thumbnails",
    "copy",
    "collections",
    "change-feed",
];

/// From the product to its capabilities; `None` when nothing answers.
pub(super) async fn examine(
    exam: &mut Exam,
    sessions: &Arc<Sessions>,
    account: Option<&Account>,
    address: Option<&Address>,
) {
    let known = if let Some(address) = address {
        let connector = account.map(|account| account.connector);
        exam.step(DoctorStep::Product, product(address, connector))
            .await
    } else {
        exam.skip(&[DoctorStep::Product]);
        None
    };
    let (Some(account), Some(())) = (account, known) else {
        return skip_after_login(exam, true);
    };
    let Some(there) = exam
        .step(DoctorStep::Login, Box::pin(log_in(sessions, account)))
        .await
    else {
        return skip_after_login(exam, false);
    };
    let root = exam.step(DoctorStep::Read, read(&there)).await;
    match root {
        Some(root) => {
            exam.step(DoctorStep::Write, async { write(&root) }).await;
        }
        None => exam.skip(&[DoctorStep::Write]),
    }
    recall(sessions, account, &*there.remote).await;
    let capability = there.remote.capability();
    let view = CapabilityView::from(&capability);
    for (word, there) in view.parts() {
        if NOTICED.contains(&word) {
            // WebDAV servers say that they have locks also where they keep none.
            let said_only = word == "locks" && account.connector == Connector::Webdav;
            let look = async {
                let found = capable(word, there, said_only);
                match why_no_locks(&capability.product).filter(|_| said_only && !there) {
                    Some(why) => found.found(FindingView::NoLocks {
                        why: why.to_owned(),
                    }),
                    None => found,
                }
            };
            exam.step(DoctorStep::Capability, look).await;
        }
    }
    let guard = async { guarded(capability.write_guard) };
    exam.step(DoctorStep::Capability, guard).await;
}

/// Why the locks of a WebDAV server can't be used: the connector writes the reason in parentheses at the
/// end of the product's name.
fn why_no_locks(product: &str) -> Option<&str> {
    let (_, why) = product.rsplit_once(" (")?;
    why.strip_suffix(')')
}

/// Gives the connector what a running session, or an earlier process, found out about the server by
/// trying.
async fn recall(sessions: &Arc<Sessions>, account: &Account, remote: &dyn Remote) {
    let learnt = if let Some(session) = sessions.running(&account.name) {
        session.learnt()
    } else {
        let file = sessions
            .store
            .dirs
            .of_connection(&account.id)
            .join("journal.db");
        let read = blocking(move || Ok(learnt_in(&file)));
        read.await.ok().flatten()
    };
    remote.recall(Remembered {
        learnt,
        ..Remembered::default()
    });
}

/// What keeps a write from replacing another person's write.
fn guarded(guard: WriteGuard) -> Finding<()> {
    let word = "compares-writes";
    let is = |compares| Finding::is(FindingView::ComparesWrites { compares }, ());
    match guard {
        WriteGuard::Server => is(Some(true)),
        WriteGuard::Look => {
            is(Some(false)).warn(UserError::new(ErrorCode::Unsupported).detail(word))
        }
        WriteGuard::Unknown => is(None),
    }
}

fn skip_after_login(exam: &mut Exam, login: bool) {
    if login {
        exam.skip(&[DoctorStep::Login]);
    }
    exam.skip(&[DoctorStep::Read, DoctorStep::Write, DoctorStep::Capability]);
}

/// The product that answers. For a connection it must be the product that the connection was made for.
async fn product(address: &Address, connector: Option<Connector>) -> Finding<()> {
    let found = match connector {
        Some(Connector::Webdav) => damson_webdav::recognise(&address.webdav)
            .await
            .map(Found::Webdav),
        Some(Connector::Aem) => damson_aem::recognise(&address.aem).await.map(|found| {
            if found.is_aem {
                Found::Aem(found)
            } else {
                Found::Unknown(found)
            }
        }),
        None => connectors::look(address).await,
    };
    match found {
        Ok(Found::Aem(found)) => aem(&found, address),
        Ok(Found::Webdav(found)) => webdav(&found),
        Ok(Found::Unknown(_)) => Finding::fail(ErrorCode::NotADam.into()),
        Err(error) => Finding::fail(error.into()),
    }
}

fn aem(found: &damson_aem::Recognised, address: &Address) -> Finding<()> {
    let product = if found.is_cloud_service {
        "Adobe Experience Manager as a Cloud Service"
    } else {
        "Adobe Experience Manager"
    };
    if found.base == address.aem.base {
        return Finding::ok(product, ());
    }
    let elsewhere = FindingView::ProductElsewhere {
        product: product.to_owned(),
        at: found.base.as_str().to_owned(),
    };
    Finding::is(elsewhere, ())
}

fn webdav(found: &damson_webdav::Recognised) -> Finding<()> {
    match (found.webdav, found.says_locks) {
        (Likely::Yes, true) => Finding::is(FindingView::WebdavWithLocks, ()),
        (Likely::Yes, false) => Finding::ok("WebDAV", ()),
        (Likely::Perhaps, _) => Finding::is(FindingView::PerhapsWebdav, ()),
        (Likely::No, _) => Finding::fail(ErrorCode::NotADam.into()),
    }
}

async fn log_in(sessions: &Arc<Sessions>, account: &Account) -> Finding<LoggedIn> {
    let login = match stored_login::find(sessions.store.clone(), account.clone()).await {
        Ok(login) => login,
        Err(error) => return Finding::fail(error),
    };
    let route = match Route::of(&sessions.store, Some(account)).await {
        Ok(route) => route,
        Err(error) => return Finding::fail(error.into()),
    };
    match connectors::log_in(account, &login, &Limits::default(), &route).await {
        Ok(there) => {
            let name = there
                .me
                .display_name
                .as_ref()
                .filter(|name| **name != there.me.id);
            let as_name = name.map_or_else(String::new, |name| format!(" ({name})"));
            Finding::ok(format!("{}{as_name}", there.me.id), there)
        }
        Err(error) => Finding::fail(error.into()),
    }
}

async fn read(there: &LoggedIn) -> Finding<Page<Entry>> {
    match there.remote.list(&DamPath::root(), None).await {
        Ok(page) => {
            let entries = page.items.len() as u64;
            let more = page.next.is_some();
            Finding::is(FindingView::TopFolder { entries, more }, page)
        }
        Err(error) => Finding::fail(error.into()),
    }
}

/// Rights differ from folder to folder: one that can be written to is enough.
fn write(root: &Page<Entry>) -> Finding<()> {
    let any = |rights: Rights| root.items.iter().any(|entry| entry.rights == rights);
    if any(Rights::ReadWrite) {
        return Finding::is(FindingView::ReadWrite, ());
    }
    if any(Rights::ReadOnly) {
        return Finding::is(FindingView::ReadOnly, ()).warn(ErrorCode::Forbidden.into());
    }
    Finding::is(FindingView::NotSaid, ())
}

fn capable(word: &'static str, there: bool, said_only: bool) -> Finding<()> {
    let found = Finding::ok(word, ());
    if there && said_only {
        return found.found(FindingView::LocksAsSaid);
    }
    if there {
        return found;
    }
    found
        .detail(format!("{word}: no"))
        .warn(UserError::new(ErrorCode::Unsupported).detail(word))
}
