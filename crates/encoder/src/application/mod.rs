//! Use cases of the encoder: accept, plan, do the tasks, publish what grows, finish.

mod accept;
mod board;
mod finish;
mod kinds;
mod live;
mod pace;
mod plan;
pub(crate) mod ports;
mod shown;
mod task;
mod workshop;

pub use accept::Intake;
pub use board::Board;
pub use kinds::{FINISH, PLAN, SWEEP, SweepInput, TASK, TaskInput};
pub use pace::Pace;
pub use ports::{Encoding, Failure, JobFilter, JobStore, Part, StoreError, TaskOutput};
pub use workshop::{Planning, Workshop};
