//! Every kind of bad input ends in its code, and the next job is fine.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use encoder::domain::{Machine, Phase, RefusalCode, SourceFacts, Warning, check_whole};
use encoder::outbound::ffmpeg::EncodeError;
use libtest_mimic::{Failed, Trial};

use super::badmedia::Corpus;
use super::workshop::Workshop;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("bad_files_are_refused_with_their_code", bad_files),
        Trial::test("odd_files_are_accepted_for_what_they_are", odd_files),
        Trial::test("half_files_are_damaged", half_files),
        Trial::test("flipped_bytes_are_a_warning_or_damage", flipped_bytes),
        Trial::test("any_mutation_ends_in_a_code_and_in_time", mutations),
    ]
}

/// The longest that a verdict before encoding may take.
const VERDICT: Duration = Duration::from_secs(30);

fn probe(root: &Path, file: &Path) -> Result<SourceFacts, RefusalCode> {
    let place = tempfile::tempdir_in(root).unwrap();
    let start = Instant::now();
    let verdict = Workshop::new(place.path(), file).probe().map_err(|e| match e {
        EncodeError::Refused(refusal) => refusal.code,
        other => panic!("{}: {other}", file.display()),
    });
    assert!(start.elapsed() < VERDICT, "{} took {:?}", file.display(), start.elapsed());
    verdict
}

fn bad_files() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let mut corpus = Corpus::new(root.path(), 1);
    for (file, expected) in bad_ones(&mut corpus) {
        assert_eq!(probe(root.path(), &file).map(|_| ()), Err(expected), "{}", file.display());
    }
    assert!(probe(root.path(), &root.path().join("good.mp4")).is_ok());
    Ok(())
}

fn bad_ones(corpus: &mut Corpus<'_>) -> Vec<(PathBuf, RefusalCode)> {
    use RefusalCode as Code;
    let black = |what: &str| format!("-f lavfi -i color=black:{what}");
    let tracks = "-map 0:v ".repeat(1_000);
    corpus.made("-f lavfi -i color=black:s=16x16:d=0.2:r=10 -c:v mpeg4", "one-track.mp4");
    // The writer itself refuses more than 1,000.
    vec![
        (corpus.write("empty.mp4", b""), Code::FileEmpty),
        (corpus.random(), Code::NotMedia),
        (
            corpus.made("-f lavfi -i testsrc2=s=64x48 -frames:v 1 -f image2 -c:v png", "picture.mp4"),
            Code::FormatNotAllowed,
        ),
        (corpus.made("-f lavfi -i sine=d=1 -c:a aac", "sound.mp4"), Code::NoVideoStream),
        (corpus.made("-f lavfi -i sine=d=1 -c:a libopus", "sound.mkv"), Code::NoVideoStream),
        (corpus.made("-f lavfi -i sine=d=1 -f mp3", "sound.bin"), Code::FormatNotAllowed),
        (corpus.half("good.mp4"), Code::MoovMissing),
        (corpus.made(&format!("{} -c:v mpeg4", black("s=16x16:r=1/60:d=46800")), "13h.mp4"), Code::TooLong),
        (corpus.made(&format!("{} -c:v mpeg4", black("s=8x64:d=1")), "narrow.mp4"), Code::ResolutionInvalid),
        (corpus.no_size(), Code::ResolutionInvalid),
        (
            corpus.made(&format!("{} -c:v libx264 -preset ultrafast", black("s=7696x64:d=0.2")), "wide.mp4"),
            Code::ResolutionTooLarge,
        ),
        (corpus.made(&format!("{} -c:v mpeg4", black("s=64x64:r=240:d=1")), "fast.mp4"), Code::FpsTooHigh),
        (corpus.made(&format!("{} -c:v mpeg4", black("s=64x64:r=50:d=0.06")), "short.mp4"), Code::TooShort),
        (corpus.encrypted_entry(), Code::EncryptedInput),
        (corpus.made(ENCRYPT, "cenc.mp4"), Code::EncryptedInput),
        (
            corpus.write("list.mp4", b"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/passwd\n"),
            Code::FormatNotAllowed,
        ),
        (corpus.outside_reference(), Code::ExternalReference),
        (corpus.made(&format!("{} -c:v magicyuv", black("s=64x64:d=1")), "magic.mkv"), Code::CodecNotAllowed),
        (corpus.made("-i good.mp4 -c:v copy -c:a adpcm_ms", "adpcm.mkv"), Code::CodecNotAllowed),
        (corpus.made(&format!("-i one-track.mp4 {tracks} -c copy"), "tracks.mp4"), Code::TooManyTracks),
    ]
}

const ENCRYPT: &str = "-i good.mp4 -c copy -encryption_scheme cenc-aes-ctr \
                       -encryption_key 76a6c65c5ea762046bd749a2e632ccbb -encryption_kid a7e61c373e219033c21091fa607bf3b8";

fn odd_files() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let corpus = Corpus::new(root.path(), 2);
    let mismatch = vec![Warning::DurationMismatch];
    for of in ["good.mp4", "good.mkv"] {
        let facts = probe(root.path(), &corpus.long_claim(of)).map_err(RefusalCode::as_str)?;
        assert!((7.9..8.1).contains(&facts.duration), "{of} {facts:?}");
        assert_eq!(facts.warnings, mismatch, "{of}");
    }
    let odd =
        corpus.made("-f lavfi -i testsrc2=s=640x480:d=1 -vf scale=321:241,format=yuv444p -c:v libx264", "odd.mp4");
    let facts = probe(root.path(), &odd).map_err(RefusalCode::as_str)?;
    assert_eq!((facts.video.width, facts.video.height, facts.warnings.len()), (321, 241, 0));
    for good in ["good.mp4", "good.mkv", "good.ts", "good.avi"] {
        let facts = probe(root.path(), &root.path().join(good)).map_err(RefusalCode::as_str)?;
        assert!((7.9..8.1).contains(&facts.duration), "{good} {facts:?}");
        assert!(facts.warnings.is_empty() && !facts.sounds.is_empty(), "{good} {facts:?}");
        assert_eq!(facts.video.frame_rate.to_string(), "24/1", "{good}");
    }
    let turned = corpus.made("-display_rotation 90 -i good.mp4 -c copy", "turned.mp4");
    let facts = probe(root.path(), &turned).map_err(RefusalCode::as_str)?;
    assert_eq!((facts.video.width, facts.video.height), (120, 160));
    Ok(())
}

fn half_files() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let corpus = Corpus::new(root.path(), 3);
    for of in ["faststart.mp4", "good.mkv", "good.avi"] {
        assert_eq!(probe(root.path(), &corpus.half(of)).map(|_| ()), Err(RefusalCode::MediaDamaged), "{of}");
    }
    Ok(())
}

/// The verdict after encoding.
fn encode(root: &Path, file: &Path) -> Result<Vec<Warning>, EncodeError> {
    let place = tempfile::tempdir_in(root).unwrap();
    let shop = Workshop::new(place.path(), file);
    let facts = shop.probe()?;
    let plan = shop.plan(&facts, Machine { workers: 2, core_speed: 1.0 });
    let product = shop.make(&facts, &plan, 2)?;
    let tracks = shop.publish(&plan, &product, Phase::Final);
    Ok(check_whole(&plan, &facts, &tracks, product.damage)?)
}

fn flipped_bytes() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let mut corpus = Corpus::new(root.path(), 4);
    let verdict = encode(root.path(), &corpus.flipped(200));
    assert_eq!(verdict.map_err(|e| e.code()), Err(RefusalCode::MediaDamaged));
    // One flip spoils at most the rest of a second: up to 24 of 192 frames. The seed's spoils few.
    let verdict = encode(root.path(), &corpus.flipped(1)).map_err(|e| e.code().as_str());
    assert!(matches!(verdict, Ok(_) | Err("MEDIA_DAMAGED")), "{verdict:?}");
    assert_eq!(encode(root.path(), &root.path().join("good.mp4")).map_err(|e| e.code()), Ok(Vec::new()));
    Ok(())
}

fn mutations() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let mut corpus = Corpus::new(root.path(), 5);
    let (mut refused, mut accepted) = (0, 0);
    for number in 0..50 {
        match probe(root.path(), &corpus.mutated(number)) {
            Ok(_) => accepted += 1,
            Err(code) => {
                assert_ne!(code, RefusalCode::Internal);
                refused += 1;
            }
        }
    }
    assert!(refused > 5 && accepted > 5, "{refused} refused, {accepted} accepted: the corpus is one-sided");
    assert!(probe(root.path(), &root.path().join("good.mp4")).is_ok());
    Ok(())
}
