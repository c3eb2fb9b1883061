#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod cause;
pub mod clock;
pub mod id;
pub mod page;
pub mod text;
pub mod timestamp;
pub mod validation;

#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use uuid;

pub use cause::{Cause, Saved, Trigger};
pub use clock::{Clock, SystemClock};
pub use page::{Direction, Page, PageRequest};
pub use timestamp::Timestamp;
pub use validation::{Code, Violation, Violations};
