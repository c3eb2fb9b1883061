//! Typed ids of everything the catalogue names.

kernel::id!(
    /// A category.
    CategoryId
);
kernel::id!(
    /// A genre.
    GenreId
);
kernel::id!(
    /// A director or an actor.
    CastMemberId
);
kernel::id!(
    /// A video.
    VideoId
);
kernel::id!(
    /// One version of a film or trailer: the id of the upload it came with.
    MediaId
);
kernel::id!(
    /// A stored picture.
    ImageId
);
kernel::id!(
    /// A text track that was added to a film.
    TextTrackId
);
kernel::id!(
    /// The file of a text track, of which there is another one for each change.
    TextFileId
);
kernel::id!(
    /// A resumable upload.
    UploadId
);
kernel::id!(
    /// A login.
    UserId
);

impl From<UploadId> for MediaId {
    /// An upload becomes at most one medium, so that attaching it again names the same one.
    fn from(upload: UploadId) -> Self {
        Self::from_uuid(upload.uuid())
    }
}
