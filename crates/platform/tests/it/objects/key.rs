//! Which texts can be the name of an object.

use platform::objects::ObjectKey;

#[test]
fn only_generated_names_are_keys() {
    for good in ["src/0190", "enc/1/2.3/720/0.m4s", "blob/0f", "a", "0", "a-b_c.d/e.."] {
        assert_eq!(ObjectKey::parse(good).map(|key| key.to_string()).as_deref(), Ok(good));
    }
    let long = "a".repeat(513);
    let bad =
        ["", "/", "a/", "/a", "a//b", ".", "..", "a/../b", ".hidden", "-option", "A", "a b", "a\0", "ä", "a\\b", &long];
    for bad in bad {
        assert!(ObjectKey::parse(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_key_is_extended_by_plain_names_only() {
    let key = ObjectKey::parse("enc/1").unwrap();
    assert_eq!(key.join("live/master.m3u8").unwrap().as_str(), "enc/1/live/master.m3u8");
    assert!(key.join("../2").is_err());
}
