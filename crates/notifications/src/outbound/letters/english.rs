//! English.

use super::{Part, Tongue, Words};

pub(super) const TONGUE: Tongue = Tongue {
    greeting,
    ready,
    failed,
    action: "Open the video in the studio",
    converted,
    unconverted,
    conversion: "Open the conversion",
    footer: "You receive this mail because you uploaded the file.",
};

fn greeting(name: &str) -> String {
    if name.is_empty() { "Hello,".to_owned() } else { format!("Hello {name},") }
}

fn ready(title: &str, part: Part) -> Words {
    let what = match part {
        Part::Film => "The film",
        Part::Trailer => "The trailer",
    };
    Words {
        subject: format!("“{title}” is ready to be published"),
        paragraphs: vec![
            format!("{what} of “{title}” has been encoded, and the video has all it needs."),
            "Viewers see it as soon as somebody publishes it.".to_owned(),
        ],
    }
}

fn failed(title: &str, part: Part, reason: &str) -> Words {
    let what = match part {
        Part::Film => "film",
        Part::Trailer => "trailer",
    };
    Words {
        subject: format!("The {what} of “{title}” could not be encoded"),
        paragraphs: vec![
            format!("The {what} you uploaded for “{title}” could not be encoded."),
            format!("Reason: {reason}."),
            "In the studio you can try again or upload another file.".to_owned(),
        ],
    }
}

fn converted(file: &str) -> Words {
    Words {
        subject: format!("The sound of “{file}” is ready"),
        paragraphs: vec![
            format!("The sound of “{file}” has been extracted."),
            "You can download the file for seven days. The link works for nobody but you.".to_owned(),
        ],
    }
}

fn unconverted(file: &str, reason: &str) -> Words {
    Words {
        subject: format!("The sound of “{file}” could not be extracted"),
        paragraphs: vec![
            format!("The sound of “{file}” could not be extracted."),
            format!("Reason: {reason}."),
            "You can try again with another file.".to_owned(),
        ],
    }
}
