//! Passwords that are tried first by whoever guesses: a short list of our own, and the rules people vary it by.

/// Words that passwords are made of, folded (lower case, no marks), in the languages we speak.
const WORDS: &[&str] = &[
    // English
    "password",
    "passwort",
    "passw",
    "pass",
    "passphrase",
    "secret",
    "letmein",
    "welcome",
    "login",
    "signin",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "tester",
    "testing",
    "demo",
    "default",
    "changeme",
    "change",
    "access",
    "master",
    "superman",
    "batman",
    "spiderman",
    "starwars",
    "pokemon",
    "naruto",
    "dragon",
    "monkey",
    "shadow",
    "sunshine",
    "princess",
    "flower",
    "summer",
    "winter",
    "autumn",
    "spring",
    "football",
    "baseball",
    "basketball",
    "soccer",
    "hockey",
    "liverpool",
    "arsenal",
    "chelsea",
    "barcelona",
    "charlie",
    "michael",
    "jordan",
    "jessica",
    "jennifer",
    "ashley",
    "daniel",
    "thomas",
    "george",
    "andrew",
    "freedom",
    "whatever",
    "trustno",
    "iloveyou",
    "loveyou",
    "lovely",
    "love",
    "babygirl",
    "angel",
    "cookie",
    "cheese",
    "banana",
    "chocolate",
    "pepper",
    "ginger",
    "computer",
    "internet",
    "google",
    "facebook",
    "youtube",
    "netflix",
    "codeflix",
    "microsoft",
    "windows",
    "samsung",
    "apple",
    "iphone",
    "killer",
    "hunter",
    "mustang",
    "ferrari",
    "matrix",
    "hello",
    "helloworld",
    "abc",
    "nothing",
    "everything",
    "family",
    "friends",
    "forever",
    "money",
    "lucky",
    "happy",
    "house",
    "purple",
    "orange",
    "qwerty",
    "azerty",
    "qwertz",
    "asdf",
    "zxcv",
    "mynoob",
    "temp",
    "temporary",
    "temppass",
    "newpassword",
    "mypassword",
    "nopassword",
    "thepassword",
    "movie",
    "movies",
    "cinema",
    "television",
    // Portuguese
    "senha",
    "minhasenha",
    "senhas",
    "mudar",
    "brasil",
    "flamengo",
    "corinthians",
    "palmeiras",
    "santos",
    "vasco",
    "gremio",
    "futebol",
    "teamo",
    "amor",
    "amoreterno",
    "felicidade",
    "familia",
    "jesus",
    "jesuscristo",
    "deus",
    "deusefiel",
    "gabriel",
    "rafael",
    "mariana",
    "lucas",
    "estrela",
    "princesa",
    "saudade",
    "bomdia",
    "obrigado",
    // Russian, also as typed on a Latin keyboard
    "пароль",
    "пароли",
    "мойпароль",
    "привет",
    "любовь",
    "люблю",
    "люблютебя",
    "россия",
    "москва",
    "солнышко",
    "солнце",
    "наташа",
    "марина",
    "спартак",
    "зенит",
    "максим",
    "андреи",
    "сергеи",
    "александр",
    "дмитрии",
    "gfhjkm",
    "ghbdtn",
    "parol",
    "privet",
    "lubov",
    "rossiya",
    "moskva",
    "natasha",
    "spartak",
    "zenit",
];

/// Rows of keys and other sequences that fingers know; also taken backwards.
const ROWS: &[&str] = &[
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujm",
    "!@#$%^&*()",
    "иклмнопрстуфхцчшщъыьэюя",
    "абвгдежзиклмнопрстуфхцчшщъыьэюя",
    "ицукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
];

/// From this length on a password may hold a common word.
const LONG: usize = 16;

/// Whether a folded password is among the first that somebody guesses. `own` is the owner's name in the address.
pub fn is_guessable(folded: &str, own: Option<&str>) -> bool {
    let letters: Vec<char> = folded.chars().collect();
    if is_repetition(&letters) || is_date(folded) {
        return true;
    }
    let core = core_of(folded);
    if is_row(folded) || is_row(&core) {
        return true;
    }
    if letters.len() >= LONG {
        return false;
    }
    let plain = without_disguise(&core);
    let is_own = own.is_some_and(|own| own.chars().count() >= 4 && (core == own || plain == own || folded == own));
    is_own || [core.as_str(), plain.as_str()].iter().any(|word| is_made_of_words(word))
}

/// What is left without the digits and signs that people put around a word to satisfy a rule.
fn core_of(folded: &str) -> String {
    folded.trim_matches(|c: char| !c.is_alphabetic() && !matches!(c, '@' | '$')).to_owned()
}

/// Undoes `p@ssw0rd`.
fn without_disguise(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .filter(|c| c.is_alphabetic())
        .collect()
}

/// One common word, or two of them.
fn is_made_of_words(word: &str) -> bool {
    if word.is_empty() {
        return true;
    }
    let is_common = |part: &str| WORDS.contains(&part);
    is_common(word) || word.char_indices().any(|(at, _)| is_common(&word[..at]) && is_common(&word[at..]))
}

/// The same few characters again and again.
fn is_repetition(letters: &[char]) -> bool {
    (1..=4.min(letters.len() / 2)).any(|length| {
        let (pattern, rest) = letters.split_at(length);
        rest.iter().zip(pattern.iter().cycle()).all(|(a, b)| a == b)
    })
}

/// A part of a row of keys, forwards or backwards.
fn is_row(text: &str) -> bool {
    let backwards: String = text.chars().rev().collect();
    text.chars().count() >= 4 && ROWS.iter().any(|row| row.contains(text) || row.contains(&backwards))
}

/// Eight digits with a year in front or behind: somebody's birthday.
fn is_date(text: &str) -> bool {
    let is_year = |part: Option<&str>| part.is_some_and(|part| part.starts_with("19") || part.starts_with("20"));
    text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) && (is_year(text.get(..4)) || is_year(text.get(4..)))
}
