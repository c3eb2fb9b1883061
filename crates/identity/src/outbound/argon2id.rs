//! Argon2id (RFC 9106) with the memory that reliability asks for, as many at a time as there are cores.

use std::{sync::Arc, thread};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier, phc},
};
use async_trait::async_trait;
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::{
    application::{BoxError, PasswordHasher, StoreError, Verification},
    domain::{Password, PasswordHash},
};

/// 46 MiB, once over, one lane (OWASP Password Storage).
const MEMORY_KIB: u32 = 46 * 1_024;
const PASSES: u32 = 1;
const LANES: u32 = 1;

/// Hashes passwords. Each hash costs 46 MiB for some 30 ms, so only so many run at a time.
pub struct Argon2id {
    cores: Semaphore,
    /// Of no password: what unknown users are compared with, so that they cost the same work.
    dummy: PasswordHash,
}

impl Argon2id {
    /// Makes the dummy hash, which takes as long as any.
    pub async fn new() -> Result<Arc<Self>, StoreError> {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let random: [u8; 32] = rand::random();
        let dummy = spawn_blocking(move || hash(&random)).await.map_err(failed)??;
        Ok(Arc::new(Self { cores: Semaphore::new(cores), dummy }))
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let _permit = self.cores.acquire().await.map_err(failed)?;
        spawn_blocking(work).await.map_err(failed)?
    }
}

#[async_trait]
impl PasswordHasher for Argon2id {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, StoreError> {
        let password = password.clone();
        self.run(move || hash(password.expose().as_bytes())).await
    }

    async fn verify(&self, password: &Password, stored: Option<&PasswordHash>) -> Result<Verification, StoreError> {
        let stored = stored.unwrap_or(&self.dummy).clone();
        let password = password.clone();
        self.run(move || verify(&password, &stored)).await
    }
}

fn argon2() -> Result<Argon2<'static>, StoreError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &[u8]) -> Result<PasswordHash, StoreError> {
    let hash = argon2()?.hash_password(password).map_err(failed)?;
    Ok(PasswordHash::new(hash.to_string()))
}

/// The parameters are those of the stored hash. A right password whose hash is weaker than ours is hashed anew.
fn verify(password: &Password, stored: &PasswordHash) -> Result<Verification, StoreError> {
    let parsed = phc::PasswordHash::new(stored.as_str()).map_err(failed)?;
    let bytes = password.expose().as_bytes();
    if argon2()?.verify_password(bytes, &parsed).is_err() {
        return Ok(Verification::Wrong);
    }
    if is_weak(&parsed) { Ok(Verification::RightButWeak(hash(bytes)?)) } else { Ok(Verification::Right) }
}

fn is_weak(hash: &phc::PasswordHash) -> bool {
    let params = Params::try_from(hash);
    hash.algorithm.as_str() != "argon2id"
        || params.is_ok_and(|params| params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES)
}

fn failed(error: impl Into<BoxError>) -> StoreError {
    StoreError::Failed(error.into())
}
