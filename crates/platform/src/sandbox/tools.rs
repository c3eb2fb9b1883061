//! Finds the ffmpeg and ffprobe to use.
//!
//! A current build carries the fix for CVE-2026-8461 and a current AV1 encoder, so it is preferred
//! over the distribution's: the configured path, then the search path if new enough, then the tools
//! folder filled by the set-up script, then whatever the search path has. Paths come from the
//! operator's configuration only, never from a request.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest as _, Sha256};

/// Where to look.
#[derive(Debug, Clone, Default)]
pub struct ToolSearch {
    /// The configured ffmpeg; nothing else is tried when it is set.
    pub ffmpeg: Option<PathBuf>,
    /// The configured ffprobe.
    pub ffprobe: Option<PathBuf>,
    /// The value of `PATH`.
    pub search_path: OsString,
    /// The project's tools folder; ffmpeg is at `ffmpeg/ffmpeg` below it.
    pub tools_folder: Option<PathBuf>,
}

/// The programs found, with what is known about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FfmpegTools {
    /// Absolute path of ffmpeg.
    pub ffmpeg: PathBuf,
    /// Absolute path of ffprobe.
    pub ffprobe: PathBuf,
    /// The version ffmpeg states.
    pub version: FfmpegVersion,
    /// SHA-256 of all that ffmpeg states about its build, in hex: all workers of one installation
    /// must agree on it, because their output is joined.
    pub fingerprint: String,
}

/// Why no tools could be had.
#[derive(Debug, thiserror::Error)]
pub enum ToolsError {
    /// Neither configured nor found.
    #[error("{0} was not found: install it, run the set-up script, or set its path")]
    Missing(&'static str),
    /// The file exists but does not answer like the program.
    #[error("{} does not answer to -version like ffmpeg", .0.display())]
    NotFfmpeg(PathBuf),
}

/// A version of ffmpeg. A development build without a number counts as newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FfmpegVersion {
    major: u32,
    minor: u32,
    patch: u32,
}

impl FfmpegVersion {
    /// The first release with the fix for CVE-2026-8461.
    pub const CURRENT: Self = Self { major: 8, minor: 1, patch: 2 };

    /// Reads the first line of `ffmpeg -version`, for example
    /// `ffmpeg version n9.0.2-17-g2a571b6068-20260930 Copyright …` or
    /// `ffmpeg version 5.1.9-0+deb12u1 Copyright …`.
    #[must_use]
    pub fn parse(first_line: &str) -> Option<Self> {
        let word = first_line.strip_prefix("ffmpeg version ")?.split(' ').next()?;
        if word.starts_with("N-") {
            return Some(Self { major: u32::MAX, minor: 0, patch: 0 });
        }
        let number = word.trim_start_matches('n').split(['-', '+', '~']).next()?;
        let mut parts = number.split('.').map(str::parse::<u32>);
        let major = parts.next()?.ok()?;
        let mut next = || parts.next().and_then(Result::ok).unwrap_or(0);
        Some(Self { major, minor: next(), patch: next() })
    }

    /// Whether this is at least [`Self::CURRENT`].
    #[must_use]
    pub fn is_current(self) -> bool {
        self >= Self::CURRENT
    }
}

impl fmt::Display for FfmpegVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.major {
            u32::MAX => f.write_str("development"),
            _ => write!(f, "{}.{}.{}", self.major, self.minor, self.patch),
        }
    }
}

impl FfmpegTools {
    /// Looks in order: configured, search path if current, tools folder, search path.
    pub fn find(search: &ToolSearch) -> Result<Self, ToolsError> {
        let ffprobe =
            search.ffprobe.clone().or_else(|| on_path(search, "ffprobe")).ok_or(ToolsError::Missing("ffprobe"))?;
        if let Some(ffmpeg) = search.ffmpeg.clone() {
            return Self::ask(&ffmpeg, ffprobe);
        }
        let installed = on_path(search, "ffmpeg").map(|path| Self::ask(&path, ffprobe.clone()));
        if let Some(Ok(tools)) = &installed
            && tools.version.is_current()
        {
            return Ok(tools.clone());
        }
        let fetched = search.tools_folder.as_ref().map(|folder| folder.join("ffmpeg/ffmpeg"));
        match fetched.filter(|path| path.is_file()) {
            Some(path) => Self::ask(&path, ffprobe),
            None => installed.unwrap_or(Err(ToolsError::Missing("ffmpeg"))),
        }
    }

    /// Whether ffmpeg was built with this encoder. Asks the program.
    #[must_use]
    pub fn has_encoder(&self, name: &str) -> bool {
        let answer = Command::new(&self.ffmpeg).args(["-hide_banner", "-encoders"]).output();
        let listed = answer.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned()).unwrap_or_default();
        listed.lines().any(|line| line.split_whitespace().nth(1) == Some(name))
    }

    fn ask(ffmpeg: &Path, ffprobe: PathBuf) -> Result<Self, ToolsError> {
        let not_ffmpeg = || ToolsError::NotFfmpeg(ffmpeg.to_owned());
        let answer = Command::new(ffmpeg).arg("-version").output().map_err(|_| not_ffmpeg())?;
        let text = String::from_utf8_lossy(&answer.stdout);
        let version = text.lines().next().and_then(FfmpegVersion::parse).ok_or_else(not_ffmpeg)?;
        let fingerprint = hex::encode(Sha256::digest(text.as_bytes()));
        let ffmpeg = std::path::absolute(ffmpeg).map_err(|_| not_ffmpeg())?;
        Ok(Self { ffmpeg, ffprobe, version, fingerprint })
    }
}

fn on_path(search: &ToolSearch, name: &str) -> Option<PathBuf> {
    std::env::split_paths(&search.search_path).map(|folder| folder.join(name)).find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::FfmpegVersion;

    #[test]
    fn versions_are_read_as_every_builder_writes_them() {
        let cases = [
            ("ffmpeg version n9.0.2-17-g2a571b6068-20260930 Copyright (c)", "9.0.2", true),
            ("ffmpeg version 5.1.9-0+deb12u1 Copyright (c)", "5.1.9", false),
            ("ffmpeg version 8.1 Copyright (c)", "8.1.0", false),
            ("ffmpeg version 8.1.2-static https://example.org", "8.1.2", true),
            ("ffmpeg version N-118000-gabcdef Copyright (c)", "development", true),
        ];
        for (line, shown, current) in cases {
            let Some(version) = FfmpegVersion::parse(line) else { panic!("not read: {line}") };
            assert_eq!((version.to_string().as_str(), version.is_current()), (shown, current));
        }
        assert_eq!(FfmpegVersion::parse("ffprobe version 5.1.9"), None);
    }
}
