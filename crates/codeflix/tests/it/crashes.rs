//! `kill -9` of the whole process, at random moments and at chosen ones: nothing is lost, doubled or stuck.

use std::{
    cell::Cell,
    fs,
    process::Command,
    time::{Duration, Instant},
};

use futures::future::join_all;
use sqlx::SqliteConnection;
use testkit::media::Clip;

use crate::{
    client::{Bytes, Client},
    database,
    dice::Dice,
    films::{Film, NOTHING_STUCK, Stage, all_are_listed_once},
    house::{House, Shelf, eventually},
};

/// Kills of a case, or of a stage of it, when nothing else is asked for: the size for every change.
const RUNS: u64 = 20;
/// A process that was killed is ready again within this time.
const READY_AGAIN: Duration = Duration::from_secs(10);
/// Films on their way at the same time.
const AT_ONCE: usize = 3;

const STAGES: [Stage; 3] = [Stage::Upload, Stage::Encode, Stage::Publish];

/// `CODEFLIX_CRASH_RUNS` asks for more kills, `CODEFLIX_CRASH_SEED` for the same ones again, `CODEFLIX_CRASH_SECONDS`
/// for a longer film.
#[expect(clippy::disallowed_methods, reason = "how long a test runs is told by its environment")]
pub fn asked_for(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap())
}

fn runs() -> u64 {
    asked_for("CODEFLIX_CRASH_RUNS").unwrap_or(RUNS)
}

/// A new seed in every process, and always printed.
fn seed() -> u64 {
    let seed = asked_for("CODEFLIX_CRASH_SEED").unwrap_or_else(|| u64::from(std::process::id()));
    println!("CODEFLIX_CRASH_SEED={seed}");
    seed
}

fn clip() -> Bytes {
    fs::read(Clip::tiny().noisy().file()).unwrap().into()
}

/// An installation that is killed again and again, and all films it was ever given.
struct Victim {
    house: House,
    operator: Client,
    shelf: Shelf,
    clip: Bytes,
    films: Vec<Film>,
    slowest_start: Duration,
}

impl Victim {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    async fn with(settings: &[(&'static str, &str)]) -> Self {
        let (house, operator) = House::with(settings).await;
        let shelf = Shelf::new(&operator).await;
        Self { house, operator, shelf, clip: clip(), films: Vec::new(), slowest_start: Duration::ZERO }
    }

    async fn begin(&self, title: &str) -> Film {
        Film::begin(&self.operator, &self.shelf, title, &self.clip).await
    }

    async fn begin_some(&self, run: u64) -> Vec<Film> {
        let mut films = Vec::new();
        for number in 1..=AT_ONCE {
            films.push(self.begin(&format!("Run {run}, film {number}")).await);
        }
        films
    }

    /// Dies, and nothing that it started survives it.
    async fn die(&mut self) {
        self.house.kill();
        eventually("no child outlives the process", Duration::from_secs(5), async || {
            self.house.processes().is_empty().then_some(())
        })
        .await;
    }

    async fn rise(&mut self) {
        let start = Instant::now();
        self.house.start().await;
        self.slowest_start = self.slowest_start.max(start.elapsed());
    }

    /// Everything is where it should be, once; then the process is asked to stop and its books are read.
    async fn is_in_order(mut self) {
        all_are_listed_once(&self.house, &self.films).await;
        let data = self.house.data();
        for service in database::services(&data) {
            let mut db = database::open(&data, &service).await;
            eventually(&format!("{service} has nothing left to do"), NOTHING_STUCK, async || {
                (left_over(&mut db).await == 0).then_some(())
            })
            .await;
        }
        assert!(self.house.stop().await.success());
        for service in database::services(&data) {
            let mut db = database::open(&data, &service).await;
            assert_eq!(left_over(&mut db).await, 0, "{service}");
            assert_eq!(failures(&mut db).await, 0, "{service}");
        }
        self.has_told_everything_once().await;
        assert_eq!(self.house.files("objects/uploads"), 0, "unfinished uploads");
        assert_eq!(self.house.files("objects/unfinished"), 0, "half-written objects");
        assert_eq!(self.house.files("objects/objects/src"), self.films.len(), "sources");
        assert_eq!(self.house.complaints(), Vec::<String>::new());
        assert!(self.slowest_start < READY_AGAIN, "a start took {:?}", self.slowest_start);
    }

    async fn has_told_everything_once(&self) {
        const TOLD: &str = "SELECT COUNT(*) FROM outbox WHERE aggregateid = $1 AND type = ";
        let mut admin = database::open(&self.house.data(), "catalog-admin").await;
        for film in &self.films {
            for fact in ["media-uploaded", "media-encoded", "published"] {
                let sql = format!("{TOLD}'codeflix.video.{fact}.v1'");
                let told: i64 =
                    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(&film.video).fetch_one(&mut admin).await.unwrap();
                assert_eq!(told, 1, "{fact} of {}", film.video);
            }
        }
        let mut encoder = database::open(&self.house.data(), "encoder").await;
        let jobs = database::count(&mut encoder, "SELECT COUNT(*) FROM encode_jobs WHERE $1 = ''", "").await;
        assert_eq!(usize::try_from(jobs).unwrap(), self.films.len());
    }
}

/// Events on their way and work that is due. Sweeps are planned for later.
async fn left_over(db: &mut SqliteConnection) -> i64 {
    const SQL: &str = "SELECT (SELECT COUNT(*) FROM outbox WHERE published_at IS NULL)
        + (SELECT COUNT(*) FROM inbox WHERE state IN ('running', 'retry'))
        + (SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running') AND kind <> $1)";
    database::count(db, SQL, "encode.sweep").await
}

async fn failures(db: &mut SqliteConnection) -> i64 {
    const SQL: &str = "SELECT (SELECT COUNT(*) FROM deadletters) + (SELECT COUNT(*) FROM inbox WHERE state = 'dead')
        + (SELECT COUNT(*) FROM jobs WHERE state = 'failed' AND $1 = '')";
    database::count(db, SQL, "").await
}

#[tokio::test]
async fn killed_at_random_moments_it_loses_and_doubles_nothing() {
    let (seed, runs) = (seed(), runs());
    let mut dice = Dice::new(seed);
    let mut victim = Victim::new().await;
    let mut lengths = undisturbed(&mut victim).await;
    let mut hits = [0; 3];
    for (run, which) in (1..=3 * runs).zip([0, 1, 2].into_iter().cycle()) {
        let stage = STAGES[which];
        let moment = lengths[which].mul_f64(f64::from(u32::try_from(dice.below(1_000)).unwrap()) / 1_000.0);
        let films = victim.begin_some(run).await;
        for earlier in STAGES.iter().filter(|earlier| **earlier < stage) {
            join_all(films.iter().map(|film| film.go_on(&victim.operator, *earlier))).await;
        }
        tokio::select! {
            _ = join_all(films.iter().map(|film| film.go_on(&victim.operator, stage))) => {}
            () = tokio::time::sleep(moment) => {}
        }
        victim.die().await;
        let unfinished = films.iter().filter(|film| film.stage() <= stage).count();
        let half = films.iter().filter(|film| film.is_half_uploaded()).count();
        println!(
            "run {run}: killed {} ms into {stage:?}: {unfinished} of {AT_ONCE} unfinished, {half} half-way up",
            moment.as_millis()
        );
        if unfinished > 0 {
            hits[which] += 1;
        } else {
            // A warm process is faster than it was when it was measured: the next kill comes sooner.
            lengths[which] = moment / 2;
        }
        victim.rise().await;
        let risen = Instant::now();
        join_all(films.iter().map(|film| film.is_as_acknowledged(&victim.operator))).await;
        join_all(films.iter().map(|film| film.arrives(&victim.operator))).await;
        println!("run {run}: everything arrived {} ms after the start", risen.elapsed().as_millis());
        victim.films.extend(films);
    }
    println!(
        "case=T-1 profile=embedded seed={seed} runs={runs} of each stage films={} hits={hits:?} slowest_start={:?}",
        victim.films.len(),
        victim.slowest_start
    );
    assert!(runs < RUNS || hits.iter().all(|hits| *hits > 0), "kills that met nothing prove nothing: {hits:?}");
    victim.is_in_order().await;
}

/// The same without a kill: how long each stage takes here and now.
async fn undisturbed(victim: &mut Victim) -> [Duration; 3] {
    let films = victim.begin_some(0).await;
    let mut lengths = [Duration::ZERO; 3];
    for (stage, length) in STAGES.into_iter().zip(&mut lengths) {
        let start = Instant::now();
        for done in join_all(films.iter().map(|film| film.go_on(&victim.operator, stage))).await {
            done.unwrap();
        }
        *length = start.elapsed();
    }
    join_all(films.iter().map(|film| film.arrives(&victim.operator))).await;
    victim.films.extend(films);
    println!("undisturbed: {lengths:?}");
    lengths
}

/// The log line of a durable step.
const STEP: &str = "durable step";

/// How many durable steps a process makes from its start until a film is published and listed.
async fn steps_of_a_film(victim: &mut Victim) -> usize {
    let film = victim.begin("Undisturbed").await;
    victim.die().await;
    let before = victim.house.log().matches(STEP).count();
    victim.rise().await;
    film.arrives(&victim.operator).await;
    victim.films.push(film);
    all_are_listed_once(&victim.house, &victim.films).await;
    victim.house.log().matches(STEP).count() - before
}

#[tokio::test]
async fn killed_at_any_durable_step_it_goes_on_from_there() {
    let (seed, runs) = (seed(), usize::try_from(runs()).unwrap());
    let mut dice = Dice::new(seed);
    let mut victim = Victim::with(&[("CODEFLIX_LOG__LEVEL", "info,platform::crash=debug")]).await;
    let steps = steps_of_a_film(&mut victim).await;
    let mut hits = 0;
    for run in 1..=runs {
        let film = victim.begin(&format!("Run {run}")).await;
        victim.die().await;
        // Each run has a part of the way for itself.
        let step = 1 + (steps * (run - 1) + dice.below(steps)) / runs;
        let is_ready = victim.house.start_to_die(u64::try_from(step).unwrap()).await;
        let is_hit = !is_ready || film.go_on(&victim.operator, Stage::Publish).await.is_err();
        hits += usize::from(is_hit);
        println!("run {run}: step {step} of {steps}, killed: {is_hit}, {:?} to come", film.stage());
        victim.die().await;
        victim.rise().await;
        film.is_as_acknowledged(&victim.operator).await;
        film.arrives(&victim.operator).await;
        victim.films.push(film);
    }
    println!("case=T-1b profile=embedded seed={seed} runs={runs} steps={steps} hits={hits}");
    assert!(hits * 2 > runs, "kills that met nothing prove nothing: {hits} of {runs}");
    victim.is_in_order().await;
}

/// Kills of programs while some films are encoded: no task may lose all its tries.
const AT_A_TIME: u64 = 2;

#[tokio::test]
async fn programs_killed_at_random_moments_cost_a_try_and_not_the_film() {
    let (seed, runs) = (seed(), runs().div_ceil(AT_A_TIME));
    let mut dice = Dice::new(seed);
    let mut victim = Victim::new().await;
    let [_, encoding, _] = undisturbed(&mut victim).await;
    let mut kills = 0;
    for run in 1..=runs {
        let films = victim.begin_some(run).await;
        join_all(films.iter().map(|film| film.go_on(&victim.operator, Stage::Upload))).await;
        let arrived = Cell::new(false);
        let kill_some = async {
            for signal in ["-KILL", "-TERM"] {
                let moment = encoding.mul_f64(f64::from(u32::try_from(dice.below(500)).unwrap()) / 1_000.0);
                tokio::time::sleep(moment).await;
                let killed = eventually("a program is killed, or none is needed", NOTHING_STUCK, async || {
                    if arrived.get() {
                        return Some(None);
                    }
                    let programs = victim.house.processes();
                    let program = programs.get(dice.below(programs.len().max(1)))?;
                    let line = fs::read_to_string(format!("{program}/cmdline")).ok()?;
                    let pid = program.trim_start_matches("/proc/");
                    // It may have ended by itself since it was seen.
                    Command::new("kill").args([signal, pid]).status().unwrap().success().then_some(Some(line))
                })
                .await;
                let Some(line) = killed else { return };
                kills += 1;
                println!("run {run}: {signal} {}", line.replace('\0', " "));
            }
        };
        let arrive = async {
            join_all(films.iter().map(|film| film.arrives(&victim.operator))).await;
            arrived.set(true);
        };
        tokio::join!(kill_some, arrive);
        victim.films.extend(films);
    }
    println!("case=programs profile=embedded seed={seed} runs={runs} films={} kills={kills}", victim.films.len());
    assert!(kills >= runs, "kills that met nothing prove nothing: {kills} in {runs} runs");
    victim.is_in_order().await;
}

const TOLD_OF_UPLOAD: &str = "SELECT COUNT(*) FROM outbox WHERE published_at IS NULL
    AND type = 'codeflix.video.media-uploaded.v1' AND aggregateid = $1";
const TAKEN_IN: &str = "SELECT COUNT(*) FROM encode_jobs WHERE resource_id LIKE $1 || '.%'";

/// Attaches a film while nobody can write to the encoder's database: the event is committed, and cannot be handed over.
async fn attach_before_hand_over(victim: &Victim, film: &Film) -> (SqliteConnection, SqliteConnection) {
    let data = victim.house.data();
    film.send_rest(&victim.operator).await.unwrap();
    let mut admin = database::open(&data, "catalog-admin").await;
    let mut encoder = database::lock(&data, "encoder").await;
    film.attach(&victim.operator).await.unwrap();
    assert_eq!(database::count(&mut admin, TOLD_OF_UPLOAD, &film.video).await, 1, "committed");
    assert_eq!(database::count(&mut encoder, TAKEN_IN, &film.video).await, 0, "and not handed over");
    (admin, encoder)
}

#[tokio::test]
async fn killed_between_commit_and_hand_over_it_hands_over_later() {
    let mut victim = Victim::new().await;
    for run in 1..=runs() {
        let film = victim.begin(&format!("Committed, run {run}")).await;
        let (admin, encoder) = attach_before_hand_over(&victim, &film).await;
        victim.die().await;
        database::unlock(encoder).await;
        database::unlock(admin).await;
        victim.rise().await;
        film.is_as_acknowledged(&victim.operator).await;
        victim.films.push(film);
    }
    join_all(victim.films.iter().map(|film| film.arrives(&victim.operator))).await;
    victim.is_in_order().await;
}

#[tokio::test]
async fn killed_between_hand_over_and_mark_it_has_no_second_effect() {
    let mut victim = Victim::new().await;
    for run in 1..=runs() {
        let film = victim.begin(&format!("Handed over, run {run}")).await;
        let (admin, encoder) = attach_before_hand_over(&victim, &film).await;
        // From here on the hand-over works, and cannot be marked.
        let mark = database::lock(&victim.house.data(), "catalog-admin").await;
        database::unlock(encoder).await;
        let mut encoder = database::open(&victim.house.data(), "encoder").await;
        eventually("the event is handed over", Duration::from_secs(30), async || {
            (database::count(&mut encoder, TAKEN_IN, &film.video).await == 1).then_some(())
        })
        .await;
        victim.die().await;
        database::unlock(mark).await;
        let mut admin = admin;
        assert_eq!(database::count(&mut admin, TOLD_OF_UPLOAD, &film.video).await, 1, "not marked");
        database::unlock(admin).await;
        database::unlock(encoder).await;
        victim.rise().await;
        film.is_as_acknowledged(&victim.operator).await;
        victim.films.push(film);
    }
    join_all(victim.films.iter().map(|film| film.arrives(&victim.operator))).await;
    victim.is_in_order().await;
}
