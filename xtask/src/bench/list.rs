//! A large folder of the demo server: its first row, and all of it.

use std::fs;

use anyhow::{Result, ensure};

use super::{
    contest::Setup,
    lines::first_and_whole,
    ours::Ours,
    peers::{Curl, Login},
    run::run,
    table::Report,
};
use crate::{measure::make_many, peers::Server};

/// What the client asks of a page.
const PAGE: u32 = 500;
const SHOWN: &str = "showProperty=jcr:title&showProperty=jcr:created&showProperty=jcr:lastModified\
    &showProperty=jcr:lastModifiedBy&showProperty=asset:size&showProperty=asset:readonly\
    &showProperty=cq:drivelock&showProperty=dc:format";

pub(crate) fn list(setup: &Setup, report: &mut Report) -> Result<()> {
    let assets = u32::try_from((100_000 / setup.smaller).max(1))?;
    let folder = tempfile::Builder::new().prefix("damson-bench-").tempdir()?;
    let at = |name: &str| folder.path().join(name);
    make_many(&setup.programs, &at("server"), assets)?;
    let server = Server::start(&setup.programs, "cloud", &at("server"), "none")?;
    let token = server.token_of("jane")?;
    let ours = Ours::with_token(&setup.programs, &at("ours"), token.clone());
    let token_file = at("token");
    fs::write(&token_file, &token)?;
    let token_file = token_file.display().to_string();
    let connect = [server.url.as_str(), "--token-file", &token_file];
    let list = at("curl.list");
    let curl = Curl {
        login: Login::Token(&token),
        list: &list,
    };
    let page = |number: u32| {
        let offset = number * PAGE;
        format!(
            "{}api/assets/many.json?offset={offset}&limit={PAGE}&{SHOWN}",
            server.url
        )
    };
    let all: Vec<String> = (0..assets.div_ceil(PAGE)).map(page).collect();
    let (mut first, mut whole) = ([vec![], vec![]], [vec![], vec![]]);
    for _ in 0..setup.runs {
        ours.begin(&connect)?;
        let mut command = ours.command(&["ls", "/many", "--json"]);
        let listed = first_and_whole("damson ls", &mut command, |line| line.starts_with('{'))?;
        ensure!(
            listed.lines == u64::from(assets),
            "damson ls printed {} rows of {assets}",
            listed.lines
        );
        first[0].push(listed.first);
        whole[0].push(listed.whole);
        let mut command = curl.one_by_one(&all[..1])?;
        first[1].push(run("one page by curl", &mut command)?);
        let mut command = curl.one_by_one(&all)?;
        whole[1].push(run("the pages by curl", &mut command)?);
    }
    for (what, peer, [ours, curl]) in [
        ("the first row", "one page by curl", first),
        ("every row", "the pages by curl", whole),
    ] {
        let rows = [
            ("damson ls --json".to_owned(), ours),
            (peer.to_owned(), curl),
        ];
        report.add(&format!("{what} of a folder of {assets} assets"), &rows)?;
    }
    Ok(())
}
