//! From what happened to a login to what others are told.

use contracts::identity::{IdentityEvent, User as PublicUser};

use crate::domain::{User, UserEvent};

/// The facts to be published, with the login as it is now.
pub fn facts(user: &User, events: &[UserEvent]) -> Vec<IdentityEvent> {
    events.iter().map(|event| fact(user, *event)).collect()
}

fn fact(user: &User, event: UserEvent) -> IdentityEvent {
    let state = user.state();
    let public = PublicUser {
        user_id: state.id.uuid(),
        version: state.version,
        email: state.email.to_string(),
        name: state.name.clone(),
        locale: state.locale.clone(),
        account_id: state.account_id.map(crate::domain::AccountId::uuid),
        disabled: state.disabled,
    };
    match event {
        UserEvent::Created => IdentityEvent::UserCreated(public),
        UserEvent::Updated => IdentityEvent::UserUpdated(public),
        UserEvent::Deleted => IdentityEvent::UserDeleted(public),
    }
}
