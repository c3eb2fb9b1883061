//! Placeholder module until the token tests below.
