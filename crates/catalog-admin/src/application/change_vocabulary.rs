//! Making and changing categories, genres and cast members.

use std::collections::BTreeSet;

use kernel::{Cause, Code, Violation, Violations};

use super::{
    Error, Expected,
    loading::{cast_member, category, genre, retrying},
    ports::{Changes, Ports, StoreError},
};
use crate::domain::{
    CastMember, CastMemberId, CastMemberState, CastRole, Category, CategoryId, CategoryState, Description, Genre,
    GenreId, GenreState, Name,
};

/// A changed category; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct CategoryChange {
    /// Its name.
    pub name: Option<Name>,
    /// Its description; `Some(None)` removes it.
    #[expect(clippy::option_option, reason = "left as it is, emptied, or replaced")]
    pub description: Option<Option<Description>>,
    /// Whether it is shown.
    pub is_active: Option<bool>,
}

/// A changed genre; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct GenreChange {
    /// Its name.
    pub name: Option<Name>,
    /// Whether it is shown.
    pub is_active: Option<bool>,
    /// Its categories.
    pub categories: Option<BTreeSet<CategoryId>>,
}

/// A changed cast member; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct CastMemberChange {
    /// The name.
    pub name: Option<Name>,
    /// The role.
    pub role: Option<CastRole>,
}

/// Makes a category. The same command again gives the same category.
pub async fn create_category(
    ports: &Ports,
    id: CategoryId,
    state: CategoryState,
    cause: &Cause,
) -> Result<Category, Error> {
    let made = Category::create(id, state, ports.clock.now());
    let changes = Changes { categories: vec![made.clone()], ..Changes::default() };
    match ports.catalogue.commit(changes, cause).await {
        Ok(_) => Ok(made),
        Err(StoreError::Exists) => category(ports, id).await,
        Err(error) => Err(error.into()),
    }
}

/// Changes a category.
pub async fn change_category(
    ports: &Ports,
    id: CategoryId,
    change: CategoryChange,
    expected: Expected,
    cause: &Cause,
) -> Result<Category, Error> {
    retrying(|| async {
        let mut found = category(ports, id).await?;
        expected.check(found.life().version)?;
        let before = found.state().clone();
        let change = change.clone();
        let after = CategoryState {
            name: change.name.unwrap_or(before.name),
            description: change.description.unwrap_or(before.description),
            is_active: change.is_active.unwrap_or(before.is_active),
        };
        found.replace(after, ports.clock.now());
        let changes = Changes { categories: vec![found.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        Ok(found)
    })
    .await
}

/// Makes a genre. `violations` are those found in the input so far; unknown categories join them.
pub async fn create_genre(
    ports: &Ports,
    id: GenreId,
    change: GenreChange,
    violations: Violations,
    cause: &Cause,
) -> Result<Genre, Error> {
    retrying(|| async {
        let mut violations = violations.clone();
        check_categories(ports, change.categories.as_ref(), &mut violations).await?;
        violations.into_result()?;
        let change = change.clone();
        let name = change.name.ok_or_else(|| Violations::from(Violation::new("/name", Code::Required)))?;
        let is_active = change.is_active.unwrap_or(true);
        let state = GenreState { name, is_active, categories: change.categories.unwrap_or_default() };
        let made = Genre::create(id, state, ports.clock.now());
        let changes = Changes { genres: vec![made.clone()], ..Changes::default() };
        match ports.catalogue.commit(changes, cause).await {
            Ok(_) => Ok(made),
            Err(StoreError::Exists) => genre(ports, id).await,
            Err(error) => Err(error.into()),
        }
    })
    .await
}

/// Changes a genre. `change` comes with the violations found in the input so far.
pub async fn change_genre(
    ports: &Ports,
    id: GenreId,
    (change, violations): (GenreChange, Violations),
    expected: Expected,
    cause: &Cause,
) -> Result<Genre, Error> {
    retrying(|| async {
        let mut found = genre(ports, id).await?;
        expected.check(found.life().version)?;
        let mut violations = violations.clone();
        check_categories(ports, change.categories.as_ref(), &mut violations).await?;
        violations.into_result()?;
        let (before, change) = (found.state().clone(), change.clone());
        let after = GenreState {
            name: change.name.unwrap_or(before.name),
            is_active: change.is_active.unwrap_or(before.is_active),
            categories: change.categories.unwrap_or(before.categories),
        };
        found.replace(after, ports.clock.now());
        let changes = Changes { genres: vec![found.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        Ok(found)
    })
    .await
}

async fn check_categories(
    ports: &Ports,
    wanted: Option<&BTreeSet<CategoryId>>,
    violations: &mut Violations,
) -> Result<(), Error> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else { return Ok(()) };
    let ids: Vec<_> = wanted.iter().copied().collect();
    let known: BTreeSet<_> = ports.catalogue.categories(&ids).await?.iter().map(Category::id).collect();
    let unknown: Vec<_> = wanted.difference(&known).map(ToString::to_string).collect();
    if !unknown.is_empty() {
        violations.add(Violation::new("/categories_id", Code::NotFound).with("ids", unknown.join(", ")));
    }
    Ok(())
}

/// Makes a cast member. The same command again gives the same one.
pub async fn create_cast_member(
    ports: &Ports,
    id: CastMemberId,
    state: CastMemberState,
    cause: &Cause,
) -> Result<CastMember, Error> {
    let made = CastMember::create(id, state, ports.clock.now());
    let changes = Changes { cast_members: vec![made.clone()], ..Changes::default() };
    match ports.catalogue.commit(changes, cause).await {
        Ok(_) => Ok(made),
        Err(StoreError::Exists) => cast_member(ports, id).await,
        Err(error) => Err(error.into()),
    }
}

/// Changes a cast member.
pub async fn change_cast_member(
    ports: &Ports,
    id: CastMemberId,
    change: CastMemberChange,
    expected: Expected,
    cause: &Cause,
) -> Result<CastMember, Error> {
    retrying(|| async {
        let mut found = cast_member(ports, id).await?;
        expected.check(found.life().version)?;
        let (before, change) = (found.state().clone(), change.clone());
        let after =
            CastMemberState { name: change.name.unwrap_or(before.name), role: change.role.unwrap_or(before.role) };
        found.replace(after, ports.clock.now());
        let changes = Changes { cast_members: vec![found.clone()], ..Changes::default() };
        let _ = ports.catalogue.commit(changes, cause).await?;
        Ok(found)
    })
    .await
}
