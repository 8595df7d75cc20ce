//! How much columns text takes on a terminal.

use crate::session::env_text;

/// How many columns text may take: those of the terminal, or what `COLUMNS` says; `None` where it
/// goes into a file or another program, which count no columns.
pub(crate) fn columns(terminal: &console::Term) -> Option<usize> {
    let set = env_text("COLUMNS").and_then(|set| set.parse().ok());
    let columns = set.or_else(|| {
        let size = terminal.is_term().then(|| terminal.size_checked());
        size.flatten().map(|(_, across)| usize::from(across))
    });
    // What is narrower is no terminal that anybody reads.
    columns.filter(|columns| *columns >= LEAST)
}

const LEAST: usize = 20;

/// How many columns a text takes: ideographs take two, marks none.
pub(crate) fn width(text: &str) -> usize {
    console::measure_text_width(text)
}

/// The text in at most so many columns; where it is longer, with its middle left out: the
/// beginning tells where a path is, the end which file.
pub(crate) fn middle(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let kept = most.saturating_sub(1);
    let back = kept / 2;
    let front = kept - back;
    let mut text_back: Vec<&str> = Vec::new();
    let mut wide = 0;
    for (at, c) in text.char_indices().rev() {
        let one = &text[at..at + c.len_utf8()];
        if wide + width(one) > back {
            break;
        }
        wide += width(one);
        text_back.push(one);
    }
    text_back.reverse();
    let mut short = String::new();
    let mut wide = 0;
    for c in text.chars() {
        let one = width(c.encode_utf8(&mut [0; 4]));
        if wide + one > front {
            break;
        }
        wide += one;
        short.push(c);
    }
    short.push('…');
    short.extend(text_back);
    short
}

/// The text in lines of at most so many columns, broken between words. What is typed, between
/// backticks, stays on one line, so that it can be copied.
pub(crate) fn wrapped(text: &str, columns: Option<usize>) -> String {
    let Some(columns) = columns else {
        return text.to_owned();
    };
    let lines = text.split('\n').map(|line| {
        if width(line) <= columns {
            return line.to_owned();
        }
        one_wrapped(line, columns)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn one_wrapped(text: &str, columns: usize) -> String {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let wide = width(&line);
        if wide > 0 && wide + 1 + width(&word) > columns {
            lines.push(std::mem::take(&mut line));
        } else if wide > 0 {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines.join("\n")
}

/// The words of a text; what stands between backticks is one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for piece in text.split(' ') {
        match words.last_mut().filter(|_| open) {
            Some(last) => {
                last.push(' ');
                last.push_str(piece);
            }
            None => words.push(piece.to_owned()),
        }
        open ^= piece.matches('`').count() % 2 == 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_left_out() {
        assert_eq!(middle("a.psd", 8), "a.psd");
        assert_eq!(middle("/Campaigns/a.psd", 9), "/Cam….psd");
        assert_eq!(middle("写真写真写真.psd", 9), "写真….psd");
        assert!(width(&middle("写真写真写真", 6)) <= 6);
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", Some(8)), "one two\nthree");
        assert_eq!(wrapped("averylongword a", Some(4)), "averylongword\na");
        assert_eq!(wrapped("one two three", None), "one two three");
        assert_eq!(
            wrapped("say `damson ls /`.", Some(10)),
            "say\n`damson ls /`."
        );
    }
}
