//! The login of an account: from the environment, from this process or from the keychain.

use std::sync::Arc;

use crate::{
    blocking::blocking,
    config::{
        Store,
        accounts::Account,
        secrets::{self, Secrets as _},
    },
    crossing::{
        error::{ErrorCode, Result, UserError},
        intent::Login,
    },
};

/// Finds the login of an account: the environment goes before this process, and this process before
/// the keychain. Fails with [`ErrorCode::LoginNeeded`] where none of them has one.
pub(crate) async fn find(store: Arc<Store>, account: Account) -> Result<Login> {
    if let Some(login) = secrets::from_environment(account.user.as_deref()) {
        return Ok(login);
    }
    let (id, url) = (account.id, account.url);
    blocking(move || {
        let stored = match secrets::stored_login(&store.session_secrets, &id)? {
            Some(login) => Some(login),
            None => secrets::stored_login(&*store.secrets, &id)?,
        };
        stored.ok_or_else(|| UserError::new(ErrorCode::LoginNeeded).server(url))
    })
    .await
}

/// Stores the login of an account where the account says: in the keychain, or in this process alone.
pub(crate) async fn store(store: &Arc<Store>, account: &Account, login: Login) -> Result<()> {
    let (store, id, remember) = (store.clone(), account.id.clone(), account.remember);
    blocking(move || {
        if remember {
            store.session_secrets.remove(&id)?;
            return secrets::store_login(&*store.secrets, &id, &login);
        }
        // An earlier login of this account may be in the keychain; the person decided against that.
        if let Err(error) = store.secrets.remove(&id) {
            tracing::debug!(%error, "the keychain had nothing to forget, or does not answer");
        }
        secrets::store_login(&store.session_secrets, &id, &login)
    })
    .await
}

/// Removes the login of the account with this id from this process and from the keychain.
pub(crate) async fn forget(store: &Store, id: &str) -> Result<()> {
    store.session_secrets.remove(id)?;
    let (secrets, id) = (store.secrets.clone(), id.to_owned());
    blocking(move || secrets.remove(&id)).await
}
