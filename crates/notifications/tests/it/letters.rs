//! What mails say, and that nobody's title or name can say more than it should.

use contracts::identity::IdentityEvent;

use crate::world::{VIDEO, failed, known, login, ready, worlds};

#[tokio::test]
async fn each_language_has_its_words_and_others_get_english() {
    let [world, _] = worlds().await.try_into().unwrap_or_else(|_| panic!("two databases"));
    let cases = [
        ("en-GB", "en", "The trailer of “Tide” could not be encoded", "Reason: The file is damaged."),
        ("pt-PT", "pt-BR", "Não foi possível codificar o trailer de “Tide”", "Motivo: O arquivo está danificado."),
        ("ru", "ru", "Не удалось обработать трейлер для «Tide»", "Причина: Файл повреждён."),
        ("ja", "en", "The trailer of “Tide” could not be encoded", "Hello Ana Souza,"),
    ];
    for (version, (locale, language, subject, line)) in (1..).zip(cases) {
        let mut user = login(version);
        locale.clone_into(&mut user.locale);
        world.tell(&IdentityEvent::UserUpdated(user)).await;
        world.clock.advance(std::time::Duration::from_secs(1));
        world.tell(&failed("Tide", "MEDIA_DAMAGED")).await;
        let id = world.get("/outgoing").await[0]["id"].as_str().unwrap().to_owned();
        let letter = world.get(&format!("/outgoing/{id}")).await;
        assert_eq!((&letter["language"], &letter["subject"]), (&language.into(), &subject.into()));
        let text = letter["text"].as_str().unwrap();
        assert!(text.contains(line), "{text}");
        assert!(text.contains(&format!("https://films.example.org/studio/videos/{VIDEO}")), "{text}");
    }
}

#[tokio::test]
async fn a_code_without_words_is_said_in_general_words() {
    let [world, _] = worlds().await.try_into().unwrap_or_else(|_| panic!("two databases"));
    world.tell(&known()).await;
    world.tell(&failed("Tide", "NEVER_HEARD_OF")).await;
    let id = world.get("/outgoing").await[0]["id"].as_str().unwrap().to_owned();
    let letter = world.get(&format!("/outgoing/{id}")).await;
    assert!(letter["text"].as_str().unwrap().contains("Reason: Something went wrong on our side."));
}

#[tokio::test]
async fn a_hostile_title_and_name_begin_no_header_and_no_markup() {
    for world in worlds().await {
        let mut user = login(1);
        user.name = "Ana\" <evil@example.org>, \r\nBcc: all@example.org".to_owned();
        world.tell(&IdentityEvent::UserCreated(user)).await;
        let title = "Tide\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>\u{2028}{{ link }}\n.\nQUIT";
        world.tell(&ready(title)).await;
        world.work_until(&["sent"]).await;
        let [mail] = world.server.taken().try_into().unwrap();
        assert_eq!(mail.to, ["ana@tv.example"], "nobody else");
        let head = mail.message.split("\r\n\r\n").next().unwrap();
        let names: Vec<&str> =
            head.lines().filter(|line| !line.starts_with(' ')).map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(
            names,
            ["Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type"],
            "{head}"
        );
        let html = html(&mail.message);
        assert!(!html.contains("<script") && html.contains("script&#62;"), "{html}");
    }
}

/// The last part, decoded from quoted-printable or base64.
fn html(message: &str) -> String {
    let part = message.rsplit("Content-Type: text/html").next().unwrap();
    let (head, body) = part.split_once("\r\n\r\n").unwrap();
    let body = body.rsplit_once("\r\n--").unwrap().0;
    if head.contains("base64") {
        use base64::Engine;
        let bytes = base64::engine::general_purpose::STANDARD.decode(body.replace("\r\n", "")).unwrap();
        return String::from_utf8(bytes).unwrap();
    }
    body.replace("=\r\n", "").replace("=3D", "=")
}
