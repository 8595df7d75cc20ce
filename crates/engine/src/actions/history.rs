//! The states of an asset, and what each came with.

use damson_remote::Version;

use crate::model::Came;

/// Puts beside each state what it came with. A server that keeps the former state when another one
/// comes notes with it who brought the other one, when, and why: that belongs to the state after.
pub(super) fn came_with(known: Came, earlier: &mut [Version]) -> Came {
    let mut after = known;
    let mut first = true;
    let mut current = Came::default();
    for at in 0..earlier.len() {
        let version = &mut earlier[at];
        let brought = Came {
            at: version.created.take(),
            by: version.created_by.take(),
            comment: version.comment.take().filter(|comment| !comment.is_empty()),
        };
        let came = std::mem::replace(&mut after, brought);
        if first {
            // The asset itself knows when and by whom; only the comment is the version's.
            current = Came {
                comment: after.comment.clone(),
                at: came.at.or(after.at),
                by: came.by.or_else(|| after.by.clone()),
            };
            first = false;
        }
        if let Some(next) = at.checked_sub(1).and_then(|before| earlier.get_mut(before)) {
            next.created = after.at;
            next.created_by.clone_from(&after.by);
            next.comment.clone_from(&after.comment);
        }
    }
    if first { after } else { current }
}

#[cfg(test)]
mod tests {
    use damson_core::Timestamp;
    use damson_remote::VersionId;

    use super::*;

    fn kept(label: &str, at: i64, comment: &str) -> Version {
        Version {
            id: VersionId(label.to_owned()),
            label: label.to_owned(),
            comment: (!comment.is_empty()).then(|| comment.to_owned()),
            created: Some(Timestamp(at)),
            created_by: Some(format!("by {at}")),
            readable: true,
        }
    }

    #[test]
    fn a_comment_stands_beside_what_it_came_with() {
        let known = Came {
            at: Some(Timestamp(31)),
            by: Some("jane".to_owned()),
            comment: None,
        };
        let mut earlier = vec![
            kept("1.2", 30, "warmer"),
            kept("1.1", 20, ""),
            kept("1.0", 10, "larger"),
        ];
        let current = came_with(known.clone(), &mut earlier);
        assert_eq!(current.comment.as_deref(), Some("warmer"));
        assert_eq!((current.at, current.by), (known.at, known.by.clone()));
        let told: Vec<_> = earlier
            .iter()
            .map(|one| (one.label.as_str(), one.created, one.comment.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("1.2", Some(Timestamp(20)), None),
                ("1.1", Some(Timestamp(10)), Some("larger")),
                ("1.0", None, None),
            ]
        );
        assert_eq!(came_with(known.clone(), &mut []), known);
    }
}
