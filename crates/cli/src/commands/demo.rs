//! `damson demo`: a DAM server on this computer.

use std::net::{Ipv4Addr, SocketAddr};

use damson_demo_server::{DemoConfig, DemoServer, Sample, Switches};

use crate::{
    args::{Demo, Personality, SampleSize},
    exit::Exit,
    failure::Failure,
    output::Output,
    words::say,
};

/// Runs the server until Ctrl-C.
pub(crate) async fn demo(args: &Demo, output: &Output) -> Result<Exit, Failure> {
    let temporary = match args.storage {
        Some(_) => None,
        None => Some(tempfile::Builder::new().prefix("damson-demo-").tempdir()?),
    };
    let storage = temporary
        .as_ref()
        .map(|folder| folder.path().to_path_buf())
        .or_else(|| args.storage.clone())
        .expect("one of the two is there");
    let server = DemoServer::start(DemoConfig {
        personality: personality(args.personality),
        storage,
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)),
        sample: sample(args.sample),
        switches: Switches::default(),
    })
    .await?;
    announce(&server, args, output)?;
    tokio::signal::ctrl_c().await?;
    output.message(say!("demo-stopping"));
    server.stop().await;
    Ok(Exit::Done)
}

fn announce(server: &DemoServer, args: &Demo, output: &Output) -> Result<(), Failure> {
    let url = server.url();
    if output.json {
        let personality = match args.personality {
            Personality::Aem65 => "6.5",
            Personality::Cloud => "cloud",
        };
        output.json_line(&serde_json::json!({ "url": url, "personality": personality }))?;
        return Ok(());
    }
    output.line(say!("demo-at", server = url.as_str()))?;
    output.line(format!("  {}", say!("demo-people")))?;
    output.line("")?;
    output.line(say!("demo-elsewhere"))?;
    match args.personality {
        Personality::Aem65 => {
            output.line(format!(
                "  damson connect {url} --user jane     {}",
                say!("demo-password")
            ))?;
        }
        Personality::Cloud => {
            output.line(format!("  curl -s {url}demo/token/jane > jane.token"))?;
            output.line(format!("  damson connect {url} --token-file jane.token"))?;
        }
    }
    output.line("  damson ls /")?;
    output.line("")?;
    if args.storage.is_none() {
        output.line(say!("demo-temporary"))?;
    }
    output.line(say!("demo-stop"))?;
    Ok(())
}

fn personality(wanted: Personality) -> damson_demo_server::Personality {
    match wanted {
        Personality::Aem65 => damson_demo_server::Personality::Aem65,
        Personality::Cloud => damson_demo_server::Personality::Cloud,
    }
}

fn sample(wanted: SampleSize) -> Sample {
    match wanted {
        SampleSize::None => Sample::None,
        SampleSize::Small => Sample::Small,
        SampleSize::Full => Sample::Full,
    }
}
