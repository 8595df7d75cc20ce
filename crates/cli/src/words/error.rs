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
            "Check your network or VPN, then try again. `damson doctor` checks step by step. What \
             is on this computer can still be opened and edited.",
        ),
        ErrorCode::Timeout => Words::new(
            "{server} did not answer in time.",
            "It may be busy, or the network is slow: try again in a minute. Transfers resume where \
             they stopped.",
        ),
        ErrorCode::Tls => Words::new(
            "The connection to {server} is not secure: its certificate is not trusted here.",
            "Don't enter a password. Ask the people who run the DAM: a certificate of your company \
             may have to be installed on this computer.",
        ),
        ErrorCode::ClientCertificateMissing => Words::new(
            "The client certificate {file} can't be read: {said}",
            "Check the path: `damson settings get client-certificate`. If it is on another disk or \
             a network folder, connect that first.",
        ),
        ErrorCode::ClientCertificateUnreadable => Words::new(
            "{file} can't be used as a client certificate: {said}.",
            "It takes a PEM file with the certificate and its private key, or a PKCS#12 file (.p12, \
             .pfx). Ask whoever issued it for one of these.",
        ),
        ErrorCode::ClientCertificateNoKey => Words::new(
            "There is no private key in the client certificate {file}.",
            "Export it together with its private key, as a .p12 or .pfx file, or put the key into \
             the same PEM file.",
        ),
        ErrorCode::ClientCertificateOtherKey => Words::new(
            "The private key in {file} doesn't belong to the client certificate beside it.",
            "Put certificate and key of the same pair into the file, or export both anew.",
        ),
        ErrorCode::ClientPassphraseNeeded => Words::new(
            "The client certificate {file} is protected by a passphrase, and Damson has none for it.",
            "Store it in the keychain: `damson settings certificate-passphrase`.",
        ),
        ErrorCode::ClientPassphraseWrong => Words::new(
            "The passphrase doesn't open the client certificate {file}.",
            "Store the right one: `damson settings certificate-passphrase`. Whoever issued the file \
             knows it.",
        ),
        ErrorCode::ClientCertificateExpired => Words::new(
            "The client certificate {file} expired on {said}.",
            "Ask whoever issued it for a new one, then `damson settings set client-certificate \
             {file}`. If the date is wrong, correct this computer's clock.",
        ),
        ErrorCode::ClientCertificateWanted => Words::new(
            "{server} asks for a client certificate, and received none.",
            "Ask the people who run the DAM for yours, then `damson settings set \
             client-certificate` and the path of the file.",
        ),
        ErrorCode::ClientCertificateRefused => Words::new(
            "{server} did not accept this computer's client certificate: {said}.",
            "`damson doctor {server}` shows which one is used, and until when it is valid. If none \
             is set: `damson settings set client-certificate` and the path of the file. Else ask \
             the people who run the DAM.",
        ),
        ErrorCode::ClientCertificateEnds => Words::new(
            "Your client certificate expires soon (days left: {detail}).",
            "Ask whoever issued it for a new one before you can no longer connect.",
        ),
        ErrorCode::Proxy => Words::new(
            "This network's proxy did not let Damson through to {server}.",
            "Check this computer's proxy settings, or ask your IT department to allow the address.",
        ),
        ErrorCode::NotADam => Words::new(
            "There is a server at {server}, but it is not a DAM that Damson knows.",
            "For AEM use the address you open it with in a browser, up to the first slash; for \
             WebDAV the whole address of the folder, as the server's help or your administrator \
             gives it. `damson doctor {server}` shows what answered.",
        ),
        ErrorCode::LoginNeeded => Words::new(
            "You are not logged in to {server}, or the session has ended.",
            "Log in again: `damson connect {server}`. Nothing on this computer is lost.",
        ),
        ErrorCode::WrongCredentials => Words::new(
            "{server} did not accept the name and password, or the token.",
            "Check them and connect again. A developer token is valid for one day only.",
        ),
        ErrorCode::LoginNotTaken => Words::new(
            "{server} identifies itself as WebDAV, and only AEM supports this kind of login \
             ({detail}).",
            "Log in with a name and a password, `--user NAME`, or with a token, \
             `--token-file FILE`.",
        ),
        ErrorCode::Forbidden => Words::new(
            "{server} doesn't allow you to do that with {path}.",
            "Ask the people who run the DAM for permission to change it.",
        ),
        ErrorCode::NotFound => Words::new(
            "{path} is not on the server.",
            "It may have been moved, renamed or deleted, or the path has a typing error: \
             `damson find` looks for it.",
        ),
        ErrorCode::Exists => Words::new(
            "There is already something called {path}.",
            "Choose another name, or say what to do: `--if-exists new-version` or `keep-both`.",
        ),
        ErrorCode::Locked => Words::new(
            "{path} is checked out by {who}. Nothing was changed.",
            "Ask {who} to check it in. An administrator can release it: `damson release {path}`.",
        ),
        ErrorCode::Changed => Words::new(
            "{path} changed on the server in the meantime. Nothing was sent or overwritten.",
            "Look at it again: `damson status {path}`.",
        ),
        ErrorCode::NameRefused => Words::new(
            "{server} doesn't accept the name of {path}.",
            "Use letters, digits, spaces, dots and dashes; no slashes, colons, stars, question \
             marks, quotation marks, brackets, percent or number signs.",
        ),
        ErrorCode::TooLarge => Words::new(
            "{path} is larger than {server} allows.",
            "Ask the people who run the DAM what the limit is.",
        ),
        ErrorCode::ServerFull => Words::new(
            "{server} has no space left for {path}.",
            "Tell the people who run the DAM. Your file stays on this computer.",
        ),
        ErrorCode::Throttled => Words::new(
            "{server} received too many requests and asks for a pause.",
            "Wait a minute and try again. Transfers continue by themselves.",
        ),
        ErrorCode::Unavailable => Words::new(
            "{server} is not ready: it is starting, overloaded or has a fault.",
            "Wait a few minutes and try again. Transfers continue by themselves.",
        ),
        ErrorCode::Unsupported => Words::new(
            "{server} can't do that.",
            "`damson doctor` lists what it can do.",
        ),
        ErrorCode::NoFile => Words::new(
            "{path} has no file: this content exists only on the server.",
            "Look at it in the browser: `damson web {path}`.",
        ),
        ErrorCode::Corrupt => Words::new(
            "{path} arrived damaged, so the download was discarded.",
            "Try again. If it happens again, the network or the server is damaging files: tell \
             your IT department.",
        ),
        ErrorCode::Garbled => Words::new(
            "{server} gave an unexpected response.",
            "Try again. If it happens again, show the people who run the DAM what `damson doctor` \
             says.",
        ),
        ErrorCode::LocalFile => Words::new(
            "{path} could not be read on this computer, or was saved while it was being sent.",
            "Save and close it in its application, then try again.",
        ),
        ErrorCode::Cancelled => Words::new("Cancelled: {path}.", "Start it again when you want."),
        ErrorCode::CertificateEnds => Words::new(
            "The certificate of {server} expires soon (days left: {detail}).",
            "Tell the people who run the DAM before nobody can connect any more.",
        ),
        ErrorCode::ClockDiffers => Words::new(
            "The clocks of {server} and of this computer differ by {detail} seconds.",
            "Let this computer set its clock from the network; otherwise logins fail and times are \
             wrong.",
        ),
        ErrorCode::Conflict => Words::new(
            "You and somebody else both changed {path}. Nothing was sent or overwritten.",
            "See both sides: `damson resolve {path}`. Then keep mine, theirs or both: \
             `damson resolve {path} --keep both`.",
        ),
        ErrorCode::FileInUse => Words::new(
            "An application has {path} open, so it can't be replaced now.",
            "Close it there and try again. Nothing was changed.",
        ),
        ErrorCode::FileDenied => Words::new(
            "This computer doesn't let Damson read or write the file of {path}.",
            "Check the permissions of the cache folder; `damson settings get` shows where it is.",
        ),
        ErrorCode::DiskFull => Words::new(
            "There is not enough space on this computer's disk for {path}.",
            "Free some space, for example with `damson free` for what you no longer need, and try \
             again.",
        ),
        ErrorCode::FileChanged => Words::new(
            "{path} was saved on this computer in the meantime. Nothing was sent or overwritten.",
            "Look at it again: `damson status {path}`.",
        ),
        ErrorCode::FileExists => Words::new(
            "One of your files is where {path} should go. Your file was not touched.",
            "Look at it: `damson status {path}`, then decide with `damson resolve {path}`.",
        ),
        ErrorCode::FileMissing => Words::new(
            "The copy of {path} is gone from this computer.",
            "Download it again: `damson get {path}`.",
        ),
        ErrorCode::Outside => Words::new(
            "{path} would have been written outside the cache folder, so it was not written.",
            "A link inside the cache folder leads elsewhere, or the server sent an invalid name. \
             Remove the link and try again.",
        ),
        ErrorCode::Name => Words::new(
            "This computer can't store a file with the name or the path of {path}.",
            "Rename it on the server, or use a cache folder with a shorter path.",
        ),
        ErrorCode::NoCacheFolder => Words::new(
            "The cache folder can't be found: {file}.",
            "If it is on another disk, connect it; if it was moved, move it back. If it is gone \
             for good, make an empty folder there and run `damson go-on`. Nothing was changed in \
             the meantime.",
        ),
        ErrorCode::NotAFile => Words::new(
            "{path} is neither a file nor a folder (a pipe, a device or a link), so it was left \
             out.",
            "Name the file that it points to, if there is one.",
        ),
        ErrorCode::StillWritten => Words::new(
            "{path} is still being written, so it was not sent.",
            "Wait until its application has saved or copied it, then try again.",
        ),
        ErrorCode::NoSuch => Words::new(
            "There is nothing with the number {detail}.",
            "`damson transfers`, `damson later` and `damson recovered` list everything with its \
             number.",
        ),
        ErrorCode::IsOver => Words::new(
            "Transfer {detail} has already ended.",
            "`damson transfers` shows the state of each one.",
        ),
        ErrorCode::Disk => Words::new(
            "Disk error on this computer, with {path}: {said}",
            "Try again. If it happens again, have the disk checked; your edits are still where you \
             saved them.",
        ),
        ErrorCode::Journal => Words::new(
            "Damson's own records can't be read or written: {said}",
            "Check that the disk has free space, and start Damson again: it then sets damaged \
             records aside and builds new ones. Your files in the cache folder are untouched.",
        ),
        ErrorCode::CacheFolderInUse => Words::new(
            "Another kind of Damson is using this cache folder.",
            "Close it, then try again.",
        ),
        ErrorCode::NoLocks => Words::new(
            "The file system of {file} doesn't support locks: {said}",
            "Damson needs them so that two programs never write there at once. Use a folder on a \
             disk of this computer, or ask whoever looks after the network folder to allow locks.",
        ),
        ErrorCode::CacheFolderTaken => Words::new(
            "The connection {detail} uses that cache folder, or one inside or around it.",
            "Choose another folder for this connection.",
        ),
        ErrorCode::FolderNotEmpty => Words::new(
            "The cache folder can't be moved to {file}: that folder is not empty.",
            "Choose an empty folder, or the name of one that doesn't exist yet.",
        ),
        ErrorCode::FolderInside => Words::new(
            "The cache folder can't be moved to {file}: that is the cache folder itself, inside \
             it, around it, or where Damson keeps its own files.",
            "Choose another folder.",
        ),
        ErrorCode::PackageInside => Words::new(
            "The package can't go into {file}: that is in the cache folder.",
            "Choose another folder.",
        ),
        ErrorCode::Halted => Words::new(
            "Damson stopped all changes to be safe: {detail}",
            "Check that this is what you want, then continue: `damson go-on`.",
        ),
        ErrorCode::EditsNotUploaded => Words::new(
            "{path} has changes that you have not uploaded, so it stays checked out.",
            "Upload them, which also checks it in: `damson put {path}`. Or check in and keep them \
             here: `damson checkin {path} --anyway`.",
        ),
        ErrorCode::ManyLinks => Words::new(
            "{path} links to more files than are downloaded without asking. It was not opened.",
            "See which: `damson links {path}`. Then open it with all of them, or without.",
        ),
        ErrorCode::LinksMissing => Words::new(
            "{path} links to files that the server does not have. Nothing was uploaded.",
            "See which: `damson links {path}`. Then upload it with those that are on this computer: \
             `damson put {path} --with-links`. Or without: `damson put {path} --no-links`.",
        ),
        ErrorCode::StillComing => Words::new(
            "{path} is still being downloaded: the transfer is paused, or waits for the server.",
            "See its transfer: `damson transfers`. It continues when you resume it, or when the \
             server can be reached.",
        ),
        ErrorCode::LockedInside => Words::new(
            "{path} contains assets that are checked out: {detail}. Nothing was changed.",
            "They have to be checked in first. If they are all yours: `damson rm {path} --anyway`.",
        ),
        ErrorCode::Refused => Words::new(
            "{action} is not possible for {path}.",
            "See its status: `damson status {path}`.",
        ),
        ErrorCode::JournalTooNew => Words::new(
            "Damson's records were written by a newer version of Damson.",
            "Install the latest Damson and use that. Your files in the cache folder are untouched.",
        ),
        ErrorCode::Incomplete => Words::new(
            "Something is missing: {detail}.",
            "`damson help` and the name of the command show what it needs.",
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
            "The connection to {server} isn't encrypted: others on the network could read your \
             password.",
            "Use its https address. If there is none, and you trust the whole network: \
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
            "`damson connections` lists them.",
        ),
        ErrorCode::ConnectionExists => Words::new(
            "There is already a connection called {detail}, to another server or as another \
             person.",
            "Choose another name with `--name`, or remove the other with `damson forget {detail}`.",
        ),
        ErrorCode::UnknownSetting => Words::new(
            "There is no setting called {detail}.",
            "`damson settings` lists all of them.",
        ),
        ErrorCode::BadSetting => Words::new(
            "The setting doesn't accept this value: {detail}.",
            "It accepts: {said}",
        ),
        ErrorCode::ExecutableType => Words::new(
            "{path} was not opened: a file of this type can run as a program.",
            "If you expect a program there and trust it, start it yourself from its folder: \
             `damson reveal {path}`.",
        ),
        ErrorCode::Desktop => Words::new(
            "This computer could not open {path}.",
            "Choose an application for files of this type in your system's settings. \
             `damson reveal {path}` shows the file.",
        ),
        ErrorCode::Keychain => Words::new(
            "This computer's keychain could not read or store the login.",
            "Unlock it and try again, or connect with `--no-remember` and type the password each \
             time.",
        ),
        ErrorCode::Settings => Words::new(
            "The settings can't be read: {file}. {said}",
            "Correct the file, or move it away; Damson then starts with the default settings.",
        ),
        ErrorCode::VersionsDiffer => Words::new(
            "A different version of Damson is running: {detail}.",
            "Close it, then try again.",
        ),
        ErrorCode::NotAnswering => Words::new(
            "The running Damson does not respond.",
            "Close it and try again. Its transfers continue afterwards.",
        ),
        ErrorCode::ShuttingDown => Words::new("Damson is shutting down.", "Try again in a moment."),
        ErrorCode::Unexpected => Words::new(
            "Something unexpected went wrong: {said}",
            "Your files are untouched. Please report it, with what `damson doctor` says.",
        ),
    }
}
