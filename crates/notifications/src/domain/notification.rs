//! A message on its way to one recipient: `queued` → `sending` → `sent`, or `retry_wait` again and again, or `failed`.

use std::time::Duration;

use kernel::Timestamp;

use super::{Kind, Message, NotificationId, UserId};

/// How long delivery is tried, counted from the first try: a mail server may be away for a weekend's night, but nobody
/// wants to hear on Thursday what was news on Monday.
const PATIENCE: Duration = Duration::from_hours(48);

/// A way to reach people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By mail.
    Email,
}

impl Channel {
    /// As stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
        }
    }
}

/// Where a mail went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// To a mail server.
    Smtp,
    /// Into the folder of mails: there is no mail server.
    Folder,
}

impl Route {
    /// As stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Folder => "folder",
        }
    }

    /// The one of this name.
    pub fn from_stored(text: &str) -> Option<Self> {
        [Self::Smtp, Self::Folder].into_iter().find(|it| it.as_str() == text)
    }
}

/// How far a notification is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Waits for its turn, or for the recipient to be known.
    Queued,
    /// Somebody is handing it over.
    Sending,
    /// Could not be handed over; tried again then.
    RetryWait {
        /// Not before.
        next_at: Timestamp,
    },
    /// Handed over.
    Sent {
        /// When.
        at: Timestamp,
        /// Where it went.
        by: Route,
    },
    /// Given up.
    Failed,
}

impl Status {
    /// As stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::RetryWait { .. } => "retry_wait",
            Self::Sent { .. } => "sent",
            Self::Failed => "failed",
        }
    }
}

/// Why the latest try did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable.
    pub code: String,
    /// What the other side said, for operators. May hold the recipient's address.
    pub reason: Option<String>,
}

impl Refusal {
    /// Longer answers of a mail server are cut.
    const MAX_REASON: usize = 500;

    /// A refusal with what was said.
    pub fn new(code: &str, reason: &str) -> Self {
        let reason: String = reason.chars().take(Self::MAX_REASON).collect();
        Self { code: code.to_owned(), reason: Some(reason).filter(|reason| !reason.is_empty()) }
    }
}

/// What is stored of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationState {
    /// Also the id of the job that sends it, and the first half of the mail's Message-ID.
    pub id: NotificationId,
    /// Rises with each change.
    pub version: i64,
    /// Who is told.
    pub recipient: UserId,
    /// How.
    pub channel: Channel,
    /// What.
    pub message: Message,
    /// The event that told us.
    pub source_event: uuid::Uuid,
    /// How far it is.
    pub status: Status,
    /// Tries since it was queued.
    pub attempts: u32,
    /// When the first of them was.
    pub tried_since: Option<Timestamp>,
    /// Why the latest did not succeed.
    pub refusal: Option<Refusal>,
    /// In which language it was sent, BCP 47.
    pub language: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A message to one recipient over one channel.
#[derive(Clone, Debug)]
pub struct Notification {
    state: NotificationState,
}

impl Notification {
    /// A new one.
    pub fn queue(recipient: UserId, message: Message, source_event: uuid::Uuid, now: Timestamp) -> Self {
        let state = NotificationState {
            id: NotificationId::generate(now),
            version: 1,
            recipient,
            channel: Channel::Email,
            message,
            source_event,
            status: Status::Queued,
            attempts: 0,
            tried_since: None,
            refusal: None,
            language: None,
            created_at: now,
        };
        Self { state }
    }

    /// As it was stored.
    pub const fn from_stored(state: NotificationState) -> Self {
        Self { state }
    }

    /// What it is now.
    pub const fn state(&self) -> &NotificationState {
        &self.state
    }

    /// Its sort.
    pub const fn kind(&self) -> Kind {
        self.state.message.kind()
    }

    /// A try begins. `false` if it has ended already.
    pub fn begin(&mut self, now: Timestamp) -> bool {
        if matches!(self.state.status, Status::Sent { .. } | Status::Failed) {
            return false;
        }
        self.change(Status::Sending);
        self.state.attempts += 1;
        self.state.tried_since.get_or_insert(now);
        true
    }

    /// The mail was taken.
    pub fn deliver(&mut self, by: Route, language: &str, now: Timestamp) {
        self.change(Status::Sent { at: now, by });
        self.state.refusal = None;
        self.state.language = Some(language.to_owned());
    }

    /// The mail was not taken, which may pass: it is tried again after `wait`, unless that went on for too long.
    pub fn put_off(&mut self, refusal: Refusal, wait: Duration, now: Timestamp) {
        let is_over = self.state.tried_since.is_some_and(|since| now.since(since) >= PATIENCE);
        if is_over {
            return self.give_up(refusal);
        }
        self.change(Status::RetryWait { next_at: now.plus(wait) });
        self.state.refusal = Some(refusal);
    }

    /// Trying again is pointless.
    pub fn give_up(&mut self, refusal: Refusal) {
        self.change(Status::Failed);
        self.state.refusal = Some(refusal);
    }

    /// An operator wants it tried once more. `false` if it was not given up.
    pub fn resend(&mut self) -> bool {
        if self.state.status != Status::Failed {
            return false;
        }
        self.change(Status::Queued);
        (self.state.attempts, self.state.tried_since) = (0, None);
        true
    }

    fn change(&mut self, status: Status) {
        self.state.version += 1;
        self.state.status = status;
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{
        super::{Media, Part, VideoId},
        *,
    };

    const WAIT: Duration = Duration::from_secs(30);

    fn notification() -> Notification {
        let id = Uuid::from_u128(1);
        let media = Media { video_id: VideoId::from_uuid(id), title: "Tide".into(), part: Part::Film };
        Notification::queue(UserId::from_uuid(id), Message::MediaReady(media), id, at(0))
    }

    fn at(seconds: u64) -> Timestamp {
        Timestamp::default().plus(Duration::from_secs(seconds))
    }

    fn refusal() -> Refusal {
        Refusal::new("SMTP_DEFERRED", "450 try later")
    }

    #[test]
    fn what_has_ended_is_not_begun_again() {
        let (mut sent, mut failed) = (notification(), notification());
        assert!(sent.begin(at(1)) && failed.begin(at(1)));
        sent.deliver(Route::Smtp, "en", at(2));
        failed.give_up(refusal());
        assert!(!sent.begin(at(3)) && !failed.begin(at(3)));
    }

    #[test]
    fn a_try_that_a_crash_cut_off_is_made_again() {
        let mut cut_off = notification();
        assert!(cut_off.begin(at(1)));
        assert!(cut_off.begin(at(90)));
        assert_eq!(cut_off.state().attempts, 2);
    }

    #[test]
    fn patience_ends_two_days_after_the_first_try_however_long_it_waited_before() {
        let mut waiting = notification();
        let first = 400_000;
        for (seconds, status) in [(0, "retry_wait"), (172_799, "retry_wait"), (172_800, "failed")] {
            waiting.begin(at(first + seconds));
            waiting.put_off(refusal(), WAIT, at(first + seconds));
            assert_eq!(waiting.state().status.as_str(), status, "{seconds}");
        }
    }

    #[test]
    fn only_what_was_given_up_can_be_resent_and_has_all_the_time_again() {
        let mut given_up = notification();
        assert!(!given_up.resend());
        given_up.begin(at(1));
        given_up.give_up(refusal());
        assert!(given_up.resend());
        assert_eq!((given_up.state().status, given_up.state().attempts), (Status::Queued, 0));
        assert!(given_up.begin(at(1_000_000)));
        given_up.put_off(refusal(), WAIT, at(1_000_000));
        assert_eq!(given_up.state().status.as_str(), "retry_wait");
    }

    #[test]
    fn an_endless_answer_of_a_mail_server_is_cut() {
        assert_eq!(Refusal::new("SMTP_REFUSED", &"й".repeat(9_000)).reason.unwrap().chars().count(), 500);
        assert_eq!(Refusal::new("SMTP_REFUSED", "").reason, None);
    }
}
