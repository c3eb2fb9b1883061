//! The key that grants are signed with.

use platform::{
    db::{Db, Error},
    on,
};

use crate::application::GrantKey;

/// The installation's key, made at first start.
pub async fn grant_key(db: &Db) -> Result<GrantKey, Error> {
    const SQL: &str = "INSERT INTO grant_keys (id, key) VALUES (1, $1)
        ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING key";
    let fresh = rand::random::<GrantKey>();
    let mut tx = db.begin().await?;
    let key: Vec<u8> = on!(&mut tx, conn => sqlx::query_scalar(SQL).bind(fresh.as_slice()).fetch_one(conn).await)?;
    tx.commit().await?;
    key.try_into().map_err(|_| Error::corrupt("the grant key has a wrong length"))
}
