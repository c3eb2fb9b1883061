//! Captions in three languages, and the names of parts, for some films of the demo.

use std::{ffi::OsString, fmt::Write as _, fs, io, path::Path};

use super::films::Film;

/// What can be read of a film.
struct Words {
    /// The film's slug.
    film: &'static str,
    /// The second each part begins with, and what it is called.
    chapters: &'static [(u32, &'static str)],
    /// From and to which second a line is shown.
    times: &'static [(u32, u32)],
    /// A language (ISO 639-2) with its lines, one for each time.
    captions: [(&'static str, &'static [&'static str]); 3],
}

const WORDS: &[Words] = &[
    Words {
        film: "copper-planet",
        chapters: &[(0, "The Name"), (4, "The Storm"), (17, "The Dark")],
        times: &[(1, 5), (6, 11), (12, 17), (18, 23)],
        captions: [
            (
                "eng",
                &[
                    "♪ Four low tones breathe ♪",
                    "Storms of copper and sand.",
                    "The sun is out of the picture.",
                    "<i>Nobody lands.</i>",
                ],
            ),
            (
                "por",
                &[
                    "♪ Quatro tons graves respiram ♪",
                    "Tempestades de cobre e areia.",
                    "O sol está fora do quadro.",
                    "<i>Ninguém pousa.</i>",
                ],
            ),
            (
                "rus",
                &[
                    "♪ Дышат четыре низких тона ♪",
                    "Бури из меди и песка.",
                    "Солнце осталось за кадром.",
                    "<i>Никто не садится.</i>",
                ],
            ),
        ],
    },
    Words {
        film: "figure-eight",
        chapters: &[(0, "The Name"), (4, "In Step"), (14, "Out of Step")],
        times: &[(1, 5), (6, 13), (14, 22)],
        captions: [
            ("eng", &["♪ Two tones, a fifth apart ♪", "They fall in step", "and out of it again."]),
            ("por", &["♪ Dois tons, uma quinta entre eles ♪", "Eles entram em passo", "e saem dele outra vez."]),
            ("rus", &["♪ Два тона, между ними квинта ♪", "Они попадают в такт", "и снова выходят из него."]),
        ],
    },
];

/// The inputs and options that put the words of `film` into its file, behind `before` other inputs. They are written
/// into `folder`, where ffmpeg runs.
pub fn add(film: &Film, before: usize, folder: &Path) -> io::Result<(Vec<OsString>, Vec<OsString>)> {
    let (mut inputs, mut options) = (Vec::new(), Vec::new());
    let Some(words) = WORDS.iter().find(|words| words.film == film.slug) else { return Ok((inputs, options)) };
    let mut add = |name: String, text: String| {
        fs::write(folder.join(&name), text)?;
        inputs.extend(["-i".into(), name.into()]);
        Ok::<(), io::Error>(())
    };
    add(format!("{}.chapters", film.slug), chapters(words, film.seconds()))?;
    options.extend(["-map_chapters".into(), before.to_string().into()]);
    for (index, (language, lines)) in words.captions.iter().enumerate() {
        add(format!("{}.{language}.srt", film.slug), captions(words.times, lines))?;
        options.extend(["-map".into(), format!("{}:s", before + 1 + index).into()]);
        options.extend([format!("-metadata:s:s:{index}").into(), format!("language={language}").into()]);
        options.extend([format!("-disposition:s:{index}").into(), "hearing_impaired".into()]);
    }
    options.extend(["-c:s".into(), "mov_text".into()]);
    Ok((inputs, options))
}

/// As ffmpeg reads them: <https://ffmpeg.org/ffmpeg-formats.html#Metadata-2>.
fn chapters(words: &Words, seconds: u32) -> String {
    let mut text = String::from(";FFMETADATA1\n");
    let ends = words.chapters.iter().skip(1).map(|(start, _)| *start).chain([seconds]);
    for ((start, title), end) in words.chapters.iter().zip(ends) {
        let _ = writeln!(text, "[CHAPTER]\nTIMEBASE=1/1\nSTART={start}\nEND={end}\ntitle={title}");
    }
    text
}

fn captions(times: &[(u32, u32)], lines: &[&str]) -> String {
    let mut text = String::new();
    for (index, ((start, end), line)) in times.iter().zip(lines).enumerate() {
        let _ = writeln!(text, "{}\n00:00:{start:02},000 --> 00:00:{end:02},000\n{line}\n", index + 1);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::films::FILMS;

    #[test]
    fn words_fit_their_films() {
        for words in WORDS {
            let film = FILMS.iter().find(|film| film.slug == words.film).unwrap();
            assert!(words.times.iter().all(|(start, end)| start < end && *end < film.seconds()), "{}", film.slug);
            assert!(words.chapters.iter().all(|(start, _)| *start < film.seconds()), "{}", film.slug);
            for (language, lines) in words.captions {
                assert_eq!(lines.len(), words.times.len(), "{} in {language}", film.slug);
            }
        }
    }
}
