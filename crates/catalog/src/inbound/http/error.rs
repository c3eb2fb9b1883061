//! How failures of the ports are told.

use platform::http::Problem;

use crate::application::ports::PortError;

impl From<PortError> for Problem {
    fn from(error: PortError) -> Self {
        match error {
            PortError::Unavailable { .. } => Self::unavailable(error),
            PortError::Failed { .. } => Self::internal(error),
        }
    }
}
