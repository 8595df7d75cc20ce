//! Where results and messages go: results to stdout, messages to stderr.

use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
};

use serde::Serialize;

use crate::{
    args::{Color, Global},
    style::{Style, safe, shown_lines},
    table::{Cell, Table},
    width,
    words::say,
};

/// How this call prints.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) json: bool,
    quiet: bool,
    style: Style,
    message_style: Style,
    progress: bool,
    /// How many columns results may take.
    room: Option<usize>,
    /// How many columns messages may take.
    message_room: Option<usize>,
}

#[expect(
    clippy::unused_self,
    reason = "what prints has to be handed down, not found"
)]
impl Output {
    pub(crate) fn new(global: &Global) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colored = |terminal: bool| match global.color {
            Color::Auto => terminal && !plain,
            Color::Never => false,
            Color::Always => true,
        };
        Self {
            json: global.json,
            quiet: global.quiet,
            style: Style::new(colored(io::stdout().is_terminal())),
            message_style: Style::new(colored(io::stderr().is_terminal())),
            room: width::columns(&console::Term::stdout()),
            message_room: width::columns(&console::Term::stderr()),
            progress: io::stderr().is_terminal() && !global.quiet && !global.json,
        }
    }

    /// How results are coloured.
    pub(crate) fn style(&self) -> Style {
        self.style
    }

    /// Whether moving bars make sense.
    pub(crate) fn shows_bars(&self) -> bool {
        self.progress
    }

    /// A line of a result.
    pub(crate) fn line(&self, text: impl Display) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", safe(&text.to_string()))
    }

    /// A table, indented by so many columns.
    pub(crate) fn table(
        &self,
        table: &mut Table,
        rows: &[Vec<Cell>],
        indent: usize,
    ) -> io::Result<()> {
        let room = self.room.map(|room| room.saturating_sub(indent));
        let before = " ".repeat(indent);
        for line in table.lay_out(rows, self.style, room) {
            self.line(format!("{before}{line}").trim_end())?;
        }
        Ok(())
    }

    /// A sentence of a result, broken where the terminal ends.
    pub(crate) fn sentence(&self, text: &str) -> io::Result<()> {
        self.line(width::wrapped(&shown_lines(text), self.room))
    }

    /// The same of a text that has colours; what is in it from elsewhere was looked at.
    pub(crate) fn painted(&self, text: &str) -> io::Result<()> {
        self.line(width::wrapped(text, self.room))
    }

    /// A sentence of a result, indented by so many columns.
    pub(crate) fn paragraph(&self, text: &str, indent: usize) -> io::Result<()> {
        let before = " ".repeat(indent);
        let room = self.room.map(|room| room.saturating_sub(indent));
        for line in width::wrapped(&shown_lines(text), room).lines() {
            self.line(format!("{before}{line}"))?;
        }
        Ok(())
    }

    /// Text of a result as it is.
    pub(crate) fn raw(&self, text: &[u8]) -> io::Result<()> {
        io::stdout().lock().write_all(text)
    }

    /// A result as one JSON document.
    pub(crate) fn document(&self, value: &impl Serialize) -> io::Result<()> {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, value)?;
        writeln!(out)
    }

    /// An item of a long list, as one line of JSON.
    pub(crate) fn json_line(&self, value: &impl Serialize) -> io::Result<()> {
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, value)?;
        writeln!(out)
    }

    /// A message to the person; nothing where results are for a program or quiet was asked for.
    pub(crate) fn message(&self, text: impl Display) {
        if !self.quiet && !self.json {
            say(&width::wrapped(
                &shown_lines(&text.to_string()),
                self.message_room,
            ));
        }
    }

    /// A result that is a sentence: for people on stdout, for programs there is the JSON.
    pub(crate) fn result(&self, text: impl Display) -> io::Result<()> {
        if self.json || self.quiet {
            return Ok(());
        }
        self.sentence(&text.to_string())
    }

    /// Something that went otherwise than wished; printed even when quiet.
    pub(crate) fn warning(&self, text: impl Display) {
        let text = shown_lines(&text.to_string());
        let text = format!(
            "{} {text}",
            self.message_style.caution(&say!("label-warning"))
        );
        say(&width::wrapped(&text, self.message_room));
    }

    /// What failed, for a program.
    pub(crate) fn json_error(&self, error: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(error) {
            say(&text);
        }
    }

    /// What failed, and what to do about it.
    pub(crate) fn error(&self, what: &str, hint: &str) {
        let (what, hint) = (shown_lines(what), shown_lines(hint));
        let what = format!("{} {what}", self.message_style.alarm(&say!("label-error")));
        say(&width::wrapped(&what, self.message_room));
        if !hint.is_empty() {
            let hint = format!("{} {hint}", self.message_style.strong(&say!("label-hint")));
            say(&width::wrapped(&hint, self.message_room));
        }
    }
}

/// A message is lost when nobody reads stderr, and nothing can be done about that.
fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", safe(text));
}
