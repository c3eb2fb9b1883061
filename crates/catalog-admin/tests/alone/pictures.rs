//! Pictures through the real jail.

use http::StatusCode;
use testkit::media::made_once;

use crate::fixture::Studio;

/// A test picture made by ffmpeg.
fn picture(name: &str, size: &str, more: &str) -> Vec<u8> {
    let arguments = format!("-f lavfi -i testsrc2=size={size}:rate=1:duration=1 -frames:v 1 {more}");
    let arguments: Vec<_> = arguments.split_whitespace().map(str::to_owned).collect();
    std::fs::read(made_once(name, &arguments)).unwrap()
}

/// Width and height of a WebP as ffmpeg writes it: lossy, without an extended header.
fn webp_size(bytes: &[u8]) -> (u16, u16) {
    assert_eq!((&bytes[..4], &bytes[8..16]), (b"RIFF".as_slice(), b"WEBPVP8 ".as_slice()));
    let number = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]) & 0x3fff;
    (number(26), number(28))
}

async fn sizes(studio: &Studio, video: &str, kind: &str) -> Vec<(u16, u16)> {
    let mut sizes = Vec::new();
    for size in ["small", "medium", "large"] {
        sizes.push(webp_size(&studio.read(video, kind, size).await));
    }
    sizes
}

pub async fn each_format_becomes_webp_in_three_sizes() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    for (name, kind, expected) in [
        ("hd.png", "thumbnail", [(320, 180), (640, 360), (1280, 720)]),
        ("hd.jpg", "thumbnail_half", [(320, 180), (640, 360), (1280, 720)]),
        ("hd.webp", "thumbnail", [(320, 180), (640, 360), (1280, 720)]),
        ("hd.gif", "banner", [(640, 360), (1280, 720), (1920, 1080)]),
        ("hd.jpg", "banner", [(640, 360), (1280, 720), (1920, 1080)]),
    ] {
        let put = studio.put(&video, kind, &picture(name, "2560x1440", "")).await;
        assert_eq!(put.0, StatusCode::CREATED, "{name}: {}", put.1);
        assert_eq!(sizes(&studio, &video, kind).await, expected, "{name}");
        let image = studio.image(&video, kind).await;
        let (width, height) = expected[2];
        assert_eq!((image["width"].as_u64(), image["height"].as_u64()), (Some(width.into()), Some(height.into())));
        let placeholder = image["placeholder"].as_str().unwrap();
        assert!(placeholder.starts_with("data:image/webp;base64,UklGR") && placeholder.len() < 700, "{placeholder}");
    }
}

pub async fn small_pictures_are_never_scaled_up() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    studio.put(&video, "thumbnail", &picture("small.png", "500x300", "")).await;
    assert_eq!(sizes(&studio, &video, "thumbnail").await, [(320, 192), (500, 300), (500, 300)]);
}

pub async fn a_line_of_pixels_is_a_picture() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    let line = picture("line.png", "4000x2", "");
    assert_eq!(studio.put(&video, "thumbnail", &line).await.0, StatusCode::CREATED);
    assert_eq!(sizes(&studio, &video, "thumbnail").await, [(320, 1), (640, 1), (1280, 1)]);
}

pub async fn a_picture_loses_what_is_not_pixels() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    let mut tagged = picture("plain.jpg", "640x360", "");
    let comment = b"secret place and <script>alert(1)</script>";
    // A comment segment right after the start of the image (ITU-T T.81 B.2.4.5).
    let segment = [b"\xff\xfe", u16::try_from(comment.len() + 2).unwrap().to_be_bytes().as_slice(), comment].concat();
    tagged.splice(2..2, segment);
    assert_eq!(studio.put(&video, "thumbnail", &tagged).await.0, StatusCode::CREATED);
    for size in ["small", "medium", "large"] {
        let stored = studio.read(&video, "thumbnail", size).await;
        assert!(!stored.windows(6).any(|window| window == b"secret" || window == b"script"));
    }
}

pub async fn a_damaged_picture_is_refused_and_leaves_nothing() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    let whole = picture("hd.png", "2560x1440", "");
    let mut torn = whole[..64].to_vec();
    torn.extend(std::iter::repeat_n(0xa5, 4096));
    assert_eq!(
        studio.put(&video, "thumbnail", &torn).await,
        (StatusCode::UNPROCESSABLE_ENTITY, "MEDIA_DAMAGED".to_owned())
    );
    let left = std::fs::read_dir(&studio.test.platform.scratch).unwrap().count();
    assert_eq!(left, 0, "job folders are gone");
    assert_eq!(studio.put(&video, "thumbnail", &whole).await.0, StatusCode::CREATED, "the next one is fine");
}

pub async fn a_header_that_lies_is_refused() {
    let studio = Studio::open().await;
    let video = studio.make_video().await;
    // A PNG by its signature and size, a playlist by what follows.
    let mut liar = picture("hd.png", "2560x1440", "")[..33].to_vec();
    liar.extend_from_slice(b"#EXTM3U\nfile:///etc/passwd\n");
    assert_eq!(studio.put(&video, "banner", &liar).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}
