//! Categories, genres, cast members and videos with their rules, and what may be uploaded. Pure and synchronous.

mod entry;
mod ids;
pub mod media_file;
pub mod picture_file;
mod text;
pub mod upload;
pub mod video;
mod vocabulary;

pub use entry::{Entry, Fact, Kind, Life};
pub use ids::{
    CastMemberId, CategoryId, GenreId, ImageId, MediaId, TextFileId, TextTrackId, UploadId, UserId, VideoId,
};
pub use text::{Description, Name, Synopsis, Title};
pub use vocabulary::{
    CastMember, CastMemberState, CastRole, Category, CategoryState, Genre, GenreState, MAX_CATEGORIES_OF_GENRE,
};
