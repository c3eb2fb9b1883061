//! Portuguese as spoken in Brazil.

use super::{Part, Tongue, Words};

pub(super) const TONGUE: Tongue = Tongue {
    greeting,
    ready,
    failed,
    action: "Abrir o vídeo no estúdio",
    converted,
    unconverted,
    conversion: "Abrir a conversão",
    footer: "Você recebe este e-mail porque enviou o arquivo.",
};

fn greeting(name: &str) -> String {
    if name.is_empty() { "Olá,".to_owned() } else { format!("Olá, {name},") }
}

fn ready(title: &str, part: Part) -> Words {
    let what = match part {
        Part::Film => "O filme",
        Part::Trailer => "O trailer",
    };
    Words {
        subject: format!("“{title}” está pronto para publicação"),
        paragraphs: vec![
            format!("{what} de “{title}” foi codificado, e o vídeo tem tudo de que precisa."),
            "Os espectadores o verão assim que alguém o publicar.".to_owned(),
        ],
    }
}

fn failed(title: &str, part: Part, reason: &str) -> Words {
    let what = match part {
        Part::Film => "filme",
        Part::Trailer => "trailer",
    };
    Words {
        subject: format!("Não foi possível codificar o {what} de “{title}”"),
        paragraphs: vec![
            format!("Não foi possível codificar o {what} que você enviou para “{title}”."),
            format!("Motivo: {reason}."),
            "No estúdio você pode tentar de novo ou enviar outro arquivo.".to_owned(),
        ],
    }
}

fn converted(file: &str) -> Words {
    Words {
        subject: format!("O áudio de “{file}” está pronto"),
        paragraphs: vec![
            format!("O áudio de “{file}” foi extraído."),
            "Você pode baixar o arquivo durante sete dias. O link só funciona para você.".to_owned(),
        ],
    }
}

fn unconverted(file: &str, reason: &str) -> Words {
    Words {
        subject: format!("Não foi possível extrair o áudio de “{file}”"),
        paragraphs: vec![
            format!("Não foi possível extrair o áudio de “{file}”."),
            format!("Motivo: {reason}."),
            "Você pode tentar de novo com outro arquivo.".to_owned(),
        ],
    }
}
