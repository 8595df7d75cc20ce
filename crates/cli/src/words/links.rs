//! What is said of a document's links.

use damson_app::view::{
    BulkView, LinkTargetView, LinkedView, LinksTroubleView, LinksView, PackagedView, StatusView,
};

use crate::{human::counted, style::shown};

/// Why nothing is known of its links.
pub(crate) fn links_trouble(path: &str, trouble: LinksTroubleView) -> String {
    let path = shown(path);
    match trouble {
        LinksTroubleView::NoReader => {
            format!("Damson can't read the links in files like {path}.")
        }
        LinksTroubleView::Broken => format!(
            "The links in {path} can't be read: the file is damaged, or its name has the wrong \
             extension."
        ),
        LinksTroubleView::TooLarge => {
            format!("{path} is too large to search for links.")
        }
    }
}

/// There may be more links than are listed.
pub(crate) fn links_incomplete(path: &str) -> String {
    format!(
        "{} could not be read to the end; there may be more links.",
        shown(path)
    )
}

/// "Downloaded 12 linked assets."
pub(crate) fn links_brought(count: u64) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    format!("Downloaded {}.", counted(count, "linked asset"))
}

/// "Uploaded 12 linked files."
pub(crate) fn links_sent(count: u64) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    format!("Uploaded {}.", counted(count, "linked file"))
}

/// What the server lacks of what an uploaded document links to.
pub(crate) fn links_missing(links: &BulkView) -> String {
    let here = |path: &str, file: Option<&str>| shown(file.unwrap_or(path));
    let problems = links.problems.iter();
    let names: Vec<String> = problems
        .map(|problem| here(&problem.path, problem.file.as_deref()))
        .collect();
    format!(
        "It links to {} that the server does not have: {}",
        counted(i64::try_from(names.len()).unwrap_or(i64::MAX), "file"),
        names.join(", ")
    )
}

/// Nothing is known to link to it.
pub(crate) fn used_by_none(path: &str) -> String {
    format!(
        "No document that Damson has read on this computer links to {}.",
        shown(path)
    )
}

/// "Packaged /a.indd in /home/jane/a: 12 files, 1 missing."
pub(crate) fn packaged(path: &str, folder: &str, packaged: &PackagedView) -> String {
    let files = i64::try_from(packaged.files).unwrap_or(i64::MAX);
    let missing = match packaged.problems.len() {
        0 => String::new(),
        missing => format!(", {missing} missing"),
    };
    let path = shown(path);
    format!(
        "Packaged {path} in {folder}: {}{missing}.",
        counted(files, "file")
    )
}

/// Where a linked file is that the server lacks, and where it would go.
pub(crate) fn link_to_upload(link: &LinkedView) -> Option<String> {
    if let (Some(file), Some(to)) = (&link.file, &link.upload_to) {
        return Some(format!("{} → {}", shown(file), shown(to)));
    }
    let row = link.row.as_ref()?;
    let new = row.status == Some(StatusView::NewLocally);
    new.then(|| format!("{} (in the cache folder)", shown(&row.path)))
}

/// "12 links: 9 here, 2 only on the server, 1 not on the server."
pub(crate) fn links_summary(links: &LinksView) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let of_status = |wanted: &[StatusView]| {
        let rows = links.links.iter().filter_map(|link| link.row.as_ref());
        rows.filter(|row| row.status.is_some_and(|status| wanted.contains(&status)))
            .count()
    };
    let of_target = |wanted| {
        let links = links.links.iter();
        links.filter(|link| link.target == wanted).count()
    };
    let older = of_status(&[StatusView::ModifiedRemotely]);
    let cloud = of_status(&[StatusView::CloudOnly]);
    let new = of_status(&[StatusView::NewLocally]);
    let all = of_target(LinkTargetView::Asset);
    let elsewhere = of_target(LinkTargetView::Elsewhere);
    let parts = [
        (all - older - cloud - new, "here"),
        (older, "older here than on the server"),
        (cloud, "only on the server"),
        (new + elsewhere, "on this computer and not on the server"),
        (of_target(LinkTargetView::NotFound), "not on the server"),
        (of_target(LinkTargetView::Embedded), "embedded"),
        (of_target(LinkTargetView::Remote), "on the web"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let mut told = format!(
        "{}: {}.",
        counted(number(links.links.len()), "link"),
        parts.join(", ")
    );
    if older + cloud > 0 {
        told += " `--get` downloads what is missing or older.";
    }
    if new + elsewhere > 0 {
        told += " `--upload-missing` uploads what the server lacks.";
    }
    told
}
