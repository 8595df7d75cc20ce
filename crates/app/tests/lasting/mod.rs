//! A keychain for tests: what it keeps is there after a restart of the application.

use damson_app::{
    UserError,
    intent::Secret,
    secrets::{Secrets, SessionSecrets},
};

#[derive(Debug, Default)]
pub(crate) struct Keychain(SessionSecrets);

impl Secrets for Keychain {
    fn get(&self, name: &str) -> Result<Option<Secret>, UserError> {
        self.0.get(name)
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), UserError> {
        self.0.set(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), UserError> {
        self.0.remove(name)
    }

    fn lasts(&self) -> bool {
        true
    }
}
