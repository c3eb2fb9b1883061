//! One moment of an index: its segments, opened for searching. A search works on the snapshot it began with, however
//! often the index is written to or replaced meanwhile.

use std::sync::Arc;

use tantivy::{DocId, IndexReader, SegmentReader, index::SegmentId};

use super::{
    answers::Answers,
    bits::Bits,
    collect,
    columns::{Columns, Numbers},
    error::IndexError,
    hits::Hits,
    postings::SegmentPostings,
    retrieve::{self, Retrieved},
    schema::Fields,
};
use crate::{
    application::ports::Standing,
    domain::{Found, SearchRequest},
};

/// A part of an index.
pub struct Segment {
    id: SegmentId,
    /// Documents that were not deleted.
    pub alive: Bits,
    /// What is known of its documents.
    pub columns: Arc<Columns>,
    /// Where its words occur.
    pub postings: Arc<SegmentPostings>,
}

impl Segment {
    /// Documents, the deleted ones included.
    pub fn docs(&self) -> DocId {
        self.postings.docs
    }
}

/// One moment of an index.
pub struct Snapshot {
    /// Its parts.
    pub segments: Vec<Segment>,
    /// Small numbers of labels, by kind.
    pub numbers: Arc<[Numbers; 3]>,
    /// How far it is.
    pub standing: Standing,
    answers: Answers,
}

impl Snapshot {
    /// Opens what the reader shows; `before` lends what it knows of segments that are still there.
    pub fn open(
        reader: &IndexReader,
        fields: &Fields,
        standing: Standing,
        before: Option<&Self>,
    ) -> Result<Self, IndexError> {
        let numbers = before.map_or_else(Arc::default, |before| Arc::clone(&before.numbers));
        let mut segments = Vec::new();
        for reader in reader.searcher().segment_readers() {
            let known = before.and_then(|before| before.segments.iter().find(|known| known.id == reader.segment_id()));
            let columns = match known {
                Some(known) => Arc::clone(&known.columns),
                None => Arc::new(Columns::load(reader, &numbers)?),
            };
            let postings = match known {
                Some(known) => Arc::clone(&known.postings),
                None => Arc::new(SegmentPostings::open(reader, fields)?),
            };
            segments.push(Segment { id: reader.segment_id(), alive: alive(reader), columns, postings });
        }
        Ok(Self { segments, numbers, standing, answers: Answers::default() })
    }

    /// Documents that are there.
    pub fn size(&self) -> u64 {
        self.segments.iter().map(|segment| segment.alive.count()).sum()
    }

    /// A page of hits.
    pub fn search(&self, request: &SearchRequest) -> Result<Found, IndexError> {
        if let Some(found) = self.answers.find(request) {
            return Ok(found);
        }
        let retrieved = match &request.text {
            Some(text) => retrieve::retrieve(self, text)?,
            None => Retrieved { hits: Hits::Everything, ..Retrieved::default() },
        };
        let mut found = collect::collect(self, &retrieved.hits, request)?;
        found.relaxed = retrieved.relaxed;
        found.did_you_mean = retrieved.did_you_mean;
        self.answers.keep(request, &found);
        Ok(found)
    }
}

fn alive(segment: &SegmentReader) -> Bits {
    let mut alive = Bits::all(segment.max_doc());
    if segment.has_deletes() {
        alive = Bits::none(segment.max_doc());
        segment.doc_ids_alive().for_each(|doc| alive.insert(doc));
    }
    alive
}
