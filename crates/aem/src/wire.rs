//! AEM's own words. Everything may be missing: versions and packages differ in what they send, and
//! one odd property must not cost a whole listing.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The properties of a node, as JSON.
pub(crate) type Properties = Map<String, Value>;

/// A Siren document of `/api/assets`; the order of its parts is free.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Siren {
    pub(crate) class: Vec<String>,
    pub(crate) properties: Properties,
    pub(crate) links: Vec<Value>,
    /// Read one by one, so that a broken one is skipped alone.
    pub(crate) entities: Vec<Value>,
}

/// A child in a Siren document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SirenChild {
    pub(crate) class: Vec<String>,
    pub(crate) properties: Properties,
}

/// The answer of the QueryBuilder.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Hits {
    pub(crate) success: Option<bool>,
    pub(crate) total: Option<i64>,
    pub(crate) more: bool,
    #[serde(rename = "hits")]
    pub(crate) found: Vec<Value>,
}

/// `/libs/granite/security/currentuser.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CurrentUser {
    #[serde(rename = "authorizableId")]
    pub(crate) id: Option<String>,
    /// `/libs/cq/security/userinfo.json` calls it so.
    #[serde(rename = "userID")]
    pub(crate) user_id: Option<String>,
    pub(crate) name: Option<Value>,
    #[serde(rename = "userName")]
    pub(crate) user_name: Option<Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CsrfToken {
    pub(crate) token: Option<String>,
}

/// The answer of `initiateUpload.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Initiated {
    #[serde(rename = "completeURI")]
    pub(crate) complete_uri: Option<String>,
    pub(crate) files: Vec<InitiatedFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct InitiatedFile {
    pub(crate) mime_type: Option<String>,
    pub(crate) upload_token: Option<String>,
    #[serde(rename = "uploadURIs")]
    pub(crate) upload_uris: Vec<String>,
    pub(crate) min_part_size: Option<u64>,
    pub(crate) max_part_size: Option<u64>,
}

/// The answer of `checkout.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CheckedOut {
    pub(crate) result: Option<Value>,
}

/// The answer of `.version.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Versions {
    pub(crate) versions: Option<Vec<Value>>,
}

/// A token that Adobe's identity service gave.
#[derive(Deserialize)]
pub(crate) struct Exchanged {
    pub(crate) access_token: SecretString,
    #[serde(default)]
    pub(crate) expires_in: Option<u64>,
}

/// The file of a developer token, or of service credentials.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TokenFile {
    #[serde(rename = "accessToken")]
    pub(crate) access_token: Option<SecretString>,
    pub(crate) integration: Option<Integration>,
    #[serde(rename = "CLIENT_ID")]
    client_id: Option<String>,
    #[serde(rename = "CLIENT_SECRETS")]
    client_secrets: Vec<SecretString>,
    #[serde(rename = "SCOPES")]
    scopes: Vec<String>,
    #[serde(rename = "IMS_ENDPOINT")]
    ims_endpoint: Option<String>,
    project: Option<Project>,
}

/// The document of a whole workspace of the Adobe Developer Console.
#[derive(Deserialize)]
struct Project {
    workspace: Workspace,
}

#[derive(Deserialize)]
struct Workspace {
    details: WorkspaceDetails,
}

#[derive(Deserialize)]
struct WorkspaceDetails {
    #[serde(default)]
    credentials: Vec<WorkspaceCredential>,
}

#[derive(Deserialize)]
struct WorkspaceCredential {
    oauth_server_to_server: Option<NamedOauth>,
}

#[derive(Deserialize)]
struct NamedOauth {
    client_id: String,
    client_secrets: Vec<SecretString>,
    #[serde(default)]
    scopes: Vec<String>,
}

/// An OAuth Server-to-Server credential.
pub(crate) struct OauthCredential {
    pub(crate) client_id: String,
    pub(crate) secret: SecretString,
    pub(crate) scopes: Vec<String>,
    pub(crate) endpoint: Option<String>,
}

impl TokenFile {
    /// The credential, in either form in which Adobe's console gives it. Of several secrets the
    /// last one is the newest.
    pub(crate) fn oauth(self) -> Option<OauthCredential> {
        if let Some(client_id) = self.client_id {
            return Some(OauthCredential {
                client_id,
                secret: self.client_secrets.into_iter().next_back()?,
                scopes: self.scopes,
                endpoint: self.ims_endpoint,
            });
        }
        let credentials = self.project?.workspace.details.credentials;
        let named = credentials
            .into_iter()
            .find_map(|credential| credential.oauth_server_to_server)?;
        Some(OauthCredential {
            client_id: named.client_id,
            secret: named.client_secrets.into_iter().next_back()?,
            scopes: named.scopes,
            endpoint: None,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Integration {
    pub(crate) ims_endpoint: String,
    #[serde(default)]
    pub(crate) metascopes: String,
    pub(crate) technical_account: TechnicalAccount,
    pub(crate) id: String,
    pub(crate) org: String,
    pub(crate) private_key: SecretString,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TechnicalAccount {
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
}

/// What is kept of a direct upload between two attempts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Resume {
    pub(crate) form: u32,
    pub(crate) path: String,
    pub(crate) length: u64,
    pub(crate) digest: Option<String>,
    pub(crate) token: String,
    pub(crate) mime: String,
    pub(crate) complete: String,
    pub(crate) part_size: u64,
    pub(crate) parts: Vec<String>,
    pub(crate) done: Vec<bool>,
    /// When the addresses of the parts end, in milliseconds since 1970.
    pub(crate) expires: Option<i64>,
    /// How often completing it was answered 404.
    #[serde(default)]
    pub(crate) unheard: u32,
}
