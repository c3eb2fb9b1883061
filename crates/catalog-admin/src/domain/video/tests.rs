//! The state machines of publication and media, as tables.

use kernel::Timestamp;
use uuid::Uuid;

use super::*;
use crate::domain::{CategoryId, GenreId, ImageId, MediaId, Synopsis, Title};

fn now() -> Timestamp {
    Timestamp::from_millis(1_772_366_400_000)
}

fn details() -> Details {
    Details {
        title: Title::parse("/title", "The Film").unwrap(),
        description: Synopsis::parse("/description", "About a film.").unwrap(),
        year: Year::restore(2020),
        duration: None,
        rating: Rating::L,
        opened: false,
        markers: Markers::default(),
        publish_when_ready: false,
    }
}

fn relations() -> Relations {
    Relations {
        categories: [CategoryId::from_uuid(Uuid::from_u128(1))].into(),
        genres: [GenreId::from_uuid(Uuid::from_u128(2))].into(),
        ..Relations::default()
    }
}

fn draft(details: Details, relations: Relations) -> Video {
    let id = VideoId::from_uuid(Uuid::from_u128(3));
    Video::create(id, details, relations, UserId::from_uuid(Uuid::from_u128(4)), now()).unwrap()
}

fn media(number: u128) -> Media {
    Media {
        id: MediaId::from_uuid(Uuid::from_u128(number)),
        checksum: Some("c".into()),
        name: "film.mp4".into(),
        raw_location: format!("src/{number}"),
        content_type: "video/mp4".into(),
        size_bytes: 10,
        uploaded_by: UserId::from_uuid(Uuid::from_u128(4)),
        preset: None,
        status: MediaStatus::Pending,
    }
}

fn image(number: u128) -> Image {
    Image {
        id: ImageId::from_uuid(Uuid::from_u128(number)),
        checksum: "c".into(),
        name: "poster.png".into(),
        width: 1280,
        height: 720,
        size_bytes: 10,
        placeholder: "data:".into(),
    }
}

fn encoded(duration_ms: i64) -> Encoded {
    Encoded {
        path: "enc/1".into(),
        duration_ms,
        playable_at: now(),
        audio_languages: vec![],
        text_tracks: vec![],
        chapters_path: None,
        posters: vec![],
        renditions: vec![],
        warnings: vec![],
    }
}

fn playable() -> Playable {
    Playable { path: "enc/1".into(), duration_ms: 60_000, at: now() }
}

/// Stored and loaded again, so that what follows is a change of its own.
fn reloaded(mut video: Video) -> Video {
    let _ = (video.take_events(), video.take_orphans());
    Video::restore(video.id(), video.state().clone(), video.life())
}

/// Ready to be published.
fn ready() -> Video {
    let mut video = draft(details(), relations());
    video.set_image(ImageKind::Thumbnail, image(10), now());
    video.attach(MediaKind::Video, media(20), now());
    video.encoding_completed(MediaKind::Video, media(20).id, encoded(60_000), now());
    assert_eq!(video.state().status, Status::Ready);
    reloaded(video)
}

fn published() -> Video {
    let mut video = ready();
    video.publish(Readiness::Completed, now()).unwrap();
    reloaded(video)
}

#[test]
fn a_draft_lacks_everything_and_says_so_in_order() {
    let mut video = draft(details(), Relations::default());
    let all = vec![Missing::Film, Missing::Categories, Missing::Genres, Missing::Thumbnail];
    assert_eq!(video.publish(Readiness::Completed, now()), Err(NotPublishable::Missing(all)));
    assert_eq!(video.unpublish(now()), Err(NotPublishable::NeverPublished));
}

#[test]
fn a_ready_video_that_loses_a_precondition_is_a_draft_again() {
    let gone = Relations { genres: relations().genres, ..Relations::default() };
    let mut video = ready();
    video.detach(&gone, now());
    assert_eq!((video.state().status, video.take_events()), (Status::Draft, vec![]));

    let mut video = ready();
    video.remove_image(ImageKind::Thumbnail, now()).unwrap();
    assert_eq!(video.state().status, Status::Draft);
    assert_eq!(video.take_orphans().len(), 3);
}

#[test]
fn the_first_publication_is_told_apart_from_later_ones() {
    let mut video = ready();
    video.publish(Readiness::Completed, now()).unwrap();
    assert_eq!(video.take_events(), [VideoEvent::Published { first: true }]);
    let mut video = reloaded(video);
    video.publish(Readiness::Completed, now()).unwrap();
    assert!(!video.is_changed(), "published twice");
    video.unpublish(now()).unwrap();
    assert_eq!(video.take_events(), [VideoEvent::Unpublished { reason: Withdrawal::Requested }]);
    let mut video = reloaded(video);
    video.publish(Readiness::Completed, now()).unwrap();
    assert_eq!(video.take_events(), [VideoEvent::Published { first: false }]);
}

#[test]
fn publish_when_ready_publishes_by_itself_when_the_last_thing_arrives() {
    let mut video = draft(Details { publish_when_ready: true, ..details() }, relations());
    video.attach(MediaKind::Video, media(20), now());
    video.encoding_completed(MediaKind::Video, media(20).id, encoded(60_000), now());
    assert_eq!(video.state().status, Status::Draft);
    let mut video = reloaded(video);
    video.set_image(ImageKind::Thumbnail, image(10), now());
    assert_eq!(video.state().status, Status::Published);
    assert_eq!(video.take_events(), [VideoEvent::Published { first: true }]);
}

#[test]
fn an_encoded_film_awaits_publication_unless_more_than_a_thumbnail_is_missing_or_it_publishes_itself() {
    let encoded_film = |details: Details, relations: Relations| {
        let mut video = draft(details, relations);
        video.attach(MediaKind::Video, media(20), now());
        assert!(!video.awaits_publication(), "not encoded yet");
        video.encoding_completed(MediaKind::Video, media(20).id, encoded(60_000), now());
        video
    };
    let by_itself = Details { publish_when_ready: true, ..details() };
    assert!(encoded_film(details(), relations()).awaits_publication(), "its poster becomes the thumbnail");
    assert!(!encoded_film(details(), Relations::default()).awaits_publication());
    assert!(!encoded_film(by_itself, relations()).awaits_publication());
    assert!(ready().awaits_publication() && !published().awaits_publication());
    let mut withdrawn = published();
    withdrawn.unpublish(now()).unwrap();
    assert!(withdrawn.awaits_publication());
}

#[test]
fn what_can_be_watched_is_what_the_latest_job_makes() {
    let mut video = draft(details(), relations());
    video.attach(MediaKind::Video, media(20), now());
    for (told, watched) in [("enc/2", "enc/2"), ("enc/3", "enc/3"), ("enc/2", "enc/3")] {
        let told = Playable { path: told.into(), ..playable() };
        video.became_playable(MediaKind::Video, media(20).id, told, now());
        let current = video.state().slot(MediaKind::Video).current.as_ref().unwrap();
        let MediaStatus::Processing { playable: Some(now_watched) } = &current.status else { panic!("{current:?}") };
        assert_eq!(now_watched.path, watched);
    }
}

#[test]
fn what_can_be_watched_of_a_draft_is_told_at_once_so_that_its_makers_can_preview_it() {
    let mut video = draft(details(), relations());
    video.attach(MediaKind::Video, media(20), now());
    let mut video = reloaded(video);
    video.became_playable(MediaKind::Video, media(20).id, playable(), now());
    assert_eq!(video.take_events(), [VideoEvent::Updated]);
    video.became_playable(MediaKind::Video, media(20).id, playable(), now());
    assert_eq!(video.take_events(), []);

    let mut video = published();
    video.attach(MediaKind::Trailer, media(21), now());
    let mut video = reloaded(video);
    video.became_playable(MediaKind::Trailer, media(21).id, playable(), now());
    assert_eq!(video.take_events(), [VideoEvent::Updated], "once");
}

#[test]
fn a_withdrawn_video_does_not_publish_itself_again() {
    let mut video = published();
    video.unpublish(now()).unwrap();
    video.describe(Details { publish_when_ready: true, ..video.state().details.clone() }, relations(), now()).unwrap();
    assert_eq!(video.state().status, Status::Unpublished);
}

#[test]
fn a_playable_film_is_enough_only_for_an_early_publication() {
    let mut video = draft(details(), relations());
    video.set_image(ImageKind::Thumbnail, image(10), now());
    video.attach(MediaKind::Video, media(20), now());
    assert!(video.publish(Readiness::Playable, now()).is_err(), "nothing to watch yet");
    video.became_playable(MediaKind::Video, media(20).id, playable(), now());
    assert_eq!(video.publish(Readiness::Completed, now()), Err(NotPublishable::Missing(vec![Missing::Film])));
    assert_eq!(video.publish(Readiness::Playable, now()), Ok(()));
}

#[test]
fn an_early_published_video_whose_film_fails_is_withdrawn() {
    let mut video = draft(details(), relations());
    video.set_image(ImageKind::Thumbnail, image(10), now());
    video.attach(MediaKind::Video, media(20), now());
    video.became_playable(MediaKind::Video, media(20).id, playable(), now());
    video.publish(Readiness::Playable, now()).unwrap();
    let mut video = reloaded(video);
    video.encoding_failed(MediaKind::Video, media(20).id, "MEDIA_DAMAGED".into(), "damaged".into(), now());
    assert_eq!(video.state().status, Status::Unpublished);
    let events = video.take_events();
    assert!(matches!(events[0], VideoEvent::MediaFailed(MediaKind::Video, _)));
    assert_eq!(events[1..], [VideoEvent::Unpublished { reason: Withdrawal::EncodingFailed }]);
}

#[test]
fn a_failed_replacement_never_takes_a_published_video_down() {
    let mut video = published();
    video.attach(MediaKind::Video, media(21), now());
    assert_eq!(video.state().film.in_service().unwrap().id, media(20).id);
    video.encoding_failed(MediaKind::Video, media(21).id, "X".into(), "x".into(), now());
    assert_eq!(video.state().status, Status::Published);
    assert_eq!(video.state().film.in_service().unwrap().id, media(20).id);
    assert!(video.take_orphans().is_empty(), "the version in service keeps its source");
}

#[test]
fn a_replacement_takes_over_when_it_is_encoded() {
    let mut video = published();
    video.attach(MediaKind::Video, media(21), now());
    let mut video = reloaded(video);
    video.encoding_completed(MediaKind::Video, media(21).id, encoded(60_000), now());
    assert_eq!(video.state().film.in_service().unwrap().id, media(21).id);
    assert_eq!(video.take_orphans(), ["src/20"]);
    let events = video.take_events();
    assert!(matches!(&events[0], VideoEvent::MediaSuperseded(_, old) if old.id == media(20).id));
    assert!(matches!(&events[1], VideoEvent::MediaEncoded(_, new) if new.id == media(21).id));
    assert_eq!(events[2..], [VideoEvent::Updated]);
}

#[test]
fn an_unfinished_version_is_superseded_at_once_and_its_late_results_are_ignored() {
    let mut video = draft(details(), relations());
    video.attach(MediaKind::Video, media(20), now());
    let mut video = reloaded(video);
    video.attach(MediaKind::Video, media(21), now());
    let events = video.take_events();
    assert!(matches!(&events[0], VideoEvent::MediaSuperseded(_, old) if old.id == media(20).id));
    assert!(matches!(&events[1], VideoEvent::MediaUploaded(_, new) if new.id == media(21).id));
    let mut video = reloaded(video);
    let before = video.state().clone();
    video.encoding_started(MediaKind::Video, media(20).id, now());
    video.became_playable(MediaKind::Video, media(20).id, playable(), now());
    video.encoding_completed(MediaKind::Video, media(20).id, encoded(1), now());
    video.encoding_failed(MediaKind::Video, media(20).id, "X".into(), "x".into(), now());
    assert!(!video.is_changed());
    assert_eq!(*video.state(), before);
}

#[test]
fn a_later_job_replaces_what_an_earlier_one_made_and_never_the_other_way_round() {
    let mut video = draft(details(), relations());
    video.attach(MediaKind::Video, media(20), now());
    let by_job = |job: u32| Encoded { path: format!("enc/{job}"), ..encoded(60_000) };
    for (job, serves) in [(2, "enc/2"), (3, "enc/3"), (2, "enc/3"), (3, "enc/3")] {
        video.encoding_completed(MediaKind::Video, media(20).id, by_job(job), now());
        assert_eq!(video.state().slot(MediaKind::Video).current.as_ref().and_then(Media::path), Some(serves));
    }
    let encoded = video.take_events().iter().filter(|event| matches!(event, VideoEvent::MediaEncoded(..))).count();
    assert_eq!(encoded, 2);
}

#[test]
fn every_transition_of_a_medium_is_as_the_table_says() {
    type Step = fn(&mut Video);
    let id = media(20).id;
    let steps: [(&str, Step); 4] = [
        ("started", |video| video.encoding_started(MediaKind::Video, media(20).id, now())),
        ("playable", |video| video.became_playable(MediaKind::Video, media(20).id, playable(), now())),
        ("completed", |video| video.encoding_completed(MediaKind::Video, media(20).id, encoded(1), now())),
        ("failed", |video| video.encoding_failed(MediaKind::Video, media(20).id, "X".into(), "x".into(), now())),
    ];
    let table = [
        (MediaStatus::Pending, ["processing", "processing", "completed", "error"]),
        (MediaStatus::Processing { playable: None }, ["processing", "processing", "completed", "error"]),
        (MediaStatus::Completed(encoded(2)), ["completed"; 4]),
        (MediaStatus::Error { code: "E".into(), text: "e".into() }, ["error", "error", "completed", "error"]),
    ];
    for (from, expected) in table {
        for ((name, step), to) in steps.iter().zip(expected) {
            let mut video = draft(details(), relations());
            video.attach(MediaKind::Video, media(20), now());
            video.current_for_tests(id, from.clone());
            step(&mut video);
            assert_eq!(video.state().film.current.as_ref().unwrap().status.as_str(), to, "{from:?} on {name}");
        }
    }
}

impl Video {
    fn current_for_tests(&mut self, id: MediaId, status: MediaStatus) {
        let current = self.state.film.current.as_mut().filter(|current| current.id == id);
        current.unwrap().status = status;
    }
}

#[test]
fn only_a_failed_medium_is_retried_and_keeps_its_identity() {
    let mut video = draft(details(), relations());
    assert_eq!(video.retry_encoding(MediaKind::Video, now()), Err(NotRetryable));
    video.attach(MediaKind::Video, media(20), now());
    assert_eq!(video.retry_encoding(MediaKind::Video, now()), Err(NotRetryable));
    video.encoding_failed(MediaKind::Video, media(20).id, "X".into(), "x".into(), now());
    let mut video = reloaded(video);
    video.retry_encoding(MediaKind::Video, now()).unwrap();
    assert_eq!(video.take_events(), [VideoEvent::MediaUploaded(MediaKind::Video, media(20))]);
}

#[test]
fn a_film_that_could_be_watched_early_keeps_that_moment() {
    let mut video = draft(details(), relations());
    video.attach(MediaKind::Video, media(20), now());
    video.became_playable(MediaKind::Video, media(20).id, playable(), now());
    let late = Timestamp::from_millis(now().millis() + 60_000);
    let result = Encoded { playable_at: late, ..encoded(61_000) };
    video.encoding_completed(MediaKind::Video, media(20).id, result, late);
    let Some(MediaStatus::Completed(encoded)) = video.state().film.current.as_ref().map(|media| &media.status) else {
        panic!("not completed")
    };
    assert_eq!(encoded.playable_at, now());
    assert_eq!(video.state().details.duration, Some(Minutes::of_millis(61_000)), "filled in from the encoder");
}

#[test]
fn a_published_video_keeps_film_thumbnail_category_and_genre() {
    let mut video = published();
    assert_eq!(video.remove_media(MediaKind::Video, now()), Err(StillNeeded));
    assert_eq!(video.remove_image(ImageKind::Thumbnail, now()), Err(StillNeeded));
    assert!(video.needs_any_of(&Relations { genres: relations().genres, ..Relations::default() }));
    let violations = video.describe(details(), Relations::default(), now()).unwrap_err();
    let fields: Vec<_> = violations.iter().map(|violation| violation.field.as_str()).collect();
    assert_eq!(fields, ["/categories_id", "/genres_id"]);
    assert!(!video.is_changed());
}

#[test]
fn deleting_gives_up_every_object() {
    let mut video = published();
    video.attach(MediaKind::Video, media(21), now());
    video.attach(MediaKind::Trailer, media(22), now());
    video.delete(now());
    assert_eq!(video.take_events(), [VideoEvent::Deleted]);
    let orphans = video.take_orphans();
    for key in ["src/20", "src/21", "src/22"] {
        assert!(orphans.iter().any(|orphan| orphan == key), "{key}");
    }
    assert_eq!(orphans.iter().filter(|key| key.starts_with("blob/")).count(), 3);
}

#[test]
fn several_changes_between_load_and_save_are_one_version() {
    let mut video = published();
    let version = video.life().version;
    video.set_image(ImageKind::Banner, image(11), now());
    video.set_image(ImageKind::ThumbnailHalf, image(12), now());
    assert_eq!(video.life().version, version + 1);
    assert_eq!(video.take_events(), [VideoEvent::Updated]);
}
