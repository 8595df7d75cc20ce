//! The vocabulary of tags.

use damson_remote::{Error, ErrorKind, Result, TagSuggestion};
use serde_json::Value;

use super::is_withheld;
use crate::{
    http::{CHARSET, Call, MOST_PAGE},
    probe::{offers, withdraw},
    properties::Facts as _,
    remote::Aem,
    wire::Properties,
};

/// More than these nobody reads while typing.
const MOST: usize = 20;

/// Tags whose titles contain a text.
pub(crate) async fn suggest(aem: &Aem, text: &str, language: &str) -> Result<Vec<TagSuggestion>> {
    let unsupported = || Error::new(ErrorKind::Unsupported).said("this server's tags are closed");
    if !offers(&aem.found.tags) {
        return Err(unsupported());
    }
    let query = [
        ("suggestByTitle", text),
        ("locale", language),
        ("count", "false"),
        CHARSET,
    ];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let call = Call::get(aem.http.base.at("/content/cq:tags.tags.json")).query(&query);
    let answer: Properties = match aem.http.read_json(&call, MOST_PAGE).await {
        Err(error) if is_withheld(&error) => {
            withdraw(&aem.found.tags);
            return Err(unsupported());
        }
        other => other?,
    };
    let tags = answer.get("tags").and_then(Value::as_array);
    let tags = tags.into_iter().flatten().filter_map(Value::as_object);
    Ok(tags.filter_map(suggestion).take(MOST).collect())
}

fn suggestion(tag: &Properties) -> Option<TagSuggestion> {
    let id = tag.text("tagID")?;
    let title = tag.text("title").unwrap_or(id);
    Some(TagSuggestion {
        id: id.to_owned(),
        title: title.to_owned(),
        place: tag
            .text("titlePath")
            .filter(|place| *place != title)
            .map(str::to_owned),
    })
}
