//! The whole rule book as one text: which facts make which status, what may be done then, and
//! how. A change of a rule is a change of `rule_book.txt`; `UPDATE_EXPECT=1` writes it.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::situations::{SITUATIONS, Situation, hash, on_disk, revision};
use damson_core::{
    Action, Base, ByteCount, Facts, Kind, Lock, Offer, OnDisk, OnServer, Refusal, Subject, allowed,
    plan, status, status::adopts,
};
use expect_test::expect_file;

#[test]
fn the_rule_book() {
    let mut book = String::new();
    statuses(&mut book);
    answers(&mut book);
    circumstances(&mut book);
    others(&mut book);
    plans(&mut book);
    expect_file!["./rule_book.txt"].assert_eq(&book);
}

/// Everything that can be on either side of a base, with and without a base.
fn statuses(book: &mut String) {
    let old = Base {
        revision: revision("a", 1),
        digest: Some(hash("a")),
        size: on_disk("a").content().map(|(_, size)| size),
    };
    let unseen = Base {
        revision: revision("a", 1),
        digest: None,
        size: None,
    };
    let mut late = revision("c", 2);
    late.content = None;
    let mut touched = revision("a", 2);
    let mut stale_hash = revision("c", 1);
    stale_hash.size = touched.size;
    touched.modified = revision("c", 2).modified;
    let unread = OnDisk::Present {
        digest: None,
        size: ByteCount(0),
    };
    let bases = [
        ("none", None),
        ("a", Some(old)),
        ("a, bytes never here", Some(unseen)),
    ];
    let locals = [
        ("gone", OnDisk::Absent),
        ("a", on_disk("a")),
        ("b", on_disk("b")),
        ("c", on_disk("c")),
        ("unreadable", unread),
    ];
    let remotes = [
        ("not asked", OnServer::Unknown),
        ("gone", OnServer::Absent),
        ("a", OnServer::Present(revision("a", 1))),
        ("a, touched", OnServer::Present(touched)),
        ("a, hash renewed late", OnServer::Present(stale_hash)),
        ("c", OnServer::Present(revision("c", 2))),
        ("c, hash comes late", OnServer::Present(late)),
        (
            "nothing said",
            OnServer::Present(damson_core::Revision::default()),
        ),
    ];
    heading(book, "Status: base, local and remote");
    for (base_name, base) in &bases {
        for (local_name, local) in &locals {
            for (remote_name, remote) in &remotes {
                let facts = Facts {
                    base: base.clone(),
                    local: local.clone(),
                    remote: remote.clone(),
                    lock: Lock::Free,
                };
                let status = status(&facts).map_or("no row".to_owned(), |s| format!("{s:?}"));
                let adopted = if adopts(&facts) { ", adopted" } else { "" };
                line(
                    book,
                    format_args!(
                        "{base_name:<20} {local_name:<11} {remote_name:<21} {status}{adopted}"
                    ),
                );
            }
        }
        book.push('\n');
    }
}

const OFFER: Offer = Offer {
    online: true,
    locks: true,
    forced_release: true,
    versions: true,
    copy: true,
};

/// The locks an asset can have, in the order of the columns.
fn locks() -> [Lock; 3] {
    [Lock::Free, Lock::Mine, Lock::Theirs("joe".to_owned())]
}

/// A change of circumstances: to the row, and to what the connection offers.
type Change = fn(&mut Subject<'_>, &mut Offer);

/// The answers for an asset with each lock, in words.
fn row(action: Action, situation: &Situation, kind: Kind, change: Change) -> String {
    let answers = locks().map(|lock| {
        let facts = situation.facts(lock);
        let mut subject = Subject {
            facts: &facts,
            kind,
            read_only: false,
            pinned: false,
            pinned_itself: false,
            busy: false,
            name_problem: false,
        };
        let mut offer = OFFER;
        change(&mut subject, &mut offer);
        match allowed(action, &subject, &offer) {
            Ok(()) => "yes".to_owned(),
            Err(Refusal::CheckedOutBy(_)) => "CheckedOutBy".to_owned(),
            Err(refusal) => format!("{refusal:?}"),
        }
    });
    if answers.iter().all(|answer| *answer == answers[0]) {
        return answers[0].clone();
    }
    answers.join(" | ")
}

/// The answers of all situations, those with the same answers together.
fn grouped(action: Action, kind: Kind, change: Change) -> BTreeMap<String, Vec<&'static str>> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for situation in SITUATIONS {
        let answer = row(action, situation, kind, change);
        groups.entry(answer).or_default().push(situation.name);
    }
    groups
}

fn print_groups(book: &mut String, groups: &BTreeMap<String, Vec<&str>>) {
    for (answer, situations) in groups {
        let all = situations.len() == SITUATIONS.len();
        let named = if all {
            "always".to_owned()
        } else {
            situations.join(", ")
        };
        line(book, format_args!("  {answer:<52} {named}"));
    }
}

/// The rules when all is well: online, with every right and capability.
fn answers(book: &mut String) {
    heading(
        book,
        "Actions: free | checked out by me | checked out by another",
    );
    for action in Action::ALL {
        line(book, format_args!("{action:?}"));
        print_groups(book, &grouped(action, Kind::Asset, |_, _| {}));
    }
}

const CIRCUMSTANCES: [(&str, Change); 10] = [
    ("Offline", |_, o| o.online = false),
    ("Read-only for me", |s, _| s.read_only = true),
    ("Pinned", |s, _| {
        s.pinned = true;
        s.pinned_itself = true;
    }),
    ("A transfer is running", |s, _| s.busy = true),
    ("A name that this computer can't hold", |s, _| {
        s.name_problem = true;
    }),
    ("A server without locks", |_, o| o.locks = false),
    ("A server without locks, offline", |_, o| {
        (o.locks, o.online) = (false, false);
    }),
    ("Not an administrator", |_, o| {
        o.forced_release = false;
    }),
    ("A server without versions", |_, o| {
        o.versions = false;
    }),
    ("A server that can't copy", |_, o| o.copy = false),
];

/// What changes when one thing is otherwise: only the actions with another answer.
fn circumstances(book: &mut String) {
    for (name, change) in CIRCUMSTANCES {
        heading(book, name);
        for action in Action::ALL {
            let changed: Vec<(String, &str)> = SITUATIONS
                .iter()
                .filter_map(|situation| {
                    let before = row(action, situation, Kind::Asset, |_, _| {});
                    let after = row(action, situation, Kind::Asset, change);
                    (before != after).then_some((after, situation.name))
                })
                .collect();
            let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for (answer, situation) in changed {
                groups.entry(answer).or_default().push(situation);
            }
            if !groups.is_empty() {
                line(book, format_args!("{action:?}"));
                print_groups(book, &groups);
            }
        }
    }
}

/// Folders, the root, and assets without a file. A folder has no facts of its own.
fn others(book: &mut String) {
    for kind in [Kind::NoFile, Kind::Folder, Kind::Root] {
        heading(book, &format!("Kind: {kind:?}"));
        for action in Action::ALL {
            let (situation, lock) = (&SITUATIONS[0], &locks()[0]);
            let facts = if kind == Kind::NoFile {
                situation.facts(lock.clone())
            } else {
                Facts::default()
            };
            let answer = |pinned, online, read_only| {
                let subject = Subject {
                    facts: &facts,
                    kind,
                    read_only,
                    pinned,
                    pinned_itself: pinned,
                    busy: false,
                    name_problem: false,
                };
                let offer = Offer { online, ..OFFER };
                match allowed(action, &subject, &offer) {
                    Ok(()) => "yes".to_owned(),
                    Err(refusal) => format!("{refusal:?}"),
                }
            };
            let name = format!("{action:?}");
            let usual = answer(false, true, false);
            let pinned = answer(true, true, false);
            let offline = answer(false, false, false);
            let read_only = answer(false, true, true);
            line(
                book,
                format_args!(
                    "{name:<16}{usual:<16}pinned: {pinned:<16}offline: {offline:<16}read-only: {read_only}"
                ),
            );
        }
    }
}

/// The steps of every action that is allowed, with what each expects.
fn plans(book: &mut String) {
    heading(book, "Plans");
    for action in Action::ALL {
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for situation in SITUATIONS {
            for (steps, locks) in plans_of(action, situation) {
                let all = locks.len() == 3;
                let locks = if all {
                    String::new()
                } else {
                    format!("[{}]", locks.join(" "))
                };
                let case = format!("{}{locks}", situation.name);
                groups.entry(steps).or_default().push(case);
            }
        }
        line(book, format_args!("{action:?}"));
        let single = groups.len() == 1;
        for (steps, cases) in groups {
            line(book, format_args!("  {steps}"));
            if !single {
                line(book, format_args!("      {}", cases.join(", ")));
            }
        }
    }
}

/// The plans of a situation, each with the locks that make it.
fn plans_of(action: Action, situation: &Situation) -> BTreeMap<String, Vec<&'static str>> {
    let mut plans: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (lock, lock_name) in locks().into_iter().zip(["free", "mine", "theirs"]) {
        let facts = situation.facts(lock);
        // Only folders can be asked to receive.
        let folder = matches!(action, Action::UploadHere | Action::NewFolder);
        let kind = if folder { Kind::Folder } else { Kind::Asset };
        let subject = Subject {
            facts: &facts,
            kind,
            read_only: false,
            pinned: action == Action::Unpin,
            pinned_itself: action == Action::Unpin,
            busy: false,
            name_problem: false,
        };
        if allowed(action, &subject, &OFFER).is_ok() {
            let steps: Vec<String> = plan(action, &facts).iter().map(short).collect();
            plans.entry(steps.join("; ")).or_default().push(lock_name);
        }
    }
    plans
}

/// A step in few words: digests as the letter whose hash they are.
fn short(step: &damson_core::Step) -> String {
    let mut text = format!("{step:?}");
    for letter in ["a", "b", "c"] {
        text = text.replace(&format!("{:?}", hash(letter)), letter);
    }
    text
}

fn heading(book: &mut String, text: &str) {
    line(book, format_args!("\n## {text}\n"));
}

fn line(book: &mut String, text: std::fmt::Arguments<'_>) {
    let text = text.to_string();
    writeln!(book, "{}", text.trim_end_matches(' ')).expect("a string takes everything");
}
