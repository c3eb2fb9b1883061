//! One transaction: aggregates, their events, what they gave up, and the message that caused it all.
//!
//! Videos are written first, then genres, cast members and categories, each sorted by id: transactions that meet take
//! their locks in the same order.

use contracts::catalog_admin::CatalogAdminEvent;
use kernel::{Cause, Saved, Timestamp};
use platform::{
    db::{Error, Tx},
    jobs::{Jobs, NewJob},
    messaging::{inbox, outbox},
    on,
};
use uuid::Uuid;

use super::{cast_members, categories, genres, orphans, relations, relations::Link, videos};
use crate::{
    application::ports::{Attachment, Changes, Errand},
    domain::{CastMemberId, CategoryId, Entry, GenreId, Kind, video::Video},
    errands::{ADOPT_POSTER, AdoptPoster},
    outbound::publisher,
};

pub(super) async fn write(tx: &mut Tx, mut changes: Changes, cause: &Cause, now: Timestamp) -> Result<Saved, Error> {
    if inbox::record(tx, cause, now).await? == Saved::AlreadyHandled {
        return Ok(Saved::AlreadyHandled);
    }
    let mut facts = write_videos(tx, &mut changes, now).await?;
    facts.extend(write_vocabulary(tx, &mut changes).await?);
    for announcement in &changes.announcements {
        announce(tx, announcement).await?;
    }
    for attachment in &changes.attachments {
        attach(tx, attachment).await?;
    }
    for errand in changes.errands {
        enqueue(tx, errand, now).await?;
    }
    outbox::append(tx, &facts, cause, now).await?;
    Ok(Saved::Done)
}

async fn write_videos(tx: &mut Tx, changes: &mut Changes, now: Timestamp) -> Result<Vec<CatalogAdminEvent>, Error> {
    let mut facts = Vec::new();
    changes.videos.sort_by_key(Video::id);
    for video in changes.videos.iter_mut().filter(|video| video.is_changed()) {
        videos::write(tx, video).await?;
        orphans::forget(tx, &videos::object_keys(video)).await?;
        orphans::note(tx, &video.take_orphans(), now.plus(orphans::GRACE)).await?;
        facts.extend(publisher::video(video));
    }
    Ok(facts)
}

async fn write_vocabulary(tx: &mut Tx, changes: &mut Changes) -> Result<Vec<CatalogAdminEvent>, Error> {
    let mut facts = Vec::new();
    for genre in changed(&mut changes.genres) {
        genres::write(tx, genre).await?;
        facts.extend(publisher::genre(genre));
    }
    for member in changed(&mut changes.cast_members) {
        cast_members::write(tx, member).await?;
        facts.extend(publisher::cast_member(member));
    }
    for category in changed(&mut changes.categories) {
        categories::write(tx, category).await?;
        facts.extend(publisher::category(category));
    }
    relations::ensure_unreferenced(tx, Link::VideoGenres, &deleted(&changes.genres, GenreId::uuid)).await?;
    relations::ensure_unreferenced(tx, Link::VideoCastMembers, &deleted(&changes.cast_members, CastMemberId::uuid))
        .await?;
    let categories = deleted(&changes.categories, CategoryId::uuid);
    relations::ensure_unreferenced(tx, Link::VideoCategories, &categories).await?;
    relations::ensure_unreferenced(tx, Link::GenreCategories, &categories).await?;
    Ok(facts)
}

fn changed<S: Kind>(entries: &mut [Entry<S>]) -> impl Iterator<Item = &Entry<S>> {
    entries.sort_by_key(Entry::id);
    entries.iter().filter(|entry| entry.fact().is_some())
}

fn deleted<S: Kind>(entries: &[Entry<S>], uuid: impl Fn(S::Id) -> Uuid) -> Vec<Uuid> {
    entries.iter().filter(|entry| entry.life().deleted_at.is_some()).map(|entry| uuid(entry.id())).collect()
}

async fn announce(tx: &mut Tx, announcement: &Attachment) -> Result<(), Error> {
    const SQL: &str = "UPDATE uploads SET video_id = $2 WHERE id = $1 AND state = 'open'";
    let (upload, video) = (announcement.upload.uuid(), announcement.video.uuid());
    let rows = on!(tx, conn => sqlx::query(SQL).bind(upload).bind(video)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    super::exactly_one(rows)
}

async fn attach(tx: &mut Tx, attachment: &Attachment) -> Result<(), Error> {
    const SQL: &str = "UPDATE uploads SET state = 'attached', video_id = $2 WHERE id = $1 AND state = 'stored'";
    let (upload, video) = (attachment.upload.uuid(), attachment.video.uuid());
    let rows = on!(tx, conn => sqlx::query(SQL).bind(upload).bind(video)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    super::exactly_one(rows)
}

async fn enqueue(tx: &mut Tx, errand: Errand, now: Timestamp) -> Result<(), Error> {
    let Errand::AdoptPoster { video, poster } = errand;
    let input = AdoptPoster { video: video.uuid(), poster };
    let id = kernel::id::v7(now);
    let job = NewJob {
        id,
        parent_id: None,
        seq: 0,
        kind: ADOPT_POSTER,
        // The same picture may be wanted again after another one.
        input_hash: id.to_string(),
        input: serde_json::to_string(&input).map_err(Error::corrupt)?,
        priority: 0,
        not_before: now,
    };
    Jobs::enqueue(tx, &job).await
}
