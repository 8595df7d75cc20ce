//! The grammar: `2_group.1_property.operation=like` is a parameter of a predicate in a group.

use super::Invalid;
use crate::call::Fields;

/// A whole query.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub root: Group,
    /// Property and whether it falls.
    pub order: Vec<(String, bool)>,
    /// How many hits; negative for all.
    pub limit: i64,
    pub offset: i64,
    pub guess_total: bool,
    pub hits: Hits,
    pub properties: Vec<String>,
    pub depth: usize,
    pub permissions: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Hits {
    #[default]
    Simple,
    Selective,
    Full,
}

#[derive(Debug, Default)]
pub(crate) struct Group {
    pub or: bool,
    pub not: bool,
    pub predicates: Vec<Predicate>,
    pub groups: Vec<Group>,
}

/// One predicate with its parameters.
#[derive(Debug)]
pub(crate) struct Predicate {
    /// Without its number, such as `property`.
    pub kind: String,
    pub value: Option<String>,
    pub parameters: Fields,
}

pub(crate) fn parse(fields: &Fields) -> Result<Query, Invalid> {
    let mut query = Query {
        limit: 10,
        ..Query::default()
    };
    let mut rest = Vec::new();
    for (name, value) in &fields.0 {
        if let Some(option) = name.strip_prefix("p.") {
            set_option(&mut query, option, value)?;
        } else if name != "_charset_" && name != ":cq_csrf_token" {
            rest.push((name.as_str(), value.as_str()));
        }
    }
    query.root = group(&rest);
    let order = |predicate: &Predicate| predicate.kind == "orderby";
    for predicate in query
        .root
        .predicates
        .iter()
        .filter(|predicate| order(predicate))
    {
        let falls = predicate.parameters.get("sort") == Some("desc");
        let property = predicate
            .value
            .as_deref()
            .unwrap_or_default()
            .trim_start_matches('@');
        query.order.push((property.to_owned(), falls));
    }
    query.root.predicates.retain(|predicate| !order(predicate));
    Ok(query)
}

fn set_option(query: &mut Query, option: &str, value: &str) -> Result<(), Invalid> {
    let number = || {
        value
            .parse::<i64>()
            .map_err(|_| Invalid(format!("p.{option} is not a number")))
    };
    match option {
        "limit" => query.limit = number()?,
        "offset" => query.offset = number()?.max(0),
        "guessTotal" => query.guess_total = value != "false",
        "or" => query.root.or = value == "true",
        "hits" => {
            query.hits = match value {
                "selective" => Hits::Selective,
                "full" => Hits::Full,
                _ => Hits::Simple,
            }
        }
        "properties" => query.properties = value.split([' ', ',']).map(str::to_owned).collect(),
        // 0 asks for everything below.
        "nodedepth" => {
            let depth = usize::try_from(number()?).unwrap_or_default();
            query.depth = if depth == 0 { usize::MAX } else { depth };
        }
        "acls" => query.permissions = value == "true",
        _ => {}
    }
    Ok(())
}

fn group(fields: &[(&str, &str)]) -> Group {
    let mut result = Group::default();
    let mut names: Vec<&str> = Vec::new();
    for (field, value) in fields {
        let name = field.split('.').next().unwrap_or(field);
        match *field {
            "p.or" => result.or = *value == "true",
            "p.not" => result.not = *value == "true",
            _ if name != "p" && !names.contains(&name) => names.push(name),
            _ => {}
        }
    }
    for name in names {
        let own: Vec<(&str, &str)> = fields
            .iter()
            .filter_map(|(field, value)| {
                let rest = field.strip_prefix(name)?;
                (rest.is_empty() || rest.starts_with('.'))
                    .then(|| (rest.trim_start_matches('.'), *value))
            })
            .collect();
        let kind = kind_of(name);
        if kind == "group" {
            result.groups.push(group(&own));
            continue;
        }
        let value = own.iter().find(|(parameter, _)| parameter.is_empty());
        let parameters = own
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        result.predicates.push(Predicate {
            kind: kind.to_owned(),
            value: value.map(|(_, value)| (*value).to_owned()),
            parameters: Fields(parameters.collect()),
        });
    }
    result
}

/// `12_property` is a `property`.
fn kind_of(name: &str) -> &str {
    match name.split_once('_') {
        Some((number, kind)) if number.chars().all(|c| c.is_ascii_digit()) => kind,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_groups_and_numbers() {
        let fields = Fields::parse(
            "path=/content/dam&path.flat=true&1_group.p.or=true&1_group.1_type=dam:Asset\
             &1_group.2_type=sling:Folder&orderby=@jcr:content/jcr:lastModified&orderby.sort=desc\
             &p.limit=500&p.hits=selective&p.properties=jcr:path%20jcr:uuid",
            false,
        );
        let query = parse(&fields).unwrap();
        assert_eq!(query.limit, 500);
        assert_eq!(query.hits, Hits::Selective);
        assert_eq!(query.properties, ["jcr:path", "jcr:uuid"]);
        assert_eq!(
            query.order,
            [("jcr:content/jcr:lastModified".to_owned(), true)]
        );
        let [path] = query.root.predicates.as_slice() else {
            panic!("{:?}", query.root)
        };
        assert_eq!(path.parameters.get("flat"), Some("true"));
        let [types] = query.root.groups.as_slice() else {
            panic!("{:?}", query.root)
        };
        assert!(types.or);
        assert_eq!(types.predicates.len(), 2);
    }

    #[test]
    fn a_limit_must_be_a_number() {
        assert!(parse(&Fields::parse("p.limit=many", false)).is_err());
    }
}
