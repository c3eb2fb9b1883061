//! What is to be told to whom, and how far that is. Pure: time is passed in.

mod contact;
mod line;
mod message;
mod notification;

pub use contact::{AccountChange, Contact, ContactState, LoginChange, Standing};
pub use line::one_line;
pub use message::{Conversion, Kind, Media, Message, Part};
pub use notification::{Channel, Notification, NotificationState, Refusal, Route, Status};

kernel::id!(
    /// One message to one recipient over one channel.
    NotificationId
);
kernel::id!(
    /// The login of whoever is told.
    UserId
);
kernel::id!(
    /// A film of which somebody wants the sound.
    ConversionId
);
kernel::id!(
    /// A video of the studio.
    VideoId
);
