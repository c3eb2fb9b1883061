//! What can be done with the catalogue, one file a use case, over the ports.

mod announce_upload;
mod apply_encoding;
mod attach_media;
mod begin_upload;
mod change_publication;
mod change_video;
mod change_vocabulary;
mod choose_poster;
mod delete;
mod digest;
mod discard;
mod drop_upload;
mod error;
mod finish_upload;
mod lists;
mod loading;
pub mod ports;
mod read_media;
mod receive_bytes;
mod remove_media;
mod retry_encoding;
mod store_picture;
mod sweep;
mod tell;
mod text_tracks;
mod view;
mod writers;

pub use apply_encoding::{EncoderReport, apply_encoding};
pub use attach_media::attach_media;
pub use begin_upload::{UploadRules, begin_upload, receive_whole};
pub use change_publication::{publish_video, unpublish_video};
pub use change_video::{VideoChange, change_video, create_video};
pub use change_vocabulary::{
    CastMemberChange, CategoryChange, GenreChange, change_cast_member, change_category, change_genre,
    create_cast_member, create_category, create_genre,
};
pub use choose_poster::{choose_poster, read_poster};
pub use delete::{delete_cast_members, delete_categories, delete_genres, delete_videos};
pub use digest::{BodyChecksum, ChecksumKind};
pub use drop_upload::drop_upload;
pub use error::{Error, Needed};
pub use lists::{list_cast_members, list_categories, list_genres, list_videos};
pub use loading::{Expected, cast_member, category, find_upload, genre, video};
pub use read_media::{read_image, read_source};
pub use receive_bytes::receive_bytes;
pub use remove_media::{remove_image, remove_media};
pub use retry_encoding::retry_encoding;
pub use store_picture::{PictureFile, adopt_poster, store_picture};
pub use sweep::sweep;
pub use text_tracks::{NewText, Standing, read_text_track, remove_text_track, store_text_track};
pub use view::{GenreView, VideoView, view_genres, view_videos};
pub use writers::Writers;
