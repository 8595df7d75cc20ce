//! What went wrong, and what to do about it.

use damson_app::ErrorCode;

use super::template::Words;

/// The sentence for an error. A refusal has the sentence of its reason instead, where it is known.
#[expect(
    clippy::too_many_lines,
    reason = "a catalogue is read from top to bottom"
)]
pub(crate) fn error(code: ErrorCode) -> Words {
    match code {
        ErrorCode::UnknownHost => Words::new(
            "There is no server called {server}.",
            "Check the spelling of the address, and that you are on your company's network or VPN.",
        ),
        ErrorCode::Offline => Words::new(
            "{server} can't be reached.",
            "Check your network or VPN, then try again. `damson doctor` looks step by step. What \
             is on this computer can still be opened and edited.",
        ),
        ErrorCode::Timeout => Words::new(
            "{server} did not answer in time.",
            "It may be busy or the network slow: try again in a minute. Transfers go on where they \
             stopped.",
        ),
        ErrorCode::Tls => Words::new(
            "The connection to {server} is not secure: its certificate is not trusted here.",
            "Do not go on with a password. Ask the people who run the DAM; a certificate of the \
             company has to be installed on this computer.",
        ),
        ErrorCode::Proxy => Words::new(
            "The proxy of this network did not let Damson through to {server}.",
            "Check the proxy settings of this computer, or ask your IT to let the address pass.",
        ),
        ErrorCode::NotADam => Words::new(
            "Something answers at {server}, but it is not a DAM that Damson knows.",
            "For AEM use the address you open it with in a browser, up to the first slash; for WebDAV \
             the whole address of the folder, as the server's help or your administrator gives it. \
             `damson doctor {server}` shows what answered.",
        ),
        ErrorCode::LoginNeeded => Words::new(
            "You are not logged in to {server}, or the session has ended.",
            "Log in again: `damson connect {server}`. Nothing on this computer is lost.",
        ),
        ErrorCode::WrongCredentials => Words::new(
            "{server} did not accept the name and password, or the token.",
            "Check them and connect again. A developer token is valid for a day only.",
        ),
        ErrorCode::LoginNotTaken => Words::new(
            "{server} shows itself as WebDAV, and only AEM has such a login ({detail}).",
            "Log in with a name and a password, `--user NAME`, or with a token, \
             `--token-file FILE`.",
        ),
        ErrorCode::Forbidden => Words::new(
            "{server} does not let you do that with {path}.",
            "Ask the people who run the DAM for the right to change it.",
        ),
        ErrorCode::NotFound => Words::new(
            "{path} is not on the server.",
            "It may have been moved, renamed or deleted, or the path has a typing error: \
             `damson find` looks for it.",
        ),
        ErrorCode::Exists => Words::new(
            "There is something called {path} already.",
            "Choose another name, or say what to do: `--if-exists new-version` or `keep-both`.",
        ),
        ErrorCode::Locked => Words::new(
            "{path} is checked out by {who}. Nothing was changed.",
            "Ask {who} to check it in. An administrator can release it: `damson release {path}`.",
        ),
        ErrorCode::Changed => Words::new(
            "{path} changed on the server meanwhile. Nothing was sent or overwritten.",
            "Look at it again: `damson status {path}`.",
        ),
        ErrorCode::NameRefused => Words::new(
            "{server} does not take the name of {path}.",
            "Use letters, digits, spaces, dots and dashes; no slashes, colons, stars, question \
             marks, quotation marks, brackets, percent or number signs.",
        ),
        ErrorCode::TooLarge => Words::new(
            "{path} is larger than {server} takes.",
            "Ask the people who run the DAM for the limit.",
        ),
        ErrorCode::ServerFull => Words::new(
            "{server} has no space left for {path}.",
            "Tell the people who run the DAM. Your file stays on this computer.",
        ),
        ErrorCode::Throttled => Words::new(
            "{server} asks for a pause: too many requests.",
            "Wait a minute and try again. Transfers go on by themselves.",
        ),
        ErrorCode::Unavailable => Words::new(
            "{server} is not ready: it is starting, overloaded or has a fault.",
            "Wait a few minutes and try again. Transfers go on by themselves.",
        ),
        ErrorCode::Unsupported => Words::new(
            "{server} can't do that.",
            "`damson doctor` lists what it can do.",
        ),
        ErrorCode::NoFile => Words::new(
            "{path} has no file: it is content that lives on the server only.",
            "Look at it in the browser: `damson web {path}`.",
        ),
        ErrorCode::Corrupt => Words::new(
            "{path} arrived damaged, so it was thrown away.",
            "Try again. If it stays so, the network or the server damages files: tell your IT.",
        ),
        ErrorCode::Garbled => Words::new(
            "{server} gave an answer that makes no sense.",
            "Try again. If it stays so, `damson doctor` says more for the people who run the DAM.",
        ),
        ErrorCode::LocalFile => Words::new(
            "{path} could not be read on this computer, or was saved while it was being sent.",
            "Save and close it in its application, then try again.",
        ),
        ErrorCode::Cancelled => Words::new("Cancelled: {path}.", "Start it again when you want."),
        ErrorCode::CertificateEnds => Words::new(
            "The certificate of {server} ends soon (days left: {detail}).",
            "Tell the people who run the DAM, before nobody can connect any more.",
        ),
        ErrorCode::ClockDiffers => Words::new(
            "The clocks of {server} and of this computer differ by {detail} seconds.",
            "Let this computer set its clock from the network; else logins fail, and times are \
             wrong.",
        ),
        ErrorCode::Conflict => Words::new(
            "Both you and somebody else changed {path}. Nothing was sent or overwritten.",
            "See both sides: `damson resolve {path}`. Then keep mine, theirs or both: \
             `damson resolve {path} --keep both`.",
        ),
        ErrorCode::FileInUse => Words::new(
            "An application has {path} open, so it can't be replaced now.",
            "Close it there and try again. Nothing was changed.",
        ),
        ErrorCode::FileDenied => Words::new(
            "This computer does not let Damson read or write the file of {path}.",
            "Check the permissions of the cache folder; `damson settings get` shows where it is.",
        ),
        ErrorCode::DiskFull => Words::new(
            "There is not enough space on this computer's disk for {path}.",
            "Make space, for example with `damson free` for what you no longer need, and try \
             again.",
        ),
        ErrorCode::FileChanged => Words::new(
            "{path} was saved on this computer meanwhile. Nothing was sent or overwritten.",
            "Look at it again: `damson status {path}`.",
        ),
        ErrorCode::FileExists => Words::new(
            "A file of yours is where {path} was to be put. It was not touched.",
            "Look at it: `damson status {path}`, then decide with `damson resolve {path}`.",
        ),
        ErrorCode::FileMissing => Words::new(
            "The copy of {path} is gone from this computer.",
            "Download it again: `damson get {path}`.",
        ),
        ErrorCode::Outside => Words::new(
            "{path} would have been written outside the cache folder, so it was not written.",
            "A link inside the cache folder leads elsewhere, or the server sent a bad name. \
             Remove the link and try again.",
        ),
        ErrorCode::Name => Words::new(
            "This computer can't hold a file with the name or the path of {path}.",
            "Rename it on the server, or work with a shorter cache folder.",
        ),
        ErrorCode::NoCacheFolder => Words::new(
            "The cache folder is not there: {file}.",
            "If it is on another disk, plug it in; if it was moved, move it back. If it is gone for \
             good, make an empty folder there and say `damson go-on`. Nothing was changed \
             meanwhile.",
        ),
        ErrorCode::Disk => Words::new(
            "This computer's disk did not do what it was asked for {path}: {said}",
            "Try again. If it stays so, have the disk checked; your edits are still where you \
             saved them.",
        ),
        ErrorCode::Journal => Words::new(
            "Damson's own records can't be read or written: {said}",
            "Check that the disk has space, and start Damson again: records that are damaged are \
             put aside then and made anew. Your files in the cache folder are untouched.",
        ),
        ErrorCode::CacheFolderInUse => Words::new(
            "Another Damson of another kind uses this cache folder.",
            "Close it, then try again.",
        ),
        ErrorCode::CacheFolderTaken => Words::new(
            "The connection {detail} uses that cache folder, or one inside or around it.",
            "Choose another folder for this connection.",
        ),
        ErrorCode::FolderNotEmpty => Words::new(
            "The cache folder can't move to {file}: something is in there.",
            "Choose a folder that is empty, or the name of one that is not there yet.",
        ),
        ErrorCode::FolderInside => Words::new(
            "The cache folder can't move to {file}: that is the cache folder itself, inside it, \
             around it, or where Damson keeps its own things.",
            "Choose a folder elsewhere.",
        ),
        ErrorCode::Halted => Words::new(
            "Damson stopped all changes to be safe: {detail}",
            "Look whether that is as you want it, then go on: `damson go-on`.",
        ),
        ErrorCode::EditsNotUploaded => Words::new(
            "{path} has changes that you have not uploaded, so it stays checked out.",
            "Upload them, which checks it in too: `damson put {path}`. Or check in and keep them \
             here: `damson checkin {path} --anyway`.",
        ),
        ErrorCode::LockedInside => Words::new(
            "{path} holds assets that are checked out: {detail}. Nothing was deleted.",
            "Have them checked in first. If they are all yours: `damson rm {path} --anyway`.",
        ),
        ErrorCode::Refused => Words::new(
            "{action} is not possible for {path}.",
            "See how it is: `damson status {path}`.",
        ),
        ErrorCode::JournalTooNew => Words::new(
            "Damson's records were written by a later version of Damson.",
            "Install the latest Damson and use that. Your files in the cache folder are untouched.",
        ),
        ErrorCode::Incomplete => Words::new(
            "Something is missing: {detail}.",
            "`damson help` and the name of the command show what it takes.",
        ),
        ErrorCode::BadPath => Words::new(
            "{detail} is not a path in the DAM.",
            "Paths look like this: /Campaigns/Spring/hero.psd. `damson ls` shows what there is.",
        ),
        ErrorCode::BadAddress => Words::new(
            "{detail} is not the address of a server.",
            "Addresses look like this: https://author.example.com",
        ),
        ErrorCode::PlainHttp => Words::new(
            "{server} is not protected: on the way there others could read your password.",
            "Use its https address. If there is none and you trust the whole network: \
             `--allow-plain-http`.",
        ),
        ErrorCode::BadName => Words::new(
            "{detail} can't be the name of a connection.",
            "Use letters, digits, dots and dashes: `--name studio`.",
        ),
        ErrorCode::NoConnection => Words::new(
            "You are not connected to a DAM yet.",
            "Connect first: `damson connect https://author.example.com`. To try it without a \
             server: `damson demo`.",
        ),
        ErrorCode::UnknownConnection => Words::new(
            "There is no connection called {detail}.",
            "`damson connections` lists those that there are.",
        ),
        ErrorCode::ConnectionExists => Words::new(
            "There is a connection called {detail} already, to another server or as another \
             person.",
            "Choose another name with `--name`, or remove the other with `damson forget {detail}`.",
        ),
        ErrorCode::UnknownSetting => Words::new(
            "There is no setting called {detail}.",
            "`damson settings` lists all of them.",
        ),
        ErrorCode::BadSetting => Words::new(
            "That is not a value the setting takes: {detail}.",
            "It takes: {said}",
        ),
        ErrorCode::ExecutableType => Words::new(
            "{path} was not opened: a file of this type can run as a program.",
            "If you expect a program there and trust it, start it yourself from the folder: \
             `damson reveal {path}`.",
        ),
        ErrorCode::Desktop => Words::new(
            "This computer could not open {path}.",
            "Choose an application for files of this type in the settings of the system. \
             `damson reveal {path}` shows the file.",
        ),
        ErrorCode::Keychain => Words::new(
            "The keychain of this computer did not give or keep the login.",
            "Unlock it and try again, or connect with `--no-remember` and type the password each \
             time.",
        ),
        ErrorCode::Settings => Words::new(
            "The settings can't be read: {file}. {said}",
            "Correct the file, or move it away; Damson then starts with the usual settings.",
        ),
        ErrorCode::VersionsDiffer => Words::new(
            "The Damson that is running is another version: {detail}.",
            "Close it, then try again.",
        ),
        ErrorCode::NotAnswering => Words::new(
            "The Damson that is running does not answer.",
            "Close it and try again. What it was transferring goes on afterwards.",
        ),
        ErrorCode::ShuttingDown => Words::new("Damson is just ending.", "Try again in a moment."),
        ErrorCode::Unexpected => Words::new(
            "Something went wrong that should not: {said}",
            "Your files are untouched. Please report it, with what `damson doctor` says.",
        ),
    }
}
