//! Russian.

use super::{Part, Tongue, Words};

pub(super) const TONGUE: Tongue = Tongue {
    greeting,
    ready,
    failed,
    action: "Открыть видео в студии",
    footer: "Вы получили это письмо, потому что загрузили файл.",
};

fn greeting(name: &str) -> String {
    if name.is_empty() { "Здравствуйте!".to_owned() } else { format!("Здравствуйте, {name}!") }
}

fn ready(title: &str, part: Part) -> Words {
    let what = match part {
        Part::Film => "Фильм",
        Part::Trailer => "Трейлер",
    };
    Words {
        subject: format!("«{title}» можно публиковать"),
        paragraphs: vec![
            format!("{what} для «{title}» обработан, и у видео есть всё необходимое."),
            "Зрители увидят его, как только кто-нибудь его опубликует.".to_owned(),
        ],
    }
}

fn failed(title: &str, part: Part, reason: &str) -> Words {
    let what = match part {
        Part::Film => "фильм",
        Part::Trailer => "трейлер",
    };
    Words {
        subject: format!("Не удалось обработать {what} для «{title}»"),
        paragraphs: vec![
            format!("Не удалось обработать {what}, который вы загрузили для «{title}»."),
            format!("Причина: {reason}."),
            "В студии можно попробовать ещё раз или загрузить другой файл.".to_owned(),
        ],
    }
}
