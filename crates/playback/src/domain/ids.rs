//! The ids playback deals with; most are made elsewhere.

kernel::id!(
    /// A film.
    VideoId
);
kernel::id!(
    /// An encoded version of a film or trailer: the `{asset}` of a media URL.
    AssetId
);
kernel::id!(
    /// Somebody watching something on some device.
    StreamId
);
kernel::id!(
    /// A login.
    UserId
);
kernel::id!(
    /// Somebody in a household. The first one of a login bears the login's id.
    ProfileId
);
kernel::id!(
    /// A picture of a title.
    PictureId
);
