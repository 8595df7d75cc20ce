//! Where the server lists what was just made, moved or copied there.

use std::sync::Arc;

use damson_core::DamPath;

use crate::context::Context;

/// The path of what is now at `to`: the server may keep its name in another spelling. Where that
/// can't be found out it is taken as asked for, and the next listing corrects it.
pub(crate) async fn as_listed(context: &Arc<Context>, to: DamPath) -> DamPath {
    match context.note_answer(context.remote().listed_as(&to).await) {
        Ok(listed) => listed,
        Err(error) => {
            tracing::info!(path = %to, %error, "the spelling of a new name was not found out");
            to
        }
    }
}
