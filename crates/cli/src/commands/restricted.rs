//! The question before assets are used that have expired, are rejected or need a licence.

use damson_app::{
    ErrorCode, Intent, Reply, UserError,
    view::{Action, RestrictedView},
};

use crate::{
    ask::{Answer, yes_or_no},
    failure::Failure,
    session::{Session, unexpected},
    words::{self, say},
};

/// Asks once for all that is restricted of what an action would use, and returns whether it may be used.
/// Where nobody can be asked, each asset is refused by itself and says why.
pub(crate) async fn may_use(
    session: &Session,
    action: Action,
    paths: &[String],
) -> Result<bool, Failure> {
    if session.dry_run || session.output.json {
        return Ok(false);
    }
    let restricted = restricted(session, Some(action), paths).await?;
    Ok(restricted.count > 0 && is_granted(&restricted).await?)
}

async fn is_granted(restricted: &RestrictedView) -> Result<bool, Failure> {
    let detail = words::restricted(restricted);
    let question = match restricted.count {
        1 => say!("question-restricted", detail = detail),
        count => say!("question-restricted-many", detail = detail, count = count),
    };
    match yes_or_no(&question).await? {
        Answer::Yes => Ok(true),
        Answer::No => Err(Failure::Declined),
        Answer::Nobody => Ok(false),
    }
}

/// Asks once whether copies of assets may go elsewhere; fails where they may not, or nobody can be asked.
pub(crate) async fn may_take(session: &Session, paths: &[String]) -> Result<(), Failure> {
    let restricted = restricted(session, None, paths).await?;
    let can_ask = !session.dry_run && !session.output.json;
    if restricted.count == 0 || (can_ask && is_granted(&restricted).await?) {
        return Ok(());
    }
    Err(UserError {
        restricted,
        ..UserError::new(ErrorCode::Restricted)
    }
    .into())
}

async fn restricted(
    session: &Session,
    action: Option<Action>,
    paths: &[String],
) -> Result<RestrictedView, Failure> {
    let reply = session
        .send(Intent::Restricted {
            connection: session.connection.clone(),
            action,
            paths: paths.to_vec(),
        })
        .await?;
    let Reply::Restricted(restricted) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(restricted)
}
