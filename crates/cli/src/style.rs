//! Colours of a terminal.

/// Whether and how text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    colored: bool,
}

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Faint,
    Good,
    Caution,
    Alarm,
    Strong,
}

impl Style {
    pub(crate) const fn new(colored: bool) -> Self {
        Self { colored }
    }

    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Faint => "2",
            Tone::Good => "32",
            Tone::Caution => "33",
            Tone::Alarm => "1;31",
            Tone::Strong => "1",
        };
        if self.colored && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    pub(crate) fn caution(self, text: &str) -> String {
        self.paint(Tone::Caution, text)
    }

    pub(crate) fn alarm(self, text: &str) -> String {
        self.paint(Tone::Alarm, text)
    }

    pub(crate) fn strong(self, text: &str) -> String {
        self.paint(Tone::Strong, text)
    }
}

/// A text from elsewhere without what a terminal would obey: a name on a server must not move the
/// cursor or change colours here.
pub(crate) fn shown(text: &str) -> String {
    if text.chars().any(disobeys) {
        return text
            .chars()
            .map(|c| if disobeys(c) { '\u{fffd}' } else { c })
            .collect();
    }
    text.to_owned()
}

/// A text of several lines without what a terminal would obey.
pub(crate) fn shown_lines(text: &str) -> String {
    text.split('\n').map(shown).collect::<Vec<_>>().join("\n")
}

/// A whole line for a terminal: colours stay, and nothing else that a terminal would obey. What came
/// from elsewhere was looked at before, by [`shown`]; this is for what somebody forgot.
pub(crate) fn safe(text: &str) -> String {
    if !text.chars().any(disobeys) {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = colour(rest).unwrap_or(c.len_utf8());
        let (piece, after) = rest.split_at(length);
        let kept = length > c.len_utf8() || c == '\n' || c == '\t' || !disobeys(c);
        safe.push_str(if kept { piece } else { "\u{fffd}" });
        rest = after;
    }
    safe
}

/// How many bytes a change of colour at the beginning of a text takes.
fn colour(text: &str) -> Option<usize> {
    let codes = text.strip_prefix("\u{1b}[")?;
    let end = codes.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
    codes[end..].starts_with('m').then_some(end + 3)
}

/// Control characters, and the invisible ones that turn the direction of writing.
fn disobeys(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_does_not_reach_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb\nc"), "a\u{fffd}[2Jb\u{fffd}c");
        assert_eq!(shown("gpj.\u{202e}exe"), "gpj.\u{fffd}exe");
        assert_eq!(shown("Grüße 写真.psd"), "Grüße 写真.psd");
    }

    #[test]
    fn a_line_keeps_its_colours_and_nothing_else() {
        assert_eq!(safe("a\n\tb"), "a\n\tb");
        let painted = Style::new(true).alarm("写真");
        assert_eq!(safe(&painted), painted);
        assert_eq!(safe("\u{1b}[2Jx\u{7}\r"), "\u{fffd}[2Jx\u{fffd}\u{fffd}");
        assert_eq!(safe("\u{1b}]0;title\u{7}"), "\u{fffd}]0;title\u{fffd}");
    }

    #[test]
    fn colours_are_only_where_they_are_wanted() {
        assert_eq!(Style::new(false).alarm("x"), "x");
        assert_eq!(Style::new(true).alarm("x"), "\u{1b}[1;31mx\u{1b}[0m");
        assert_eq!(Style::new(true).alarm(""), "");
    }
}
