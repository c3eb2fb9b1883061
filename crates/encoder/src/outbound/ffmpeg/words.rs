//! What the program said that failed last in a job folder, beside what it may read and write itself.

use platform::sandbox::JobFolder;

const NAME: &str = "last-words.txt";

/// Notes it. Without it a failure is only harder to understand.
pub async fn keep(folder: &JobFolder, said: &str) {
    if let Err(error) = tokio::fs::write(folder.path().join(NAME), said).await {
        tracing::warn!(%error, "what a failed program said could not be kept");
    }
}

/// What was noted; nothing if no program failed.
pub async fn read(folder: &JobFolder) -> String {
    tokio::fs::read_to_string(folder.path().join(NAME)).await.unwrap_or_default()
}
