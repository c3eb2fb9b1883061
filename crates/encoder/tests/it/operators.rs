//! Operators look after jobs.

use std::{fs, time::Duration};

use http::{Method, StatusCode};
use libtest_mimic::{Failed, Trial};
use platform::{jobs::Jobs, objects::ObjectKey};
use serde_json::{Value, json};
use testkit::media::Clip;
use uuid::Uuid;

use super::{
    service::{Encoder, JOBS, source},
    workshop::block_on,
};

pub fn tests() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 12] = [
        ("only_operators_see_and_change_jobs", || run(only_operators())),
        ("the_list_is_narrowed_and_ordered", || run(lists())),
        ("a_priority_takes_effect_at_once", || run(priorities())),
        ("several_jobs_are_changed_at_once_and_each_is_refused_by_itself", || run(bulk())),
        ("wrong_input_is_named_field_by_field", || run(wrong_input())),
        ("a_job_shows_its_source_and_its_steps", || run(steps())),
        ("a_failed_job_shows_what_the_program_said", || run(failures())),
        ("encoding_again_replaces_the_old_result_only_when_it_is_done", || run(again())),
        ("of_a_finished_job_only_its_result_stays", || run(left_over())),
        ("a_preset_chosen_for_an_upload_stays_with_the_title", || run(presets())),
        ("a_film_published_while_it_is_encoded_is_made_in_the_quick_rungs_first", || run(published())),
        ("what_was_cancelled_stays_a_day_and_can_go_on_until_then", || run(cancelled())),
    ];
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

fn run(test: impl Future<Output = ()>) -> Result<(), Failed> {
    block_on(test);
    Ok(())
}

fn clip() -> Vec<u8> {
    fs::read(Clip::tiny().file()).unwrap()
}

async fn only_operators() {
    for encoder in Encoder::both().await {
        let one = format!("{JOBS}/{}", Uuid::from_u128(9));
        let calls = [
            (Method::GET, "/api/v1/encoder/queue".to_owned()),
            (Method::GET, JOBS.to_owned()),
            (Method::GET, one.clone()),
            (Method::POST, format!("{one}/cancel")),
            (Method::POST, format!("{one}/retry")),
            (Method::POST, format!("{one}/reencode")),
            (Method::PUT, format!("{one}/priority")),
            (Method::POST, format!("{JOBS}/bulk")),
        ];
        for (method, path) in calls {
            let body = Some(if path.ends_with("/priority") { json!({ "priority": 1 }) } else { json!({}) });
            let answer = encoder.call("catalog_admin", method.clone(), &path, body.clone()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            if path.contains(&one) {
                encoder.call("operator", method, &path, body).await.is_refused(404, "NOT_FOUND");
            }
        }
    }
}

async fn lists() {
    for encoder in Encoder::both().await {
        let tide = encoder.upload(1, "Ação no Mar", b"").await;
        encoder.upload(2, "Ebb", b"").await;
        encoder.upload(3, "Flood", b"").await;
        let ebb = encoder.job("Ebb").await;
        assert_eq!(encoder.post(&format!("{JOBS}/{ebb}/cancel"), json!({})).await.status, StatusCode::ACCEPTED);
        let labels = async |query: &str| encoder.column(query, "label").await;
        assert_eq!(labels("").await, ["Flood", "Ebb", "Ação no Mar"]);
        assert_eq!(labels("?sort=created_at").await, ["Ação no Mar", "Ebb", "Flood"]);
        assert_eq!(labels("?status=queued,cancelled&per_page=1&page=2").await, ["Ebb"]);
        assert_eq!(labels("?status=cancelled").await, ["Ebb"]);
        assert_eq!(labels("?sort=updated_at&dir=desc").await[0], "Ebb");
        assert_eq!(labels("?search=acao").await, ["Ação no Mar"]);
        assert_eq!(labels(&format!("?resource_id={tide}")).await, ["Ação no Mar"]);
        assert_eq!(labels("?kind=trailer").await, Vec::<Value>::new());
        assert_eq!(labels("?search=%25").await, Vec::<Value>::new(), "a sign is a sign");
        let queue = encoder.get("/api/v1/encoder/queue").await;
        let counts = json!({ "queued": 2, "running": 0, "completed": 0, "failed": 0, "cancelled": 1 });
        assert_eq!(queue, json!({ "counts": counts, "workers": [] }));
    }
}

async fn priorities() {
    let encoder = Encoder::open().await;
    encoder.upload(1, "Tide", b"").await;
    encoder.upload(2, "Ebb", b"").await;
    let (tide, ebb) = (encoder.job("Tide").await, encoder.job("Ebb").await);
    let prioritise = async |id: &str, priority: u8| {
        let body = Some(json!({ "priority": priority }));
        encoder.call("operator", Method::PUT, &format!("{JOBS}/{id}/priority"), body).await
    };
    assert_eq!(prioritise(&ebb, 9).await.data()["priority"], 9);
    assert_eq!(prioritise(&ebb, 6).await.data()["priority"], 6);
    assert_eq!(encoder.column("?sort=priority&dir=desc", "label").await, ["Ebb", "Tide"]);
    let jobs = Jobs::new(encoder.service.db.clone(), encoder.test.platform.clock.clone());
    let next = jobs.lease(&["encode.plan"], "somebody").await.unwrap().unwrap();
    assert_eq!(next.id.to_string(), ebb);
    encoder.post(&format!("{JOBS}/{tide}/cancel"), json!({})).await;
    prioritise(&tide, 1).await.is_refused(409, "INVALID_TRANSITION");
}

async fn bulk() {
    for encoder in Encoder::both().await {
        encoder.upload(1, "Tide", b"").await;
        encoder.upload(2, "Ebb", b"").await;
        let (tide, ebb, none) = (encoder.job("Tide").await, encoder.job("Ebb").await, Uuid::from_u128(7).to_string());
        let change = async |action: &str, ids: Value| {
            let body = json!({ "action": action, "ids": ids, "priority": 8 });
            let results = encoder.post(&format!("{JOBS}/bulk"), body).await.data();
            results.as_array().unwrap().iter().map(|result| result["code"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(change("cancel", json!([tide, none])).await, [Value::Null, json!("NOT_FOUND")]);
        assert_eq!(change("cancel", json!([tide, ebb])).await, [json!("INVALID_TRANSITION"), Value::Null]);
        assert_eq!(change("retry", json!([tide])).await, [Value::Null]);
        assert_eq!(change("priority", json!([tide, ebb])).await, [Value::Null, json!("INVALID_TRANSITION")]);
        assert_eq!(encoder.column("?sort=created_at", "priority").await, [json!(8), json!(5)]);
        assert_eq!(change("reencode", json!([tide, ebb])).await, [json!("INVALID_TRANSITION"), Value::Null]);
        assert_eq!(encoder.column("?search=Ebb", "status").await, ["queued", "cancelled"]);
    }
}

async fn wrong_input() {
    let encoder = Encoder::open().await;
    let fields = |json: &Value| {
        let errors = json["errors"].as_array().unwrap().iter();
        errors.map(|error| format!("{} {}", error["field"], error["code"]).replace('"', "")).collect::<Vec<_>>()
    };
    let wrong = encoder.post(&format!("{JOBS}/bulk"), json!({ "action": "sell", "ids": [], "when": 1 })).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(fields(&wrong.json), ["/action FORMAT", "/ids RANGE", "/when UNKNOWN_FIELD"]);
    let path = format!("{JOBS}/{}/priority", Uuid::from_u128(9));
    let wrong = encoder.call("operator", Method::PUT, &path, Some(json!({ "priority": 10 }))).await;
    assert_eq!(fields(&wrong.json), ["/priority RANGE"]);
    let wrong = encoder.call("operator", Method::GET, &format!("{JOBS}?status=lost&colour=red"), None).await;
    wrong.is_refused(422, "QUERY_INVALID");
}

async fn steps() {
    let encoder = Encoder::open().await;
    encoder.upload(1, "Tide", &clip()).await;
    let id = encoder.job("Tide").await;
    let before = encoder.get(&format!("{JOBS}/{id}")).await;
    assert_eq!((&before["source"], before["steps"].as_array().unwrap().len()), (&Value::Null, 1));
    encoder.work_until_status("Tide", "completed").await;
    let job = encoder.get(&format!("{JOBS}/{id}")).await;
    assert_eq!(
        (&job["progress"], &job["remaining_s"], &job["source"]["duration_ms"]),
        (&json!(100), &Value::Null, &json!(2_000))
    );
    assert_eq!((&job["source"]["width"], &job["source"]["video_codec"]), (&json!(160), &json!("h264")));
    let steps = job["steps"].as_array().unwrap();
    let kinds: Vec<&str> = steps.iter().map(|step| step["kind"].as_str().unwrap()).collect();
    for kind in ["planning", "chunk", "sound", "poster", "storyboard", "finishing"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    for step in steps {
        assert_eq!(
            (&step["state"], &step["attempts"], &step["fence"]),
            (&json!("done"), &json!(0), &json!(1)),
            "{step}"
        );
        assert!(step["started_at"].is_string() && step["ended_at"].is_string(), "{step}");
    }
    let chunk = steps.iter().find(|step| step["kind"] == "chunk").unwrap();
    assert_eq!(chunk["segments"], json!({ "first": 0, "last": 0 }));
    assert!(!chunk["rungs"].as_array().unwrap().is_empty());
}

async fn failures() {
    let encoder = Encoder::open().await;
    encoder.upload(1, "Tide", &[b"no film at all ".as_slice(); 500].concat()).await;
    encoder.work_until_status("Tide", "failed").await;
    let job = encoder.get(&format!("{JOBS}/{}", encoder.job("Tide").await)).await;
    assert_eq!(job["error_code"], "NOT_MEDIA");
    let step = &job["steps"][0];
    assert_eq!(
        (&step["state"], &step["error_code"], &step["attempts"]),
        (&json!("failed"), &json!("NOT_MEDIA"), &json!(1))
    );
    let said = step["error"].as_str().unwrap();
    assert!(said.contains("in/in.bin: Invalid data found"), "{said}");
    assert!(!said.contains("0x") && !said.contains("/tmp"), "{said}");
}

async fn again() {
    let encoder = Encoder::open().await;
    let resource = encoder.upload(1, "Tide", &clip()).await;
    encoder.work_until_status("Tide", "completed").await;
    let first = encoder.job("Tide").await;
    encoder.post(&format!("{JOBS}/{first}/reencode"), json!({ "preset": "slow" })).await.is_refused(422, "VALIDATION");
    let made = encoder.post(&format!("{JOBS}/{first}/reencode"), json!({ "preset": "best" })).await;
    assert_eq!((made.status, &made.data()["resource_id"]), (StatusCode::CREATED, &json!(resource)));
    assert_eq!(made.data()["preset"], "best");
    let second = made.data()["id"].as_str().unwrap().to_owned();
    encoder.post(&format!("{JOBS}/{first}/reencode"), json!({})).await.is_refused(409, "INVALID_TRANSITION");
    encoder.post(&format!("{JOBS}/{second}/reencode"), json!({})).await.is_refused(409, "INVALID_TRANSITION");
    assert!(encoder.has_objects(&format!("enc/{first}/final")), "it is watched meanwhile");

    encoder.work_until_status("Tide", "completed").await;
    let told = encoder.completions().await;
    assert_eq!(told, [&first, &second].map(|job| (resource.clone(), format!("enc/{job}"))));
    encoder.test.clock.advance(Duration::from_hours(23));
    encoder.work_off().await;
    assert!(encoder.has_objects(&format!("enc/{first}/final")), "whoever watches may finish");
    encoder.test.clock.advance(Duration::from_hours(2));
    encoder.work_off().await;
    assert!(!encoder.has_objects(&format!("enc/{first}")));
    assert!(encoder.has_objects(&format!("enc/{second}/final")));

    encoder.test.platform.objects.delete(&ObjectKey::parse(source(1)).unwrap()).await.unwrap();
    encoder.post(&format!("{JOBS}/{second}/reencode"), json!({})).await.is_refused(409, "ORIGINAL_GONE");
    encoder.withdraw(1, "Tide").await;
    encoder.test.clock.advance(Duration::from_hours(25));
    encoder.work_off().await;
    assert!(!encoder.has_objects(&format!("enc/{second}")), "what nobody wants any more goes");
}

async fn left_over() {
    let encoder = Encoder::open().await;
    encoder.upload(1, "Tide", &clip()).await;
    let job = encoder.job("Tide").await;
    // Of a task that was killed before it came to its end, and of one that is no part of the plan any more.
    let lost = ["0.0/v120/0.m4s", "77.1/v120/init.mp4"].map(|name| format!("enc/{job}/{name}"));
    for key in &lost {
        encoder.test.platform.objects.put(&ObjectKey::parse(key.clone()).unwrap(), "lost".into()).await.unwrap();
    }
    encoder.work_until_status("Tide", "completed").await;
    let (gone, kept): (Vec<String>, Vec<String>) = encoder
        .objects(&format!("enc/{job}"))
        .await
        .into_iter()
        .partition(|key| lost.contains(key) || key.starts_with(&format!("enc/{job}/live/")));
    assert!(gone.len() > lost.len(), "{gone:?}");
    assert!(kept.iter().any(|key| key.ends_with("/final/master.m3u8")), "{kept:?}");
    encoder.test.clock.advance(Duration::from_mins(2));
    encoder.work_off().await;
    assert_eq!(encoder.objects(&format!("enc/{job}")).await, kept);
}

async fn presets() {
    for encoder in Encoder::both().await {
        encoder.uploaded_as(1, "Tide", "fast").await;
        let first = encoder.job("Tide").await;
        assert_eq!(encoder.get(&format!("{JOBS}/{first}")).await["preset"], "fast");
        encoder.execute("UPDATE encode_jobs SET status = 'completed'").await;
        encoder.test.platform.objects.put(&ObjectKey::parse(source(1)).unwrap(), clip().into()).await.unwrap();
        encoder.test.clock.advance(Duration::from_secs(1));
        encoder.post(&format!("{JOBS}/{first}/reencode"), json!({})).await.data();
        assert_eq!(encoder.column("?search=Tide", "preset").await, ["fast", "fast"]);
    }
}

/// Sixty pictures a second, each worth much work, are more than a core makes in a second. The start may be planned in
/// the quick rungs alone on a slow machine, so that there is soon something to watch; the rest is not, whatever the
/// machine.
async fn published() {
    let encoder = Encoder::open().await;
    let film = fs::read(Clip::new(1280, 720, 24).frames_per_second(60).file()).unwrap();
    encoder.test.platform.objects.put(&ObjectKey::parse(source(1)).unwrap(), film.into()).await.unwrap();
    encoder.uploaded_as(1, "Tide", "best").await;
    encoder
        .work_until("it can be watched", async || {
            !encoder.told(contracts::encoder::RENDITION_PUBLISHED).await.is_empty()
        })
        .await;
    let (all, quick) = (4, 3);
    let waiting = async |rungs| {
        let steps = encoder.get(&format!("{JOBS}/{}", encoder.job("Tide").await)).await["steps"].clone();
        let is_such = |step: &&Value| {
            let is_waiting = step["kind"] == "chunk" && step["state"] == "queued";
            is_waiting && step["rungs"].as_array().unwrap().len() == rungs
        };
        steps.as_array().unwrap().iter().filter(is_such).count()
    };
    let (decoded_once, led) = (waiting(all).await, waiting(quick).await);
    assert!(decoded_once > 0, "the rest is decoded once");
    encoder.publish(1, "Tide").await;
    assert!(waiting(all).await < decoded_once && waiting(quick).await > led, "viewers must not wait");
    let first = "SELECT MIN(priority) FROM jobs WHERE kind = 'encode.task' AND state = 'queued'";
    let last = "SELECT MAX(priority) FROM jobs WHERE kind = 'encode.task' AND state = 'queued'";
    assert!(encoder.count(first).await < encoder.count(last).await, "what viewers wait for comes before the rest");
    let playlist = encoder.object(&format!("enc/{}/live/master.m3u8", encoder.job("Tide").await)).await;
    assert!(!String::from_utf8(playlist).unwrap().contains("v720"), "a rung that comes last is not offered");
}

async fn cancelled() {
    let encoder = Encoder::open().await;
    encoder.upload(1, "Tide", &clip()).await;
    let id = encoder.job("Tide").await;
    let post = async |action: &str| encoder.post(&format!("{JOBS}/{id}/{action}"), json!({})).await;
    post("cancel").await;
    assert_eq!(post("retry").await.status, StatusCode::ACCEPTED);
    encoder.work_until_status("Tide", "completed").await;
    encoder.test.clock.advance(Duration::from_hours(25));
    encoder.work_off().await;
    assert!(encoder.has_objects(&format!("enc/{id}/final")), "it was wanted again");

    encoder.upload(2, "Ebb", &clip()).await;
    let gone = encoder.job("Ebb").await;
    encoder.post(&format!("{JOBS}/{gone}/cancel"), json!({})).await;
    encoder.test.clock.advance(Duration::from_hours(25));
    encoder.work_off().await;
    assert_eq!(encoder.post(&format!("{JOBS}/{gone}/retry"), json!({})).await.status, StatusCode::ACCEPTED);
    let status = encoder.column("?search=Ebb&sort=created_at", "status").await;
    assert_eq!(status, ["cancelled", "queued"], "it begins anew");
}
