//! Keeps the search index up to date with the store.
//!
//! The index remembers in each commit how far it has followed the numbered changes. Whatever ends the process between
//! a change and the index's commit is therefore made good by the next call, and an index that is missing, damaged or
//! of another edition is simply one that has everything still before it.

use super::ports::{ChangeLog, Mark, PortError, SearchIndex, Standing};

/// Videos read and written at a time.
const BATCH: i64 = 4_000;

/// Makes sure that there is an index of this edition to write to; the one that is served stays until it is replaced.
pub async fn begin(log: &dyn ChangeLog, index: &dyn SearchIndex) -> Result<(), PortError> {
    let (edition, newest) = log.newest().await?;
    if !index.written().is_some_and(|standing| belongs(standing, edition, newest)) {
        index.start_over(edition).await?;
    }
    Ok(())
}

/// Brings the index up to the present; returns how many videos were written.
pub async fn catch_up(log: &dyn ChangeLog, index: &dyn SearchIndex) -> Result<u64, PortError> {
    begin(log, index).await?;
    let mut written = 0;
    loop {
        let mark = index.written().map_or(Mark::START, |standing| standing.mark);
        let (marks, entries): (Vec<Mark>, Vec<_>) = log.since(mark, BATCH).await?.into_iter().unzip();
        let Some(reached) = marks.last() else { break };
        written += entries.len() as u64;
        index.write(entries, *reached).await?;
    }
    index.serve_written().await?;
    Ok(written)
}

/// An index that is ahead of the store follows another history: the store was restored from a copy.
fn belongs(standing: Standing, edition: uuid::Uuid, newest: i64) -> bool {
    standing.edition == edition && standing.mark.change <= newest
}
