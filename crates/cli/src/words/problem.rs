//! What this computer can't do with something in the DAM.

use damson_app::view::{MeasuredView, RowView};

use crate::human;

/// A note beside a row; `None` when nothing is wrong.
pub(crate) fn problem(row: &RowView) -> Option<String> {
    let problem = row.problem.as_ref()?;
    Some(match problem.code.as_str() {
        "refused-name" => "its name can't be a path".to_owned(),
        "folder-there" => "the server has a folder of that name".to_owned(),
        _ => problem.detail.clone(),
    })
}

/// The same as a sentence that says what to do.
pub(crate) fn problem_sentence(row: &RowView) -> Option<String> {
    let problem = row.problem.as_ref()?;
    let path = &row.path;
    Some(match problem.code.as_str() {
        "refused-name" => {
            let name = row.title.as_deref().unwrap_or(&row.name);
            let folder = crate::place::parent(path);
            format!(
                "In {folder} the server has something called `{name}`, which no path can hold ({}). \
                 It can't be downloaded until somebody renames it on the server.",
                problem.detail
            )
        }
        "folder-there" => format!(
            "{path} is a file here and a folder on the server. Give the file another name; then \
             `damson put` uploads it."
        ),
        "path-too-long" => format!(
            "{path}: {}. Move the cache folder to a shorter place, or shorten the names on the \
             server.",
            problem.detail
        ),
        _ => format!("{path}: {}.", problem.detail.trim_end_matches('.')),
    })
}

/// "1.4 MB", or what can be said where the server tells no sizes.
pub(crate) fn total_size(measured: &MeasuredView) -> String {
    let size = human::size(measured.bytes);
    match measured.unsized_assets {
        0 => size,
        unsized_assets if unsized_assets == measured.assets => "of unknown size".to_owned(),
        unsized_assets => format!(
            "at least {size} (the server tells no size of {})",
            human::grouped(unsized_assets)
        ),
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
            "at least 10 B (the server tells no size of 2)"
        );
    }
}
