//! Looks step by step for what is wrong with a connection.

use std::sync::Arc;

use crate::{app::Inner, error::Result, view::DoctorView};

/// Looks at a connection, or at an address that is none yet.
pub(crate) async fn examine(
    inner: &Arc<Inner>,
    connection: Option<&str>,
    url: Option<&str>,
) -> Result<DoctorView> {
    let account = match url {
        Some(_) => None,
        None => Some(inner.account(connection)?),
    };
    let address = url.unwrap_or_default().to_owned();
    Ok(DoctorView {
        url: account
            .as_ref()
            .map_or(address, |account| account.url.clone()),
        connection: account.map(|account| account.name),
        checks: Vec::new(),
    })
}
