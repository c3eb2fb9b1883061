//! The jail for programs that read hostile input.
//!
//! A task runs as `codeflix __sandbox <spec> <program> <args…>`: the re-executed child locks itself
//! in (namespaces, uid, limits, Landlock, seccomp) and only then executes the program, so that no
//! code runs between `fork` and `exec` of a threaded process. Inside, a program sees `in/` (read
//! only), `out/` (writable), its own libraries, and nothing else: no network, no other program, no
//! change of owner or mode. Without Landlock or seccomp nothing starts at all, unless the operator
//! said so.

mod child;
mod filter;
mod job_folder;
mod limits;
mod output;
mod runner;
mod running;
mod self_test;
mod spawner;
mod spec;
mod tools;

pub use child::{CHILD_COMMAND, child_main};
pub use job_folder::JobFolder;
pub use limits::Limits;
pub use output::{Observer, Silent};
pub use runner::{KilledBy, Outcome, Sandbox, SandboxConfig, SandboxError, Task};
pub use tools::{FfmpegTools, FfmpegVersion, ToolSearch, ToolsError};
