//! What categories, genres and cast members have in common: an id, a version, and a state that is replaced whole.

use kernel::Timestamp;

/// When something was made and changed, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// From 1, one more with each change.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was deleted; the tombstone is purged later.
    pub deleted_at: Option<Timestamp>,
}

impl Life {
    /// Of something made now.
    pub const fn begun(now: Timestamp) -> Self {
        Self { version: 1, created_at: now, updated_at: now, deleted_at: None }
    }
}

/// A state that can be kept in an [`Entry`].
pub trait Kind: Clone + PartialEq {
    /// Names an entry of this kind.
    type Id: Copy + Ord + std::fmt::Display + Send + Sync;
}

/// What is to be told about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It is new.
    Created,
    /// It changed.
    Updated,
    /// It is gone.
    Deleted,
}

/// An aggregate of the vocabulary that videos are described in.
#[derive(Clone, Debug)]
pub struct Entry<S: Kind> {
    id: S::Id,
    state: S,
    life: Life,
    stored_version: i64,
    fact: Option<Fact>,
}

impl<S: Kind> Entry<S> {
    /// Makes a new one.
    pub const fn create(id: S::Id, state: S, now: Timestamp) -> Self {
        Self { id, state, life: Life::begun(now), stored_version: 0, fact: Some(Fact::Created) }
    }

    /// Takes back what was stored.
    pub const fn restore(id: S::Id, state: S, life: Life) -> Self {
        Self { id, state, stored_version: life.version, life, fact: None }
    }

    /// Its id.
    pub const fn id(&self) -> S::Id {
        self.id
    }

    /// What it is.
    pub const fn state(&self) -> &S {
        &self.state
    }

    /// Its version and times.
    pub const fn life(&self) -> Life {
        self.life
    }

    /// The version it was loaded with; 0 if it was never stored.
    pub const fn stored_version(&self) -> i64 {
        self.stored_version
    }

    /// What happened since it was loaded; nothing, if nothing changed.
    pub const fn fact(&self) -> Option<Fact> {
        self.fact
    }

    /// Becomes `state`. The same again is no change.
    pub fn replace(&mut self, state: S, now: Timestamp) {
        if self.state != state {
            self.state = state;
            self.note(Fact::Updated, now);
        }
    }

    /// Leaves a tombstone.
    pub fn delete(&mut self, now: Timestamp) {
        self.life.deleted_at = Some(now);
        self.note(Fact::Deleted, now);
    }

    fn note(&mut self, fact: Fact, now: Timestamp) {
        self.life.version = self.stored_version + 1;
        self.life.updated_at = now;
        // Whoever has not heard of it must hear of its creation first.
        if self.fact != Some(Fact::Created) {
            self.fact = Some(fact);
        }
    }
}
