//! Sentences with places for what they are about.

/// What a sentence can be about; empty where it is not known.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    /// The asset, the folder, or the file.
    pub(crate) path: String,
    /// Who holds it.
    pub(crate) who: String,
    /// The address of the server.
    pub(crate) server: String,
    /// What the server or the system said.
    pub(crate) said: String,
    /// The file or folder on this computer.
    pub(crate) file: String,
    /// A name, a value or a key that is not right.
    pub(crate) detail: String,
    /// The action that was asked for.
    pub(crate) action: String,
}

/// What happened, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) what: &'static str,
    pub(crate) hint: &'static str,
}

impl Words {
    pub(crate) const fn new(what: &'static str, hint: &'static str) -> Self {
        Self { what, hint }
    }
}

/// The places of a template, and the words for one that is not known.
const PLACES: [(&str, &str); 7] = [
    ("{path}", "this asset"),
    ("{who}", "somebody else"),
    ("{server}", "the server"),
    ("{said}", ""),
    ("{file}", "the file"),
    ("{detail}", "it"),
    ("{action}", "This"),
];

/// The sentence about these things, without anything that would disturb a terminal.
pub(crate) fn fill(template: &str, about: &About) -> String {
    let mut text = String::with_capacity(template.len() + about.path.len());
    let mut rest = template;
    let mut in_command = false;
    while let Some(at) = rest.find('{') {
        in_command ^= rest[..at].matches('`').count() % 2 == 1;
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((place, unknown)) = PLACES.iter().find(|(place, _)| rest.starts_with(place))
        else {
            text.push('{');
            rest = &rest[1..];
            continue;
        };
        let known = about.value(place);
        match (known.is_empty(), text.is_empty()) {
            (false, _) if in_command => text.push_str(&typed(&crate::style::shown(known))),
            (false, _) => text.push_str(&crate::style::shown(known)),
            // Names and addresses stay as they are; our own words begin a sentence.
            (true, true) => text.push_str(&first_upper(unknown)),
            (true, false) => text.push_str(unknown),
        }
        rest = &rest[place.len()..];
    }
    text.push_str(rest);
    text
}

/// A value as it is typed in a shell, so that a command can be copied.
pub(crate) fn typed(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-:@+,".contains(c);
    if value.chars().all(plain) {
        return value.to_owned();
    }
    if value.contains(['"', '$', '`', '\\', '!']) {
        return format!("'{}'", value.replace('\'', "'\\''"));
    }
    format!("\"{value}\"")
}

/// The template as the documentation shows it: places in italics, in commands in capitals.
pub(crate) fn documented(template: &str) -> String {
    let parts = template.split('`').enumerate().map(|(number, part)| {
        let in_command = number % 2 == 1;
        PLACES.iter().fold(part.to_owned(), |text, (place, _)| {
            let name = &place[1..place.len() - 1];
            let shown = if in_command {
                name.to_uppercase()
            } else {
                format!("*{name}*")
            };
            text.replace(place, &shown)
        })
    });
    parts.collect::<Vec<_>>().join("`")
}

impl About {
    fn value(&self, place: &str) -> &str {
        match place {
            "{path}" => &self.path,
            "{who}" => &self.who,
            "{server}" => &self.server,
            "{said}" => &self.said,
            "{file}" => &self.file,
            "{detail}" => &self.detail,
            "{action}" => &self.action,
            _ => "",
        }
    }
}

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_filled_once() {
        let about = About {
            path: "/a {who}.psd".into(),
            who: "jane".into(),
            ..About::default()
        };
        assert_eq!(
            fill("{path} belongs to {who}.", &about),
            "/a {who}.psd belongs to jane."
        );
    }

    #[test]
    fn a_command_can_be_copied() {
        let about = About {
            path: "/Key visual/a.psd".into(),
            ..About::default()
        };
        assert_eq!(
            fill("{path} waits: `damson put {path}`.", &about),
            "/Key visual/a.psd waits: `damson put \"/Key visual/a.psd\"`."
        );
        assert_eq!(typed("/it's.psd"), "\"/it's.psd\"");
        assert_eq!(typed("/$5 it's.psd"), "'/$5 it'\\''s.psd'");
    }

    #[test]
    fn what_is_not_known_has_words_too() {
        let text = fill("{path} is checked out by {who}.", &About::default());
        assert_eq!(text, "This asset is checked out by somebody else.");
        assert_eq!(
            fill("a {strange} place {", &About::default()),
            "a {strange} place {"
        );
    }

    #[test]
    fn a_name_at_the_beginning_stays_as_it_is() {
        let about = About {
            server: "https://dam.example".into(),
            ..About::default()
        };
        assert_eq!(
            fill("{server} is slow.", &about),
            "https://dam.example is slow."
        );
        assert_eq!(
            fill("{server} is slow.", &About::default()),
            "The server is slow."
        );
    }

    #[test]
    fn the_documentation_shows_places() {
        let text = documented("{path} is here: `damson open {path}`.");
        assert_eq!(text, "*path* is here: `damson open PATH`.");
    }
}
