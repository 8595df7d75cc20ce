//! Cases with the demo server: AEM's protocol, binaries in a store of their own.

use std::{cell::RefCell, fs, process::Command};

use anyhow::{Context, Result};

use super::{
    apache::clear,
    contest::{Contestant, Setup, contest},
    ours::Ours,
    peers::{Curl, Login, flush},
    run::run,
    sink::addresses,
    table::Report,
    trees::{Tree, three},
};
use crate::peers::{Server, aem_upload};

pub(crate) fn download(setup: &Setup, report: &mut Report) -> Result<()> {
    for tree in setup.wanted(three(setup.smaller)) {
        let folder = tempfile::Builder::new().prefix("damson-bench-").tempdir()?;
        let at = |name: &str| folder.path().join(name);
        let from = at("from");
        let paths = tree.make(&from)?;
        let server = Server::start(&setup.programs, "cloud", &at("server"), "none")?;
        let token = server.token_of("jane")?;
        let ours = Ours::with_token(&setup.programs, &at("ours"), token.clone());
        let (token_file, top) = (at("token"), from.join(tree.name).display().to_string());
        fs::write(&token_file, &token)?;
        let token_file = token_file.display().to_string();
        let connect = [server.url.as_str(), "--token-file", &token_file];
        ours.begin(&connect)?;
        run(
            "filling the server",
            &mut ours.command(&["upload", &top, "--to", "/"]),
        )?;
        let base = format!("{}content/dam/", server.url);
        let (place, list) = (at("peer"), at("curl.list"));
        let curl = Curl {
            login: Login::Token(&token),
            list: &list,
        };
        let with_curl = || curl.download(&base, &paths, &place);
        with_curl()?;
        let below = format!("/{}", tree.name);
        contest(
            setup,
            &format!("download {} from the demo server", tree.title()),
            &mut [
                Contestant {
                    name: "damson get".to_owned(),
                    before: Box::new(|| ours.begin(&connect)),
                    commands: Box::new(|| vec![ours.command(&["get", &below, "--yes"])]),
                    after: Box::new(|| tree.check(ours.home())),
                },
                Contestant {
                    name: "curl --parallel".to_owned(),
                    before: Box::new(|| clear(&place)),
                    commands: Box::new(|| with_curl().into_iter().collect()),
                    after: Box::new(|| tree.check(&place)),
                },
                Contestant {
                    name: "the same, then sync -f".to_owned(),
                    before: Box::new(|| clear(&place)),
                    commands: Box::new(|| {
                        let mut both: Vec<_> = with_curl().into_iter().collect();
                        both.push(flush(&place));
                        both
                    }),
                    after: Box::new(|| tree.check(&place)),
                },
            ],
            report,
        )?;
    }
    Ok(())
}

pub(crate) fn upload(setup: &Setup, report: &mut Report) -> Result<()> {
    let client = tempfile::tempdir()?;
    let modules = aem_upload(client.path())?;
    let trees = [
        Tree {
            name: "small",
            files: (1_000 / setup.smaller).max(1),
            bytes: 100_000,
            folder: 250,
        },
        Tree {
            name: "large",
            files: 1,
            bytes: (2 << 30) / setup.smaller,
            folder: 1,
        },
    ];
    for tree in setup.wanted(trees) {
        let folder = tempfile::Builder::new().prefix("damson-bench-").tempdir()?;
        let at = |name: &str| folder.path().join(name);
        let from = at("from");
        let paths = tree.make(&from)?;
        let top = from.join(tree.name).display().to_string();
        let server = Server::start(&setup.programs, "cloud", &at("server"), "none")?;
        let token = server.token_of("jane")?;
        let ours = Ours::with_token(&setup.programs, &at("ours"), token.clone());
        let token_file = at("token");
        fs::write(&token_file, &token)?;
        let token_file = token_file.display().to_string();
        let connect = [server.url.as_str(), "--token-file", &token_file];
        let turn = std::cell::Cell::new(0);
        // A folder of its own each time: nothing that is there is replaced.
        let next = || {
            turn.set(turn.get() + 1);
            format!("turn{}", turn.get())
        };
        let peer = |atonce: &str| {
            let mut node = Command::new("node");
            node.arg("upload.cjs")
                .arg(format!("{}content/dam/{}", server.url, next()))
                .args(["-", &token])
                .arg(&top)
                .env("MAX_CONCURRENT", atonce)
                .current_dir(&modules);
            vec![node]
        };
        let (list, pieces) = (at("curl.list"), at("pieces"));
        let curl = Curl {
            login: Login::Nobody,
            list: &list,
        };
        let sent = RefCell::new(Vec::new());
        contest(
            setup,
            &format!("upload {} to the demo server", tree.title()),
            &mut [
                Contestant {
                    name: "damson upload".to_owned(),
                    before: Box::new(|| ours.begin(&connect)),
                    commands: Box::new(|| {
                        let to = format!("/{}", next());
                        vec![
                            ours.command(&["mkdir", &to]),
                            ours.command(&["upload", &top, "--to", &to]),
                        ]
                    }),
                    after: Box::new(|| Ok(())),
                },
                Contestant {
                    name: "@adobe/aem-upload, 5 at a time".to_owned(),
                    before: Box::new(|| Ok(())),
                    commands: Box::new(|| peer("5")),
                    after: Box::new(|| Ok(())),
                },
                Contestant {
                    name: "@adobe/aem-upload, 20 at a time".to_owned(),
                    before: Box::new(|| Ok(())),
                    commands: Box::new(|| peer("20")),
                    after: Box::new(|| Ok(())),
                },
                Contestant {
                    name: "the bytes alone (curl)".to_owned(),
                    before: Box::new(|| {
                        *sent.borrow_mut() = addresses(&server, &token, &from, &paths, &pieces)?;
                        Ok(())
                    }),
                    commands: Box::new(|| curl.put(&sent.borrow()).into_iter().collect()),
                    after: Box::new(|| Ok(())),
                },
            ],
            report,
        )
        .context("with Adobe's client")?;
    }
    Ok(())
}
