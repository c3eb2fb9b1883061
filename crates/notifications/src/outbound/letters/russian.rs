//! Russian.

use super::{Part, Tongue, Words};

pub(super) const TONGUE: Tongue = Tongue {
    greeting,
    ready,
    failed,
    action: "Открыть видео в студии",
    converted,
    unconverted,
    conversion: "Открыть преобразование",
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

fn converted(file: &str) -> Words {
    Words {
        subject: format!("Звук из «{file}» готов"),
        paragraphs: vec![
            format!("Звуковая дорожка файла «{file}» извлечена."),
            "Скачать файл можно в течение семи дней. Ссылка работает только для вас.".to_owned(),
        ],
    }
}

fn unconverted(file: &str, reason: &str) -> Words {
    Words {
        subject: format!("Не удалось извлечь звук из «{file}»"),
        paragraphs: vec![
            format!("Не удалось извлечь звук из файла «{file}»."),
            format!("Причина: {reason}."),
            "Можно попробовать ещё раз с другим файлом.".to_owned(),
        ],
    }
}
