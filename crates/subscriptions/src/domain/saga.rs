//! A process with a step outside of this service. The row is the truth: whoever finds it open goes on with it.

use std::time::Duration;

use kernel::Timestamp;

use super::{AccountId, Charge, Email, SagaId};

/// Whoever runs a saga has it for this long; then another may go on.
const TURN: Duration = Duration::from_secs(30);
/// First wait after a step whose outcome is unknown.
const FIRST_WAIT: Duration = Duration::from_secs(5);
/// Longest such wait.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// Where a saga stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SagaState {
    /// On its way.
    Running,
    /// On its way back.
    Compensating,
    /// Succeeded.
    Done,
    /// Failed, and nothing of it is left.
    Failed,
}

impl SagaState {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Compensating => "compensating",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// As stored.
    pub fn from_stored(text: &str) -> Option<Self> {
        [Self::Running, Self::Compensating, Self::Done, Self::Failed].into_iter().find(|it| it.as_str() == text)
    }
}

/// What a saga is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SagaWork {
    /// Make the login of an account. The password is not part of it: it is never stored.
    SignUp {
        /// The account.
        account: AccountId,
        /// Its address.
        email: Email,
    },
    /// Charge a subscription's period.
    Charge(Charge),
}

impl SagaWork {
    /// The one thing there is one saga for.
    pub fn business_key(&self) -> String {
        match self {
            Self::SignUp { account, .. } => account.to_string(),
            Self::Charge(charge) => charge.key.as_str().to_owned(),
        }
    }
}

/// A process with a step outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saga {
    /// Its id.
    pub id: SagaId,
    /// 0 before it is saved, then rising.
    pub version: i64,
    /// What it is about.
    pub work: SagaWork,
    /// Where it stands.
    pub state: SagaState,
    /// While open: nobody else takes it up before.
    pub deadline: Timestamp,
    /// Steps whose outcome stayed unknown.
    pub attempts: u32,
    /// Why it is not done.
    pub last_error: Option<String>,
}

impl Saga {
    /// Begins one; whoever begins it runs it.
    pub fn begin(work: SagaWork, now: Timestamp) -> Self {
        Self {
            id: SagaId::generate(now),
            version: 0,
            work,
            state: SagaState::Running,
            deadline: now.plus(TURN),
            attempts: 0,
            last_error: None,
        }
    }

    /// Taken up by whoever found it past its deadline.
    pub fn take_up(&mut self, now: Timestamp) {
        self.deadline = now.plus(TURN);
    }

    /// The step's outcome is unknown: ask again later.
    pub fn ask_again(&mut self, error: &str, now: Timestamp) {
        let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(self.attempts)).min(LONGEST_WAIT);
        self.attempts = self.attempts.saturating_add(1);
        self.deadline = now.plus(wait);
        self.last_error = Some(error.to_owned());
    }

    /// Everything is done.
    pub fn finish(&mut self) {
        self.state = SagaState::Done;
    }

    /// What was done must be undone.
    pub fn turn_back(&mut self, error: &str) {
        self.state = SagaState::Compensating;
        self.last_error = Some(error.to_owned());
    }

    /// Nothing of it is left.
    pub fn give_up(&mut self, error: &str) {
        self.state = SagaState::Failed;
        self.last_error = Some(error.to_owned());
    }

    /// Nothing of it is left, for the reason it turned back.
    pub fn undone(&mut self) {
        self.state = SagaState::Failed;
    }
}
