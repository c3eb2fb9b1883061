//! Clips are what they say, and are made once.

use std::fs;

use testkit::media::Clip;

#[test]
fn a_clip_is_made_once_and_is_an_mp4_file() {
    let file = Clip::tiny().file();
    let made = fs::metadata(&file).unwrap().modified().unwrap();
    let bytes = fs::read(&file).unwrap();
    assert_eq!(bytes.get(4..8), Some(b"ftyp".as_slice()));
    assert_eq!(Clip::tiny().file(), file);
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), made);
}

#[test]
fn clips_that_differ_have_files_of_their_own() {
    assert_ne!(Clip::tiny().file(), Clip::tiny().silent().file());
}
