//! Messages in three languages: the words stand in one file for each language, the form in two templates.

mod english;
mod portuguese;
mod russian;

use askama::Template;
use platform::http::{Language, message};
use url::Url;

use crate::{
    application::ports::{Letter, Letters},
    domain::{Message, Part},
};

/// How one language says things.
struct Tongue {
    /// The salutation; the name may be empty.
    greeting: fn(&str) -> String,
    /// The medium of this title is encoded.
    ready: fn(&str, Part) -> Words,
    /// It could not be, for the reason that comes last, a sentence without its full stop.
    failed: fn(&str, Part, &str) -> Words,
    /// What the link says.
    action: &'static str,
    /// Why one gets this.
    footer: &'static str,
}

/// What is said in one letter.
struct Words {
    subject: String,
    paragraphs: Vec<String>,
}

/// Reads well where HTML is not shown.
#[derive(Template)]
#[template(path = "letter.txt")]
struct TextLetter<'a> {
    greeting: &'a str,
    words: &'a Words,
    tongue: &'a Tongue,
    link: &'a str,
}

/// The same with a heading and a button; plain enough for old mail programs and for screen readers.
#[derive(Template)]
#[template(path = "letter.html")]
struct HtmlLetter<'a> {
    lang: &'a str,
    greeting: &'a str,
    words: &'a Words,
    tongue: &'a Tongue,
    link: &'a str,
}

/// Writes letters for one installation.
pub struct Templates {
    public_url: String,
}

impl Templates {
    /// Links lead to this address.
    pub fn new(public_url: &Url) -> Self {
        Self { public_url: public_url.as_str().trim_end_matches('/').to_owned() }
    }
}

impl Letters for Templates {
    fn write(&self, message: &Message, name: &str, locale: &str) -> Letter {
        let language = Language::from_tag(locale).unwrap_or_default();
        let tongue = tongue(language);
        let words = words(tongue, language, message);
        let greeting = (tongue.greeting)(name);
        let (Message::MediaReady(media) | Message::MediaFailed { media, .. }) = message;
        let link = format!("{}/studio/videos/{}", self.public_url, media.video_id);
        let (greeting, link, lang) = (greeting.as_str(), link.as_str(), language.tag());
        let text = TextLetter { greeting, words: &words, tongue, link }.to_string();
        let html = HtmlLetter { lang, greeting, words: &words, tongue, link }.to_string();
        Letter { language: lang, subject: words.subject, text, html }
    }
}

fn tongue(language: Language) -> &'static Tongue {
    match language {
        Language::English => &english::TONGUE,
        Language::Portuguese => &portuguese::TONGUE,
        Language::Russian => &russian::TONGUE,
    }
}

fn words(tongue: &Tongue, language: Language, told: &Message) -> Words {
    match told {
        Message::MediaReady(media) => (tongue.ready)(&media.title, media.part),
        Message::MediaFailed { media, error_code } => {
            let reason = message(language, error_code).or_else(|| message(language, "INTERNAL")).unwrap_or_default();
            (tongue.failed)(&media.title, media.part, reason)
        }
    }
}
