//! The arguments of `codeflix import`.

use std::path::PathBuf;

use clap::Args;
use url::Url;

use crate::preset::Preset;

/// Paragraphs are one line each: they are wrapped to the terminal.
const MORE: &str = "\
Example:
  codeflix import films --csv films.csv --email editor@example.org --dry-run
  codeflix import films --csv films.csv --email editor@example.org

Names that are understood:
  film               Title (1999).mkv, Title.1999.1080p.mp4, Title (1999)/anything.mkv
  trailer            Title (1999)-trailer.mp4, trailer.mp4, trailers/anything.mp4
  thumbnail          Title (1999)-thumb.jpg, Title (1999).jpg, Title (1999)-poster.jpg, poster.jpg
  narrow thumbnail   the poster, if there is another thumbnail
  banner             Title (1999)-banner.jpg, Title (1999)-fanart.jpg, fanart.jpg
  subtitles          Title (1999).pt-BR.srt, Title (1999).en.forced.vtt, Subs/en.ass
Hidden files are not looked at, and links are not followed.

Columns of the table; only `file` is needed:
  file, title, description, year_launched, duration, rating, opened, categories, genres, cast,
  intro_start_ms, intro_end_ms, credits_start_ms, publish_when_ready, trailer, banner, thumbnail,
  thumbnail_half, subtitles
The table is UTF-8 with `,` or `;`. It wins over names, and films it does not name are brought as well. Paths are \
relative to the folder. `|` separates the entries of a cell: `Drama|Short`, `Ana (director)|Bo (actor)`. If anything \
in the table is wrong, all of it is told and nothing is done.

A film is known by its title and year. One that is in Codeflix already gets the files it lacks and is otherwise left \
as it is. So the same command can be run again at any time: nothing is made twice, and uploads that were broken off \
go on where they stand for a day.

It exits with 1 if anything was refused.";

/// A folder of films becomes drafts with their media, in a Codeflix that runs.
///
/// The films are uploaded over the public API as a user with the role `catalog_admin` (or `catalog_videos`, if every
/// category, genre and cast member is there already). The password is read from `CODEFLIX_PASSWORD` or asked for.
#[derive(Debug, Args)]
#[command(after_long_help = MORE)]
pub struct Arguments {
    /// Where the films are.
    pub folder: PathBuf,
    /// A table with what is known about them.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Show what would be made and what is wrong or doubtful, and change nothing. Without --email, Codeflix is not
    /// asked what it has already.
    #[arg(long)]
    pub dry_run: bool,
    /// How much work a frame of the films is worth, also when they are encoded again [default: as Codeflix is set up].
    #[arg(long)]
    pub preset: Option<Preset>,
    /// Who brings the films.
    #[arg(long, required_unless_present = "dry_run")]
    pub email: Option<String>,
    /// Where Codeflix runs [default: `gateway.public_url` of the configuration].
    #[arg(long, value_name = "URL")]
    pub server: Option<Url>,
}
