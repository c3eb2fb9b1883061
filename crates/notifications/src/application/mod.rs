//! What this service does, one file each.

mod announce;
mod deliver;
mod keep_contact;
mod outgoing;
pub mod ports;

pub use announce::Announce;
pub use deliver::{DELIVERY, Deliver, Delivered};
pub use keep_contact::KeepContact;
pub use outgoing::{Outgoing, OutgoingError, Shown};
