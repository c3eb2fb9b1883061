//! Live listeners of this process. A slow one loses events; it is told so and reads the state again.

use futures::{StreamExt, stream::BoxStream};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;

use crate::application::ports::{LiveEvent, LiveFeed};

/// Events kept for a listener that lags.
const BACKLOG: usize = 1_024;

/// Tells every listener in this process.
#[derive(Clone, Debug)]
pub struct Feed(broadcast::Sender<LiveEvent>);

impl Default for Feed {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl LiveFeed for Feed {
    fn tell(&self, event: LiveEvent) {
        // An error only means that nobody listens.
        let _ = self.0.send(event);
    }

    fn listen(&self) -> BoxStream<'static, Option<LiveEvent>> {
        // The only error is having missed some.
        BroadcastStream::new(self.0.subscribe()).map(Result::ok).boxed()
    }
}
