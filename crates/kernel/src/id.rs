//! Typed ids: one newtype per aggregate, a UUIDv7 inside (RFC 9562), so that ids sort by creation time.

use crate::Timestamp;
use uuid::{ContextV7, Uuid};

/// Makes a UUIDv7 whose time part is `now`; ids made by one process rise strictly within a millisecond.
pub fn v7(now: Timestamp) -> Uuid {
    static CONTEXT: std::sync::Mutex<ContextV7> = std::sync::Mutex::new(ContextV7::new());
    let millis = u64::try_from(now.millis()).unwrap_or_default();
    let nanos = u32::try_from(millis % 1_000).unwrap_or_default() * 1_000_000;
    Uuid::new_v7(uuid::Timestamp::from_unix(&CONTEXT, millis / 1_000, nanos))
}

/// Declares a typed id: `id!(/// A film. VideoId);`
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            $crate::serde::Serialize, $crate::serde::Deserialize,
        )]
        #[serde(crate = "kernel::serde", transparent)]
        pub struct $name($crate::uuid::Uuid);

        impl $name {
            /// A new id, ordered by `now`.
            pub fn generate(now: $crate::Timestamp) -> Self {
                Self($crate::id::v7(now))
            }

            /// Takes an id that was made elsewhere.
            pub const fn from_uuid(id: $crate::uuid::Uuid) -> Self {
                Self(id)
            }

            /// The bare UUID, for storage and messages.
            pub const fn uuid(self) -> $crate::uuid::Uuid {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::uuid::Error;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}
