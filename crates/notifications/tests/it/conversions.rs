//! Whoever asked for the sound of a film hears what became of it, once, in their own language.

use contracts::identity::IdentityEvent;

use crate::world::{CONVERSION, converted, known, login, unconverted, worlds};

#[tokio::test]
async fn a_finished_conversion_is_told_once_with_a_link_to_it() {
    for world in worlds().await {
        world.tell(&known()).await;
        let event = world.tell(&converted("tide.mp4\r\nBcc: all@example.org")).await;
        world.hand_over(&event).await.unwrap();
        world.work_until(&["sent"]).await;
        world.hand_over(&event).await.unwrap();
        assert_eq!((world.statuses().await, world.server.taken().len()), (vec!["sent".to_owned()], 1));
        let shown = world.get("/outgoing?kind=conversion-ready").await;
        assert_eq!(shown[0]["subject"], "The sound of “tide.mp4  Bcc: all@example.org” is ready");
        let id = shown[0]["id"].as_str().unwrap();
        let letter = world.get(&format!("/outgoing/{id}")).await;
        let text = letter["text"].as_str().unwrap();
        assert!(text.contains(&format!("https://films.example.org/conversions/{CONVERSION}")), "{text}");
    }
}

#[tokio::test]
async fn a_failed_conversion_is_told_with_its_reason_in_each_language() {
    let [world, _] = worlds().await.try_into().unwrap_or_else(|_| panic!("two databases"));
    let cases = [
        ("en", "The sound of “tide.mp4” could not be extracted", "Reason: The file holds no sound."),
        ("pt-BR", "Não foi possível extrair o áudio de “tide.mp4”", "Motivo: "),
        ("ru", "Не удалось извлечь звук из «tide.mp4»", "Причина: "),
    ];
    for (version, (locale, subject, line)) in (1..).zip(cases) {
        let mut user = login(version);
        locale.clone_into(&mut user.locale);
        world.tell(&IdentityEvent::UserUpdated(user)).await;
        world.clock.advance(std::time::Duration::from_secs(1));
        world.tell(&unconverted("tide.mp4", "NO_AUDIO_STREAM")).await;
        let shown = world.get("/outgoing?kind=conversion-failed").await;
        assert_eq!(shown[0]["subject"], subject);
        let letter = world.get(&format!("/outgoing/{}", shown[0]["id"].as_str().unwrap())).await;
        assert!(letter["text"].as_str().unwrap().contains(line), "{}", letter["text"]);
    }
}
