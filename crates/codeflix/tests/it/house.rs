//! The real binary on a folder of its own: started, killed, started again, and looked at from outside.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU16, Ordering},
    },
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;

/// A process on an existing folder is ready in a second; a busy machine is given more.
const READY_WITHIN: Duration = Duration::from_secs(30);
/// Being told to stop, a process hands its work back and ends.
const STOPPED_WITHIN: Duration = Duration::from_secs(45);
/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(25);

pub const OPERATOR: &str = "operator@example.org";
pub const PASSWORD: &str = "behind-the-curtain";

/// The command with nothing of this process's environment but what programs need to run.
pub fn codeflix(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codeflix"));
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin");
    command.env("CODEFLIX_DATA_DIR", data).env("CODEFLIX_TOOLS__FOLDER", tools_folder());
    command.current_dir(data.parent().unwrap()).stdin(Stdio::null());
    command
}

fn tools_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools")
}

/// A free port below those that outgoing connections take, so that it is still free after a kill.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 10_000).unwrap();
    loop {
        let port = 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Waits until `look` finds something; fails with `what` when it takes longer than `deadline`.
pub async fn eventually<T>(what: &str, deadline: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(start.elapsed() < deadline, "{what}: not within {} s", deadline.as_secs());
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// One installation.
pub struct House {
    folder: TempDir,
    gateway: u16,
    management: u16,
    settings: Vec<(&'static str, String)>,
    process: Option<Child>,
    output: Arc<Mutex<String>>,
}

impl House {
    /// A new one, running, and its operator.
    pub async fn open() -> (Self, Client) {
        Self::with(&[]).await
    }

    /// The same with some settings, as variables.
    pub async fn with(settings: &[(&'static str, &str)]) -> (Self, Client) {
        let settings = settings.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let mut house = Self {
            folder: tempfile::tempdir().unwrap(),
            gateway: free_port(),
            management: free_port(),
            settings,
            process: None,
            output: Arc::default(),
        };
        house.start().await;
        let operator = house.make_operator().await;
        (house, operator)
    }

    /// Starts the process and waits until it is ready.
    pub async fn start(&mut self) {
        self.spawn(None);
        assert!(self.is_ready().await, "it ended: {}", self.log());
    }

    /// Starts a process that dies at its durable step of this number. Tells whether it became ready before.
    pub async fn start_to_die(&mut self, step: u64) -> bool {
        self.spawn(Some(step));
        self.is_ready().await
    }

    fn spawn(&mut self, fatal: Option<u64>) {
        assert!(self.process.is_none(), "it runs already");
        self.output.lock().unwrap().clear();
        let log = File::options().create(true).append(true).open(self.log_path()).unwrap();
        let mut command = codeflix(&self.data());
        command.env("CODEFLIX_GATEWAY__LISTEN", format!("127.0.0.1:{}", self.gateway));
        command.env("CODEFLIX_GATEWAY__PUBLIC_URL", self.origin());
        command.env("CODEFLIX_MANAGEMENT__LISTEN", format!("127.0.0.1:{}", self.management));
        // Tests ask more often than people do.
        command.env("CODEFLIX_GATEWAY__RATE_LIMITS__PER_MINUTE", "1000000");
        command.env("CODEFLIX_GATEWAY__RATE_LIMITS__BURST", "100000");
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.envs(fatal.map(|step| ("CODEFLIX_CRASH_AT", step.to_string())));
        let mut process = command.arg("up").stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let (stdout, output) = (process.stdout.take().unwrap(), self.output.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                output.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        self.process = Some(process);
    }

    /// `kill -9`: the process ends wherever it is.
    pub fn kill(&mut self) {
        let mut process = self.process.take().expect("a process to kill");
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Tells the process to stop, and waits until it did.
    pub async fn stop(&mut self) -> ExitStatus {
        let process = self.process.as_mut().expect("a process to stop");
        let pid = process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let status = eventually("the process stops", STOPPED_WITHIN, async || process.try_wait().unwrap()).await;
        self.process = None;
        status
    }

    /// Where browsers reach it.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.gateway)
    }

    /// Of the same.
    pub const fn port(&self) -> u16 {
        self.gateway
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What all processes of this house have logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Lines that no fault of a client or a machine explains.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.log();
        let lines = log.lines().filter(|line| line.contains(" ERROR ") || line.contains("panicked at"));
        lines.map(str::to_owned).collect()
    }

    /// Ids of the processes that work in the data folder.
    pub fn processes(&self) -> Vec<String> {
        let data = self.data().canonicalize().unwrap();
        let entries = std::fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path());
        let inside = entries.filter(|path| std::fs::read_link(path.join("cwd")).is_ok_and(|it| it.starts_with(&data)));
        inside.map(|path| path.display().to_string()).collect()
    }

    /// How many files lie below a folder of the data folder.
    pub fn files(&self, folder: &str) -> usize {
        names_below(&self.data().join(folder)).len()
    }

    /// The names of all files that this house has written, with their folders.
    pub fn file_names(&self) -> Vec<String> {
        names_below(self.folder.path())
    }

    fn log_path(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Waits until the process is ready. False if it ends before.
    async fn is_ready(&mut self) -> bool {
        let probe = Client::new(format!("http://127.0.0.1:{}", self.management));
        let site = Client::new(self.origin());
        let process = self.process.as_mut().unwrap();
        eventually("the process is ready", READY_WITHIN, async || {
            if process.try_wait().unwrap().is_some() {
                return Some(false);
            }
            let ready = probe.try_call(http::Method::GET, "/readyz", None).await.ok()?;
            // The listener opens right after.
            let open = site.try_call(http::Method::GET, "/api/v1/site", None).await;
            (ready.status.is_success() && open.is_ok()).then_some(true)
        })
        .await
    }

    /// Follows the link that the first start prints.
    async fn make_operator(&self) -> Client {
        let token = eventually("the set-up link is printed", READY_WITHIN, async || {
            let output = self.output.lock().unwrap();
            let (_, rest) = output.split_once("/realms/codeflix/setup?token=")?;
            rest.split_once('\n').map(|(token, _)| token.trim().to_owned())
        })
        .await;
        let fields = [("token", token.as_str()), ("email", OPERATOR), ("name", "Operator"), ("password", PASSWORD)];
        let done = Client::new(self.origin()).form("/realms/codeflix/setup", &fields).await;
        assert!(done.status.is_redirection(), "{} {}", done.status, done.text());
        Client::known_as(self.origin(), OPERATOR, PASSWORD)
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
        }
        if std::thread::panicking() {
            eprintln!("--- log of the process\n{}", self.log());
        }
    }
}

fn names_below(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() { names.extend(names_below(&path)) } else { names.push(path.display().to_string()) }
    }
    names
}

/// A category and a genre in it, without which nothing is published.
pub struct Shelf {
    category: Value,
    genre: Value,
}

impl Shelf {
    pub async fn new(operator: &Client) -> Self {
        let category =
            operator.post("/api/v1/admin/categories", json!({ "name": "Shorts" })).await.data()["id"].clone();
        let genre = json!({ "name": "Test pictures", "categories_id": [category] });
        let genre = operator.post("/api/v1/admin/genres", genre).await.data()["id"].clone();
        Self { category, genre }
    }

    /// A draft that lacks only its film; returns its id.
    pub async fn draft(&self, operator: &Client, title: &str) -> String {
        let body = json!({ "title": title, "description": "A test picture.", "year_launched": 2020, "rating": "L",
            "opened": true, "categories_id": [self.category], "genres_id": [self.genre], "cast_members_id": [] });
        let made = operator.post("/api/v1/admin/videos", body).await.data();
        made["id"].as_str().unwrap().to_owned()
    }
}

/// The video as its editors see it.
pub async fn video(operator: &Client, id: &str) -> Value {
    operator.get(&format!("/api/v1/admin/videos/{id}")).await.data()
}

/// Waits until the film of a video is encoded, or refused for good, and returns it.
pub async fn verdict(operator: &Client, id: &str, deadline: Duration) -> Value {
    eventually(&format!("a verdict on the film of {id}"), deadline, async || {
        let film = video(operator, id).await["video"].take();
        ["completed", "error"].contains(&film["status"].as_str()?).then_some(film)
    })
    .await
}
