//! How the web app feels in a browser: Web Vitals, the first picture after a click, jumps, dropped pictures.

use std::time::Duration;

use crate::{
    Bench,
    figures::Report,
    outside::tell_figures,
    server::{Server, Setup},
    start::picture,
    studio::{EMAIL, PASSWORD, Studio},
    tools::{command, run},
};

/// The longest the browser may take.
const BROWSER: Duration = Duration::from_mins(10);

/// Other films on the home page.
const OTHERS: usize = 6;

/// Five minutes of film, so that some of it lies beyond what a player loads at once, and some others beside it.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let film = bench.five_minutes().await?;
    let scratch = bench.scratch()?;
    let setup = Setup { settings: &[("ENCODER__PRESET", "fast")], cores: None };
    let server = Server::start_with(bench, &scratch.path().join("data"), setup).await?;
    let mut studio = Studio::open(&server).await?;
    let picture = picture(bench, scratch.path()).await?;
    let other = bench.ten_seconds().await?;
    for film in std::iter::repeat_n(&other, OTHERS).chain([&film]) {
        let uploaded = studio.upload(film).await?;
        studio.show(&uploaded, &picture).await?;
        studio.feature(&uploaded, &picture).await?;
        studio.encode(&uploaded).await?;
        studio.wait_until_encoded(&uploaded).await?;
        studio.publish_early(&uploaded).await?;
    }
    let mut command = command("node", &bench.file("web"));
    command.args(["tools/feel.mjs", server.nobody.origin(), EMAIL, PASSWORD]);
    tell_figures(report, &run(command, "web/tools/feel.mjs", BROWSER).await?)?;
    server.stop().await
}
