//! The identity service of the cloud, in small: a token for an OAuth Server-to-Server credential,
//! and for a signed JWT as long as that was taken.

use axum::{body::Body, http::StatusCode, response::Response};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Map, Value, json};

use crate::{
    auth::{self, TECHNICAL_ACCOUNT},
    call::Call,
    dam::Dam,
    errors::{Refused, json_response},
};

const CLIENT_ID: &str = "cm-p00000-e00000-demo";
const CLIENT_SECRET: &str = "demo-only-secret";
const ORGANISATION: &str = "0000DEMO@AdobeOrg";
const METASCOPE: &str = "ent_aem_cloud_api";
/// A key pair for demos and tests alone; it protects nothing.
const PRIVATE_KEY: &str = include_str!("../testdata/demo-only-rsa-private.pem");
const PUBLIC_KEY: &str = include_str!("../testdata/demo-only-rsa-public.pem");

/// What such a credential must ask for.
const SCOPES: [&str; 4] = [
    "openid",
    "AdobeID",
    "read_organizations",
    "additional_info.projectedProductContext",
];

/// The document of an OAuth Server-to-Server credential, as the Adobe Developer Console's
/// "Download JSON" gives it. A real one names no `IMS_ENDPOINT`: Adobe's is known.
pub(crate) fn oauth_credentials(dam: &Dam) -> Value {
    json!({
        "ORG_ID": ORGANISATION,
        "CLIENT_ID": CLIENT_ID,
        "CLIENT_SECRETS": [CLIENT_SECRET],
        "TECHNICAL_ACCOUNT_ID": TECHNICAL_ACCOUNT,
        "TECHNICAL_ACCOUNT_EMAIL": "damson-demo@techacct.adobe.com",
        "SCOPES": SCOPES,
        "IMS_ENDPOINT": endpoint(dam),
    })
}

/// `POST /ims/token/v3`.
pub(crate) async fn token(call: &Call, body: Body) -> Result<Response, Refused> {
    let form = call.form(body).await?;
    let dam = &call.dam;
    if form.get("grant_type") != Some("client_credentials") {
        return Ok(refuse("unsupported_grant_type", "grant_type is wrong"));
    }
    if form.get("client_id") != Some(CLIENT_ID) || form.get("client_secret") != Some(CLIENT_SECRET)
    {
        return Ok(refuse(
            "invalid_client",
            "invalid client_id or client_secret",
        ));
    }
    let asked: Vec<&str> = form
        .get("scope")
        .unwrap_or_default()
        .split([',', ' '])
        .collect();
    if asked.iter().any(|scope| !SCOPES.contains(scope)) {
        return Ok(refuse("invalid_scope", "a scope is not of this credential"));
    }
    Ok(json_response(
        StatusCode::OK,
        &json!({
            "token_type": "bearer",
            "access_token": auth::issue(dam, "access", TECHNICAL_ACCOUNT),
            "expires_in": dam.switches().token_lifetime_s,
        }),
    ))
}

/// The service credentials document of the JWT exchange. A real one's `imsEndpoint` is a host that is asked over
/// https; this one's is `http://127.0.0.1:<port>`.
pub(crate) fn service_credentials(dam: &Dam) -> Value {
    json!({
        "ok": true,
        "integration": {
            "imsEndpoint": endpoint(dam),
            "metascopes": METASCOPE,
            "technicalAccount": { "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET },
            "email": "damson-demo@techacct.adobe.com",
            "id": TECHNICAL_ACCOUNT,
            "org": ORGANISATION,
            "privateKey": PRIVATE_KEY,
            "publicKey": PUBLIC_KEY,
        },
        "statusCode": 200,
    })
}

/// `POST /ims/exchange/jwt`.
pub(crate) async fn exchange(call: &Call, body: Body) -> Result<Response, Refused> {
    let form = call.form(body).await?;
    let dam = &call.dam;
    if !dam.switches().takes_jwt {
        return Ok(refuse(
            "invalid_client",
            "Service Account (JWT) credentials have reached their end of life",
        ));
    }
    if form.get("client_id") != Some(CLIENT_ID) || form.get("client_secret") != Some(CLIENT_SECRET)
    {
        return Ok(refuse(
            "invalid_client",
            "invalid client_id or client_secret",
        ));
    }
    match check(dam, form.get("jwt_token").unwrap_or_default()) {
        Ok(subject) => Ok(json_response(
            StatusCode::OK,
            &json!({
                "token_type": "bearer",
                "access_token": auth::issue(dam, "access", &subject),
                "expires_in": u64::from(dam.switches().token_lifetime_s) * 1000,
            }),
        )),
        Err(problem) => Ok(refuse("invalid_token", &problem)),
    }
}

/// The subject of a JWT that was made from the credentials.
fn check(dam: &Dam, token: &str) -> Result<String, String> {
    let key =
        DecodingKey::from_rsa_pem(PUBLIC_KEY.as_bytes()).map_err(|error| error.to_string())?;
    let mut rules = Validation::new(Algorithm::RS256);
    rules.validate_aud = false;
    let claims = decode::<Map<String, Value>>(token, &key, &rules)
        .map_err(|error| format!("the JWT is not valid: {error}"))?
        .claims;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let host = endpoint(dam);
    let host = host.trim_start_matches("http://");
    if text("iss") != ORGANISATION || text("sub") != TECHNICAL_ACCOUNT {
        return Err("the JWT has another issuer or subject".to_owned());
    }
    if !text("aud").ends_with(&format!("{host}/c/{CLIENT_ID}")) {
        return Err("the JWT has another audience".to_owned());
    }
    let scope = format!("{host}/s/{METASCOPE}");
    if !claims
        .iter()
        .any(|(name, value)| name.ends_with(&scope) && *value == Value::Bool(true))
    {
        return Err("the JWT lacks the metascope".to_owned());
    }
    Ok(text("sub").to_owned())
}

fn endpoint(dam: &Dam) -> String {
    dam.author_url().as_str().trim_end_matches('/').to_owned()
}

fn refuse(code: &str, description: &str) -> Response {
    json_response(
        StatusCode::BAD_REQUEST,
        &json!({ "error": code, "error_description": description }),
    )
}
