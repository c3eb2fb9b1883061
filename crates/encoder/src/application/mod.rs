//! Use cases of the encoder: accept, plan, do the tasks, publish what grows, finish; and what operators do and see.

mod accept;
mod board;
mod finish;
mod kinds;
mod live;
mod operate;
mod overview;
mod pace;
mod plan;
pub(crate) mod ports;
mod shown;
mod storyboard;
mod task;
mod workshop;

pub use accept::Intake;
pub use board::Board;
pub use kinds::{FINISH, PLAN, SWEEP, SweepInput, TASK, TaskInput};
pub use operate::{Change, Desk, Refused};
pub use overview::{Counts, JobBook, JobOrder, JobQuery, Step, StepRow, StepState, percent};
pub use pace::Pace;
pub use ports::{Encoding, Failure, JobStore, Part, StoreError, TaskOutput};
pub use workshop::{Planning, Workshop};
