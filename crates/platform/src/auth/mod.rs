//! Who is calling: the subject of an access token, and what reads it from a request.

mod authentication;
mod claims;
mod jwks;
mod subject;

pub use authentication::{Authentication, Credentials};
pub use claims::Expectations;
pub use jwks::{JwksVerifier, KeySource, KeySourceError, RouterKeySource};
pub use subject::{Subject, TokenError, TokenVerifier};
