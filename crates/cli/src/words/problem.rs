//! What this computer can't do with something in the DAM.

use damson_app::view::{MeasuredView, RowView};

use crate::{human, style::shown};

/// A note beside a row; `None` when nothing is wrong.
pub(crate) fn problem(row: &RowView) -> Option<String> {
    let problem = row.problem.as_ref()?;
    Some(match problem.code.as_str() {
        "refused-name" => "its name can't be a path".to_owned(),
        "withheld" => "the server gives no details".to_owned(),
        "folder-there" => "the server has a folder of that name".to_owned(),
        "renamed-here" => format!("renamed here from {}", shown(&problem.detail)),
        "check-out-ended" if problem.detail.is_empty() => "your check-out ended".to_owned(),
        "check-out-ended" => format!("your check-out ended: {} has it", problem.detail),
        _ if reason(&problem.detail).is_some() => {
            reason(&problem.detail).unwrap_or_default().to_owned()
        }
        _ => problem.detail.clone(),
    })
}

/// The same as a sentence that says what to do.
pub(crate) fn problem_sentence(row: &RowView) -> Option<String> {
    let problem = row.problem.as_ref()?;
    let path = &shown(&row.path);
    Some(match problem.code.as_str() {
        "refused-name" => {
            let name = shown(row.title.as_deref().unwrap_or(&row.name));
            let folder = crate::place::parent(path);
            format!(
                "In {folder} the server has something called `{name}`, which can't be part of a \
                 path ({}). It can't be downloaded until somebody renames it on the server.",
                shown(&problem.detail)
            )
        }
        "folder-there" => format!(
            "{path} is a file here and a folder on the server. Give the file another name; then \
             `damson put` uploads it."
        ),
        "withheld" => format!(
            "The server lists {path} but gives no details ({}). What was known about it is kept; \
             whoever looks after the server can say why.",
            problem.detail
        ),
        "renamed-here" => format!(
            "{path} was {former} until it was renamed here. `damson mv {} {}` renames it on the \
             server; `damson put {}` uploads it as a second asset.",
            super::typed(&problem.detail),
            super::typed(&row.path),
            super::typed(&row.path),
            former = shown(&problem.detail),
        ),
        "path-too-long" => format!(
            "{path}: {}. Move the cache folder to a shorter path, or shorten the names on the \
             server.",
            problem.detail
        ),
        "check-out-ended" if problem.detail.is_empty() => format!(
            "Your check-out of {path} ended: somebody released it, or the server lost it. Your \
             copy is as you left it; `damson checkout` takes it again."
        ),
        "check-out-ended" => format!(
            "Your check-out of {path} ended, and {} has it checked out. Your copy is as you left \
             it; what you save in it is kept.",
            problem.detail
        ),
        _ => match reason(&problem.detail) {
            Some(reason) => format!("{path} is left out: {reason}."),
            None => format!("{path}: {}.", problem.detail.trim_end_matches('.')),
        },
    })
}

/// Why a scan of the cache folder leaves something out, of which the row has the code alone.
fn reason(code: &str) -> Option<&'static str> {
    Some(match code {
        "link" => "it is a link, and links are not followed",
        "device" => "it is neither a file nor a folder (a pipe, a socket or a device)",
        "unreadable" => "it can't be read; check its permissions",
        "name" => "its name is not allowed in the DAM; give it another one",
        _ => return None,
    })
}

/// "1.4 MB", or what can be said where the server tells no sizes.
pub(crate) fn total_size(measured: &MeasuredView) -> String {
    let size = human::size(measured.bytes);
    match measured.unsized_assets {
        0 => size,
        unsized_assets if unsized_assets == measured.assets => "of unknown size".to_owned(),
        unsized_assets => format!(
            "at least {size} (the server gives no size for {})",
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
            "at least 10 B (the server gives no size for 2)"
        );
    }
}
