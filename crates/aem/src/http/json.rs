//! How much JSON may unfold to.

use damson_remote::{Error, ErrorKind, Result};

/// Values that an answer may hold. A page of a listing has some ten thousand; in memory each takes
/// up to some hundred times its text.
const MOST_OBJECTS: usize = 100_000;
const MOST_VALUES: usize = 1_000_000;

/// Refuses what is small as text and huge in memory.
pub(crate) fn bounded(body: &[u8]) -> Result<&[u8]> {
    let (mut objects, mut values) = (0_usize, 0_usize);
    let (mut quoted, mut escaped) = (false, false);
    for byte in body {
        if escaped {
            escaped = false;
            continue;
        }
        match byte {
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => objects += 1,
            b'[' | b',' if !quoted => values += 1,
            _ => {}
        }
    }
    if objects > MOST_OBJECTS || values > MOST_VALUES {
        return Err(Error::new(ErrorKind::Garbled).said("the answer holds too many values"));
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_no_text() {
        let text = format!(r#"{{"a":"\"{}\\","b":1}}"#, "{[,".repeat(MOST_VALUES));
        assert!(bounded(text.as_bytes()).is_ok());
        let objects = format!("[{}0]", "{},".repeat(MOST_OBJECTS + 1));
        assert!(bounded(objects.as_bytes()).is_err());
        let lists = "[],".repeat(MOST_VALUES);
        assert!(bounded(lists.as_bytes()).is_err());
    }
}
