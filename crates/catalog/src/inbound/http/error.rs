//! How failures of the ports are told.

use std::error::Error as _;

use platform::http::Problem;

use crate::application::ports::PortError;

impl From<PortError> for Problem {
    fn from(error: PortError) -> Self {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        match &error {
            PortError::Unavailable { .. } => Self::unavailable(format_args!("{error}: {cause}")),
            PortError::Failed { .. } => Self::internal(format_args!("{error}: {cause}")),
        }
    }
}
