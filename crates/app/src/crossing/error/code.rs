//! Everything that can go wrong, each with its word.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident),* $(,)?) => {
        /// Everything that can go wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub enum ErrorCode { $($(#[$meta])* $variant),* }

        impl ErrorCode {
            /// Every code, for tests that each has words.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
        }
    };
}

codes! {
    // The server.
    UnknownHost,
    Offline,
    Timeout,
    /// `said` has what is wrong with the certificate, and `detail` has it as a word: `expired`,
    /// `not-yet-valid`, `other-host`, `unknown-issuer`, `revoked`, `not-tls`, `other`.
    Tls,
    /// The client certificate `file` is not there, or can't be read: `said`.
    ClientCertificateMissing,
    /// `file` is neither PEM nor PKCS#12, or damaged: `said`.
    ClientCertificateUnreadable,
    /// `file` has a certificate, and no private key.
    ClientCertificateNoKey,
    /// The private key in `file` belongs to another certificate.
    ClientCertificateOtherKey,
    /// The private key in `file` is encrypted, and no passphrase is kept for it.
    ClientPassphraseNeeded,
    /// The passphrase that is kept does not open `file`.
    ClientPassphraseWrong,
    /// The client certificate in `file` ended on the day in `said`.
    ClientCertificateExpired,
    /// The server asks for a client certificate, and none is set.
    ClientCertificateWanted,
    /// The server does not accept the client certificate; `said` has why.
    ClientCertificateRefused,
    /// The client certificate of the settings holds for `detail` more days only.
    ClientCertificateEnds,
    Proxy,
    NotADam,
    LoginNeeded,
    WrongCredentials,
    /// A server of that kind has no login of the kind in `detail`.
    LoginNotTaken,
    Forbidden,
    NotFound,
    Exists,
    /// Checked out by `who`.
    Locked,
    /// What the decision rested upon is no longer so; nothing was done.
    Changed,
    NameRefused,
    TooLarge,
    ServerFull,
    Throttled,
    Unavailable,
    Unsupported,
    NoFile,
    /// The server has no rendition `detail` of the asset.
    NoRendition,
    Corrupt,
    Garbled,
    LocalFile,
    Cancelled,
    /// The server's certificate holds for `detail` more days only.
    CertificateEnds,
    /// The server's clock is `detail` seconds ahead of this computer's, or behind.
    ClockDiffers,
    // The rules.
    /// `action` is refused for the reason in `refusal`.
    Refused,
    /// Both sides changed; nothing was sent or overwritten.
    Conflict,
    EditsNotUploaded,
    /// The folder holds assets that others have checked out: `inside`.
    LockedInside,
    /// Something restricts the use of what was asked for: `restricted`.
    Restricted,
    /// The document links to more than is fetched without a question.
    ManyLinks,
    /// The server has not all that the document links to; nothing was uploaded.
    LinksMissing,
    /// Its transfer was paused, or waits for the server, so that nobody waits for it.
    StillComing,
    /// A brake stopped all changes; `detail` has its code.
    Halted,
    // This computer.
    FileInUse,
    FileDenied,
    DiskFull,
    FileChanged,
    FileExists,
    FileMissing,
    /// It would have led out of the cache folder.
    Outside,
    /// This computer can't hold that name or path.
    Name,
    NoCacheFolder,
    /// A pipe, a device, a socket or a link.
    NotAFile,
    /// The file was written to for as long as was waited.
    StillWritten,
    Disk,
    Journal,
    /// The journal was written by a later Damson.
    JournalTooNew,
    /// Another process has the cache folder, and does not answer as Damson.
    CacheFolderInUse,
    /// A file system without locks can't hold what one process alone may write.
    NoLocks,
    /// The cache folder can't move there: something is in the folder.
    FolderNotEmpty,
    /// The cache folder can't move there: it is inside, around it, or Damson's own.
    FolderInside,
    /// A package can't go into the cache folder.
    PackageInside,
    // What was asked.
    /// The intent lacks something; `detail` says what.
    Incomplete,
    /// There is nothing with the number `detail`.
    NoSuch,
    /// The transfer `detail` has ended.
    IsOver,
    /// `detail` is no path of the DAM.
    BadPath,
    /// `detail` is no address of a server.
    BadAddress,
    /// Passwords would cross the network unprotected.
    PlainHttp,
    /// `detail` can't be the name of a connection.
    BadName,
    /// There is no connection yet.
    NoConnection,
    /// There is no connection called `detail`.
    UnknownConnection,
    /// A connection of that name leads to another server or person.
    ConnectionExists,
    /// The connection `detail` has that cache folder, or one inside or around it.
    CacheFolderTaken,
    /// There is no setting called `detail`.
    UnknownSetting,
    /// The setting does not take that value; `detail` has the key, `said` what it takes.
    BadSetting,
    // The desktop.
    /// Files of this type run programs; they are not opened. `detail` has the type.
    ExecutableType,
    /// The system could not open it.
    Desktop,
    // Damson itself.
    /// There is no keychain here, or it did not answer.
    Keychain,
    /// A file of settings can't be read: `file`, `said`.
    Settings,
    /// The Damson that runs is of another version: `detail`.
    VersionsDiffer,
    /// The Damson that runs does not answer.
    NotAnswering,
    /// Damson is ending.
    ShuttingDown,
    /// A defect of Damson; `said` has what is known.
    Unexpected,
}

impl ErrorCode {
    /// The word that `--json` prints.
    pub fn as_str(self) -> String {
        crate::crossing::view::word(&self)
    }

    /// The code of that word; `unexpected` for a word that is none.
    pub fn named(word: &str) -> Self {
        let value = serde_json::Value::String(word.to_owned());
        serde_json::from_value(value).unwrap_or(Self::Unexpected)
    }
}
