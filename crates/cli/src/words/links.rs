//! What is said of a document's links.

use damson_app::view::{
    BulkView, LinkTargetView, LinkedView, LinksTroubleView, LinksView, PackagedView, StatusView,
};

use super::{joined, say};
use crate::style::shown;

/// Why nothing is known of its links.
pub(crate) fn links_trouble(path: &str, trouble: LinksTroubleView) -> String {
    match trouble {
        LinksTroubleView::NoReader => say!("links-no-reader", path = path),
        LinksTroubleView::Broken => say!("links-broken", path = path),
        LinksTroubleView::TooLarge => say!("links-too-large", path = path),
    }
}

/// What the server lacks of what an uploaded document links to.
pub(crate) fn links_missing(links: &BulkView) -> String {
    let problems = links.problems.iter();
    let names: Vec<String> = problems
        .map(|problem| problem.file.as_ref().unwrap_or(&problem.path).clone())
        .collect();
    say!(
        "links-missing-there",
        count = names.len(),
        names = joined("row-parts", &names)
    )
}

/// "Packaged /a.indd in /home/jane/a: 12 files, 1 missing."
pub(crate) fn packaged(path: &str, packaged: &PackagedView) -> String {
    let folder = &packaged.folder;
    let count = packaged.files;
    match packaged.problems.len() {
        0 => say!("package-done", path = path, folder = folder, count = count),
        missing => say!(
            "package-lacks",
            path = path,
            folder = folder,
            count = count,
            missing = missing
        ),
    }
}

/// Where a linked file is that the server lacks, and where it would go.
pub(crate) fn link_to_upload(link: &LinkedView) -> Option<String> {
    if let (Some(file), Some(to)) = (&link.file, &link.upload_to) {
        return Some(format!("{} → {}", shown(file), shown(to)));
    }
    let row = link.row.as_ref()?;
    let new = row.status == Some(StatusView::NewLocally);
    new.then(|| say!("link-in-cache-folder", name = &row.path))
}

/// "12 links: 9 here, 2 only on the server, 1 not on the server."
pub(crate) fn links_summary(links: &LinksView) -> String {
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
    let all = of_target(LinkTargetView::Asset);
    let new = of_status(&[StatusView::NewLocally]);
    let only_here = new + of_target(LinkTargetView::Elsewhere);
    let here = all - older - cloud - new;
    let not_found = of_target(LinkTargetView::NotFound);
    let embedded = of_target(LinkTargetView::Embedded);
    let on_web = of_target(LinkTargetView::Remote);
    let parts: Vec<String> = [
        (here, say!("links-here", count = here)),
        (older, say!("links-older", count = older)),
        (cloud, say!("links-on-server", count = cloud)),
        (only_here, say!("links-only-here", count = only_here)),
        (not_found, say!("links-not-found", count = not_found)),
        (embedded, say!("links-embedded", count = embedded)),
        (on_web, say!("links-on-web", count = on_web)),
    ]
    .into_iter()
    .filter_map(|(count, said)| (count > 0).then_some(said))
    .collect();
    let text = say!(
        "links-summary",
        count = links.links.len(),
        parts = joined("row-parts", &parts)
    );
    let mut text = text;
    if older + cloud > 0 {
        text = say!("message-hint", what = text, hint = say!("links-get"));
    }
    if only_here > 0 {
        text = say!("message-hint", what = text, hint = say!("links-send"));
    }
    text
}
