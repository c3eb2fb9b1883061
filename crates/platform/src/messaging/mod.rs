//! Events leave through the outbox and take effect through the inbox: at least once on the way, exactly once in effect.

mod backoff;
mod consumer;
mod deadletters;
pub mod inbox;
pub mod outbox;
mod relay;
mod retry;

pub use backoff::Backoff;
pub use consumer::{Consumer, Handler, HandlerError, Inlet};
pub use deadletters::{DeadLetter, DeadLetters};
pub use relay::Relay;
pub use retry::RetryTimer;
