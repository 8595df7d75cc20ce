//! Questions to the person at the terminal.

use std::io::{self, BufRead, IsTerminal, Read, Write};

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    /// There is nobody to ask.
    Nobody,
}

/// Asks a question that is answered with yes or no; anything but yes is no.
pub(crate) fn yes_or_no(question: &str) -> io::Result<Answer> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(Answer::Nobody);
    }
    let mut err = io::stderr().lock();
    write!(err, "{question} [y/N] ")?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let yes = matches!(line.trim().to_lowercase().as_str(), "y" | "yes");
    Ok(if yes { Answer::Yes } else { Answer::No })
}

/// Asks for a line of text; `None` when there is nobody to ask.
pub(crate) fn line(question: &str) -> io::Result<Option<String>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let mut err = io::stderr().lock();
    write!(err, "{question}: ")?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(Some(line.trim().to_owned()))
}

/// Asks for a password without showing it; `None` when there is nobody to ask.
pub(crate) fn password(question: &str) -> io::Result<Option<String>> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    rpassword::prompt_password(format!("{question}: ")).map(Some)
}

/// The first line of the standard input, for programs that hand over a password.
pub(crate) fn password_from_stdin() -> io::Result<String> {
    let mut text = String::new();
    // A password is a line; what is longer is a mistake, not a password.
    io::stdin()
        .lock()
        .take(64 * 1024)
        .read_to_string(&mut text)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
