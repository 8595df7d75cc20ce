//! The commands, and which arguments lead to which.

use std::sync::Arc;

use damson_app::Dirs;

use crate::{
    args::{Cli, Verb},
    exit::Exit,
    failure::Failure,
    output::Output,
    session::Session,
};

mod cache;
mod collections;
pub(crate) mod completions;
mod connect;
mod demo;
mod doctor;
mod errors;
mod later;
mod links;
pub(crate) mod list;
mod local;
mod lock;
mod man;
mod meta;
mod open;
mod package;
mod put;
mod recovered;
mod renditions;
mod resolve;
mod restricted;
mod server_side;
mod service;
mod settings;
mod status;
mod support;
mod taken;
pub(crate) mod transfers;
mod upload;
mod versions;
mod watch;

/// Runs what was asked for.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`dispatch` names every command"
)]
pub(crate) async fn run(cli: &Cli, output: Output) -> Result<Exit, Failure> {
    match &cli.verb {
        Verb::Demo(args) => demo::demo(args, &output).await,
        Verb::Completions(args) => completions::completions(args, &output),
        Verb::Errors(args) => errors::errors(args, &output),
        Verb::Man(args) => man::man(args, &output),
        Verb::Service(args) => service::service(args, &output, cli.global.dry_run),
        verb => talk(verb, cli, output).await,
    }
}

/// Runs a command that talks to the application, and stops orderly when interrupted.
async fn talk(verb: &Verb, cli: &Cli, output: Output) -> Result<Exit, Failure> {
    let handle = damson_app::link::open(Dirs::of_this_person()?).await?;
    let session = Session::new(Arc::from(handle), &cli.global, output.clone());
    // `watch` ends by Ctrl-C as it should, and says so itself.
    let interrupted = async {
        if matches!(verb, Verb::Watch(_)) || tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let end = tokio::select! {
        end = dispatch(verb, &session) => end,
        () = interrupted => {
            // The terminal shows `^C` where the cursor was.
            output.message("");
            output.warning(
                "interrupted. What was being transferred is kept and goes on with the same \
                 command, or with `damson transfers resume`.",
            );
            Ok(Exit::Interrupted)
        }
    };
    session.handle().close().await;
    end
}

async fn dispatch(verb: &Verb, session: &Session) -> Result<Exit, Failure> {
    match verb {
        Verb::Connect(args) => connect::connect(args, session).await,
        Verb::Connections => connect::connections(session).await,
        Verb::Use(args) => connect::use_it(args, session).await,
        Verb::Disconnect(args) => connect::disconnect(args, session).await,
        Verb::Forget(args) => connect::forget(args, session).await,
        Verb::Ls(args) => list::ls(args, session).await,
        Verb::Find(args) => list::find(args, session).await,
        Verb::Links(args) => links::links(args, session).await,
        Verb::Meta(args) => meta::meta(args, session).await,
        Verb::Renditions(args) => renditions::renditions(args, session).await,
        Verb::Collection(args) => collections::collections(args, session).await,
        Verb::Package(args) => package::package(args, session).await,
        Verb::Status(args) => status::status(args, session).await,
        Verb::Get(args) => local::get(args, session).await,
        Verb::Open(args) => open::open(args, session).await,
        Verb::Edit(args) => open::edit(args, session).await,
        Verb::Checkout(args) => lock::check_out(args, session).await,
        Verb::Checkin(args) => lock::check_in(args, session).await,
        Verb::Put(args) => put::put(args, session).await,
        Verb::Upload(args) => upload::upload(args, session).await,
        Verb::Discard(args) => local::discard(args, session).await,
        Verb::Update(args) => local::update(args, session).await,
        Verb::Free(args) => local::free(args, session).await,
        Verb::Resolve(args) => resolve::resolve(args, session).await,
        Verb::Reveal(args) => open::reveal(args, session).await,
        Verb::Web(args) => open::web(args, session).await,
        Verb::History(args) => versions::history(args, session).await,
        Verb::Restore(args) => versions::restore(args, session).await,
        Verb::Await(args) => later::wait_for(args, session).await,
        Verb::Release(args) => lock::release(args, session).await,
        Verb::Lock(args) => lock::lock(args, session).await,
        Verb::Mv(args) => server_side::mv(args, session).await,
        Verb::Cp(args) => server_side::cp(args, session).await,
        Verb::Rm(args) => server_side::rm(args, session).await,
        Verb::Mkdir(args) => server_side::mkdir(args, session).await,
        Verb::Pin(args) => local::pin(args, session).await,
        Verb::Unpin(args) => local::unpin(args, session).await,
        Verb::Recovered(args) => recovered::recovered(args, session).await,
        Verb::Later(args) => later::later(args, session).await,
        Verb::Transfers(args) => transfers::transfers(args, session).await,
        Verb::Watch(args) => watch::watch(args, session).await,
        Verb::GoOn => status::go_on(session).await,
        Verb::Doctor(args) => doctor::doctor(args, session).await,
        Verb::Cache(args) => cache::cache(args, session).await,
        Verb::Settings(args) => settings::settings(args, session).await,
        Verb::Support => support::support(session).await,
        Verb::Demo(_)
        | Verb::Completions(_)
        | Verb::Errors(_)
        | Verb::Man(_)
        | Verb::Service(_) => Ok(Exit::Done),
    }
}
