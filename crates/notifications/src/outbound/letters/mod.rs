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
    /// What the link to the studio says.
    action: &'static str,
    /// The sound of the film in the file of this name can be fetched.
    converted: fn(&str) -> Words,
    /// Nothing could be made of it, for the reason that comes last, a sentence without its full stop.
    unconverted: fn(&str, &str) -> Words,
    /// What the link to a conversion says.
    conversion: &'static str,
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
    action: &'a str,
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
    action: &'a str,
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
        let (action, path) = target(tongue, message);
        let link = format!("{}{path}", self.public_url);
        let (greeting, link, lang) = (greeting.as_str(), link.as_str(), language.tag());
        let text = TextLetter { greeting, words: &words, tongue, action, link }.to_string();
        let html = HtmlLetter { lang, greeting, words: &words, tongue, action, link }.to_string();
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

/// Where the message leads, and what the link there says.
fn target(tongue: &Tongue, told: &Message) -> (&'static str, String) {
    match told {
        Message::MediaReady(media) | Message::MediaFailed { media, .. } => {
            (tongue.action, format!("/studio/videos/{}", media.video_id))
        }
        Message::ConversionReady(conversion) | Message::ConversionFailed { conversion, .. } => {
            (tongue.conversion, format!("/conversions/{}", conversion.conversion_id))
        }
    }
}

fn reason(language: Language, code: &str) -> &'static str {
    message(language, code).or_else(|| message(language, "INTERNAL")).unwrap_or_default()
}

fn words(tongue: &Tongue, language: Language, told: &Message) -> Words {
    match told {
        Message::MediaReady(media) => (tongue.ready)(&media.title, media.part),
        Message::MediaFailed { media, error_code } => {
            (tongue.failed)(&media.title, media.part, reason(language, error_code))
        }
        Message::ConversionReady(conversion) => (tongue.converted)(&conversion.file_name),
        Message::ConversionFailed { conversion, error_code } => {
            (tongue.unconverted)(&conversion.file_name, reason(language, error_code))
        }
    }
}
