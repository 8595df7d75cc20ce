//! Columns of text, as wide as the terminal.

use crate::{
    style::{Style, Tone},
    width::{middle, width, wrapped},
};

/// A cell and what it means.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
    right: bool,
}

/// Columns whose widths follow what is in them, and together fit where they are printed.
///
/// A long list is printed in pieces; each piece is laid out with at least the widths of the pieces
/// before it, so that memory is bounded and the columns still stand.
#[derive(Debug)]
pub(crate) struct Table {
    headings: Vec<String>,
    /// The column that says what a row is about.
    title: usize,
    /// How the pieces before were laid out.
    widths: Vec<usize>,
    headed: bool,
}

/// No column is made narrower than this for the sake of others; where that does not do, a row
/// becomes several lines.
const LEAST: usize = 24;
/// Columns are not made wider than this for the sake of one long name, where nothing says how wide
/// the page is.
const MOST: usize = 60;
/// Between two columns.
const GAP: usize = 2;

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
    pub(crate) fn new(headings: &[impl AsRef<str>]) -> Self {
        Self {
            headings: headings.iter().map(|one| one.as_ref().to_owned()).collect(),
            title: 0,
            widths: headings.iter().map(|one| width(one.as_ref())).collect(),
            headed: false,
        }
    }

    /// Says which column a row is about, where it is not the first.
    pub(crate) fn about(mut self, heading: &str) -> Self {
        self.title = self
            .headings
            .iter()
            .position(|known| *known == heading)
            .unwrap_or_default();
        self
    }

    /// The next lines, with the headings before the first, in at most `room` columns of the
    /// terminal; `None` where nobody counts them.
    pub(crate) fn lay_out(
        &mut self,
        rows: &[Vec<Cell>],
        style: Style,
        room: Option<usize>,
    ) -> Vec<String> {
        if rows.is_empty() {
            return Vec::new();
        }
        let most = if room.is_some() { usize::MAX } else { MOST };
        for row in rows {
            for (cell, wide) in row.iter().zip(&mut self.widths) {
                *wide = (*wide).max(width(&cell.text).min(most));
            }
        }
        let Some(room) = room else {
            return self.in_columns(rows, style);
        };
        let shown = self.shown(rows, room);
        match fit(&self.widths, &shown, room) {
            Some(widths) => {
                self.widths = widths;
                let narrow: Vec<Vec<Cell>> =
                    rows.iter().map(|row| self.shortened(row, &shown)).collect();
                let headings = pick(&self.headings, &shown);
                let title = shown[..self.title].iter().filter(|shown| **shown).count();
                let mut table = Self {
                    widths: pick(&self.widths, &shown),
                    headings,
                    title,
                    headed: self.headed,
                };
                let lines = table.in_columns(&narrow, style);
                self.headed = table.headed;
                lines
            }
            None => self.stacked(rows, style, room),
        }
    }

    /// The columns that say anything, where there is not room for all.
    fn shown(&self, rows: &[Vec<Cell>], room: usize) -> Vec<bool> {
        let gaps = GAP * self.widths.len().saturating_sub(1);
        let crowded = self.widths.iter().sum::<usize>() + gaps > room;
        (0..self.headings.len())
            .map(|nth| {
                let said = |row: &Vec<Cell>| row.get(nth).is_some_and(|cell| !cell.text.is_empty());
                !crowded || nth == self.title || rows.iter().any(said)
            })
            .collect()
    }

    fn shortened(&self, row: &[Cell], shown: &[bool]) -> Vec<Cell> {
        let cells = row.iter().zip(&self.widths).zip(shown);
        cells
            .filter(|(_, shown)| **shown)
            .map(|((cell, wide), _)| Cell {
                text: middle(&cell.text, *wide),
                ..cell.clone()
            })
            .collect()
    }

    fn in_columns(&mut self, rows: &[Vec<Cell>], style: Style) -> Vec<String> {
        let mut lines = Vec::with_capacity(rows.len() + 1);
        if !self.headed {
            self.headed = true;
            let headings: Vec<Cell> = self
                .headings
                .iter()
                .map(|text| Cell::new(text).tone(Tone::Faint))
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
                gap += wide + GAP;
                continue;
            }
            line.push_str(&" ".repeat(before));
            line.push_str(&style.paint(cell.tone, &cell.text));
            gap = GAP + if cell.right { 0 } else { free };
        }
        line
    }

    /// A row as what it is about, and below it the rest.
    fn stacked(&mut self, rows: &[Vec<Cell>], style: Style, room: usize) -> Vec<String> {
        self.headed = true;
        let mut lines = Vec::new();
        for row in rows {
            let Some(title) = row.get(self.title) else {
                continue;
            };
            let text = middle(&title.text, room);
            lines.push(style.paint(title.tone, &text));
            let mut line = String::new();
            let mut used = 0;
            let rest = row.iter().enumerate().filter(|(nth, cell)| {
                *nth != self.title && !cell.text.is_empty() && !cell.text.trim().is_empty()
            });
            for (_, cell) in rest {
                for text in pieces(&cell.text, room.saturating_sub(INDENT)) {
                    let wide = width(&text);
                    if used > 0 && used + SEPARATOR.chars().count() + wide > room {
                        lines.push(std::mem::take(&mut line));
                        used = 0;
                    }
                    if used == 0 {
                        line.push_str(&" ".repeat(INDENT));
                        used = INDENT;
                    } else {
                        line.push_str(SEPARATOR);
                        used += SEPARATOR.chars().count();
                    }
                    line.push_str(&style.paint(cell.tone, &text));
                    used += wide;
                }
            }
            if !line.is_empty() {
                lines.push(line);
            }
        }
        lines
    }
}

const INDENT: usize = 2;
const SEPARATOR: &str = " · ";

/// What a cell says, in lines: a sentence is broken between words, a path loses its middle.
fn pieces(text: &str, room: usize) -> Vec<String> {
    if text.contains('/') {
        return vec![middle(text, room)];
    }
    let lines = wrapped(text, Some(room));
    lines.lines().map(|line| middle(line, room)).collect()
}

fn pick<T: Clone>(all: &[T], shown: &[bool]) -> Vec<T> {
    all.iter()
        .zip(shown)
        .filter(|(_, shown)| **shown)
        .map(|(one, _)| one.clone())
        .collect()
}

/// Widths that fit: the widest columns give way first. `None` when there is not enough room.
fn fit(widths: &[usize], shown: &[bool], room: usize) -> Option<Vec<usize>> {
    let mut widths = widths.to_vec();
    loop {
        let visible = widths.iter().zip(shown).filter(|(_, shown)| **shown);
        let (count, sum) = visible.fold((0, 0), |(count, sum), (wide, _)| (count + 1, sum + wide));
        let needed = sum + GAP * usize::saturating_sub(count, 1);
        let Some(over) = needed.checked_sub(room).filter(|over| *over > 0) else {
            return Some(widths);
        };
        let widest = (0..widths.len())
            .filter(|nth| shown[*nth])
            .max_by_key(|nth| widths[*nth])?;
        let spare = widths[widest]
            .checked_sub(LEAST)
            .filter(|spare| *spare > 0)?;
        // Down to the next widest, so that two long columns share what is missing.
        let next = (0..widths.len())
            .filter(|nth| shown[*nth] && *nth != widest)
            .map(|nth| widths[nth])
            .max()
            .unwrap_or_default();
        let step = widths[widest].saturating_sub(next).max(1);
        widths[widest] -= over.min(spare).min(step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, size: &str, who: &str) -> Vec<Cell> {
        vec![Cell::new(name), Cell::new(size).right(), Cell::new(who)]
    }

    fn plain(table: &mut Table, rows: &[Vec<Cell>], room: Option<usize>) -> Vec<String> {
        table.lay_out(rows, Style::new(false), room)
    }

    #[test]
    fn columns_stand_and_lines_have_no_end_of_spaces() {
        let mut table = Table::new(&["Name", "Size", "Who"]);
        let rows = [
            row("a.psd", "1 B", "jane"),
            row("写真.psd", "1.2 MB", ""),
            row("x", "", "omar"),
        ];
        assert_eq!(
            plain(&mut table, &rows, None),
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
        plain(&mut table, &[row("a long name.psd", "1 B", "")], None);
        let lines = plain(&mut table, &[row("b", "2 B", "")], None);
        assert_eq!(lines, ["b                 2 B"]);
    }

    #[test]
    fn a_row_without_something_stands_as_the_others_do() {
        let mut table = Table::new(&["Name", "Status", "Size", "Modified"]);
        let cells = |name: &str, size: &str, modified: &str| {
            vec![
                Cell::new(name),
                Cell::new(""),
                Cell::new(size).right(),
                Cell::new(modified),
            ]
        };
        let rows = [cells("a", "12 MB", "now"), cells("b", "", "then")];
        let lines = plain(&mut table, &rows, None);
        assert_eq!(lines[1].find("now"), lines[2].find("then"), "{lines:?}");
    }

    #[test]
    fn a_long_name_gives_way_and_nothing_breaks() {
        let long = "/Campaigns/Autumn/Key visual/a-very-long-name-of-a-layout-final-2.indd";
        let rows = [
            row(long, "12.3 MB", "jane"),
            row("/b.psd", "1 B", "omar with a long name"),
        ];
        let mut table = Table::new(&["Path", "Size", "Who"]);
        let lines = plain(&mut table, &rows, Some(60));
        assert!(lines.iter().all(|line| width(line) <= 60), "{lines:?}");
        assert!(
            lines[1].contains('…') && lines[1].contains("2.indd"),
            "{lines:?}"
        );
        let column = |line: &str, what| width(&line[..line.find(what).unwrap()]);
        assert_eq!(
            column(&lines[1], "jane"),
            column(&lines[2], "omar"),
            "{lines:?}"
        );
    }

    #[test]
    fn where_there_is_no_room_for_columns_a_row_is_a_few_lines() {
        let long = "/Campaigns/Autumn/Key visual/autumn-fruit-and-leaves.psd";
        let rows = [row(long, "12.3 MB", "jane"), row("/b.psd", "", "")];
        let mut table = Table::new(&["Path", "Size", "Who"]);
        let lines = plain(&mut table, &rows, Some(30));
        assert_eq!(
            lines,
            [
                "/Campaigns/Autu…and-leaves.psd",
                "  12.3 MB · jane",
                "/b.psd",
            ]
        );
    }

    #[test]
    fn what_no_row_has_gives_way_first() {
        let rows = [row("a-name-of-a-layout.psd", "1 B", "")];
        let mut table = Table::new(&["Name", "Size", "Checked out by"]);
        let lines = plain(&mut table, &rows, Some(32));
        assert_eq!(lines[0], "Name                    Size");
        assert_eq!(lines[1], "a-name-of-a-layout.psd   1 B");
    }
}
