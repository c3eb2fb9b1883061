//! Fills an installation with the demo catalogue, over the public API and through the real encoder.
//!
//! Every step looks first whether it was done before, so a demo that was interrupted goes on where it stopped.

use std::{path::Path, time::Duration};

use anyhow::{Context, bail};
use axum::Router;
use serde_json::{Value, json};

use super::{
    client::Client,
    films::{CATEGORIES, Credit, Film, GENRES},
    render::Studio,
};

/// What the accounts of a demo share; never an installation that is not one.
pub const PASSWORD: &str = "open-the-curtain";
/// Every staff role.
pub const OPERATOR: &str = "operator@example.org";
/// Has a subscription.
pub const SUBSCRIBER: &str = "subscriber@example.org";
/// Has none.
pub const VISITOR: &str = "visitor@example.org";

/// How often the encoder is asked.
const ASK_EVERY: Duration = Duration::from_millis(500);
/// The longest a film of half a minute may take to become playable, on a slow machine.
const PLAYABLE_WITHIN: Duration = Duration::from_secs(600);

/// What a terminal shows.
pub trait Progress: Send {
    /// `done` of `all` titles can be watched; `doing` says what goes on.
    fn show(&mut self, done: usize, all: usize, doing: &str);
}

/// Accounts and plans: quick, and needed by whoever opens the page first.
pub async fn accounts(router: &Router, setup_link: Option<&str>) -> anyhow::Result<Client> {
    let nobody = Client::new(router.clone());
    if let Some(link) = setup_link {
        make_operator(&nobody, link).await?;
    }
    let operator = nobody.signed_in(OPERATOR, PASSWORD).await?;
    let mut operator = operator.context("this installation has another operator, so it is no demo")?;
    let price = plans(&mut operator).await?;
    for (email, name) in [(SUBSCRIBER, "Subscriber"), (VISITOR, "Visitor")] {
        sign_up(&nobody, email, name).await?;
    }
    let subscriber = nobody.signed_in(SUBSCRIBER, PASSWORD).await?;
    subscribe(&mut subscriber.context("the demo's subscriber cannot sign in")?, &price).await?;
    Ok(operator)
}

/// The films: the first `together` are published at once, and `useful` is told then, the others one after the other.
/// Drawing the next film does not wait until an earlier one can be watched.
pub async fn catalogue(
    operator: &mut Client,
    studio: &Studio,
    folder: &Path,
    progress: &mut dyn Progress,
    (together, useful): (usize, impl FnOnce()),
) -> anyhow::Result<()> {
    let films: Vec<&'static Film> = studio.films().collect();
    let (first, others) = films.split_at(together.min(films.len()));
    let mut show = |done: usize, what: &str| progress.show(done, films.len(), what);
    publish(operator, studio, folder, first, (0, &mut show)).await?;
    useful();
    for (number, film) in others.iter().enumerate() {
        publish(operator, studio, folder, std::slice::from_ref(film), (first.len() + number, &mut show)).await?;
    }
    Ok(())
}

async fn make_operator(nobody: &Client, link: &str) -> anyhow::Result<()> {
    let token = link.split_once("token=").map(|(_, token)| token).context("a set-up link has a token")?;
    let fields = [("token", token), ("email", OPERATOR), ("name", "Operator"), ("password", PASSWORD)];
    nobody.form("/realms/codeflix/setup", &fields).await.map(drop)
}

/// Two plans; returns the id of a price.
async fn plans(operator: &mut Client) -> anyhow::Result<String> {
    let existing = operator.get("/api/v1/plans").await?;
    if let Some(price) = existing["data"][0]["prices"][0]["id"].as_str() {
        return Ok(price.to_owned());
    }
    let mut price = String::new();
    for (name, description, streams, height, month, year) in [
        ("Standard", "Everything, on two screens at once.", 2, "1080", 990, 9_900),
        ("Household", "Everything, on four screens at once.", 4, "2160", 1_490, 14_900),
    ] {
        let prices: Vec<Value> = [("month", month), ("year", year)]
            .into_iter()
            .map(
                |(interval, amount)| json!({ "interval": interval, "amount": { "amount": amount, "currency": "EUR" } }),
            )
            .collect();
        let height: u32 = height.parse()?;
        let plan = json!({ "name": name, "description": description, "prices": prices, "trial_days": 7,
            "max_streams": streams, "max_height": height, "max_profiles": 5 });
        let made = operator.post("/api/v1/plans", plan).await?.body;
        if price.is_empty() {
            made["data"]["prices"][0]["id"].as_str().context("a plan has a price")?.clone_into(&mut price);
        }
    }
    Ok(price)
}

async fn sign_up(nobody: &Client, email: &str, name: &str) -> anyhow::Result<()> {
    let body = json!({ "email": email, "name": name, "password": PASSWORD, "locale": "en" });
    let answer = nobody.clone().try_post("/api/v1/accounts/sign-up", body).await?;
    if answer.status.is_success() || answer.code() == "EMAIL_TAKEN" {
        return Ok(());
    }
    bail!("sign-up of {email}: {} {}", answer.status, answer.body)
}

async fn subscribe(subscriber: &mut Client, price: &str) -> anyhow::Result<()> {
    let method = json!({ "kind": "credit_card", "token": "tok_success", "brand": "visa", "last4": "4242" });
    let body = json!({ "price_id": price, "payment_method": method });
    let answer = subscriber.try_post_with_key("/api/v1/subscriptions", body, "demo-subscription").await?;
    if answer.status.is_success() || answer.code() == "SUBSCRIPTION_EXISTS" {
        return Ok(());
    }
    bail!("subscription: {} {}", answer.status, answer.body)
}

/// Shows how many films can be watched, and what goes on.
type Show<'a> = &'a mut (dyn FnMut(usize, &str) + Send);

/// Brings films that follow so many others, and lets viewers watch them.
async fn publish(
    operator: &mut Client,
    studio: &Studio,
    folder: &Path,
    films: &[&'static Film],
    (before, show): (usize, Show<'_>),
) -> anyhow::Result<()> {
    let mut brought = Vec::new();
    for film in films {
        show(before, film.title);
        let mut step = |what: String| show(before, &what);
        let path = bring(operator, studio, folder, film, &mut step).await.with_context(|| film.title.to_owned())?;
        brought.push((film, path));
    }
    for (done, (film, path)) in (before..).zip(&brought) {
        if let Some(path) = path {
            let mut step = |what: String| show(done, &what);
            wait_until_playable(operator, path, film, &mut step).await.with_context(|| film.title.to_owned())?;
        }
        show(done + 1, film.title);
    }
    for path in brought.iter().filter_map(|(_, path)| path.as_ref()) {
        operator.post(&format!("{path}/publish"), json!({ "publish_early": true })).await?;
    }
    Ok(())
}

/// Draws and uploads a film; where it lies, or `None` if it was published before.
async fn bring(
    operator: &mut Client,
    studio: &Studio,
    folder: &Path,
    film: &Film,
    step: &mut (dyn FnMut(String) + Send),
) -> anyhow::Result<Option<String>> {
    let video = ensure_video(operator, film).await?;
    let id = video["id"].as_str().context("a video has an id")?.to_owned();
    let path = format!("/api/v1/admin/videos/{id}");
    if video["published"] == true {
        return Ok(None);
    }
    if video["video"].is_null() {
        let file = folder.join(format!("{}.mp4", film.slug));
        step(format!("{}: drawing", film.title));
        studio.render(film, &file, |_| ()).await?;
        pictures(operator, studio, film, &file, &path).await?;
        step(format!("{}: uploading", film.title));
        let upload = operator.upload(&file).await?;
        operator.post(&format!("{path}/medias/video"), json!({ "upload_id": upload })).await?;
        tokio::fs::remove_file(&file).await?;
    }
    Ok(Some(path))
}

async fn pictures(operator: &mut Client, studio: &Studio, film: &Film, file: &Path, path: &str) -> anyhow::Result<()> {
    let (thumbnail, banner) = (file.with_extension("thumbnail.jpg"), file.with_extension("banner.jpg"));
    studio.thumbnail(film, file, &thumbnail).await?;
    studio.banner(film, file, &banner).await?;
    for (kind, picture) in [("thumbnail", thumbnail), ("banner", banner)] {
        operator.post_file(&format!("{path}/medias/{kind}"), &picture).await?;
        tokio::fs::remove_file(&picture).await?;
    }
    Ok(())
}

async fn wait_until_playable(
    operator: &mut Client,
    path: &str,
    film: &Film,
    step: &mut (dyn FnMut(String) + Send),
) -> anyhow::Result<()> {
    let deadline = tokio::time::Instant::now() + PLAYABLE_WITHIN;
    while tokio::time::Instant::now() < deadline {
        let video = operator.get(path).await?;
        let media = &video["data"]["video"];
        if media["status"] == "error" {
            bail!("encoding failed: {} {}", media["error_code"], media["error"]);
        }
        if media["status"] == "completed" || media["playable_at"].is_string() {
            return Ok(());
        }
        step(format!("{}: encoding {} %", film.title, media["progress"]));
        tokio::time::sleep(ASK_EVERY).await;
    }
    bail!("it did not become playable in {} s", PLAYABLE_WITHIN.as_secs())
}

async fn ensure_video(operator: &mut Client, film: &Film) -> anyhow::Result<Value> {
    let search = url::form_urlencoded::byte_serialize(film.title.as_bytes()).collect::<String>();
    let found = operator.get(&format!("/api/v1/admin/videos?per_page=100&search={search}")).await?;
    let existing = found["data"].as_array().into_iter().flatten().find(|video| video["title"] == film.title);
    if let Some(video) = existing {
        return Ok(video.clone());
    }
    let (mut categories, mut genres, mut cast) = (Vec::new(), Vec::new(), Vec::new());
    for name in film.categories {
        categories.push(category(operator, name).await?);
    }
    for name in film.genres {
        genres.push(genre(operator, name).await?);
    }
    for credit in film.cast {
        let (name, role) = match credit {
            Credit::Director(name) => (name, "director"),
            Credit::Actor(name) => (name, "actor"),
        };
        cast.push(ensure(operator, "cast_members", json!({ "name": name, "type": role })).await?);
    }
    let body = json!({ "title": film.title, "description": film.text(), "year_launched": film.year,
        "rating": film.rating, "opened": film.opened, "categories_id": categories, "genres_id": genres,
        "cast_members_id": cast });
    Ok(operator.post("/api/v1/admin/videos", body).await?.body["data"].clone())
}

async fn category(operator: &mut Client, name: &str) -> anyhow::Result<String> {
    let description = CATEGORIES.iter().find(|(other, _)| *other == name).map(|(_, description)| description);
    ensure(operator, "categories", json!({ "name": name, "description": description })).await
}

async fn genre(operator: &mut Client, name: &str) -> anyhow::Result<String> {
    let belongs = GENRES.iter().find(|(other, _)| *other == name).map_or(&[][..], |(_, categories)| categories);
    let mut categories = Vec::new();
    for name in belongs {
        categories.push(category(operator, name).await?);
    }
    ensure(operator, "genres", json!({ "name": name, "categories_id": categories })).await
}

/// The id of the entry with that name, made if there is none.
async fn ensure(operator: &mut Client, collection: &str, entry: Value) -> anyhow::Result<String> {
    let name = entry["name"].as_str().unwrap_or_default().to_owned();
    let search = url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
    let found = operator.get(&format!("/api/v1/admin/{collection}?per_page=100&search={search}")).await?;
    let existing = found["data"].as_array().into_iter().flatten().find(|other| other["name"] == name.as_str());
    let id = match existing {
        Some(existing) => existing["id"].clone(),
        None => operator.post(&format!("/api/v1/admin/{collection}"), entry).await?.body["data"]["id"].clone(),
    };
    Ok(id.as_str().context("an entry has an id")?.to_owned())
}
