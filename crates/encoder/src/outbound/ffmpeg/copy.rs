//! Takes the source's own pictures for the largest rung, after a look at all of them.

use std::ffi::OsString;

use platform::sandbox::Limits;

use super::chunk;
use super::packets::PacketList;
use super::run::{EncodeError, ended};
use super::transcoder::{EncodeJob, Jail};
use crate::domain::{ChunkWork, Grid, Method, RefusalCode};

/// The line that copies the pictures of `work`; `None` where they must be encoded, after all.
pub async fn line(
    jail: &Jail<'_>,
    job: &EncodeJob<'_>,
    work: &ChunkWork,
) -> Result<Option<Vec<OsString>>, EncodeError> {
    let (Method::Copy, [rung]) = (work.method, work.rungs.as_slice()) else { return Ok(None) };
    let mut list = PacketList::new(1);
    let limits = Limits { stdout_kept: 0, ..job.limits() };
    let outcome = jail.ffmpeg(chunk::copied_packets(job), limits, &mut list).await?;
    ended(&outcome, RefusalCode::EncodeTimeout)?;
    Ok(match suits(&list, job.grid) {
        Ok(()) => Some(chunk::copy(job, rung)),
        Err(reason) => {
            tracing::info!(reason, "the source's own picture does not suit");
            None
        }
    })
}

/// Every picture is on the grid, none is missing, and a player can start at every segment.
fn suits(list: &PacketList, grid: &Grid) -> Result<(), String> {
    let frames = list.check_pictures(0, grid, 0)?;
    if frames != grid.total_frames() {
        return Err(format!("{frames} pictures instead of {}", grid.total_frames()));
    }
    list.check_closed(0, grid)
}
