//! Use cases of the encoder: accept, plan, do the tasks, publish what grows, finish; and what operators do and see.

mod accept;
mod arriving;
mod board;
mod finish;
mod kinds;
mod live;
mod operate;
mod overview;
mod pace;
mod plan;
pub(crate) mod ports;
mod reach;
mod shown;
mod task;
mod workshop;

pub use accept::Intake;
pub use board::Board;
pub use kinds::{FINISH, FOLLOW, PLAN, SETTLE, SWEEP, SweepInput, TASK, TaskInput};
pub use operate::{Change, Desk, Refused};
pub use overview::{Counts, JobBook, JobOrder, JobQuery, Step, StepRow, StepState, percent};
pub use pace::Pace;
pub use ports::{Arrivals, Encoding, Failure, JobStore, Part, StoreError, TaskOutput};
pub use reach::Reach;
pub use workshop::{Planning, Workshop};
