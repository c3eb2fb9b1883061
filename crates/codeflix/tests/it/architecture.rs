//! The walls of the house, as ARCHITECTURE.md states them. A failure prints the sentence it guards.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const SERVICES: [&str; 7] = ["catalog", "catalog-admin", "encoder", "gateway", "identity", "playback", "subscriptions"];
/// Lines of a source file at most, tests aside.
const MAX_LINES: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The code of a file without its unit tests and comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let before_tests = text.split("#[cfg(test)]").next().unwrap();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Fails with `sentence` and the places where one of `words` stands in a file below `folder`.
fn forbid(folder: &Path, words: &[&str], sentence: &str) {
    let places: Vec<String> = rust_files(folder)
        .into_iter()
        .flat_map(|path| {
            let code = code(&path);
            let found = words.iter().filter(|word| code.contains(**word)).map(|word| (*word).to_owned());
            found.map(|word| format!("{}: {word}", path.display())).collect::<Vec<_>>()
        })
        .collect();
    assert!(places.is_empty(), "ARCHITECTURE.md says: {sentence}\nbut:\n{}", places.join("\n"));
}

fn dependencies(krate: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("crates").join(krate).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    table.map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

fn room(service: &str, room: &str) -> PathBuf {
    root().join("crates").join(service).join("src").join(room)
}

#[test]
fn no_service_names_another_service() {
    for service in SERVICES {
        let others: BTreeSet<String> = SERVICES.iter().map(|name| (*name).to_owned()).collect();
        let named: Vec<_> = dependencies(service).intersection(&others).cloned().collect();
        assert!(
            named.is_empty(),
            "ARCHITECTURE.md says: no service ever names another service\nbut {service}: {named:?}"
        );
    }
}

#[test]
fn the_kernel_is_pure() {
    let allowed = ["jiff", "serde", "thiserror", "unicode-normalization", "uuid"].map(str::to_owned);
    assert_eq!(
        dependencies("kernel"),
        BTreeSet::from(allowed),
        "ARCHITECTURE.md says: the kernel holds no runtime, no database and no network"
    );
}

#[test]
fn a_domain_is_pure_and_synchronous() {
    let words = ["async fn", "tokio::", "sqlx::", "axum::", "platform::", "contracts::", "SystemTime", "Utc::now"];
    for service in SERVICES {
        forbid(&room(service, "domain"), &words, "a domain is synchronous and pure and touches only the kernel");
    }
}

#[test]
fn an_application_knows_no_web_and_no_database() {
    let words = ["sqlx::", "axum::", "contracts::", "crate::inbound", "crate::outbound"];
    for service in SERVICES.iter().filter(|service| **service != "gateway") {
        let sentence = "an application touches its domain, its ports and the kernel";
        forbid(&room(service, "application"), &words, sentence);
    }
}

#[test]
fn inbound_and_outbound_do_not_know_each_other() {
    for service in SERVICES {
        forbid(&room(service, "inbound"), &["crate::outbound", "sqlx::"], "inbound never touches outbound or SQL");
        forbid(&room(service, "outbound"), &["crate::inbound", "axum::extract"], "outbound never touches inbound");
    }
}

#[test]
fn only_the_platform_knows_which_database_it_is() {
    let words = ["EngineTx::", "is_postgres", "SqlitePool", "PgPool", "FOR UPDATE SKIP LOCKED"];
    for service in SERVICES {
        forbid(&root().join("crates").join(service).join("src"), &words, "no dialect branch outside the platform");
    }
}

#[test]
fn the_platform_knows_no_business_word() {
    let words = ["Video", "Subscription", "Playlist", "Genre", "catalog_admin", "subscriber"];
    let platform = root().join("crates/platform/src");
    forbid(&platform, &words, "the platform knows no business word");
}

#[test]
fn a_file_can_be_proofread_in_one_sitting() {
    let long: Vec<String> = rust_files(&root().join("crates"))
        .into_iter()
        .map(|path| (code(&path).lines().count(), path))
        .filter(|(lines, path)| *lines > MAX_LINES && !path.to_string_lossy().contains("/tests/"))
        .map(|(lines, path)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "CONTRIBUTING.md says: a file has at most {MAX_LINES} lines\nbut:\n{}", long.join("\n"));
}

#[test]
fn both_dialects_have_the_same_migrations() {
    for service in SERVICES.iter().chain(&["platform"]) {
        let names = |dialect: &str| -> BTreeSet<String> {
            let folder = root().join("crates").join(service).join("migrations").join(dialect);
            let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names("sqlite"), names("postgres"), "{service}: migrations have the same numbers and names");
    }
}
