//! The walls of the house, as ARCHITECTURE.md states them. A failure prints the sentence it guards.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const SERVICES: [&str; 8] =
    ["catalog", "catalog-admin", "encoder", "gateway", "identity", "notifications", "playback", "subscriptions"];
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

/// What a piece of code imports, each path written out: `use crate::{a, b::C}` is `crate::a` and `crate::b::C`.
fn imports(code: &str) -> Vec<String> {
    let statements = code.split(';').filter_map(|statement| statement.rsplit_once("use ").map(|(_, tree)| tree));
    statements.flat_map(|tree| written_out("", &tree.split_whitespace().collect::<String>())).collect()
}

fn written_out(prefix: &str, tree: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let branches = tree.split(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    });
    let branches = branches.filter(|branch| !branch.is_empty());
    branches
        .flat_map(|branch| match branch.split_once('{') {
            Some((path, group)) => written_out(&format!("{prefix}{path}"), group.strip_suffix('}').unwrap_or(group)),
            None => vec![format!("{prefix}{branch}")],
        })
        .collect()
}

/// What a failure prints: one of the sentences of ARCHITECTURE.md, which has to stand there.
fn law(sentence: &str) -> String {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(page.contains(&format!("| {sentence} |")), "ARCHITECTURE.md does not say: {sentence}");
    format!("ARCHITECTURE.md says: {sentence}")
}

/// Fails with `sentence` and the places where one of `words` stands in a file below `folder`.
fn forbid(folder: &Path, words: &[&str], sentence: &str) {
    let law = law(sentence);
    let places: Vec<String> = rust_files(folder)
        .into_iter()
        .flat_map(|path| {
            let code = code(&path);
            let code = [imports(&code).join("\n"), code].join("\n");
            let found = words.iter().filter(|word| code.contains(**word)).map(|word| (*word).to_owned());
            found.map(|word| format!("{}: {word}", path.display())).collect::<Vec<_>>()
        })
        .collect();
    assert!(places.is_empty(), "{law}\nbut:\n{}", places.join("\n"));
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
fn an_import_is_seen_in_any_group() {
    let code = "use crate::{\n    domain::{A, b::{C, D}},\n    outbound::{self, E as F},\n};\npub use x::Y;";
    let paths = [
        "crate::domain::A",
        "crate::domain::b::C",
        "crate::domain::b::D",
        "crate::outbound::self",
        "crate::outbound::EasF",
        "x::Y",
    ];
    assert_eq!(imports(code), paths);
}

#[test]
fn no_service_names_another_service() {
    let law = law("no service ever names another service");
    for service in SERVICES {
        let others: BTreeSet<String> = SERVICES.iter().map(|name| (*name).to_owned()).collect();
        let named: Vec<_> = dependencies(service).intersection(&others).cloned().collect();
        assert!(named.is_empty(), "{law}\nbut {service}: {named:?}");
    }
}

#[test]
fn the_kernel_is_pure() {
    let allowed = ["jiff", "serde", "thiserror", "unicode-normalization", "uuid"].map(str::to_owned);
    let law = law("the kernel holds no runtime, no database and no network");
    assert_eq!(dependencies("kernel"), BTreeSet::from(allowed), "{law}");
}

#[test]
fn a_domain_is_pure_and_synchronous() {
    let runtime = ["async fn", "tokio::", "sqlx::", "axum::", "platform::", "contracts::", "SystemTime", "Utc::now"];
    let words = [runtime.as_slice(), &["::application", "::inbound", "::outbound"]].concat();
    for service in SERVICES {
        forbid(
            &room(service, "domain"),
            &words,
            "a domain is synchronous and pure and touches only the kernel and captions",
        );
    }
}

#[test]
fn an_application_knows_no_web_and_no_database() {
    let outside = ["sqlx::", "axum::", "contracts::", "::inbound", "::outbound"];
    let plumbing = ["auth", "db", "grpc", "http", "lifecycle", "messaging", "service", "telemetry"];
    let plumbing = plumbing.map(|module| format!("platform::{module}"));
    let words: Vec<&str> = outside.into_iter().chain(plumbing.iter().map(String::as_str)).collect();
    for service in SERVICES.iter().filter(|service| **service != "gateway") {
        let sentence = "an application touches its domain, its ports and the kernel";
        forbid(&room(service, "application"), &words, sentence);
    }
}

#[test]
fn inbound_and_outbound_do_not_know_each_other() {
    for service in SERVICES {
        forbid(&room(service, "inbound"), &["::outbound", "sqlx::"], "inbound never touches outbound or SQL");
        forbid(&room(service, "outbound"), &["::inbound", "axum::extract"], "outbound never touches inbound");
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
    let words = ["Video", "Subscription", "Playlist", "Genre", "catalog_admin", "\"subscriber\""];
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
    let law = law(&format!("a file has at most {MAX_LINES} lines"));
    assert!(long.is_empty(), "{law}\nbut:\n{}", long.join("\n"));
}

#[test]
fn both_dialects_have_the_same_migrations_and_all_of_them_are_run() {
    let law = law("migrations have the same numbers and names, and all are run");
    for service in SERVICES.iter().chain(&["platform"]) {
        let krate = root().join("crates").join(service);
        let names = |dialect: &str| -> BTreeSet<String> {
            let Ok(entries) = fs::read_dir(krate.join("migrations").join(dialect)) else { return BTreeSet::new() };
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(names("sqlite"), names("postgres"), "{law}\nbut not in {service}");
        let sources = rust_files(&krate.join("src")).into_iter().map(|file| fs::read_to_string(file).unwrap());
        let sources: Vec<String> = sources.collect();
        for name in names("sqlite") {
            let quoted = format!("\"{}\"", name.trim_end_matches(".sql"));
            assert!(sources.iter().any(|source| source.contains(&quoted)), "{law}\nbut {service} does not run {name}");
        }
    }
}
