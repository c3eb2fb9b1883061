//! One sign-in of one browser or program, and how long it lasts.

use std::{collections::BTreeSet, time::Duration};

use kernel::Timestamp;

use super::{Role, SecretHash, SessionId, UserId, is_staff};

/// A login ends at last after this long, however often it is used.
const ABSOLUTE: Duration = Duration::from_hours(30 * 24);

/// How long a login outlives its last use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    idle: Duration,
}

impl Lifetimes {
    /// Viewers two weeks, staff a working day.
    pub fn of(roles: &BTreeSet<Role>) -> Self {
        let idle = if is_staff(roles) { Duration::from_hours(8) } else { Duration::from_hours(14 * 24) };
        Self { idle }
    }

    /// When a login used `now` ends if it is not used again.
    pub fn idle_until(self, now: Timestamp) -> Timestamp {
        now.plus(self.idle)
    }
}

/// A login. Its cookie carries a secret of which only the hash is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The `sid` of tokens.
    pub id: SessionId,
    /// Of the cookie's secret.
    pub secret_hash: SecretHash,
    /// Who signed in.
    pub user_id: UserId,
    /// When the password was shown; `auth_time`.
    pub authenticated_at: Timestamp,
    /// Ends then if it is not used before.
    pub idle_expires_at: Timestamp,
    /// Ends then in any case.
    pub expires_at: Timestamp,
}

impl Session {
    /// A login that begins `now`.
    pub fn begin(user_id: UserId, lifetimes: Lifetimes, secret_hash: SecretHash, now: Timestamp) -> Self {
        Self {
            id: SessionId::generate(now),
            secret_hash,
            user_id,
            authenticated_at: now,
            idle_expires_at: lifetimes.idle_until(now),
            expires_at: now.plus(ABSOLUTE),
        }
    }

    /// Whether the password was shown within `age`.
    pub fn is_fresh(&self, age: Duration, now: Timestamp) -> bool {
        now.since(self.authenticated_at) <= age
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_may_be_away_for_two_weeks_and_staff_for_eight_hours() {
        let now = Timestamp::from_millis(1_000);
        let viewer = Lifetimes::of(&BTreeSet::from([Role::Subscriber])).idle_until(now);
        let staff = Lifetimes::of(&BTreeSet::from([Role::Subscriber, Role::CatalogVideos])).idle_until(now);
        assert_eq!(viewer.since(now), Duration::from_hours(14 * 24));
        assert_eq!(staff.since(now), Duration::from_hours(8));
        assert_eq!(Lifetimes::of(&BTreeSet::new()).idle_until(now), viewer);
    }
}
