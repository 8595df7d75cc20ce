//! The demo server as a program.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::Context as _;
use clap::Parser;
use damson_core::DamPath;
use damson_demo_server::{
    DemoConfig, DemoServer, Personality, Sample, Switches, switches::Processing,
};

/// An AEM-compatible DAM with sample assets and switchable faults.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Which product to behave as: `6.5` or `cloud`.
    #[arg(long, default_value = "6.5")]
    personality: Personality,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:4502")]
    listen: SocketAddr,
    /// The folder to keep everything in; an existing one is served as it was left.
    #[arg(long)]
    storage: PathBuf,
    /// What an empty storage is filled with: `full`, `small` or `none`.
    #[arg(long, default_value = "full")]
    sample: Sample,
    /// How long the processing of a written binary takes, in milliseconds.
    #[arg(long, default_value_t = 3000)]
    processing_ms: u64,
    /// Say where it listens, and the developer tokens of its people, as one line of JSON.
    #[arg(long)]
    json: bool,
    /// Make that many small assets in a folder, and end: `/many=100000`.
    #[arg(long, value_name = "FOLDER=COUNT")]
    make_many: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let arguments = Arguments::parse();
    let switches = Switches {
        processing: Processing::AfterMs(arguments.processing_ms),
        ..Switches::default()
    };
    let server = DemoServer::start(DemoConfig {
        personality: arguments.personality,
        storage: arguments.storage.clone(),
        listen: arguments.listen,
        sample: arguments.sample,
        switches,
    })
    .await
    .context("the demo server did not start")?;
    if let Some(order) = &arguments.make_many {
        make_many(&server, order)?;
        server.stop().await;
        return Ok(());
    }
    announce(&server, &arguments);
    tokio::signal::ctrl_c()
        .await
        .context("waiting for Ctrl-C failed")?;
    server.stop().await;
    Ok(())
}

fn make_many(server: &DemoServer, order: &str) -> anyhow::Result<()> {
    let (folder, count) = order.split_once('=').context("it is FOLDER=COUNT")?;
    let folder = DamPath::parse(folder).context("the folder is no path")?;
    let count = count.parse().context("the count is no number")?;
    server.make_many(&folder, "asset", count)?;
    Ok(())
}

#[expect(
    clippy::print_stdout,
    reason = "this is what a person starts the program for"
)]
fn announce(server: &DemoServer, arguments: &Arguments) {
    let url = server.url();
    if arguments.json {
        let people = ["jane", "omar", "reader", "admin"];
        let tokens: serde_json::Map<String, serde_json::Value> = people
            .iter()
            .map(|user| ((*user).to_owned(), server.token(user).into()))
            .collect();
        println!(
            "{}",
            serde_json::json!({ "url": url, "blob": server.blob_url(), "tokens": tokens })
        );
        return;
    }
    println!("Demo DAM at {url}");
    println!("  Blob origin  {}", server.blob_url());
    println!("  Storage      {}", arguments.storage.display());
    println!(
        "  Users        jane, omar (editors), reader (read-only), admin; password = user name"
    );
    match arguments.personality {
        Personality::Aem65 => println!("  Sign in      by user name and password"),
        Personality::Cloud => {
            println!("  Sign in      in the browser, or by token: curl {url}demo/token/jane.json");
        }
    }
    println!("  Switches     curl {url}demo/switches");
    println!("               curl -X PUT {url}demo/switches -d '{{\"unavailable_next\": 3}}'");
    println!("Stop with Ctrl-C.");
}
