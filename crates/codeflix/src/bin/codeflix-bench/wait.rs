//! Waiting, never for ever: each deadline says what was awaited.

use std::time::Duration;

use anyhow::bail;
use tokio::time::{sleep, timeout};

/// Asks again and again until there is an answer.
pub async fn until<T>(
    what: &str,
    limit: Duration,
    every: Duration,
    mut ask: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let asking = async {
        loop {
            if let Some(answer) = ask().await? {
                return Ok(answer);
            }
            sleep(every).await;
        }
    };
    within(what, limit, asking).await
}

/// The result of `work`, if it comes in time.
pub async fn within<T>(
    what: &str,
    limit: Duration,
    work: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    match timeout(limit, work).await {
        Ok(done) => done,
        Err(_) => bail!("gave up after {} s: {what}", limit.as_secs()),
    }
}
