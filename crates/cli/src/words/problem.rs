//! What this computer can't do with something in the DAM.

use damson_app::view::{MeasuredView, RowView};

use super::{
    say,
    say::{message, spoken},
};
use crate::human;

/// A note beside a row; `None` when nothing is wrong.
pub(crate) fn problem(row: &RowView) -> Option<String> {
    let problem = row.problem.as_ref()?;
    let detail = problem.detail.as_str();
    Some(match problem.code.as_str() {
        "refused-name" => say!("problem-refused-name"."note"),
        "withheld" => say!("problem-withheld"."note"),
        "folder-there" => say!("problem-folder-there"."note"),
        "path-too-long" => say!("problem-path-too-long"."note"),
        "renamed-here" => say!("problem-renamed-here"."note", former = detail),
        "check-out-ended" if detail.is_empty() => say!("problem-check-out-ended"."note"),
        "check-out-ended" => say!("problem-check-out-ended"."note-taken", who = detail),
        _ => match detail {
            "link" => say!("left-out-link"."note"),
            "device" => say!("left-out-device"."note"),
            "unreadable" => say!("left-out-unreadable"."note"),
            "name" => say!("left-out-name"."note"),
            _ => detail.to_owned(),
        },
    })
}

/// The same as a sentence that says what to do.
pub(crate) fn problem_sentence(row: &RowView) -> Option<String> {
    let problem = row.problem.as_ref()?;
    let path = &row.path;
    let detail = problem.detail.as_str();
    Some(match problem.code.as_str() {
        "refused-name" => say!(
            "problem-refused-name"."sentence",
            folder = crate::place::parent(path),
            name = row.title.as_deref().unwrap_or(&row.name),
            detail = detail
        ),
        "folder-there" => say!("problem-folder-there"."sentence", path = path),
        "withheld" => say!("problem-withheld"."sentence", path = path, detail = detail),
        "renamed-here" => say!(
            "problem-renamed-here"."sentence",
            path = path,
            former = detail
        ),
        "path-too-long" => say!(
            "problem-path-too-long"."sentence",
            path = path,
            detail = detail
        ),
        "check-out-ended" if detail.is_empty() => {
            say!("problem-check-out-ended"."sentence", path = path)
        }
        "check-out-ended" => say!(
            "problem-check-out-ended"."sentence-taken",
            path = path,
            who = detail
        ),
        // Why a scan of the cache folder leaves something out is known as a code alone.
        _ => match detail {
            "link" => say!("left-out-link"."sentence", path = path),
            "device" => say!("left-out-device"."sentence", path = path),
            "unreadable" => say!("left-out-unreadable"."sentence", path = path),
            "name" => say!("left-out-name"."sentence", path = path),
            _ => say!(
                "problem-other"."sentence",
                path = path,
                detail = detail.trim_end_matches('.')
            ),
        },
    })
}

/// Why a file was moved to Recovered, by the word from the engine.
pub(crate) fn kept(why: &str) -> String {
    let name = format!("kept-{why}");
    if spoken().has(&name) {
        return message(&name, None, Vec::new());
    }
    say!("kept-other")
}

/// "1.4 MB", or what can be said where the server tells no sizes.
pub(crate) fn total_size(measured: &MeasuredView) -> String {
    let size = human::size(measured.bytes);
    match measured.unsized_assets {
        0 => size,
        unsized_assets if unsized_assets == measured.assets => say!("get-unknown-size"),
        unsized_assets => say!("get-at-least", size = size, count = unsized_assets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_size_is_not_nothing() {
        let size = |assets, bytes, unsized_assets| {
            total_size(&MeasuredView {
                assets,
                bytes,
                unsized_assets,
            })
        };
        assert_eq!(size(2, 1_400_000, 0), "1.4 MB");
        assert_eq!(size(2, 0, 2), "of unknown size");
        assert_eq!(
            size(3, 10, 2),
            "at least 10 B (the server gives no size for 2)"
        );
    }
}
