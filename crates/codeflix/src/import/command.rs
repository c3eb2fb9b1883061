//! `codeflix import`: reads the folder and the table, shows or carries out the plan, and says what became of it.

use std::{ops::RangeInclusive, path::Path, process::ExitCode, time::Duration};

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Clock, SystemClock};

use super::{
    arguments::Arguments,
    bring::{Made, Outcome, bring},
    catalogue::Catalogue,
    cells::Mistake,
    folder::{Folder, Found},
    outlook::{Standing, look},
    plan::{Film, Plan, plan},
    sheet::{self, Sheet},
    show,
};
use crate::{
    cli::say,
    remote::{Credentials, sign_in},
    terminal::safe,
};

/// How often a bar is drawn at least.
const DRAW_EVERY: Duration = Duration::from_millis(200);

/// Runs the command; fails if anything was refused.
pub async fn run(arguments: &Arguments, credentials: Credentials) -> anyhow::Result<ExitCode> {
    let shown = || arguments.folder.display().to_string();
    let folder = Folder::open(&arguments.folder).with_context(shown)?;
    let found = folder.scan();
    let mut plan = match read_plan(arguments, &found)? {
        Ok(plan) => plan,
        Err(mistakes) => {
            let lines = mistakes.iter().map(|mistake| safe(&mistake.to_string()));
            say(show::list("The table is wrong, and nothing was done:", lines).trim_start());
            return Ok(ExitCode::FAILURE);
        }
    };
    if plan.films.is_empty() {
        bail!("there is no film in {}", shown());
    }
    let mut catalogue = match &arguments.email {
        Some(email) => {
            let client = sign_in(email, arguments.server.as_ref(), credentials).await?;
            Some(Catalogue::new(client, arguments.preset))
        }
        None => None,
    };
    let is_good = match (&mut catalogue, arguments.dry_run) {
        (catalogue, true) => preview(catalogue.as_mut(), &mut plan).await?,
        (Some(catalogue), false) => carry_out(catalogue, &folder, &plan).await?,
        (None, false) => bail!("--email is missing: who brings the films?"),
    };
    let lines = |entries: &[(String, String)]| {
        let lines = entries.iter().map(|(path, why)| format!("{}: {why}", safe(path)));
        lines.collect::<Vec<_>>()
    };
    tell(&[
        show::list("Left out:", lines(&found.left_out)),
        show::list("Could not be looked at:", lines(&found.unreadable)),
    ]);
    Ok(if is_good && found.unreadable.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Lists that are not empty, each behind an empty line.
fn tell(lists: &[String]) {
    let lists = lists.concat();
    if !lists.is_empty() {
        say(lists.trim_end());
    }
}

/// What the folder and the table give, or everything that is wrong in the table.
fn read_plan(arguments: &Arguments, found: &Found) -> anyhow::Result<Result<Plan, Vec<Mistake>>> {
    let years = years();
    let sheet = match &arguments.csv {
        Some(path) => sheet::read(&std::fs::read(path).with_context(|| path.display().to_string())?, &years),
        None => Sheet::default(),
    };
    let is_table = |path: &str| arguments.csv.as_deref().is_some_and(|csv| csv.ends_with(Path::new(path)));
    let files = found.files.iter().filter(|file| !is_table(&file.path)).cloned().collect();
    let planned = plan(files, &sheet.rows, &years);
    if sheet.mistakes.is_empty() {
        return Ok(planned);
    }
    let mut mistakes = sheet.mistakes;
    mistakes.extend(planned.err().into_iter().flatten());
    mistakes.sort();
    Ok(Err(mistakes))
}

/// What Codeflix takes for a year: from the oldest film there is to five years ahead.
fn years() -> RangeInclusive<u16> {
    const OLDEST: u16 = 1888;
    const AHEAD: u16 = 5;
    // The first four characters of RFC 3339 are the year.
    let this_year = SystemClock.now().to_string().get(..4).and_then(|year| year.parse().ok()).unwrap_or(OLDEST);
    OLDEST..=this_year.saturating_add(AHEAD)
}

/// Shows what would be done; whether all of it could be.
async fn preview(catalogue: Option<&mut Catalogue>, plan: &mut Plan) -> anyhow::Result<bool> {
    let outlook = match catalogue {
        Some(catalogue) => Some(look(catalogue, plan).await?),
        None => None,
    };
    say(show::table(plan, outlook.as_ref()).trim_end());
    let standings = outlook.iter().flat_map(|outlook| &outlook.standings).map(Some).chain(std::iter::repeat(None));
    let is_there = |standing: Option<&Standing>| matches!(standing, Some(Standing::There(_)));
    let new = plan.films.iter().zip(standings).filter(|(_, standing)| !is_there(*standing));
    tell(&[
        outlook.as_ref().map(show::new_words).unwrap_or_default(),
        show::faults(plan),
        show::remarks(plan),
        show::put_in(new.filter_map(|(film, _)| film.draft.as_ref().ok())),
    ]);
    if outlook.is_none() {
        say("\nCodeflix was not asked what it has already: say --email to have it asked.");
    }
    say("\nThis was a dry run: nothing was changed.");
    Ok(plan.films.iter().all(|film| film.draft.is_ok()))
}

/// Brings the films one after the other; whether everything was taken.
async fn carry_out(catalogue: &mut Catalogue, folder: &Folder, plan: &Plan) -> anyhow::Result<bool> {
    tell(&[show::remarks(plan)]);
    let style = "{prefix}  {bar:24} {bytes}/{total_bytes}  {binary_bytes_per_sec}  {eta}  {wide_msg}";
    let bar = ProgressBar::new(1).with_style(ProgressStyle::with_template(style)?);
    bar.enable_steady_tick(DRAW_EVERY);
    let all = plan.films.len();
    let mut outcomes = Vec::new();
    for (number, film) in (1..).zip(&plan.films) {
        bar.set_prefix(format!("{number} of {all}"));
        let outcome = match &film.draft {
            Ok(draft) => {
                bring(catalogue, folder, film, draft, &bar).await.with_context(|| gone_on_with(number, all))?
            }
            Err(faults) => Outcome::refused(&film.file, faults),
        };
        bar.suspend(|| say(&format!("{number:>5} of {all}  {}", show::outcome(&film.title, &outcome))));
        outcomes.push((film, outcome));
    }
    bar.finish_and_clear();
    Ok(sum_up(&outcomes))
}

fn gone_on_with(number: usize, all: usize) -> String {
    format!("stopped at film {number} of {all}; run the same command again and it goes on")
}

fn sum_up(outcomes: &[(&Film, Outcome)]) -> bool {
    let count = |made: Made| outcomes.iter().filter(|(_, outcome)| outcome.made == made).count();
    let completed = |outcome: &Outcome| outcome.made == Made::Before && !outcome.brought.is_empty();
    let completed = outcomes.iter().filter(|(_, outcome)| completed(outcome)).count();
    let texts = |of: fn(&Outcome) -> &Vec<String>| {
        let texts = outcomes.iter().flat_map(|(_, outcome)| of(outcome));
        texts.map(|text| safe(text)).collect::<Vec<_>>()
    };
    let (refused, kept) = (texts(|outcome| &outcome.refused), texts(|outcome| &outcome.kept));
    let new = outcomes.iter().filter(|(_, outcome)| outcome.made == Made::Now);
    say(&format!(
        "\n{} films: {} made, {completed} completed, {} there already, {} not brought; {} refusals",
        outcomes.len(),
        count(Made::Now),
        count(Made::Before) - completed,
        count(Made::Not),
        refused.len(),
    ));
    let is_good = refused.is_empty();
    tell(&[
        show::list("Left as it is in Codeflix:", kept),
        show::put_in(new.filter_map(|(film, _)| film.draft.as_ref().ok())),
        show::list("Refused:", refused),
    ]);
    is_good
}
