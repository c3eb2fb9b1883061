//! What strangers send as subtitles, and what is left of it.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use captions::{Captions, Cue, Kind, LARGEST, Language, Unreadable, free_label, hls, label, read};

const HEAD: &str = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:90000\n";

/// What stands behind the header of the file that is written.
fn kept(bytes: &[u8]) -> String {
    let text = read(bytes).unwrap().webvtt();
    text.strip_prefix(HEAD).unwrap().to_owned()
}

/// The text of a single cue.
fn said(text: &str) -> String {
    let file = kept(format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n").as_bytes());
    file.strip_prefix("\n00:00:01.000 --> 00:00:02.000\n").unwrap().trim_end_matches('\n').to_owned()
}

#[test]
fn all_three_formats_become_webvtt() {
    let vtt = "WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nNOTE nobody reads this\n\nintro\n\
        00:01.000 --> 00:02.500 line:0 position:10%\nOne <i>two</i>\nthree\n\n01:00:00.000 --> 01:00:01.000\nFour\n";
    let srt = "1\n00:00:01,000 --> 00:00:02,500\nOne <i>two</i>\nthree\n\n2\n01:00:00,0 --> 01:00:01\nFour\n";
    let expected = "\n00:00:01.000 --> 00:00:02.500\nOne <i>two</i>\nthree\n\n01:00:00.000 --> 01:00:01.000\nFour\n";
    assert_eq!(kept(vtt.as_bytes()), expected);
    assert_eq!(kept(srt.as_bytes()), expected);
    let ass = "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n\
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n\
        Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,a note\n\
        Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\an8\\i1}One, two{\\i0}\\Nthree <b>\n\
        Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 10 10{\\p0}\n\n[Fonts]\nfontname: a.ttf\n";
    assert_eq!(kept(ass.as_bytes()), "\n00:00:01.000 --> 00:00:02.500\nOne, two\nthree &lt;b&gt;\n");
}

#[test]
fn nothing_that_a_browser_could_run_survives() {
    let cases = [
        ("<script>alert(1)</script>Hi", "alert(1)Hi"),
        ("<img src=x onerror=alert(1)>Hi", "Hi"),
        ("<a href=\"javascript:alert(1)\">Hi</a>", "Hi"),
        ("<svg/onload=alert(1)>Hi", "Hi"),
        ("<!-- x -->Hi<?php ?>", "Hi"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&#60;img src=x onerror=alert(1)&#x3e;", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<<script>script>x", "&lt;script&gt;x"),
        ("<i onmouseover=alert(1)>Hi", "<i>Hi</i>"),
        ("<c.red><v Ann>Hi</v></c><00:00:01.500>", "Hi"),
        ("a --> b", "a --&gt; b"),
        ("1 < 2 & 3 > 2 &copy; &", "1 &lt; 2 &amp; 3 &gt; 2 &amp;copy; &amp;"),
        ("{\\an8}Up {here}", "Up {here}"),
        ("<b><i>crossed</b></i> <u>open", "<b><i>crossed</i></b> <u>open</u>"),
        ("bell\u{7}null\u{0}tab\tend", "bellnulltab end"),
    ];
    for (text, expected) in cases {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn text_in_any_usual_encoding_is_read() {
    let srt = |text: &str| format!("1\r\n00:00:01,000 --> 00:00:02,000\r\n{text}\r\n\r\n");
    let expected = |text: &str| format!("\n00:00:01.000 --> 00:00:02.000\n{text}\n");
    let little = |text: &str| srt(text).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| srt(text).encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let text = "Não é ação";
    assert_eq!(kept(srt(text).as_bytes()), expected(text));
    assert_eq!(kept(format!("\u{feff}{}", srt(text)).as_bytes()), expected(text));
    assert_eq!(kept(&[&[0xff, 0xfe], little(text).as_slice()].concat()), expected(text));
    assert_eq!(kept(&[&[0xfe, 0xff], big(text).as_slice()].concat()), expected(text));
    assert_eq!(kept(&little(text)), expected(text));
    assert_eq!(kept(&big(text)), expected(text));
    let latin: Vec<u8> = srt(text).chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert_eq!(kept(&latin), expected(text));
    let russian = "Привет, как дела?";
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
    let bytes = [b"1\n00:00:01,000 --> 00:00:02,000\n", cyrillic.as_ref()].concat();
    assert_eq!(kept(&bytes), expected(russian));
    let old_mac = srt(text).replace("\r\n", "\r");
    assert_eq!(kept(old_mac.as_bytes()), expected(text));
}

#[test]
fn times_that_make_no_sense_lose_their_cue_and_the_rest_is_put_in_order() {
    let srt = "1\n-00:00:01,000 --> 00:00:02,000\nnegative\n\n2\n00:00:05,000 --> 00:00:04,000\nbackward\n\n\
        3\n00:00:05,000 --> 00:00:05,000\nshort\n\n4\n00:00:09,000 --> 00:00:12,000\nlate\n\n\
        5\n00:00:03,000 --> 00:00:10,000\nearly, and overlapping\n\n6\n99999:00:00,000 --> 99999:00:01,000\nnever\n\n\
        7\n00:00:20,000 --> 00:00:21,000\n\n8\n00:00:22,000 --> 00:00:23,000\nno empty line before the next\n9\n\
        00:00:24,000 --> 00:00:25,000\nlast";
    let expected = "\n00:00:03.000 --> 00:00:10.000\nearly, and overlapping\n\n\
        00:00:09.000 --> 00:00:12.000\nlate\n\n00:00:22.000 --> 00:00:23.000\nno empty line before the next\n\n\
        00:00:24.000 --> 00:00:25.000\nlast\n";
    assert_eq!(kept(srt.as_bytes()), expected);
}

#[test]
fn what_is_no_subtitles_is_refused() {
    let junk: Vec<u8> = (0..100_000_u32).map(|number| u8::try_from(number * 7919 % 251).unwrap()).collect();
    let cases: [&[u8]; 6] = [
        b"",
        b"WEBVTT\n\n",
        b"just text",
        b"<html><script>alert(1)</script></html>",
        b"1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n",
        &junk,
    ];
    for case in cases {
        assert_eq!(read(case), Err(Unreadable::NoCue));
    }
    let cue = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n\n";
    assert_eq!(read(&cue.repeat(50 * 1024 * 1024 / cue.len())), Err(Unreadable::TooLarge));
    // Escaping makes it four times as large.
    let text = [b"1\n00:00:01,000 --> 00:00:02,000\n", b"< ".repeat(900).as_slice(), b"\n\n"].concat();
    assert_eq!(read(&text.repeat(LARGEST / text.len())), Err(Unreadable::TooLarge));
}

#[test]
fn cues_are_moved_and_cut_to_the_title() {
    let srt = "1\n10:00:00,000 --> 10:00:02,000\nFirst\n\n2\n09:59:59,000 --> 10:00:01,000\nCut\n\n\
        3\n09:00:00,000 --> 09:00:01,000\nBefore\n\n4\n10:00:09,000 --> 10:00:11,000\nEnd\n\n\
        5\n10:00:10,000 --> 10:00:11,000\nAfter\n";
    let file = read(srt.as_bytes()).unwrap().within(36_000_000, 10_000).webvtt();
    let expected = "\n00:00:00.000 --> 00:00:01.000\nCut\n\n00:00:00.000 --> 00:00:02.000\nFirst\n\n\
        00:00:09.000 --> 00:00:10.000\nEnd\n";
    assert_eq!(file.strip_prefix(HEAD).unwrap(), expected);
}

#[test]
fn names_of_chapters_are_text_and_nothing_else() {
    let cues =
        [Cue::plain(0, 5_000, "<b>One</b>\n\n--> two"), Cue::plain(5_000, 5_000, "never"), Cue::plain(5, 6, " ")];
    let file = Captions::new(cues.into_iter().flatten().collect()).webvtt();
    let expected = "\n00:00:00.000 --> 00:00:05.000\n&lt;b&gt;One&lt;/b&gt;\n--&gt; two\n";
    assert_eq!(file.strip_prefix(HEAD).unwrap(), expected);
}

#[test]
fn a_playlist_says_what_a_track_is_for() {
    let (portuguese, unknown) = (Language::of("por"), Language::of("klingon!"));
    let line = |label, language, kind| hls::Rendition { label, language, kind, uri: "t0.m3u8" }.line();
    assert_eq!(
        line("Português", &portuguese, Kind::Forced),
        "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"text\",NAME=\"Português\",LANGUAGE=\"pt\",DEFAULT=NO,AUTOSELECT=YES,\
         FORCED=YES,URI=\"t0.m3u8\"\n"
    );
    let captions = line("Text", &unknown, Kind::Captions);
    assert!(captions.contains("FORCED=NO,CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog,"));
    assert!(!captions.contains("LANGUAGE"));
    assert!(hls::playlist("t0.vtt", 61.2).contains("#EXT-X-TARGETDURATION:62\n"));
}

#[test]
fn labels_are_fit_for_menus_and_unique() {
    assert_eq!(label(" \"Hello\"\n\u{202e}World "), Some("HelloWorld".to_owned()));
    assert_eq!(label("\"\n"), None);
    let taken = ["English".to_owned(), "English 2".to_owned()];
    assert_eq!(free_label("English", &taken), "English 3");
    assert_eq!(free_label("Русский", &taken), "Русский");
}

#[test]
fn kinds_are_spelled_the_same_everywhere() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
}
