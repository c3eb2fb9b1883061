//! Configuration: defaults ← TOML file ← environment. Unknown keys are refused, and all errors are told at once.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use platform::{objects::Reserve, telemetry::check_levels};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};
use toml::{Table, Value};
use url::Url;

/// What every variable of ours begins with; `__` goes one level down: `CODEFLIX_GATEWAY__LISTEN`.
const PREFIX: &str = "CODEFLIX_";
/// Names the file; no setting.
const FILE_VARIABLE: &str = "CODEFLIX_CONFIG";
/// The password of whoever signs in on the command line; no setting.
pub const PASSWORD_VARIABLE: &str = "CODEFLIX_PASSWORD";

/// Shown instead of a secret.
const HIDDEN: &str = "***";

/// Every setting there is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where everything lies: databases, films, the search index.
    pub data_dir: PathBuf,
    pub log: Log,
    pub disk: Disk,
    pub database: Database,
    pub management: Management,
    pub tools: Tools,
    pub gateway: gateway::Config,
    pub identity: identity::Config,
    pub catalog_admin: catalog_admin::Config,
    pub encoder: encoder::Config,
    pub catalog: catalog::Config,
    pub playback: playback::Config,
    pub subscriptions: subscriptions::Config,
    pub notifications: notifications::Config,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            log: Log::default(),
            disk: Disk::default(),
            database: Database::default(),
            management: Management::default(),
            tools: Tools::default(),
            gateway: gateway::Config::default(),
            identity: identity::Config::default(),
            catalog_admin: catalog_admin::Config::default(),
            encoder: encoder::Config::default(),
            catalog: catalog::Config::default(),
            playback: playback::Config::default(),
            subscriptions: subscriptions::Config::default(),
            notifications: notifications::Config::default(),
        }
    }
}

/// What is logged, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `error`, `warn`, `info`, `debug`, `trace`, or directives such as `info,encoder=debug`.
    pub level: String,
    /// `text` for people, `json` for machines.
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info,sqlx=warn,tantivy=warn".into(), format: LogFormat::Text }
    }
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// What stays free where the data folder lies: below it uploads are refused and encodes wait, while databases and pages
/// go on.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Disk {
    /// Per cent of the file system, 0 to 100.
    pub reserve_percent: u8,
    /// MiB; the larger of both counts.
    pub reserve_mib: u64,
}

impl Default for Disk {
    fn default() -> Self {
        let Reserve { percent, bytes } = Reserve::default();
        Self { reserve_percent: percent, reserve_mib: bytes >> 20 }
    }
}

impl Disk {
    /// As the storage takes it.
    pub const fn reserve(self) -> Reserve {
        Reserve { percent: self.reserve_percent, bytes: self.reserve_mib.saturating_mul(1 << 20) }
    }
}

/// Which database.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `postgres://user:password@host/database`; without it, SQLite files in the data folder.
    #[serde(serialize_with = "without_password")]
    pub url: Option<SecretString>,
    /// PostgreSQL connections at most, for each service.
    pub connections: u32,
}

impl Default for Database {
    fn default() -> Self {
        Self { url: None, connections: 8 }
    }
}

/// Operators may see where the database is, and nobody how to get in.
#[expect(clippy::ref_option, reason = "serde passes the field as it is")]
fn without_password<S: Serializer>(url: &Option<SecretString>, serializer: S) -> Result<S::Ok, S::Error> {
    let shown = url.as_ref().map(|secret| shown_url(secret.expose_secret()).unwrap_or_else(|| HIDDEN.to_owned()));
    shown.serialize(serializer)
}

fn shown_url(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    if url.password().is_some() {
        url.set_password(Some(HIDDEN)).ok()?;
    }
    // The password may stand among the options, too.
    if url.query_pairs().any(|(name, _)| name == "password") {
        url.set_query(None);
    }
    Some(url.into())
}

/// Health and metrics, for operators only.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Management {
    /// Where `/livez`, `/readyz`, `/startupz` and `/metrics` are served.
    pub listen: std::net::SocketAddr,
}

impl Default for Management {
    fn default() -> Self {
        Self { listen: ([127, 0, 0, 1], 9090).into() }
    }
}

/// Programs that Codeflix runs. Set only here, never over the API.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tools {
    /// ffmpeg; found on `PATH` or in the tools folder when not set.
    pub ffmpeg: Option<PathBuf>,
    /// ffprobe; likewise.
    pub ffprobe: Option<PathBuf>,
    /// Where the set-up script puts a current ffmpeg: `ffmpeg/ffmpeg` below it.
    pub folder: Option<PathBuf>,
    /// Start although this machine cannot jail ffmpeg. Any uploaded file can then read what Codeflix can read.
    pub allow_unsandboxed: bool,
}

/// Everything that is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
#[error("the configuration is invalid:\n{}", .0.iter().map(|line| format!("  - {line}")).collect::<Vec<_>>().join("\n"))]
pub struct InvalidSettings(pub Vec<String>);

impl Settings {
    /// Reads `file` (or what `CODEFLIX_CONFIG` names, or `codeflix.toml` if there is one) and the environment.
    pub fn load(file: Option<&Path>, environment: &BTreeMap<String, String>) -> Result<Self, InvalidSettings> {
        let mut problems = Vec::new();
        let mut layers = Vec::new();
        match read_file(file, environment) {
            Ok(table) => layers.extend(leaves("file", &[], table)),
            Err(problem) => problems.push(problem),
        }
        layers.extend(environment.iter().filter_map(|(name, text)| variable(name, text)));
        let mut merged = Table::new();
        for leaf in layers {
            match leaf.check() {
                Ok(()) => leaf.insert_into(&mut merged),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(InvalidSettings(problems));
        }
        let unreadable = |error: toml::de::Error| InvalidSettings(vec![error.message().to_owned()]);
        let settings: Self = merged.try_into().map_err(unreadable)?;
        let problems = settings.problems();
        if problems.is_empty() { Ok(settings) } else { Err(InvalidSettings(problems)) }
    }

    /// What only shows when all settings are there.
    fn problems(&self) -> Vec<String> {
        let mut problems = self.notifications.problems();
        problems.extend(self.identity.problem(&self.gateway.public_url));
        let levels = check_levels(&self.log.level).map_err(|error| format!("log.level: {error}"));
        problems.extend(levels.err());
        if self.disk.reserve_percent > 100 {
            problems.push("disk.reserve_percent: at most 100".to_owned());
        }
        problems
    }

    /// As TOML, the way a file would set it. Settings that are not set are left out, and secrets never shown.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string_pretty(self)
    }
}

/// One setting and where it was made.
struct Leaf {
    origin: String,
    path: Vec<String>,
    value: Value,
}

impl Leaf {
    /// Each is checked alone over the defaults, so that one mistake does not hide another.
    fn check(&self) -> Result<(), String> {
        let mut table = Table::new();
        self.insert_into(&mut table);
        let checked: Result<Settings, toml::de::Error> = table.try_into();
        checked.map(|_| ()).map_err(|error| {
            format!("{} ({}): {}", self.path.join("."), self.origin, error.message().replace('\n', " "))
        })
    }

    fn insert_into(&self, table: &mut Table) {
        let Some((last, parents)) = self.path.split_last() else { return };
        let parent = parents.iter().fold(table, |table, key| {
            let entry = table.entry(key.clone()).or_insert_with(|| Value::Table(Table::new()));
            if !entry.is_table() {
                *entry = Value::Table(Table::new());
            }
            match entry {
                Value::Table(inner) => inner,
                _ => unreachable!("made a table above"),
            }
        });
        parent.insert(last.clone(), self.value.clone());
    }
}

fn read_file(file: Option<&Path>, environment: &BTreeMap<String, String>) -> Result<Table, String> {
    let named = file.map(Path::to_owned).or_else(|| environment.get(FILE_VARIABLE).map(PathBuf::from));
    let must_exist = named.is_some();
    let path = named.unwrap_or_else(|| PathBuf::from("codeflix.toml"));
    match std::fs::read_to_string(&path) {
        Ok(text) => text.parse().map_err(|error| format!("{}: {error}", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_exist => Ok(Table::new()),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}

/// Top-level values and the keys of sections. Deeper tables are sections if they may be empty; others are one value.
fn leaves(origin: &str, parents: &[String], table: Table) -> Vec<Leaf> {
    let leaf = |path, value| Leaf { origin: origin.to_owned(), path, value };
    let mut found = Vec::new();
    for (key, value) in table {
        let path = [parents, &[key]].concat();
        match value {
            Value::Table(keys) if parents.is_empty() || leaf(path.clone(), Table::new().into()).check().is_ok() => {
                found.extend(leaves(origin, &path, keys));
            }
            value => found.push(leaf(path, value)),
        }
    }
    found
}

fn variable(name: &str, text: &str) -> Option<Leaf> {
    let key = name.strip_prefix(PREFIX).filter(|_| ![FILE_VARIABLE, PASSWORD_VARIABLE].contains(&name))?;
    let path: Vec<String> = key.split("__").map(str::to_lowercase).collect();
    let leaf = |value| Leaf { origin: name.to_owned(), path: path.clone(), value };
    let (typed, plain) = (leaf(parse_value(text)), leaf(Value::String(text.to_owned())));
    // A password may look like a number.
    Some(if typed.check().is_err() && plain.check().is_ok() { plain } else { typed })
}

/// Numbers, booleans and lists as TOML writes them; anything else is text.
fn parse_value(text: &str) -> Value {
    let parsed = format!("value = {text}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    parsed.unwrap_or_else(|| Value::String(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let file = file("data_dir = \"films\"\n[gateway]\nlisten = \"127.0.0.1:1234\"\n");
        let variables = environment(&[("CODEFLIX_GATEWAY__LISTEN", "127.0.0.1:5678"), ("HOME", "/root")]);
        let settings = Settings::load(Some(file.path()), &variables).unwrap();
        assert_eq!(settings.data_dir, PathBuf::from("films"));
        assert_eq!(settings.gateway.listen.port(), 5678);
        assert_eq!(settings.management.listen.port(), 9090);
    }

    #[test]
    fn every_mistake_is_reported_and_not_only_the_first() {
        let file = file("surprise = 1\n[gateway]\nlisten = \"nowhere\"\ncolour = \"red\"\n");
        let variables = environment(&[("CODEFLIX_DATABASE__CONNECTIONS", "many"), ("CODEFLIX_NONSENSE", "1")]);
        let InvalidSettings(problems) = Settings::load(Some(file.path()), &variables).unwrap_err();
        for key in ["surprise", "gateway.listen", "gateway.colour", "database.connections", "nonsense"] {
            assert!(problems.iter().any(|problem| problem.starts_with(key)), "{key} is missing in {problems:?}");
        }
        assert_eq!(problems.len(), 5);
    }

    #[test]
    fn the_password_of_a_command_is_no_setting() {
        let variables = environment(&[("CODEFLIX_PASSWORD", "behind-the-curtain")]);
        let settings = Settings::load(None, &variables).unwrap();
        assert!(!settings.to_toml().unwrap().contains("behind-the-curtain"));
    }

    #[test]
    fn mistakes_in_a_deeper_section_are_told_apart_too() {
        let file = file("[notifications.smtp]\nport = \"x\"\nsecurity = \"loose\"\n[gateway.tls]\nkey = \"a.pem\"\n");
        let InvalidSettings(problems) = Settings::load(Some(file.path()), &BTreeMap::new()).unwrap_err();
        let keys: Vec<&str> = problems.iter().filter_map(|problem| problem.split(' ').next()).collect();
        assert_eq!(keys, ["gateway.tls", "notifications.smtp.port", "notifications.smtp.security"]);
    }

    #[test]
    fn settings_that_contradict_each_other_are_mistakes() {
        let variables = environment(&[("CODEFLIX_NOTIFICATIONS__SMTP__USER", "films")]);
        let InvalidSettings(problems) = Settings::load(None, &variables).unwrap_err();
        assert_eq!(problems.len(), 2, "{problems:?}");
    }

    #[test]
    fn a_password_may_look_like_a_number_and_is_never_printed() {
        let variables = environment(&[
            ("CODEFLIX_NOTIFICATIONS__SMTP__HOST", "mail.example.org"),
            ("CODEFLIX_NOTIFICATIONS__SMTP__USER", "films"),
            ("CODEFLIX_NOTIFICATIONS__SMTP__PASSWORD", "8472910"),
        ]);
        let settings = Settings::load(None, &variables).unwrap();
        let password = settings.notifications.smtp.password.as_ref().unwrap();
        assert_eq!(password.expose_secret(), "8472910");
        assert!(!format!("{} {settings:?}", settings.to_toml().unwrap()).contains("8472910"));
    }

    #[test]
    fn the_address_of_the_database_is_printed_without_its_password() {
        for (url, shown) in [
            ("postgres://films:hush-hush@db.example.org/films", "postgres://films:***@db.example.org/films"),
            ("postgres://db.example.org/films?user=films&password=hush-hush", "postgres://db.example.org/films"),
            (
                "postgres://films@db.example.org/films?sslmode=require",
                "postgres://films@db.example.org/films?sslmode=require",
            ),
            ("hush-hush, no address", "***"),
        ] {
            let settings = Settings::load(None, &environment(&[("CODEFLIX_DATABASE__URL", url)])).unwrap();
            let printed = settings.to_toml().unwrap();
            assert!(!format!("{printed} {settings:?}").contains("hush-hush"), "{printed}");
            assert!(printed.contains(&format!("url = \"{shown}\"\n")), "{printed}");
        }
    }

    #[test]
    fn levels_of_the_log_and_clients_are_checked_before_the_start() {
        let file = file("[log]\nlevel = \"info,encoder=loud\"\n[[identity.clients]]\nid = \"\"\nredirect_uris = []\n");
        let InvalidSettings(problems) = Settings::load(Some(file.path()), &BTreeMap::new()).unwrap_err();
        let begins = |text: &str| problems.iter().any(|problem| problem.starts_with(text));
        assert!(problems.len() == 2 && begins("log.level: ") && begins("identity.clients: "), "{problems:?}");
    }

    #[test]
    fn a_file_that_was_named_must_exist() {
        assert!(Settings::load(Some(Path::new("/nonexistent/codeflix.toml")), &BTreeMap::new()).is_err());
    }

    #[test]
    fn what_is_printed_can_be_read_back() {
        let printed = Settings::default().to_toml().unwrap();
        let file = file(&printed);
        assert_eq!(Settings::load(Some(file.path()), &BTreeMap::new()).unwrap().to_toml().unwrap(), printed);
    }
}
