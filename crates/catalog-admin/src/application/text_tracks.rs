//! Text tracks of a film: whatever comes is read and written anew, so that nothing of it can do harm.

use bytes::Bytes;
use captions::{Kind, Language};
use kernel::Cause;

use super::{
    Error, Expected,
    digest::checksum_of,
    discard::discard,
    loading::{retrying, video},
    ports::{Changes, ObjectBytes, Ports, StoreError},
    tell::tell_video,
};
use crate::domain::{
    TextFileId, TextTrackId, VideoId,
    video::{TextTrack, Video},
};

/// What somebody wants to have offered.
#[derive(Clone, Debug)]
pub struct NewText {
    /// In which language it is.
    pub language: Language,
    /// For whom it is.
    pub kind: Kind,
    /// For people.
    pub label: String,
    /// What the file is called; only ever shown.
    pub name: String,
    /// The file as it came.
    pub bytes: Bytes,
}

/// What becomes of a track that is there, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is made; one that was made by the same command stays as it is.
    New,
    /// It is there and replaced.
    Known,
}

/// Stores a text track. No film is encoded anew for it.
pub async fn store_text_track(
    ports: &Ports,
    (id, track, standing): (VideoId, TextTrackId, Standing),
    new: NewText,
    cause: &Cause,
) -> Result<TextTrack, Error> {
    let found = video(ports, id).await?;
    match (standing, found.text_track(track)) {
        (Standing::New, Some(made)) => return Ok(made.clone()),
        (Standing::Known, None) => return Err(Error::NotFound),
        _ => {}
    }
    let text: Bytes = captions::read(&new.bytes)?.webvtt().into();
    let made = TextTrack {
        id: track,
        file: TextFileId::generate(ports.clock.now()),
        language: new.language,
        kind: new.kind,
        label: new.label,
        checksum: checksum_of(&new.bytes),
        name: new.name,
        size_bytes: text.len() as u64,
    };
    ports.objects.ensure_room(made.size_bytes).await?;
    ports.catalogue.expect_objects(&[made.key()]).await?;
    ports.objects.put(&made.key(), text).await?;
    let placed = retrying(|| place(ports, (id, standing), &made, cause)).await;
    // When the outcome of the commit is not known, the sweep finds out.
    if matches!(placed, Err(Error::NotFound | Error::Invalid(_) | Error::Store(StoreError::Conflict))) {
        discard(ports, &made.key()).await;
    }
    placed
}

/// Puts a stored track into its video, which may have changed meanwhile.
async fn place(
    ports: &Ports,
    (id, standing): (VideoId, Standing),
    made: &TextTrack,
    cause: &Cause,
) -> Result<TextTrack, Error> {
    let mut found = video(ports, id).await?;
    if standing == Standing::Known && found.text_track(made.id).is_none() {
        return Err(Error::NotFound);
    }
    found.put_text_track(made.clone(), ports.clock.now())?;
    save(ports, &found, cause).await?;
    found.text_track(made.id).cloned().ok_or(Error::NotFound)
}

/// Takes a text track away. One that is not there is gone already.
pub async fn remove_text_track(
    ports: &Ports,
    (id, track): (VideoId, TextTrackId),
    expected: Expected,
    cause: &Cause,
) -> Result<(), Error> {
    retrying(|| async {
        let mut found = video(ports, id).await?;
        expected.check(found.life().version)?;
        found.remove_text_track(track, ports.clock.now());
        save(ports, &found, cause).await
    })
    .await
}

/// A text track with its bytes.
pub async fn read_text_track(
    ports: &Ports,
    id: VideoId,
    track: TextTrackId,
) -> Result<(TextTrack, ObjectBytes), Error> {
    let found = video(ports, id).await?;
    let track = found.text_track(track).ok_or(Error::NotFound)?;
    Ok((track.clone(), ports.objects.get(&track.key(), None).await?))
}

async fn save(ports: &Ports, video: &Video, cause: &Cause) -> Result<(), Error> {
    if video.is_changed() {
        let changes = Changes { videos: vec![video.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        tell_video(ports, video);
    }
    Ok(())
}
