//! The road to a server: its address, the route there, the connector, the login.

pub(crate) mod address;
pub(crate) mod client_certificate;
pub(crate) mod connectors;
pub(crate) mod last_capability;
pub(crate) mod lazy_login;
pub(crate) mod opening;
pub(crate) mod route;
pub(crate) mod stored_login;
