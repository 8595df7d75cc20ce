//! QueryBuilder (page section 14).

mod condition;
mod output;
mod predicate;
mod tree_query;

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use rusqlite::{params_from_iter, types::Value as Sql};
use serde_json::{Value, json};

use crate::{
    call::Call,
    errors::{Answer, Refused, json_response},
    store::{COLUMNS, Node},
    switches::InvalidQuery,
};
use condition::Conditions;
use predicate::Query;
pub(crate) use tree_query::TreeNode;

/// Why a query can't be run.
#[derive(Debug)]
pub(crate) struct Invalid(pub String);

/// What a query found.
#[derive(Debug)]
struct Found {
    nodes: Vec<Node>,
    total: i64,
    more: bool,
}

/// `GET /bin/querybuilder.json`, or the same as a form.
pub(crate) async fn answer(call: &Call, body: Body) -> Answer {
    let mut fields = call.query.clone();
    if call.method == Method::POST {
        fields.0.extend(call.form(body).await?.0);
    }
    let parsed = predicate::parse(&fields);
    if let Ok(query) = &parsed
        && let Some(nodes) = tree_query::nodes(call, query)?
    {
        return match tree_query::body(&nodes, query) {
            Ok(body) => Ok(json_response(StatusCode::OK, &body)),
            Err(Invalid(problem)) => invalid(call, problem),
        };
    }
    let prepared = parsed.and_then(|query| {
        let conditions = condition::translate(call, &query)?;
        Ok((query, conditions))
    });
    let (query, conditions) = match prepared {
        Ok(prepared) => prepared,
        Err(Invalid(problem)) => return invalid(call, problem),
    };
    if reads_too_much(call, &query)? {
        return Err(Refused::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "java.lang.UnsupportedOperationException: The query read or traversed too many nodes",
        ));
    }
    let found = run(call, &query, &conditions)?;
    let hits: Vec<Value> = found
        .nodes
        .iter()
        .map(|node| output::hit(call, node, &query))
        .collect();
    let body = json!({
        "success": true,
        "results": hits.len(),
        "total": found.total,
        "more": found.more,
        "offset": query.offset,
        "hits": hits,
    });
    Ok(json_response(StatusCode::OK, &body))
}

fn invalid(call: &Call, problem: String) -> Answer {
    match call.dam.switches().query_invalid {
        InvalidQuery::BadRequest => Err(Refused::bad(problem)),
        InvalidQuery::SuccessFalse => Ok(json_response(
            StatusCode::OK,
            &json!({ "success": false, "results": 0, "total": 0, "offset": 0, "hits": [], "error": problem }),
        )),
    }
}

/// Whether Oak would give up: no index knows when a folder was made, and perhaps none what is checked
/// out, so all nodes are read.
fn reads_too_much(call: &Call, query: &Query) -> Result<bool, Refused> {
    let most = call.dam.switches().query_reads_at_most;
    let Some(most) = most.map(|most| i64::try_from(most).unwrap_or(i64::MAX)) else {
        return Ok(false);
    };
    let predicates = &query.root.predicates;
    let folders = predicates.iter().any(|predicate| {
        predicate.kind == "type" && predicate.value.as_deref() != Some("dam:Asset")
    });
    let by_date = predicates.iter().any(|predicate| {
        predicate.kind == "daterange" && predicate.parameters.get("property") == Some("jcr:created")
    });
    let by_check_out = predicates.iter().any(|predicate| {
        let value = predicate.value.as_deref();
        predicate.kind == "property" && value == Some("jcr:content/cq:drivelock")
    });
    let unindexed = call.dam.switches().check_outs_unindexed;
    if !(folders && by_date || unindexed && by_check_out) {
        return Ok(false);
    }
    let nodes: i64 = call.dam.store.read(|db| {
        Ok::<_, Refused>(db.query_row("SELECT count(*) FROM nodes", [], |row| row.get(0))?)
    })?;
    Ok(nodes > most)
}

fn run(call: &Call, query: &Query, conditions: &Conditions) -> Result<Found, Refused> {
    let lags = call.dam.switches().query_index_delay_ms > 0;
    let source = if lags {
        format!(
            "(SELECT {COLUMNS} FROM nodes WHERE id NOT IN (SELECT id FROM lagged)
              UNION ALL SELECT {COLUMNS} FROM lagged WHERE existed = 1)"
        )
    } else {
        "nodes".to_owned()
    };
    let order = if query.order.is_empty() {
        "id".to_owned()
    } else {
        let terms: Vec<String> = query
            .order
            .iter()
            .map(|(property, falls)| {
                let direction = if *falls { "DESC" } else { "ASC" };
                format!("{} {direction}", condition::column(property))
            })
            .collect();
        format!("{}, id", terms.join(", "))
    };
    // One more than is asked for says whether there are more.
    let limit = if query.limit < 0 { -1 } else { query.limit + 1 };
    let sql = format!(
        "SELECT {COLUMNS} FROM {source} WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {}",
        conditions.sql, query.offset
    );
    let counting = format!("SELECT count(*) FROM {source} WHERE {}", conditions.sql);
    let values = || params_from_iter(conditions.values.iter().cloned());
    call.dam.store.read(|db| {
        let mut nodes: Vec<Node> = db
            .prepare_cached(&sql)?
            .query_map(values(), Node::from_row)?
            .collect::<Result<_, _>>()?;
        let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let more = nodes.len() > wanted;
        nodes.truncate(wanted);
        let total = if query.guess_total {
            query.offset + i64::try_from(nodes.len()).unwrap_or(i64::MAX) + i64::from(more)
        } else {
            db.query_row(&counting, values(), |row| row.get(0))?
        };
        Ok(Found { nodes, total, more })
    })
}

fn text(value: &str) -> Sql {
    Sql::Text(value.to_owned())
}
