//! Columns of text.

use crate::style::{Style, Tone};

/// A cell and what it means.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
    right: bool,
}

/// Columns whose widths follow what is in them, up to a limit.
///
/// A long list is printed in pieces; each piece is laid out with at least the widths of the pieces
/// before it, so that memory is bounded and the columns still stand.
#[derive(Debug)]
pub(crate) struct Table {
    widths: Vec<usize>,
    headings: Vec<&'static str>,
    headed: bool,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            text: crate::style::shown(&text.into()),
            tone: Tone::Plain,
            right: false,
        }
    }

    pub(crate) fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    pub(crate) fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

impl Table {
    pub(crate) fn new(headings: &[&'static str]) -> Self {
        Self {
            widths: headings.iter().map(|heading| width(heading)).collect(),
            headings: headings.to_vec(),
            headed: false,
        }
    }

    /// The next lines, with the headings before the first.
    pub(crate) fn lay_out(&mut self, rows: &[Vec<Cell>], style: Style) -> Vec<String> {
        for row in rows {
            for (cell, wide) in row.iter().zip(&mut self.widths) {
                *wide = (*wide).max(width(&cell.text).min(MOST));
            }
        }
        let mut lines = Vec::with_capacity(rows.len() + 1);
        if !self.headed && !rows.is_empty() {
            self.headed = true;
            let headings: Vec<Cell> = self
                .headings
                .iter()
                .map(|text| Cell::new(*text).tone(Tone::Faint))
                .collect();
            lines.push(self.line(&headings, style));
        }
        lines.extend(rows.iter().map(|row| self.line(row, style)));
        lines
    }

    fn line(&self, row: &[Cell], style: Style) -> String {
        let mut line = String::new();
        let mut gap = 0;
        for (cell, wide) in row.iter().zip(&self.widths) {
            let free = wide.saturating_sub(width(&cell.text));
            let before = if cell.right { gap + free } else { gap };
            if cell.text.is_empty() {
                gap += free + 2;
                continue;
            }
            line.push_str(&" ".repeat(before));
            line.push_str(&style.paint(cell.tone, &cell.text));
            gap = 2 + if cell.right { 0 } else { free };
        }
        line
    }
}

/// Columns are not made wider than this for the sake of one long name.
const MOST: usize = 60;

/// How many columns a terminal needs, well enough: ideographs take two, marks none.
fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036f | 0x200b..=0x200d | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, size: &str, who: &str) -> Vec<Cell> {
        vec![Cell::new(name), Cell::new(size).right(), Cell::new(who)]
    }

    #[test]
    fn columns_stand_and_lines_have_no_end_of_spaces() {
        let mut table = Table::new(&["Name", "Size", "Who"]);
        let lines = table.lay_out(
            &[
                row("a.psd", "1 B", "jane"),
                row("写真.psd", "1.2 MB", ""),
                row("x", "", "omar"),
            ],
            Style::new(false),
        );
        assert_eq!(
            lines,
            [
                "Name      Size    Who",
                "a.psd        1 B  jane",
                "写真.psd  1.2 MB",
                "x                 omar",
            ]
        );
    }

    #[test]
    fn a_later_piece_is_as_wide_as_the_first_and_has_no_headings() {
        let mut table = Table::new(&["Name", "Size", "Who"]);
        table.lay_out(&[row("a long name.psd", "1 B", "")], Style::new(false));
        let lines = table.lay_out(&[row("b", "2 B", "")], Style::new(false));
        assert_eq!(lines, ["b                 2 B"]);
    }
}
