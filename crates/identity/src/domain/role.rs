//! What a login may do. The names stand in tokens.

use std::{collections::BTreeSet, fmt, str::FromStr};

/// A role of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs the installation: users, jobs, dead letters.
    Operator,
    /// Everything of the catalogue.
    CatalogAdmin,
    /// Categories only.
    CatalogCategories,
    /// Genres only.
    CatalogGenres,
    /// Cast members only.
    CatalogCastMembers,
    /// Videos and series only.
    CatalogVideos,
    /// Plans, accounts, subscriptions, money.
    SubscriptionAdmin,
    /// Watches.
    Subscriber,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 8] = [
        Self::Operator,
        Self::CatalogAdmin,
        Self::CatalogCategories,
        Self::CatalogGenres,
        Self::CatalogCastMembers,
        Self::CatalogVideos,
        Self::SubscriptionAdmin,
        Self::Subscriber,
    ];
    /// What the first operator gets, so that one person can run a whole installation.
    pub const FOUNDER: [Self; 3] = [Self::Operator, Self::CatalogAdmin, Self::SubscriptionAdmin];

    /// As tokens spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::CatalogAdmin => "catalog_admin",
            Self::CatalogCategories => "catalog_categories",
            Self::CatalogGenres => "catalog_genres",
            Self::CatalogCastMembers => "catalog_cast_members",
            Self::CatalogVideos => "catalog_videos",
            Self::SubscriptionAdmin => "subscription_admin",
            Self::Subscriber => "subscriber",
        }
    }

    /// Whether it belongs to people who work here.
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Subscriber)
    }
}

/// Whether any of the roles belongs to people who work here.
pub fn is_staff(roles: &BTreeSet<Role>) -> bool {
    roles.iter().any(|role| role.is_staff())
}

/// No role has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such role")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == name).ok_or(UnknownRole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
