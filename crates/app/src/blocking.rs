//! Work that blocks, off the threads of the runtime.

use crate::crossing::error::{ErrorCode, Result, UserError};

/// Runs `work` on a thread that may block. A panic in it becomes [`ErrorCode::Unexpected`].
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(UserError::new(ErrorCode::Unexpected).said(error.to_string())),
    }
}
