//! `codeflix jobs` against a running house.

use std::{
    fs,
    process::{Command, Output},
    time::Duration,
};

use serde_json::Value;
use testkit::media::Clip;

use crate::{
    client::{Bytes, Client},
    films::Film,
    house::{House, OPERATOR, PASSWORD, Shelf, codeflix, eventually, verdict},
};

const ENCODED: Duration = Duration::from_secs(240);
/// More sign-ins in a minute than people need.
const MANY_SIGN_INS: [(&str, &str); 1] = [("CODEFLIX_IDENTITY__LOGINS_PER_ACCOUNT", "1000")];

fn jobs(house: &House, arguments: &[&str]) -> Command {
    let mut command = codeflix(&house.data().join("no-data"));
    command.current_dir(house.data()).env("CODEFLIX_PASSWORD", PASSWORD).arg("jobs").args(arguments);
    command.args(["--email", OPERATOR, "--server", &house.origin()]);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a command said that ended with `code`.
#[track_caller]
fn said(output: &Output, code: i32) -> String {
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

#[track_caller]
fn run(house: &House, arguments: &[&str]) -> String {
    said(&jobs(house, arguments).output().unwrap(), 0)
}

fn json(house: &House, arguments: &[&str]) -> Value {
    serde_json::from_str(&run(house, &[arguments, &["--json"]].concat())).unwrap()
}

/// The film of a new video; returns the video's id.
async fn bring(operator: &Client, shelf: &Shelf, title: &str, bytes: Vec<u8>) -> String {
    let film = Film::begin(operator, shelf, title, &Bytes::from(bytes)).await;
    film.send_rest(operator).await.unwrap();
    film.attach(operator).await.unwrap();
    film.video.clone()
}

fn job(house: &House, title: &str) -> String {
    json(house, &["list", "--search", title])[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_operator_follows_an_encode_and_has_it_done_again() {
    let (house, operator) = House::with(&MANY_SIGN_INS).await;
    let shelf = Shelf::new(&operator).await;
    assert_eq!(run(&house, &["list"]).trim(), "no job");
    assert_eq!(run(&house, &["queue"]).trim(), "0 queued, 0 running, 0 completed, 0 failed, 0 cancelled");
    let video = bring(&operator, &shelf, "Maré Alta", fs::read(Clip::tiny().file()).unwrap()).await;
    let busy = eventually("a step is shown", ENCODED, async || {
        let shown = run(&house, &["queue"]);
        shown.contains("Worker").then_some(shown)
    })
    .await;
    assert!(busy.contains("Maré Alta") && busy.contains("Step"), "{busy}");
    let before = verdict(&operator, &video, ENCODED).await;
    let list = run(&house, &["list", "--status", "completed,failed"]);
    assert!(list.contains("Maré Alta") && list.contains("completed") && list.contains("100 %"), "{list}");
    let first = job(&house, "mare");
    let shown = run(&house, &["show", &first]);
    for word in ["Maré Alta (video)", "completed", "160 × 120 h264", "planning", "chunk 0-0", "finishing", "real time"]
    {
        assert!(shown.contains(word), "{word} in {shown}");
    }
    let refused = said(&jobs(&house, &["reencode", "--missing", &first]).output().unwrap(), 1);
    assert!(refused.contains(&format!("{first}  refused: NOTHING_MISSING")), "{refused}");
    let done = json(&house, &["reencode", "--all-listed", "--status", "completed"]);
    assert_eq!((&done[0]["id"], &done[0]["code"]), (&first.as_str().into(), &Value::Null));
    eventually("the new result is served", ENCODED, async || {
        let film = crate::house::video(&operator, &video).await["video"].take();
        assert_eq!(film["status"], "completed", "it can be watched all the time");
        (film["encoded_location"] != before["encoded_location"]).then_some(())
    })
    .await;
    assert_eq!(json(&house, &["list"]).as_array().unwrap().len(), 2, "both jobs are history");
}

#[tokio::test]
async fn what_is_refused_is_said_and_told_by_the_exit_code() {
    let (house, operator) = House::with(&MANY_SIGN_INS).await;
    let shelf = Shelf::new(&operator).await;
    let mut damaged = fs::read(Clip::tiny().file()).unwrap();
    damaged.truncate(damaged.len() / 3);
    let video = bring(&operator, &shelf, "Ebb", damaged).await;
    assert_eq!(verdict(&operator, &video, ENCODED).await["status"], "error");
    let id = job(&house, "Ebb");
    let shown = run(&house, &["show", &id]);
    assert!(shown.contains("Last error (planning)") && shown.contains("  | "), "{shown}");
    assert!(!shown.contains(house.data().to_str().unwrap()), "a path of this machine in {shown}");
    let none = "0192f000-0000-7000-8000-000000000001";
    let refused = said(&jobs(&house, &["cancel", &id, none]).output().unwrap(), 1);
    assert!(refused.contains(&format!("{id}  refused: INVALID_TRANSITION")), "{refused}");
    assert!(refused.contains(&format!("{none}  refused: NOT_FOUND")), "{refused}");
    let missing = said(&jobs(&house, &["show", none]).output().unwrap(), 1);
    assert!(missing.contains("NOT_FOUND"), "{missing}");
    for wrong in [["priority", "10", none], ["show", "tide", "--json"], ["retry", none, "--all-listed"]] {
        said(&jobs(&house, &wrong).output().unwrap(), 2);
    }
    let help = said(&jobs(&house, &["--help"]).output().unwrap(), 0);
    assert!(help.contains("reencode") && help.contains("operator"), "{help}");
    let mut stranger = jobs(&house, &["list"]);
    let refused = said(&stranger.env("CODEFLIX_PASSWORD", "wrong").output().unwrap(), 1);
    assert!(refused.contains("the e-mail address or the password is wrong"), "{refused}");
}
