//! What the parent tells the jailed child on its command line.

use serde::{Deserialize, Serialize};

use super::Limits;

/// The child's orders, as JSON in one argument.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Spec {
    pub limits: Limits,
    /// The uid and gid to become; `None` when the parent is not root.
    pub uid: Option<u32>,
    /// The process whose end must end the child.
    pub parent: i32,
    /// Go on without the layers the kernel refuses.
    pub allow_unsandboxed: bool,
    pub work: Work,
}

/// What the child does once it is locked in.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Work {
    /// Execute the program that follows the spec on the command line.
    Execute,
    /// Try what must be refused and print what was not.
    SelfTest,
}
