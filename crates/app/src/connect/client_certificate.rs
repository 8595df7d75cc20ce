//! The client certificate of the settings, and the passphrase of its key. The passphrase is in the
//! keychain alone.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use damson_aem::certificate::{ClientCertificate, Unusable};
use damson_remote::{CertificateTrouble, Error, ErrorKind};
use secrecy::SecretString;

use crate::{
    blocking::blocking,
    certificate,
    config::{Store, secrets::Secrets, settings::Settings},
    crossing::{
        error::{Result, UserError},
        intent::Secret,
        view::{ClientCertificateView, file_text},
    },
};

/// A client certificate that can be used.
pub(crate) struct Opened {
    pub(crate) certificate: ClientCertificate,
    /// Whether its key is encrypted.
    encrypted: bool,
}

/// The variable with the passphrase where there is no keychain: on servers, in containers.
pub(crate) const PASSPHRASE: &str = "DAMSON_CLIENT_CERTIFICATE_PASSPHRASE";

/// Bytes that are read of a file; a file of certificates and a key has a few thousand.
const LARGEST_FILE: u64 = 1024 * 1024;

/// Reads the client certificate of these settings, if they have one. Fails with
/// [`ErrorKind::ClientCertificate`], caused by [`Unusable`].
pub(crate) async fn open(store: &Arc<Store>, special: &Settings) -> Result<Option<Opened>, Error> {
    let Some(file) = store.config().settings.client_certificate(special) else {
        return Ok(None);
    };
    let secrets = Arc::clone(&store.secrets);
    let read = blocking(move || Ok(read(&file, &*secrets)));
    let read = read
        .await
        .map_err(|error| Error::new(ErrorKind::LocalFile).said(error.said.unwrap_or_default()))?;
    Ok(Some(read?))
}

/// The client certificate of these settings, as settings show it.
pub(crate) async fn show(store: &Arc<Store>, special: &Settings) -> Option<ClientCertificateView> {
    let file = store.config().settings.client_certificate(special)?;
    let opened = open(store, special).await;
    let seen = opened.as_ref().ok().and_then(Option::as_ref);
    let whose = seen.and_then(|opened| certificate::whose(opened.certificate.der()));
    Some(ClientCertificateView {
        file: file_text(&file),
        whose: whose.as_ref().map(|whose| whose.name.clone()),
        until: whose.map(|whose| whose.until),
        encrypted: seen.is_some_and(|opened| opened.encrypted),
        error: opened.err().map(UserError::from),
    })
}

/// Stores the passphrase for the client certificate of these settings, or removes it. A passphrase that
/// does not open the file is refused with [`crate::ErrorCode::ClientPassphraseWrong`].
pub(crate) async fn store_passphrase(
    store: &Arc<Store>,
    connection: Option<&str>,
    passphrase: Option<Secret>,
) -> Result<()> {
    let special = match connection {
        Some(name) => store.account(Some(name))?.settings,
        None => Settings::default(),
    };
    let Some(file) = store.config().settings.client_certificate(&special) else {
        return Ok(());
    };
    let secrets = Arc::clone(&store.secrets);
    blocking(move || {
        let name = entry(&file);
        let Some(passphrase) = passphrase else {
            return secrets.remove(&name);
        };
        match read_file(&file, Some(passphrase.inner())) {
            Err(unusable) if unusable.trouble == CertificateTrouble::PassphraseWrong => {
                Err(Error::from(unusable).into())
            }
            _ => secrets.set(&name, &passphrase),
        }
    })
    .await
}

/// Reads the file. The keychain is asked for a passphrase only where the file needs one.
fn read(file: &Path, secrets: &dyn Secrets) -> Result<Opened, Unusable> {
    let bare = read_file(file, None);
    let needed = match bare {
        Ok(certificate) => {
            return Ok(Opened {
                certificate,
                encrypted: false,
            });
        }
        Err(unusable) if unusable.trouble == CertificateTrouble::PassphraseNeeded => unusable,
        Err(unusable) => return Err(unusable),
    };
    let Some(passphrase) = passphrase(file, secrets) else {
        return Err(needed);
    };
    let certificate = read_file(file, Some(&passphrase))?;
    Ok(Opened {
        certificate,
        encrypted: true,
    })
}

fn read_file(
    file: &Path,
    passphrase: Option<&SecretString>,
) -> Result<ClientCertificate, Unusable> {
    let bytes = bytes_of(file).map_err(|error| Unusable {
        file: file.to_owned(),
        trouble: CertificateTrouble::Missing,
        said: Some(error.to_string()),
    })?;
    ClientCertificate::read(file, &bytes, passphrase)
}

fn bytes_of(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?
        .take(LARGEST_FILE)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The passphrase of a file. The environment of this run goes before the keychain.
fn passphrase(file: &Path, secrets: &dyn Secrets) -> Option<SecretString> {
    let set = std::env::var(PASSPHRASE).ok();
    if let Some(passphrase) = set.filter(|passphrase| !passphrase.is_empty()) {
        return Some(passphrase.into());
    }
    match secrets.get(&entry(file)) {
        Ok(stored) => stored.map(|secret| secret.inner().clone()),
        Err(error) => {
            tracing::warn!(%error, "the keychain did not give the passphrase of the client certificate");
            None
        }
    }
}

/// The name of a passphrase in the keychain.
fn entry(file: &Path) -> String {
    format!("client certificate {}", file_text(file))
}
