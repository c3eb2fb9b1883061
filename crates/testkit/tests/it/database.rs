//! Databases are empty, separate, and gone afterwards.

use std::{
    fs,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use platform::{
    db::{Db, DbConfig},
    on,
};
use testkit::TestDatabase;

async fn create_table(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    on!(&mut tx, conn => sqlx::query("CREATE TABLE marks (n BIGINT PRIMARY KEY)").execute(conn).await.map(|_| ()))
        .unwrap();
    tx.commit().await.unwrap();
}

async fn has_table(database: &TestDatabase) -> bool {
    let db = database.connect(&[]).await;
    let mut tx = db.read().await.unwrap();
    on!(&mut tx, conn => sqlx::query("SELECT n FROM marks").execute(conn).await.map(|_| ())).is_ok()
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own_on_both_engines() {
    for (one, other) in testkit::databases().into_iter().zip(testkit::databases()) {
        create_table(&one.connect(&[]).await).await;
        assert!(has_table(&one).await, "{one}: a second connection sees what the first one wrote");
        assert!(!has_table(&other).await, "{other}: nothing is shared");
    }
}

#[tokio::test]
async fn a_dropped_database_is_gone_though_somebody_is_connected() {
    let database = testkit::postgres();
    let db = database.connect(&[]).await;
    let config = database.config().clone();
    drop(database);
    assert!(db.ping().await.is_err());
    assert!(Db::connect(&config, &[]).await.is_err());
}

/// Prints where its server is and waits to be killed (a minute at most); only the test below asks for it.
#[test]
#[ignore = "a part of `a_killed_test_process_leaves_no_server_behind`"]
fn a_test_process_that_hangs() {
    let database = testkit::postgres();
    let DbConfig::Postgres { url, .. } = database.config() else { unreachable!("a PostgreSQL database") };
    let folder = url.split_once("host=").unwrap().1;
    println!("\nserver in {folder}");
    std::thread::park_timeout(Duration::from_mins(1));
}

#[test]
fn a_killed_test_process_leaves_no_server_behind() {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "database::a_test_process_that_hangs"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = std::io::BufReader::new(process.stdout.take().unwrap());
    let mut lines = std::io::BufRead::lines(output).map(Result::unwrap);
    let folder = lines.find_map(|line| line.strip_prefix("server in ").map(str::to_owned)).unwrap();
    let pid_file = fs::read_to_string(format!("{folder}/data/postmaster.pid")).unwrap();
    let server = format!("/proc/{}", pid_file.lines().next().unwrap());
    assert!(fs::exists(&server).unwrap());
    process.kill().unwrap();
    process.wait().unwrap();
    let killed = Instant::now();
    while fs::exists(&server).unwrap() || fs::exists(&folder).unwrap() {
        assert!(killed.elapsed() < Duration::from_secs(30), "{folder} is still there");
        std::thread::yield_now();
    }
}
