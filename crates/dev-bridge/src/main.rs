//! The bridge as a program.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context as _;
use clap::Parser;
use damson_app::Dirs;
use damson_dev_bridge::{Bench, Bridge, open_desk};

/// The window's page in an ordinary browser, over the real application.
#[derive(Debug, Parser)]
struct Arguments {
    /// The built page
    #[arg(long, default_value = "ui/dist")]
    ui: PathBuf,
    /// Starts the demo DAM and connects to it
    #[arg(long)]
    demo: bool,
    /// Where Damson keeps what is its own; a folder that ends with the bridge if absent
    #[arg(long)]
    home: Option<PathBuf>,
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let passing = tempfile::Builder::new()
        .prefix("damson-bridge-")
        .tempdir()?;
    let home = arguments
        .home
        .clone()
        .unwrap_or_else(|| passing.path().to_owned());
    let dirs = Dirs::below(&std::path::absolute(home)?);
    dirs.make().context("the home can't be made")?;
    damson_app::logs::start(&dirs)?;
    let bench = Arc::new(Bench::default());
    let desk = open_desk(dirs, bench.clone()).await?;
    desk.start_sessions().await;
    if arguments.demo {
        desk.start_demo().await.context("the demo DAM")?;
    }
    let bridge = Bridge::start(desk.clone(), bench.clone(), arguments.ui, arguments.listen).await?;
    announce(&bridge.url());
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("waiting for Ctrl-C")?,
        () = bench.ended.notified() => {}
    }
    desk.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "whoever started it needs the address")]
fn announce(url: &str) {
    println!("{url}");
}
