//! What others publish: whom one can write to, and what there is to tell.

use std::sync::Arc;

use async_trait::async_trait;
use contracts::{
    Envelope,
    catalog_admin::{self, CatalogAdminEvent},
    conversions::{self, ConversionEvent},
    identity::{self, IdentityEvent},
    subscriptions::{self, SubscriptionsEvent},
};
use kernel::{Cause, uuid::Uuid};
use platform::messaging::{Consumer, Handler, HandlerError};

use crate::{
    application::{
        Announce, KeepContact,
        ports::{ContactChange, StoreError},
    },
    domain::{
        AccountChange, Conversion, ConversionId, LoginChange, Media, Message, Part, Standing, UserId, VideoId, one_line,
    },
};

/// Copies of the contacts: each event carries the whole state of its subject.
pub fn contacts(keep: KeepContact) -> Consumer {
    Consumer {
        name: "notifications.contacts",
        types: [identity::TYPES, &[subscriptions::ACCOUNT_REGISTERED, subscriptions::ACCOUNT_UPDATED]].concat(),
        handler: Arc::new(Contacts { keep }),
    }
}

/// What became of uploaded media: each event is told, whatever comes after it.
pub fn media(announce: Announce) -> Consumer {
    Consumer {
        name: "notifications.media",
        types: vec![catalog_admin::MEDIA_ENCODED, catalog_admin::MEDIA_FAILED],
        handler: Arc::new(MediaNews { announce }),
    }
}

/// What became of audio conversions.
pub fn conversions(announce: Announce) -> Consumer {
    Consumer {
        name: "notifications.conversions",
        types: vec![conversions::COMPLETED, conversions::FAILED],
        handler: Arc::new(ConversionNews { announce }),
    }
}

struct Contacts {
    keep: KeepContact,
}

#[async_trait]
impl Handler for Contacts {
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        let (of, change) = if identity::TYPES.contains(&event.event_type.as_str()) {
            login(event.fact()?)
        } else {
            let Some(told) = account(event.fact()?) else { return Ok(()) };
            told
        };
        // Whether it was handled before is the same to the sender.
        let _ = self.keep.run(of, change, cause).await.map_err(failed)?;
        Ok(())
    }
}

fn login(fact: IdentityEvent) -> (UserId, ContactChange) {
    let (user, standing) = match fact {
        IdentityEvent::UserDeleted(user) => (user, Standing::Gone),
        IdentityEvent::UserCreated(user) | IdentityEvent::UserUpdated(user) if user.disabled => {
            (user, Standing::Disabled)
        }
        IdentityEvent::UserCreated(user) | IdentityEvent::UserUpdated(user) => (user, Standing::Active),
    };
    let change = LoginChange {
        version: user.version,
        standing,
        email: user.email,
        name: one_line(&user.name),
        locale: user.locale,
    };
    (UserId::from_uuid(user.user_id), ContactChange::Login(change))
}

fn account(fact: SubscriptionsEvent) -> Option<(UserId, ContactChange)> {
    let (SubscriptionsEvent::AccountRegistered(account) | SubscriptionsEvent::AccountUpdated(account)) = fact else {
        return None;
    };
    let change = AccountChange { version: account.version, name: one_line(&account.name), locale: account.locale };
    Some((UserId::from_uuid(account.user_id), ContactChange::Account(change)))
}

struct MediaNews {
    announce: Announce,
}

#[async_trait]
impl Handler for MediaNews {
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        let Some((recipient, message)) = news(event.fact()?)? else { return Ok(()) };
        let _ = self.announce.run(recipient, message, event.id, cause).await.map_err(failed)?;
        Ok(())
    }
}

/// Nothing is told of a medium whose video is not ready yet, or is out already.
fn news(fact: CatalogAdminEvent) -> Result<Option<(UserId, Message)>, HandlerError> {
    Ok(match fact {
        CatalogAdminEvent::MediaEncoded(it) if it.ready_to_publish => {
            let message = Message::MediaReady(told(&it.video, &it.media_type)?);
            Some((UserId::from_uuid(it.uploaded_by), message))
        }
        CatalogAdminEvent::MediaFailed(it) => {
            let media = told(&it.video, &it.media_type)?;
            Some((UserId::from_uuid(it.uploaded_by), Message::MediaFailed { media, error_code: it.error_code }))
        }
        _ => None,
    })
}

struct ConversionNews {
    announce: Announce,
}

#[async_trait]
impl Handler for ConversionNews {
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        let Some((owner, message)) = outcome(event.fact()?) else { return Ok(()) };
        let _ = self.announce.run(UserId::from_uuid(owner), message, event.id, cause).await.map_err(failed)?;
        Ok(())
    }
}

/// Whose conversion it was, and what became of it.
fn outcome(fact: ConversionEvent) -> Option<(Uuid, Message)> {
    let conversion =
        |id, file_name: &str| Conversion { conversion_id: ConversionId::from_uuid(id), file_name: one_line(file_name) };
    Some(match fact {
        ConversionEvent::Requested(_) => return None,
        ConversionEvent::Completed(it) => {
            (it.owner, Message::ConversionReady(conversion(it.conversion_id, &it.file_name)))
        }
        ConversionEvent::Failed(it) => {
            let conversion = conversion(it.conversion_id, &it.file_name);
            (it.owner, Message::ConversionFailed { conversion, error_code: it.error_code })
        }
    })
}

fn told(video: &catalog_admin::Video, media_type: &str) -> Result<Media, HandlerError> {
    let part = match media_type {
        "video" => Part::Film,
        "trailer" => Part::Trailer,
        other => return Err(HandlerError::Permanent(format!("unknown type of media: {other}"))),
    };
    Ok(Media { video_id: VideoId::from_uuid(video.id), title: one_line(&video.title), part })
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn failed(error: StoreError) -> HandlerError {
    match error {
        StoreError::Conflict | StoreError::Unavailable(_) => HandlerError::Transient(error.to_string()),
        StoreError::Failed(_) => HandlerError::Permanent(error.to_string()),
    }
}
