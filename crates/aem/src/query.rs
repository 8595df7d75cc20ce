//! Questions to the QueryBuilder.

use damson_core::{ByteCount, Timestamp};
use damson_remote::{Error, ErrorKind, Result};

use crate::{
    http::{CHARSET, Call, Http, MOST_PAGE},
    map,
    properties::iso,
    wire::Hits,
};

/// A question; its parts are joined by "and".
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    /// Numbers the properties, which would replace each other otherwise.
    properties: usize,
}

impl Query {
    /// Everything below a repository path.
    pub(crate) fn below(path: &str) -> Self {
        Self {
            pairs: vec![("path".to_owned(), path.to_owned())],
            properties: 0,
        }
    }

    /// What somebody else wrote.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        Self {
            pairs,
            properties: 0,
        }
    }

    /// The children of a repository path.
    pub(crate) fn children_of(path: &str) -> Self {
        Self::below(path).with("path.flat", "true")
    }

    /// The node at a repository path.
    pub(crate) fn exactly(path: &str) -> Self {
        Self::below(path).with("path.exact", "true")
    }

    /// The nodes at any of these repository paths.
    pub(crate) fn any_of<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut query = Self {
            pairs: vec![("1_group.p.or".to_owned(), "true".to_owned())],
            properties: 0,
        };
        for (number, path) in (1..).zip(paths) {
            query = query
                .with(&format!("1_group.{number}_path"), path)
                .with(&format!("1_group.{number}_path.exact"), "true");
        }
        query
    }

    /// The nodes below a repository path that have any of these identifiers.
    pub(crate) fn identified<'a>(path: &str, ids: impl Iterator<Item = &'a str>) -> Self {
        let mut query = Self::below(path).with("property", "jcr:uuid");
        for (number, id) in (1..).zip(ids) {
            query = query.with(&format!("property.{number}_value"), id);
        }
        query
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn of_type(self, node_type: &str) -> Self {
        self.with("type", node_type)
    }

    /// Only nodes whose property compares so; without a value, for `exists` and `not`.
    pub(crate) fn property(mut self, name: &str, operation: &str, value: Option<&str>) -> Self {
        self.properties += 1;
        let key = format!("{}_property", self.properties);
        let query = self
            .with(&key, name)
            .with(&format!("{key}.operation"), operation);
        match value {
            Some(value) => query.with(&format!("{key}.value"), value),
            None => query,
        }
    }

    /// Only nodes of which any of the properties has any of the values; with `none`, the others.
    pub(crate) fn any_property(
        self,
        group: usize,
        names: &[&str],
        values: &[&str],
        none: bool,
    ) -> Self {
        let mut query = self.with(&format!("{group}_group.p.or"), "true");
        if none {
            query = query.with(&format!("{group}_group.p.not"), "true");
        }
        for (number, name) in (1..).zip(names) {
            let key = format!("{group}_group.{number}_property");
            query = query.with(&key, name);
            for (number, value) in (1..).zip(values) {
                query = query.with(&format!("{key}.{number}_value"), value);
            }
        }
        query
    }

    /// Only nodes of which any of the properties is a date at or before `moment`.
    pub(crate) fn any_dated_by(self, group: usize, names: &[&str], moment: Timestamp) -> Self {
        let Some(moment) = iso(moment) else {
            return self;
        };
        let mut query = self.with(&format!("{group}_group.p.or"), "true");
        for (number, name) in (1..).zip(names) {
            let key = format!("{group}_group.{number}_daterange");
            query = query
                .with(&format!("{key}.property"), name)
                .with(&format!("{key}.upperBound"), &moment)
                .with(&format!("{key}.upperOperation"), "<=");
        }
        query
    }

    /// Only nodes that have all of these tags, or tags below them.
    pub(crate) fn tagged(self, property: &str, tags: &[String]) -> Self {
        if tags.is_empty() {
            return self;
        }
        let mut query = self
            .with("tagid.property", property)
            .with("tagid.and", "true");
        for (number, tag) in (1..).zip(tags) {
            query = query.with(&format!("tagid.{number}_value"), tag);
        }
        query
    }

    /// Only nodes whose number, which may be kept as a text, is `from` to `to`.
    pub(crate) fn rated(self, group: usize, property: &str, from: u8, to: u8) -> Self {
        let key = format!("{group}_group.2_rangeproperty");
        let values: Vec<String> = (from..=to).map(|value| value.to_string()).collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        self.any_property(group, &[property], &values, false)
            .with(&format!("{key}.property"), property)
            .with(&format!("{key}.lowerBound"), &from.to_string())
            .with(&format!("{key}.lowerOperation"), ">=")
    }

    /// Only nodes whose date lies at or after `from`, and before `until`.
    pub(crate) fn dated(
        self,
        property: &str,
        from: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Self {
        let mut query = self;
        if from.is_some() || until.is_some() {
            query = query.with("daterange.property", property);
        }
        if let Some(from) = from.and_then(iso) {
            query = query
                .with("daterange.lowerBound", &from)
                .with("daterange.lowerOperation", ">=");
        }
        if let Some(until) = until.and_then(iso) {
            query = query
                .with("daterange.upperBound", &until)
                .with("daterange.upperOperation", "<");
        }
        query
    }

    /// Only nodes whose number is at least `from`, and below `until`.
    pub(crate) fn sized(
        self,
        property: &str,
        from: Option<ByteCount>,
        until: Option<ByteCount>,
    ) -> Self {
        let mut query = self;
        if from.is_some() || until.is_some() {
            query = query.with("rangeproperty.property", property);
        }
        if let Some(from) = from {
            query = query
                .with("rangeproperty.lowerBound", &from.0.to_string())
                .with("rangeproperty.lowerOperation", ">=");
        }
        if let Some(until) = until {
            query = query
                .with("rangeproperty.upperBound", &until.0.to_string())
                .with("rangeproperty.upperOperation", "<");
        }
        query
    }

    pub(crate) fn ordered(self, by: &str) -> Self {
        self.with("orderby", by)
    }

    pub(crate) fn descending(self, by: &str) -> Self {
        self.ordered(by).with("orderby.sort", "desc")
    }

    pub(crate) fn page(self, offset: u64, limit: u64) -> Self {
        self.with("p.offset", &offset.to_string())
            .with("p.limit", &limit.to_string())
    }

    /// How many bytes the question takes in an address.
    pub(crate) fn length(&self) -> usize {
        let length = |text: &str| {
            text.bytes()
                .map(|b| if b.is_ascii_alphanumeric() { 1 } else { 3 })
                .sum::<usize>()
        };
        self.pairs
            .iter()
            .map(|(name, value)| name.len() + length(value) + 2)
            .sum()
    }

    /// Asks for assets and folders.
    pub(crate) async fn run(self, http: &Http) -> Result<Hits> {
        self.select(http, map::SELECTED).await
    }

    /// Asks for these properties of whatever is found.
    pub(crate) async fn select(self, http: &Http, properties: &str) -> Result<Hits> {
        let query = self
            .with(CHARSET.0, CHARSET.1)
            .with("p.guessTotal", "true")
            .with("p.hits", "selective")
            .with("p.properties", properties);
        let call = Call::get(http.base.at("/bin/querybuilder.json")).query(&query.pairs);
        let hits: Hits = http.read_json(&call, MOST_PAGE).await?;
        if hits.success == Some(false) {
            return Err(Error::new(ErrorKind::Garbled).said("the server did not take the query"));
        }
        Ok(hits)
    }
}
