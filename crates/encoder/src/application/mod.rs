//! Use cases of the encoder: accept, plan, do the tasks, publish what grows, finish; what operators do and see; and
//! audio conversions from the file that comes to the file that goes.

mod accept;
mod arrival;
mod arriving;
mod bell;
mod board;
mod conversions;
mod convert;
mod finish;
mod hasten;
mod kinds;
mod live;
mod operate;
mod overview;
mod pace;
mod plan;
pub(crate) mod ports;
mod reach;
mod shown;
mod storyboard;
mod take_over;
mod task;
mod workshop;

pub use accept::Intake;
pub use arrival::{Arrival, BodyError};
pub use bell::Bell;
pub use board::Board;
pub use conversions::{ConversionError, ConversionStore, Conversions};
pub use convert::{Converter, Extracted, Extraction};
pub use kinds::{CLEAR, CONVERT, ClearInput, FINISH, FOLLOW, PLAN, SETTLE, SWEEP, SweepInput, TASK, TaskInput};
pub use operate::{Again, Change, Desk, Refused};
pub use overview::{Counts, JobBook, JobOrder, JobQuery, Step, StepRow, StepState, percent};
pub use pace::Pace;
pub use ports::{Arrivals, Encoding, Failure, JobStore, Part, StoreError, TaskOutput};
pub use reach::Reach;
pub use workshop::{Planning, Workshop};
