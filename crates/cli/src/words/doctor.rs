//! What the doctor looks at.

use damson_app::view::{DoctorStep, Health};

use crate::style::Tone;

/// The name of a step.
pub(crate) fn step(step: DoctorStep) -> &'static str {
    match step {
        DoctorStep::Address => "Address",
        DoctorStep::ClientCertificate => "Client certificate",
        DoctorStep::Proxy => "Proxy",
        DoctorStep::Dns => "Server name",
        DoctorStep::Tcp => "Connection",
        DoctorStep::Tls => "Certificate",
        DoctorStep::Http => "Response",
        DoctorStep::Clock => "Clock",
        DoctorStep::Product => "Product",
        DoctorStep::Keychain => "Keychain",
        DoctorStep::Login => "Login",
        DoctorStep::Read => "Read access",
        DoctorStep::Write => "Write access",
        DoctorStep::Capability => "The server can",
        DoctorStep::CacheFolder => "Cache folder",
        DoctorStep::FreeSpace => "Free space",
    }
}

/// How a step went.
pub(crate) fn health(health: Health) -> (&'static str, Tone) {
    match health {
        Health::Ok => ("ok", Tone::Good),
        Health::Warn => ("warning", Tone::Caution),
        Health::Fail => ("FAILED", Tone::Alarm),
        Health::Skipped => ("skipped", Tone::Faint),
    }
}

/// Where the record of a connection's calls is.
pub(crate) fn recorded(file: &str) -> String {
    format!(
        "The connection's calls are recorded in {file}, without any names. Read it through before \
         you send it to anybody."
    )
}
