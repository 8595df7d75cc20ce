//! Cases of the conformance suite that a server can't pass, each with what it does instead: the list
//! of docs/connectors.md. A case that passes after all has to leave the list.

use crate::server::Kind;

const NAMELESS: &str = "its list of locks doesn't say who holds one";

/// The names of the cases, and what the server does.
pub(crate) fn unlike(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Apache
        | Kind::WsgiDav
        | Kind::Sabre
        | Kind::Rclone
        | Kind::Tomcat
        | Kind::TomcatStrong
        | Kind::Nephele
        | Kind::WebdavServer => &[],
        Kind::Lighttpd | Kind::Nginx => &[
            ("everybody sees who holds it", NAMELESS),
            ("what is held can't be checked out", NAMELESS),
            ("what is held can't be written to", NAMELESS),
            ("what is held can't be moved or removed", NAMELESS),
            ("only the holder checks in", NAMELESS),
        ],
        Kind::AsgiWebDav => &[
            ("reads ranges", "it refuses a range of one byte"),
            (
                "assets have the names they were given",
                "it decodes percent signs in names twice",
            ),
            (
                "the holder goes on working",
                "it knows no address with a percent sign in an `If` header",
            ),
        ],
        Kind::Copyparty => &[(
            "an upload needs its folder",
            "it makes folders that are missing",
        )],
        Kind::Dufs => &[
            (
                "an upload needs its folder",
                "it makes folders that are missing",
            ),
            (
                "a folder needs its parent",
                "it makes folders that are missing",
            ),
            ("copies a folder", "it copies files only"),
        ],
        Kind::Jackrabbit => &[(
            "assets have the names they were given",
            "it has no names with `[`, `]`, `*`, `|` or `:`",
        )],
    }
}
