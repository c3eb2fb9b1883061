//! Text tracks: ffmpeg takes them out of the source, and what it wrote is read, cleaned and written anew.
//!
//! The commands keep the source's clock; cues are moved to the title's here, where they can be cut as well.

use std::ffi::OsString;

use captions::{LARGEST, Unreadable};
use platform::sandbox::{JobFolder, Silent};

use super::{
    Transcoder,
    arguments::{Arguments, SOURCE},
    files::stored,
    run::{EncodeError, judge},
    transcoder::EncodeJob,
};
use crate::domain::{SourceFacts, StoredFile, Text, TextOutput, TextWork, Warning, millis};

impl Transcoder {
    /// Writes the text tracks of `in/in.bin` to `out/<name>.vtt`. What cannot be read is left out.
    pub async fn texts(&self, job: &EncodeJob<'_>, work: &TextWork) -> Result<TextOutput, EncodeError> {
        // One that breaks the run must not take the others along.
        if !self.extract(job, &work.texts).await? && work.texts.len() > 1 {
            for text in &work.texts {
                self.extract(job, std::slice::from_ref(text)).await?;
            }
        }
        let mut output = TextOutput::default();
        for text in &work.texts {
            let (folder, facts, text) = (job.folder.clone(), job.facts.clone(), text.clone());
            let name = text.name();
            let cleaned = tokio::task::spawn_blocking(move || clean(&folder, &facts, &name));
            match cleaned.await.map_err(std::io::Error::other)?? {
                Ok(file) => output.texts.push((text, file)),
                Err(Unreadable::TooLarge) => output.warnings.push(Warning::SubtitleTooLarge),
                Err(Unreadable::NoCue) => output.warnings.push(Warning::SubtitleInvalid),
            }
        }
        Ok(output)
    }

    /// Whether the run ended well. What it wrote up to its end may be there nevertheless.
    async fn extract(&self, job: &EncodeJob<'_>, texts: &[Text]) -> Result<bool, EncodeError> {
        let jail = self.jail(job.folder, job.cancel);
        let outcome = jail.ffmpeg(arguments(texts), job.limits(), &mut Silent).await?;
        match judge(&outcome) {
            Ok(()) => Ok(true),
            Err(EncodeError::Refused(refusal)) => {
                tracing::info!(%refusal, "text tracks could not be read to their end");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}

fn arguments(texts: &[Text]) -> Vec<OsString> {
    let mut line = Arguments::ffmpeg().text_guards().option("-i", SOURCE);
    for text in texts {
        line = line
            .option("-map", format!("0:s:{}", text.stream))
            .words("-map_metadata -1 -map_chapters -1 -c:s webvtt -avoid_negative_ts disabled -f webvtt")
            // A little more than is taken shows that it was too much.
            .option("-fs", LARGEST + LARGEST / 2)
            .words(&raw(&text.name()));
    }
    line.done()
}

fn raw(name: &str) -> String {
    format!("out/{name}.raw")
}

fn clean(folder: &JobFolder, facts: &SourceFacts, name: &str) -> std::io::Result<Result<StoredFile, Unreadable>> {
    let raw = match std::fs::read(folder.path().join(raw(name))) {
        Ok(raw) => raw,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Err(Unreadable::NoCue)),
        Err(error) => return Err(error),
    };
    let captions = match captions::read(&raw) {
        Ok(captions) => captions.within(millis(facts.origin), millis(facts.duration)),
        Err(unreadable) => return Ok(Err(unreadable)),
    };
    if captions.is_empty() {
        return Ok(Err(Unreadable::NoCue));
    }
    let name = format!("{name}.vtt");
    std::fs::write(folder.output().join(&name), captions.webvtt())?;
    stored(&folder.output(), name).map(Ok)
}
