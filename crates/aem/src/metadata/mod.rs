//! Metadata: read in one call, edited field by field.
//!
//! Sling keeps the fields of an asset as properties of `jcr:content/metadata`, and the times at which
//! it is on and off beside that node.

pub(crate) mod form;
mod parse;
mod tags;
pub(crate) mod terms;
mod write;

use damson_core::DamPath;
use damson_remote::{Error, ErrorKind, FieldValue, Metadata, Result, Retry, metadata::known};
use serde_json::Value;

use crate::{
    node,
    properties::{Facts as _, parse_time},
    remote::Aem,
    wire::Properties,
};

pub(crate) use tags::suggest;
pub(crate) use write::set;

/// Properties that lie on `jcr:content` itself.
const BESIDE: [&str; 2] = [known::ON, known::OFF];

/// Texts that a date in them doesn't make a date.
const TEXTS: [&str; 5] = [
    known::TITLE,
    known::DESCRIPTION,
    known::KEYWORDS,
    known::TAGS,
    known::USAGE_TERMS,
];

/// Everything that is known of an asset or a folder.
pub(crate) async fn read(aem: &Aem, path: &DamPath) -> Result<Metadata> {
    Ok(fields_of(&content(aem, path).await?))
}

/// The `jcr:content` with its metadata, in one call where the server takes it.
async fn content(aem: &Aem, path: &DamPath) -> Result<Properties> {
    match node::content_with_metadata(aem, path).await {
        // Too many nodes at a time, or a depth that a dispatcher hides; or there is none.
        Err(error) if is_withheld(&error) => node::content_and_metadata(aem, path).await,
        other => other,
    }
}

/// Whether the server doesn't give that, now or later: no trouble of the network and none of the login.
fn is_withheld(error: &Error) -> bool {
    let of_the_login = matches!(
        error.kind,
        ErrorKind::LoginNeeded | ErrorKind::WrongCredentials | ErrorKind::ClientCertificate(_)
    );
    error.retry == Retry::Never && !of_the_login
}

fn fields_of(content: &Properties) -> Metadata {
    let empty = Properties::new();
    let metadata = content.node("metadata").unwrap_or(&empty);
    let beside = BESIDE
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), content.get(*name)?)));
    let inside = metadata
        .iter()
        .filter(|(name, _)| !is_the_repositorys(name))
        .map(|(name, value)| (name.clone(), value));
    let fields = inside.chain(beside);
    Metadata {
        fields: fields
            .filter_map(|(name, value)| {
                let value = value_of(&name, value)?;
                Some((name, value))
            })
            .collect(),
    }
}

/// Properties that the repository or its JSON keeps for itself.
fn is_the_repositorys(name: &str) -> bool {
    name.starts_with("jcr:") || name.starts_with("sling:") || name.starts_with(':')
}

fn value_of(name: &str, value: &Value) -> Option<FieldValue> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(flag) => Some(FieldValue::Flag(*flag)),
        Value::Number(number) => number.as_f64().map(FieldValue::Number),
        Value::String(text) => Some(match date_of(name, text) {
            Some(date) => date,
            None => FieldValue::Text(text.clone()),
        }),
        Value::Array(items) => Some(FieldValue::Texts(
            items.iter().filter_map(text_of).collect(),
        )),
    }
}

fn date_of(name: &str, text: &str) -> Option<FieldValue> {
    // A year and a time at least; a bare number or word is none.
    if TEXTS.contains(&name) || text.len() < 20 || !text.contains(':') {
        return None;
    }
    parse_time(text).map(FieldValue::Date)
}

fn text_of(item: &Value) -> Option<String> {
    match item {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(item.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use damson_core::{Timestamp, usage::Approval};

    use super::*;

    #[test]
    fn reads_what_a_server_writes() {
        let content: Properties = serde_json::from_str(
            r#"{"jcr:primaryType":"dam:AssetContent","onTime":"Fri Oct 25 2024 20:11:41 GMT+0200",
                "metadata":{"jcr:primaryType":"nt:unstructured","dc:title":["Äpfel"],
                "dc:description":"Fri Oct 25 2024 20:11:41 GMT+0200","cq:tags":["a:b","a:c"],
                "dam:status":"approved","prism:expirationDate":"2024-10-25T20:11:41.000+02:00",
                "tiff:ImageWidth":1200,"xmp:Flag":true,"predictedTags":{"x":{"name":"x"}},
                "exif:Odd":null}}"#,
        )
        .unwrap();
        let metadata = fields_of(&content);
        let time = Timestamp(1_729_879_901_000);
        assert_eq!(metadata.text(known::TITLE), Some("Äpfel"));
        assert_eq!(
            metadata.text(known::DESCRIPTION),
            Some("Fri Oct 25 2024 20:11:41 GMT+0200")
        );
        assert_eq!(metadata.date(known::ON), Some(time));
        assert_eq!(metadata.terms().expires, Some(time));
        assert_eq!(metadata.terms().approval, Some(Approval::Approved));
        let width = metadata.fields.get("tiff:ImageWidth");
        assert_eq!(width, Some(&FieldValue::Number(1200.0)));
        assert_eq!(
            metadata.fields.get("xmp:Flag"),
            Some(&FieldValue::Flag(true))
        );
        assert_eq!(metadata.fields.len(), 8);
    }
}
