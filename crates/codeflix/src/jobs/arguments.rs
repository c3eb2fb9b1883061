//! The arguments of `codeflix jobs`.

use clap::{Args, Subcommand, ValueEnum};
use kernel::uuid::Uuid;
use url::Url;

use crate::preset::Preset;

/// Paragraphs are one line each: they are wrapped to the terminal.
pub const MORE: &str = "\
Examples:
  codeflix jobs list --email operator@example.org --status running,queued
  codeflix jobs show 0192f000-0000-7000-8000-000000000001 --email operator@example.org
  codeflix jobs priority 9 0192f000-0000-7000-8000-000000000001 --email operator@example.org
  codeflix jobs reencode --all-listed --status completed --search tide --email operator@example.org
  codeflix jobs reencode --missing --all-listed --status completed --email operator@example.org

Whoever signs in needs the role `operator`. The password is read from `CODEFLIX_PASSWORD` or asked for.

It exits with 1 if anything was refused, and with 2 if the command line is wrong.";

/// What is done with jobs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List jobs, the latest first.
    List {
        #[command(flatten)]
        which: Which,
        /// Jobs at most.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
        limit: u32,
        #[command(flatten)]
        common: Common,
    },
    /// Show how many jobs wait, run and ended, and what each worker is doing.
    Queue {
        #[command(flatten)]
        common: Common,
    },
    /// Show one job with its steps and its last error.
    Show {
        /// The job.
        id: Uuid,
        #[command(flatten)]
        common: Common,
    },
    /// Stop jobs. What is finished stays for a day.
    Cancel {
        #[command(flatten)]
        jobs: Jobs,
    },
    /// Try failed or cancelled jobs again, from where they stopped.
    Retry {
        #[command(flatten)]
        jobs: Jobs,
    },
    /// Make jobs more or less urgent, at once.
    Priority {
        /// 0-9, higher first.
        #[arg(value_parser = clap::value_parser!(u8).range(0..=9))]
        priority: u8,
        #[command(flatten)]
        jobs: Jobs,
    },
    /// Encode titles again with the present settings. Viewers keep watching what there is until that is complete.
    Reencode {
        /// How much work a frame is worth from now on [default: as the last time].
        #[arg(long)]
        preset: Option<Preset>,
        /// Make only the renditions that a title lacks of those it would be given today.
        #[arg(long)]
        missing: bool,
        #[command(flatten)]
        jobs: Jobs,
    },
}

/// Who signs in where, and how the answer looks.
#[derive(Debug, Args)]
pub struct Common {
    /// Who signs in: an operator.
    #[arg(long)]
    pub email: String,
    /// Where Codeflix runs [default: `gateway.public_url` of the configuration].
    #[arg(long, value_name = "URL")]
    pub server: Option<Url>,
    /// Print JSON, as the API gives it.
    #[arg(long)]
    pub json: bool,
}

/// Which jobs are listed.
#[derive(Debug, Args)]
pub struct Which {
    /// Only jobs in these states.
    #[arg(long, value_delimiter = ',')]
    pub status: Vec<Status>,
    /// Only jobs with this in their title.
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
}

/// Several jobs.
#[derive(Debug, Args)]
pub struct Jobs {
    /// The jobs.
    #[arg(required_unless_present = "all_listed", conflicts_with_all = ["all_listed", "status", "search"])]
    pub ids: Vec<Uuid>,
    /// All jobs that `list` shows for the same --status and --search, on all its pages.
    #[arg(long)]
    pub all_listed: bool,
    #[command(flatten)]
    pub which: Which,
    #[command(flatten)]
    pub common: Common,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Status {
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}

impl Status {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}
