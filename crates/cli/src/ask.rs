//! Questions to the person at the terminal.
//!
//! They are asked on a thread of their own, so that Ctrl-C ends the program at a question as it does
//! anywhere else.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use crate::words::say;

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    /// There is nobody to ask.
    Nobody,
}

/// Asks a question that is answered with yes or no; anything but yes is no.
pub(crate) async fn yes_or_no(question: &str) -> io::Result<Answer> {
    if !is_somebody_there() {
        return Ok(Answer::Nobody);
    }
    let typed = typed(say!("question-yes-no", question = question) + " ").await?;
    let yes = is_yes(&typed.trim().to_lowercase());
    Ok(if yes { Answer::Yes } else { Answer::No })
}

/// Whether an answer means yes. Fingers know the English answers whatever the language.
pub(crate) fn is_yes(answer: &str) -> bool {
    let own = say!("question-yes");
    let mut yes = ["y", "yes"].into_iter().chain(own.split(' '));
    yes.any(|yes| yes == answer)
}

/// Asks for a line of text; `None` when there is nobody to ask.
pub(crate) async fn line(question: &str) -> io::Result<Option<String>> {
    if !is_somebody_there() {
        return Ok(None);
    }
    let typed = typed(say!("question-text", question = question) + " ").await?;
    Ok(Some(typed.trim().to_owned()))
}

/// Asks for a password without showing it; `None` when there is nobody to ask.
pub(crate) async fn password(question: &str) -> io::Result<Option<String>> {
    if !is_somebody_there() {
        return Ok(None);
    }
    let _echo = Echo::keep();
    let question = say!("question-text", question = question) + " ";
    apart(move || rpassword::prompt_password(question))
        .await
        .map(Some)
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

/// Questions go to stderr, answers come from stdin.
/// Whether there is somebody to ask.
pub(crate) fn is_somebody_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

async fn typed(question: String) -> io::Result<String> {
    apart(move || {
        // Whoever is interrupted here is told so on stderr: it is not held meanwhile.
        let mut err = io::stderr();
        write!(err, "{question}")?;
        err.flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line)
    })
    .await
}

async fn apart<T: Send + 'static>(
    ask: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let asked = tokio::task::spawn_blocking(ask).await;
    asked.unwrap_or_else(|ended| Err(io::Error::other(ended)))
}

/// The terminal as it was before a password was asked for: who ends the program at the question
/// sees afterwards what is typed.
#[derive(Debug)]
struct Echo {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Echo {
    #[cfg(unix)]
    fn keep() -> Self {
        Self {
            before: rustix::termios::tcgetattr(io::stdin()).ok(),
        }
    }

    /// The console of Windows is given back by the system.
    #[cfg(not(unix))]
    fn keep() -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for Echo {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(before) = &self.before {
            // Where it does not take it back, nobody can be told.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}
