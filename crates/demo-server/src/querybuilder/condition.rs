//! Predicates as SQL.

use rusqlite::types::Value as Sql;

use super::{
    Invalid,
    predicate::{Group, Predicate, Query},
    text,
};
use crate::{
    auth::Rights,
    call::Call,
    dates,
    resolve::below_root,
    store::{
        node::split_words,
        property::{DATE, ZONE},
    },
    tags,
};

/// A condition and the values of its placeholders.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    pub sql: String,
    pub values: Vec<Sql>,
}

/// The condition of a whole query for this user.
pub(crate) fn translate(call: &Call, query: &Query) -> Result<Conditions, Invalid> {
    let mut all = Conditions::default();
    let root = all.group(call, &query.root)?;
    let mut parts = vec![root, "path <> ''".to_owned()];
    for hidden in call.hidden() {
        let within = all.within(&hidden);
        parts.push(format!("NOT {within}"));
    }
    all.sql = parts.join(" AND ");
    Ok(all)
}

/// The SQL of a property by its path inside a node.
pub(crate) fn column(property: &str) -> String {
    known_column(property).map_or_else(|| json_column(property), str::to_owned)
}

fn known_column(property: &str) -> Option<&'static str> {
    let known = match property.trim_start_matches('@') {
        "path" | "jcr:path" => "path",
        "nodename" | "name" => "name",
        "jcr:uuid" => "uuid",
        "jcr:created" => "created",
        "jcr:createdBy" => "created_by",
        "jcr:title" | "jcr:content/jcr:title" => "title",
        "jcr:primaryType" => {
            "CASE kind WHEN 'folder' THEN 'sling:OrderedFolder' ELSE 'dam:Asset' END"
        }
        "jcr:content/jcr:lastModified" => "CASE kind WHEN 'folder' THEN NULL ELSE modified END",
        "jcr:content/jcr:lastModifiedBy" => {
            "CASE kind WHEN 'folder' THEN NULL ELSE modified_by END"
        }
        "jcr:content/renditions/original/jcr:content/jcr:lastModified" => {
            "CASE kind WHEN 'asset' THEN written ELSE NULL END"
        }
        "jcr:content/cq:drivelock" => "holder",
        "jcr:content/dam:assetState" => "CASE kind WHEN 'folder' THEN NULL ELSE state END",
        "jcr:content/metadata/dam:size" => "shown_size",
        "jcr:content/metadata/dam:sha1" => "shown_sha1",
        "jcr:content/metadata/dc:format" => "CASE kind WHEN 'asset' THEN mime ELSE NULL END",
        _ => return None,
    };
    Some(known)
}

impl Conditions {
    fn group(&mut self, call: &Call, group: &Group) -> Result<String, Invalid> {
        let types = group
            .predicates
            .iter()
            .filter(|predicate| predicate.kind == "type")
            .count();
        if group.or && types > 1 && !call.dam.switches().query_type_group {
            return Ok("0".to_owned());
        }
        let mut parts = Vec::new();
        for predicate in &group.predicates {
            parts.push(self.predicate(call, predicate)?);
        }
        for inner in &group.groups {
            parts.push(self.group(call, inner)?);
        }
        let joined = match (parts.is_empty(), group.or) {
            (true, _) => "1".to_owned(),
            (false, true) => parts.join(" OR "),
            (false, false) => parts.join(" AND "),
        };
        Ok(if group.not {
            format!("NOT ({joined})")
        } else {
            format!("({joined})")
        })
    }

    fn predicate(&mut self, call: &Call, predicate: &Predicate) -> Result<String, Invalid> {
        let value = predicate.value.as_deref().unwrap_or_default();
        match predicate.kind.as_str() {
            "path" => Ok(self.path(predicate, value)),
            "type" => Ok(of_type(value).to_owned()),
            "property" => self.property(predicate, value),
            "nodename" => Ok(self.node_name(value)),
            "fulltext" => Ok(self.fulltext(value)),
            "daterange" => self.date_range(predicate, dates::parse),
            "rangeproperty" => {
                self.range(predicate, "number", |text| text.parse().ok().map(Sql::Real))
            }
            "relativedaterange" => {
                let now = call.dam.now();
                self.date_range(predicate, move |text| relative(now, text))
            }
            "tagid" => Ok(self.tagged(predicate)),
            "boolproperty" => Ok(boolean(predicate, value)),
            // Everything, which only administrators may.
            "hasPermission" if value == "jcr:all" && call.user.rights != Rights::Admin => {
                Ok("0".to_owned())
            }
            "hasPermission" => Ok(self.writable(call)),
            // Every asset here is a main asset.
            "mainasset" => Ok("1".to_owned()),
            other => Err(Invalid(format!("There is no predicate '{other}'"))),
        }
    }

    fn path(&mut self, predicate: &Predicate, value: &str) -> String {
        let value = value.trim_end_matches('/');
        let Some(below) = below_root(value) else {
            // `/content` and `/` hold the whole DAM.
            let above = value.is_empty() || value == "/content";
            return if above { "1" } else { "0" }.to_owned();
        };
        let below = below.to_owned();
        if predicate.parameters.is_true("exact") {
            return self.compare("path", "=", text(&below));
        }
        if predicate.parameters.is_true("flat") {
            let found = self.place(text(&below));
            return format!(
                "parent = (SELECT id FROM nodes AS parents WHERE parents.path = {found})"
            );
        }
        let within = self.within(&below);
        if predicate.parameters.is_true("self") {
            return within;
        }
        let itself = self.compare("path", "<>", text(&below));
        format!("({within} AND {itself})")
    }

    /// The path itself and all below it.
    fn within(&mut self, path: &str) -> String {
        if path.is_empty() {
            return "1".to_owned();
        }
        let itself = self.place(text(path));
        let from = self.place(text(&format!("{path}/")));
        let to = self.place(text(&format!("{path}0")));
        format!("(path = {itself} OR (path >= {from} AND path < {to}))")
    }

    fn property(&mut self, predicate: &Predicate, property: &str) -> Result<String, Invalid> {
        let column = column(property);
        let parameters = &predicate.parameters;
        let values: Vec<&str> = parameters
            .0
            .iter()
            .filter(|(name, _)| name == "value" || name.ends_with("_value"))
            .map(|(_, value)| value.as_str())
            .collect();
        let operation = parameters.get("operation").unwrap_or("equals");
        match operation {
            "exists" if values.first() == Some(&"false") => {
                return Ok(format!("({column}) IS NULL"));
            }
            "exists" => return Ok(format!("({column}) IS NOT NULL")),
            "not" => return Ok(format!("({column}) IS NULL")),
            "equals" | "unequals" | "like" | "equalsIgnoreCase" => {}
            other => return Err(Invalid(format!("There is no operation '{other}'"))),
        }
        if values.is_empty() {
            return Ok(format!("({column}) IS NOT NULL"));
        }
        let terms: Vec<String> = values
            .into_iter()
            .map(|value| {
                if known_column(property).is_some() {
                    return self.value(&column, operation, value);
                }
                let matches = self.value(ONE, operation, value);
                any_value(property, &matches)
            })
            .collect();
        let and = parameters.is_true("and");
        Ok(format!(
            "({})",
            terms.join(if and { " AND " } else { " OR " })
        ))
    }

    fn value(&mut self, column: &str, operation: &str, value: &str) -> String {
        // Dates and sizes are numbers here and texts in the query.
        let number = value.parse::<i64>().ok().or_else(|| dates::parse(value));
        let as_text = format!("CAST(({column}) AS TEXT)");
        match operation {
            "like" => {
                let pattern = self.place(text(value));
                format!("{as_text} LIKE {pattern}")
            }
            "equalsIgnoreCase" => {
                let same = self.place(text(&value.to_lowercase()));
                format!("lower({as_text}) = {same}")
            }
            _ => {
                let sign = if operation == "unequals" { "<>" } else { "=" };
                let by_text = self.compare(&as_text, sign, text(value));
                let Some(number) = number.filter(|_| sign == "=") else {
                    return by_text;
                };
                let by_number = self.compare(&format!("({column})"), "=", Sql::Integer(number));
                format!("({by_text} OR {by_number})")
            }
        }
    }

    fn node_name(&mut self, pattern: &str) -> String {
        let escaped = pattern.replace('[', "[[]");
        self.compare("name", "GLOB", text(&escaped))
    }

    /// All words must be there; `*` and `?` stand for letters, `-word` must not be there, words in
    /// quotation marks follow each other.
    fn fulltext(&mut self, query: &str) -> String {
        let mut parts = Vec::new();
        for (at, quoted) in query.split('"').enumerate() {
            let phrases: Vec<&str> = if at % 2 == 1 {
                vec![quoted]
            } else {
                quoted.split_whitespace().collect()
            };
            for phrase in phrases {
                let (sign, phrase) = match phrase.strip_prefix('-') {
                    Some(rest) => ("NOT LIKE", rest),
                    None => ("LIKE", phrase),
                };
                let pattern = like_words(phrase);
                if !pattern.is_empty() {
                    let place = self.place(text(&format!("% {pattern} %")));
                    parts.push(format!("words {sign} {place} ESCAPE '\\'"));
                }
            }
        }
        if parts.is_empty() {
            "1".to_owned()
        } else {
            format!("({})", parts.join(" AND "))
        }
    }

    fn date_range(
        &mut self,
        predicate: &Predicate,
        read: impl Fn(&str) -> Option<i64>,
    ) -> Result<String, Invalid> {
        self.range(predicate, "date", |text| read(text).map(Sql::Integer))
    }

    /// The bounds are each exclusive unless their operation says otherwise.
    fn range(
        &mut self,
        predicate: &Predicate,
        kind: &str,
        read: impl Fn(&str) -> Option<Sql>,
    ) -> Result<String, Invalid> {
        let parameters = &predicate.parameters;
        let property = parameters
            .get("property")
            .ok_or_else(|| Invalid("A range needs a property".into()))?;
        let column = column(property);
        // A text is never within a range of dates or numbers.
        let mut parts = vec![format!("typeof({column}) IN ('integer', 'real')")];
        let bounds = [
            ("lowerBound", "lowerOperation", ">"),
            ("upperBound", "upperOperation", "<"),
        ];
        for (bound, operation, usual) in bounds {
            let Some(value) = parameters.get(bound) else {
                continue;
            };
            let read = read(value).ok_or_else(|| Invalid(format!("'{value}' is not a {kind}")))?;
            let inclusive = format!("{usual}=");
            let sign = match parameters.get(operation) {
                None => usual,
                Some(said) if said == usual || said == inclusive => said,
                Some(said) => return Err(Invalid(format!("There is no operation '{said}'"))),
            };
            parts.push(self.compare(&format!("({column})"), sign, read));
        }
        Ok(format!("({})", parts.join(" AND ")))
    }

    /// Tagged with any of the tags, or with all of them, or with one below. A tag may also be named by
    /// its path.
    fn tagged(&mut self, predicate: &Predicate) -> String {
        let parameters = &predicate.parameters;
        let property = parameters.get("property").unwrap_or("cq:tags");
        let mut parts = Vec::new();
        for id in predicate.value.iter().map(String::as_str).chain(
            parameters
                .0
                .iter()
                .filter(|(name, _)| name == "value" || name.ends_with("_value"))
                .map(|(_, value)| value.as_str()),
        ) {
            let id = tags::id_of(id);
            let itself = self.compare("one.value", "=", text(&id));
            let path = self.compare("one.value", "=", text(&tags::path_of(&id)));
            // What is below a namespace follows its colon.
            let below = id.trim_end_matches(':');
            let first = if id.ends_with(':') { ":" } else { "/" };
            let last = if id.ends_with(':') { ";" } else { "0" };
            let from = self.compare("one.value", ">=", text(&format!("{below}{first}")));
            let to = self.compare("one.value", "<", text(&format!("{below}{last}")));
            let matches = format!("({itself} OR {path} OR {from} AND {to})");
            parts.push(any_value(property, &matches));
        }
        let all = parameters.is_true("and");
        if parts.is_empty() {
            return "1".to_owned();
        }
        format!("({})", parts.join(if all { " AND " } else { " OR " }))
    }

    fn writable(&mut self, call: &Call) -> String {
        match call.user.rights {
            Rights::Admin => "1".to_owned(),
            Rights::Read => "0".to_owned(),
            Rights::Edit => {
                let mut parts = vec!["1".to_owned()];
                for folder in call.dam.switches().read_only {
                    let within = self.within(folder.trim_matches('/'));
                    parts.push(format!("NOT {within}"));
                }
                format!("({})", parts.join(" AND "))
            }
        }
    }

    fn compare(&mut self, column: &str, sign: &str, value: Sql) -> String {
        let place = self.place(value);
        format!("{column} {sign} {place}")
    }

    /// Keeps a value and gives its placeholder.
    fn place(&mut self, value: Sql) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }
}

/// `false` is also what is not there.
fn boolean(predicate: &Predicate, property: &str) -> String {
    let is_true = any_value(property, "one.type = 'true'");
    match predicate.parameters.get("value") {
        Some("false") => format!("NOT {is_true}"),
        _ => is_true,
    }
}

fn of_type(name: &str) -> &'static str {
    match name {
        "dam:Asset" => "kind IN ('asset', 'fragment')",
        "sling:Folder" | "sling:OrderedFolder" | "nt:folder" => "kind = 'folder'",
        "nt:base" | "nt:hierarchyNode" => "1",
        _ => "0",
    }
}

/// One value of a property in [`any_value`], as a query names it.
const ONE: &str =
    "CASE one.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE one.value END";

/// Whether any value of a property matches: a list has several.
fn any_value(property: &str, matches: &str) -> String {
    let Some((map, path)) = json_place(property) else {
        return "0".to_owned();
    };
    format!(
        "EXISTS (SELECT 1 FROM json_each({map}, '{path}') AS one
                 WHERE one.key IS NOT '{ZONE}' AND {matches})"
    )
}

/// A date's milliseconds, or the value itself.
fn json_column(property: &str) -> String {
    let Some((map, path)) = json_place(property) else {
        return "NULL".to_owned();
    };
    format!("coalesce(json_extract({map}, '{path}.\"{DATE}\"'), json_extract({map}, '{path}'))")
}

/// The column with the map that a property lies in, and the path inside it.
fn json_place(property: &str) -> Option<(&'static str, String)> {
    let inner = property
        .trim_start_matches('@')
        .strip_prefix("jcr:content/")?;
    let (map, inner) = match inner.strip_prefix("metadata/") {
        Some(inner) => ("metadata", inner),
        None => ("content", inner),
    };
    let quoted = |name: &str| {
        let is_safe = |c: &char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
        let safe: String = name.chars().filter(is_safe).collect();
        format!("\"{safe}\"")
    };
    let path: Vec<String> = inner.split('/').map(quoted).collect();
    Some((map, format!("$.{}", path.join("."))))
}

/// The words of a phrase as a LIKE pattern.
fn like_words(phrase: &str) -> String {
    let marked = phrase.replace('*', "\u{e000}").replace('?', "\u{e001}");
    let words =
        marked.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{e000}' | '\u{e001}'));
    let patterns: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.to_lowercase()
                .replace('\u{e000}', "%")
                .replace('\u{e001}', "_")
        })
        .collect();
    debug_assert!(phrase.contains(['*', '?']) || patterns == split_words(phrase));
    patterns.join(" ")
}

/// `-1d` from `now`: s, m, h, d, w, M, y.
fn relative(now: i64, bound: &str) -> Option<i64> {
    if bound == "0" {
        return Some(now);
    }
    let unit = bound.chars().last()?;
    let number: i64 = bound[..bound.len() - unit.len_utf8()].parse().ok()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        'w' => 7 * 86_400,
        'M' => 30 * 86_400,
        'y' => 365 * 86_400,
        _ => return None,
    };
    Some(now + number * seconds * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_bounds() {
        assert_eq!(relative(100_000_000, "-1d"), Some(13_600_000));
        assert_eq!(relative(5000, "2s"), Some(7000));
        assert_eq!(relative(5000, "soon"), None);
    }

    #[test]
    fn wildcards_become_like_patterns() {
        assert_eq!(like_words("Harv*"), "harv%");
        assert_eq!(like_words("h?t.jpg"), "h_t jpg");
    }

    #[test]
    fn a_property_cannot_leave_its_quotes() {
        assert_eq!(
            column("jcr:content/metadata/a\"'); DROP TABLE nodes"),
            "coalesce(json_extract(metadata, '$.\"aDROPTABLEnodes\".\":date\"'), \
             json_extract(metadata, '$.\"aDROPTABLEnodes\"'))"
        );
    }
}
