//! The demo in the terminal: accounts first, then the films, with a bar that says how far they are.

use std::path::Path;

use axum::Router;
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    render::Studio,
    seed::{self, OPERATOR, PASSWORD, Progress, SUBSCRIBER, VISITOR},
};
use crate::cli::say;

/// Titles that make a home page worth opening.
const USEFUL: usize = 4;

struct Bar(ProgressBar);

impl Progress for Bar {
    fn show(&mut self, done: usize, all: usize, doing: &str) {
        // A log file gets a line a title instead of a bar.
        if self.0.is_hidden() && self.0.position() < done as u64 {
            say(&format!("  {done} of {all} titles can be watched"));
        }
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
        self.0.set_message(doing.to_owned());
    }
}

/// What the demo needs of the machine.
pub struct Stage<'a> {
    pub ffmpeg: &'a Path,
    /// The films of the pinned package; others are drawn.
    pub clips: &'a Path,
    pub scratch: &'a Path,
    /// What to open.
    pub address: &'a str,
}

/// Fills the catalogue, and says what can be done with it.
pub async fn run(router: &Router, setup_link: Option<&str>, stage: Stage<'_>) -> anyhow::Result<()> {
    say("  Preparing the demo: accounts, plans, and films that go through the real encoder.");
    let mut operator = seed::accounts(router, setup_link).await?;
    let folder = stage.scratch.join("demo");
    std::fs::create_dir_all(&folder)?;
    let studio = Studio::open(stage.ffmpeg, stage.clips, &folder)?;
    let style = ProgressStyle::with_template("  {bar:24} {pos}/{len}  {wide_msg}")?;
    let bar = ProgressBar::new(1).with_style(style);
    let last = studio.films().count();
    let useful = || bar.suspend(|| invite(stage.address));
    seed::catalogue(&mut operator, &studio, &folder, &mut Bar(bar.clone()), (USEFUL, useful)).await?;
    bar.finish_and_clear();
    say(&format!("  All {last} titles of the demo can be watched."));
    Ok(())
}

fn invite(address: &str) {
    say(&format!(
        "\n  Open {address}\n\n  \
         {SUBSCRIBER}  has a subscription\n  \
         {VISITOR}     has none yet\n  \
         {OPERATOR}    runs the studio\n  \
         The password of all three is {PASSWORD}\n"
    ));
}
