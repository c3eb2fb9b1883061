//! Names and descriptions that are valid because they exist.

use kernel::{
    Violation,
    text::{self, Lines},
};

macro_rules! bounded_text {
    ($(#[$meta:meta])* $name:ident, $lines:expr, $min:literal, $max:literal) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// Reads what somebody typed; `field` is named in a violation.
            pub fn parse(field: &str, text: &str) -> Result<Self, Violation> {
                text::parse(field, text, $lines, $min, $max).map(Self)
            }

            /// Takes back what was stored.
            pub const fn restore(text: String) -> Self {
                Self(text)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

bounded_text!(
    /// What a category, genre or person is called.
    Name, Lines::One, 1, 255
);
bounded_text!(
    /// What a category is about; may be empty.
    Description, Lines::Many, 0, 4000
);
bounded_text!(
    /// What a video is called.
    Title, Lines::One, 1, 255
);
bounded_text!(
    /// What a video is about.
    Synopsis, Lines::Many, 1, 4000
);
