//! What SQLite learns from us: the order of names, texts without case, and types of files.

use damson_core::name::in_order;
use rusqlite::{Connection, functions::FunctionFlags};

use super::key;

/// Teaches a connection what the journal's index and questions name; before anything else.
pub(super) fn teach(conn: &Connection) -> rusqlite::Result<()> {
    conn.create_collation("in_order", in_order)?;
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("folded", 1, flags, |context| {
        Ok(context.get_raw(0).as_str_or_null()?.map(key::name_key))
    })?;
    conn.create_scalar_function("media_type_of", 1, flags, |context| {
        Ok(media_type_of(context.get_raw(0).as_str()?))
    })
}

/// The type by the ending of a name, for what the server gave none or is only here.
fn media_type_of(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending {
        "psd" | "psb" => Some("image/vnd.adobe.photoshop"),
        "cr2" | "cr3" | "nef" | "arw" | "raf" | "dng" | "orf" | "rw2" => Some("image/x-raw"),
        "indd" | "indt" | "idml" => Some("application/x-indesign"),
        "ai" => Some("application/illustrator"),
        other => mime_guess::from_ext(other).first_raw(),
    }
}
