//! What the doctor looks at.

use damson_app::view::{DoctorStep, Health};

use crate::style::Tone;

/// The name of a step.
pub(crate) fn step(step: DoctorStep) -> &'static str {
    match step {
        DoctorStep::Address => "Address",
        DoctorStep::Proxy => "Proxy",
        DoctorStep::Dns => "Name of the server",
        DoctorStep::Tcp => "Connection",
        DoctorStep::Tls => "Certificate",
        DoctorStep::Http => "Answer",
        DoctorStep::Clock => "Clock",
        DoctorStep::Product => "Product",
        DoctorStep::Keychain => "Keychain",
        DoctorStep::Login => "Login",
        DoctorStep::Read => "Right to read",
        DoctorStep::Write => "Right to write",
        DoctorStep::Capability => "The server can",
        DoctorStep::CacheFolder => "Cache folder",
        DoctorStep::FreeSpace => "Free space",
    }
}

/// How a step went.
pub(crate) fn health(health: Health) -> (&'static str, Tone) {
    match health {
        Health::Ok => ("ok", Tone::Good),
        Health::Warn => ("look", Tone::Caution),
        Health::Fail => ("FAILED", Tone::Alarm),
        Health::Skipped => ("skipped", Tone::Faint),
    }
}
