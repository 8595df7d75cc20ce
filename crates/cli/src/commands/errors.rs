//! `errors`: the catalogue of messages, for the documentation.

use crate::{args::Errors, exit::Exit, failure::Failure, output::Output, words};

/// What stands above the table of each group.
const GROUPS: [(&str, &str, &str); 4] = [
    ("error", "When something goes wrong", "What Damson says"),
    (
        "refusal",
        "When the rules do not allow an action",
        "What Damson says",
    ),
    (
        "halt",
        "When Damson stops all changes to be safe",
        "What Damson says",
    ),
    ("status", "Statuses", "What it means"),
];

pub(crate) fn errors(args: &Errors, output: &Output) -> Result<Exit, Failure> {
    // The page is English, whoever makes it.
    let rows = words::catalogue(if args.markdown {
        damson_words::words(damson_words::Language::English)
    } else {
        words::spoken()
    });
    if !args.markdown {
        for [group, code, what, hint] in rows {
            output.line(format!("{group} {code}\n  {what}\n  {hint}"))?;
        }
        return Ok(Exit::Done);
    }
    output.line("# What Damson says\n")?;
    output.line(
        "This page is made from the code: `cargo xtask docs` writes it. The codes are what \
         `--json` prints; words in *italics* stand for what a message is about.",
    )?;
    for (group, title, column) in GROUPS {
        output.line(format!(
            "\n## {title}\n\n| Code | {column} | What to do |\n|---|---|---|"
        ))?;
        for [_, code, what, hint] in rows.iter().filter(|row| row[0] == group) {
            output.line(format!("| `{code}` | {} | {} |", cell(what), cell(hint)))?;
        }
    }
    Ok(Exit::Done)
}

/// Text that does not end a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
