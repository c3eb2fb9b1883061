//! One index in a folder of its own, with its writer and what is searched of it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use platform::crash;
use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term, indexer::IndexWriterOptions};
use uuid::Uuid;

use super::{
    error::IndexError,
    schema::{Fields, VERSION},
    snapshot::Snapshot,
};
use crate::{
    application::ports::{IndexEntry, Mark, Standing},
    domain::VideoId,
};

/// Bytes of documents in memory before they are flushed.
const MEMORY: usize = 32 * 1024 * 1024;

/// What each commit says about itself; it is part of the commit, so that it can never tell another story.
#[derive(Debug, Deserialize, Serialize)]
struct Payload {
    version: u32,
    edition: Uuid,
    change: i64,
    video: Uuid,
}

/// An index.
pub struct Generation {
    folder: PathBuf,
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<Writer>,
    snapshot: RwLock<Arc<Snapshot>>,
}

struct Writer {
    index: IndexWriter<TantivyDocument>,
    standing: Standing,
}

impl Generation {
    /// Makes an empty index of an edition.
    pub fn create(folder: &Path, edition: Uuid) -> Result<Self, IndexError> {
        fs::create_dir_all(folder)?;
        let fields = Fields::new();
        let index = Index::create_in_dir(folder, fields.schema.clone())?;
        let standing = Standing { edition, mark: Mark::START };
        let mut writer = writer(&index)?;
        commit(&mut writer, standing)?;
        Self::assemble(folder, fields, &index, Writer { index: writer, standing })
    }

    /// Opens an index if it is whole and of this version. Every byte is checked: a damaged index could answer anything.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let fields = Fields::new();
        let index = Index::open_in_dir(folder)?;
        if index.schema() != fields.schema {
            return Err(IndexError::corrupt("the fields are of another version"));
        }
        let damaged = index.validate_checksum()?;
        if !damaged.is_empty() {
            return Err(IndexError::Corrupt(format!("{} files are damaged", damaged.len())));
        }
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let payload: Payload = serde_json::from_str(&payload).map_err(IndexError::corrupt)?;
        if payload.version != VERSION {
            return Err(IndexError::corrupt("the analysis is of another version"));
        }
        let mark = Mark { change: payload.change, video: VideoId::from_uuid(payload.video) };
        let standing = Standing { edition: payload.edition, mark };
        let index_writer = writer(&index)?;
        Self::assemble(folder, fields, &index, Writer { index: index_writer, standing })
    }

    fn assemble(folder: &Path, fields: Fields, index: &Index, writer: Writer) -> Result<Self, IndexError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let snapshot = Snapshot::open(&reader, &fields, writer.standing, None)?;
        Ok(Self {
            folder: folder.to_owned(),
            fields,
            reader,
            writer: Mutex::new(writer),
            snapshot: RwLock::new(Arc::new(snapshot)),
        })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What can be searched now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes entries and the mark in one commit, and shows them.
    pub fn write(&self, entries: &[IndexEntry], mark: Mark) -> Result<(), IndexError> {
        let mut writer = self.writer();
        for entry in entries {
            let id = match entry {
                IndexEntry::Put(shelved) => shelved.video.id,
                IndexEntry::Remove(id) => *id,
            };
            writer.index.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
            if let IndexEntry::Put(shelved) = entry {
                writer.index.add_document(self.fields.document(shelved))?;
            }
        }
        let standing = Standing { mark, ..writer.standing };
        commit(&mut writer.index, standing)?;
        writer.standing = standing;
        self.show(standing)
    }

    /// Makes one part of all, which is the fastest to search.
    pub fn merge(&self) -> Result<(), IndexError> {
        let mut writer = self.writer();
        let segments = writer.index.index().searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.index.merge(&segments).wait()?;
            writer.index.garbage_collect_files().wait()?;
        }
        self.show(writer.standing)
    }

    fn show(&self, standing: Standing) -> Result<(), IndexError> {
        self.reader.reload()?;
        let before = self.snapshot();
        let snapshot = Snapshot::open(&self.reader, &self.fields, standing, Some(&before))?;
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        Ok(())
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn writer(index: &Index) -> Result<IndexWriter<TantivyDocument>, IndexError> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(MEMORY)
        .build();
    Ok(index.writer_with_options(options)?)
}

fn commit(writer: &mut IndexWriter<TantivyDocument>, standing: Standing) -> Result<(), IndexError> {
    let Standing { edition, mark } = standing;
    let payload = Payload { version: VERSION, edition, change: mark.change, video: mark.video.uuid() };
    let payload = serde_json::to_string(&payload).map_err(IndexError::corrupt)?;
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&payload);
    crash::step("index");
    commit.commit()?;
    crash::step("indexed");
    Ok(())
}
