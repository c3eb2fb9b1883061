//! `codeflix jobs`: asks, and shows the answer.

use std::process::ExitCode;

use http::Method;
use kernel::uuid::Uuid;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::{
    arguments::{Command, Common, Jobs, Which},
    job::{Detail, Done, Job},
    show,
};
use crate::{
    cli::say,
    remote::{Call, Client, Credentials, sign_in},
};

const JOBS: &str = "/api/v1/encoder/jobs";
/// Jobs of one request at most.
const MANY: usize = 100;

/// Runs the command; fails if anything was refused.
pub async fn run(command: &Command, credentials: Credentials) -> anyhow::Result<ExitCode> {
    match command {
        Command::List { which, limit, common } => list(which, *limit, common, credentials).await,
        Command::Queue { common } => queue(common, credentials).await,
        Command::Show { id, common } => show_one(*id, common, credentials).await,
        Command::Cancel { jobs } => change("cancel", json!({}), jobs, credentials).await,
        Command::Retry { jobs } => change("retry", json!({}), jobs, credentials).await,
        Command::Priority { priority, jobs } => {
            change("priority", json!({ "priority": priority }), jobs, credentials).await
        }
        Command::Reencode { preset, missing, jobs } => {
            let scope = if *missing { "missing" } else { "all" };
            change("reencode", json!({ "preset": preset, "scope": scope }), jobs, credentials).await
        }
    }
}

async fn list(which: &Which, limit: u32, common: &Common, credentials: Credentials) -> anyhow::Result<ExitCode> {
    let mut client = sign_in(&common.email, common.server.as_ref(), credentials).await?;
    let path = listed(which, 1, limit);
    if common.json {
        print(&client.get(path).await?)?;
    } else {
        let answer = client.send(&Call::new(Method::GET, path)).await?;
        let total = answer.json::<Value>()?["meta"]["total"].as_u64().unwrap_or_default();
        say(show::table(&answer.data::<Vec<Job>>()?, total).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

async fn queue(common: &Common, credentials: Credentials) -> anyhow::Result<ExitCode> {
    let mut client = sign_in(&common.email, common.server.as_ref(), credentials).await?;
    let path = "/api/v1/encoder/queue".to_owned();
    if common.json {
        print(&client.get(path).await?)?;
    } else {
        say(show::queue(&client.get(path).await?).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

async fn show_one(id: Uuid, common: &Common, credentials: Credentials) -> anyhow::Result<ExitCode> {
    let mut client = sign_in(&common.email, common.server.as_ref(), credentials).await?;
    let path = format!("{JOBS}/{id}");
    if common.json {
        print(&client.get(path).await?)?;
    } else {
        say(show::detail(&client.get::<Detail>(path).await?).trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

/// `how` has what else the action is told.
async fn change(action: &str, how: Value, jobs: &Jobs, credentials: Credentials) -> anyhow::Result<ExitCode> {
    let common = &jobs.common;
    let mut client = sign_in(&common.email, common.server.as_ref(), credentials).await?;
    let ids = if jobs.all_listed { all_listed(&mut client, &jobs.which).await? } else { jobs.ids.clone() };
    let mut all_done = Vec::new();
    for ids in ids.chunks(MANY) {
        let mut body = how.clone();
        body["action"] = action.into();
        body["ids"] = json!(ids);
        let call = Call::new(Method::POST, format!("{JOBS}/bulk")).json(&body);
        all_done.extend(client.send(&call).await?.data::<Vec<Done>>()?);
    }
    if common.json {
        print(&serde_json::to_value(&all_done)?)?;
    } else {
        say(show::changes(action, &all_done).trim_end());
    }
    let is_good = all_done.iter().all(|done| done.code.is_none());
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Everything is read before anything changes, so that pages do not move under the reader.
async fn all_listed(client: &mut Client, which: &Which) -> anyhow::Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    for page in 1.. {
        let jobs: Vec<Job> = client.get(listed(which, page, u32::try_from(MANY)?)).await?;
        ids.extend(jobs.iter().map(|job| job.id));
        if jobs.len() < MANY {
            break;
        }
    }
    Ok(ids)
}

fn listed(which: &Which, page: u32, size: u32) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("page", &page.to_string()).append_pair("per_page", &size.to_string());
    if !which.status.is_empty() {
        let names: Vec<&str> = which.status.iter().map(|status| status.as_str()).collect();
        query.append_pair("status", &names.join(","));
    }
    if let Some(search) = &which.search {
        query.append_pair("search", search);
    }
    format!("{JOBS}?{}", query.finish())
}

fn print(value: &Value) -> anyhow::Result<()> {
    say(&serde_json::to_string_pretty(value)?);
    Ok(())
}
