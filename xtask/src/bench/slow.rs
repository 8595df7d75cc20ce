//! A link that is long, narrow and loses: Apache behind a proxy that behaves as such a link does.

use std::fs;

use anyhow::Result;

use super::{
    apache::{Apache, clear},
    contest::{Contestant, Setup, contest_with},
    link::{Link, RATE, ROUND_TRIP, title},
    peers::{Curl, Login, Rclone},
    run::Cost,
    table::Report,
    trees::Tree,
};

pub(crate) fn slow(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    let link = Link::to(apache.port)?;
    let trees = [
        Tree {
            name: "small",
            files: (1_000 / setup.smaller).max(1),
            bytes: 10_000,
            folder: 1_000,
        },
        Tree {
            name: "large",
            files: 1,
            bytes: 200_000_000 / setup.smaller,
            folder: 1,
        },
    ];
    for tree in setup.wanted(trees) {
        let paths = tree.make(&apache.files)?;
        apache.give_away()?;
        let url = link.url();
        let ours = apache.ours(setup);
        let rclone = Rclone::new(&apache.cache, &apache.place(""), &url, "jane")?;
        let below = format!("/{}", tree.name);
        let remote = format!("dam:{}", tree.name);
        let (place, list) = (apache.place("peer"), apache.place("curl.list"));
        let curl = Curl {
            login: Login::User("jane:jane"),
            list: &list,
        };
        let to = place.display().to_string();
        let with_curl = || curl.download(&url, &paths, &place);
        with_curl()?;
        let connect = [url.as_str(), "--user", "jane", "--allow-plain-http"];
        let anew = || clear(&place);
        let whole = || tree.check(&place);
        let bytes = (tree.files * tree.bytes) as f64;
        let limit = Cost {
            wall: bytes / RATE + ROUND_TRIP.as_secs_f64(),
            cpu: 0.0,
            memory: 0.0,
        };
        contest_with(
            setup,
            &format!("download {} over {}", tree.title(), title()),
            &mut [
                Contestant {
                    name: "damson get".to_owned(),
                    before: Box::new(|| ours.begin(&connect)),
                    commands: Box::new(|| vec![ours.command(&["get", &below, "--yes"])]),
                    after: Box::new(|| tree.check(ours.home())),
                },
                Contestant {
                    name: format!("{} copy", rclone.version),
                    before: Box::new(anew),
                    commands: Box::new(|| vec![rclone.copy(&remote, &to)]),
                    after: Box::new(whole),
                },
                Contestant {
                    name: "curl --parallel".to_owned(),
                    before: Box::new(anew),
                    commands: Box::new(|| with_curl().into_iter().collect()),
                    after: Box::new(whole),
                },
            ],
            ("bandwidth × time", limit),
            report,
        )?;
        fs::remove_dir_all(apache.files.join(tree.name))?;
    }
    Ok(())
}
