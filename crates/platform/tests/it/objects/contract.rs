//! What every object store must do: run [`suite`] on each adapter, empty.

use std::ops::Range;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, future, stream};
use platform::objects::{Ending, ObjectError, ObjectKey, Objects};

const MIB: usize = 1 << 20;

/// Every rule below, on one empty store.
pub async fn suite(store: &Objects) {
    an_object_comes_back_byte_for_byte(store).await;
    a_part_of_an_object_is_exactly_that_part(store).await;
    a_key_is_written_once(store).await;
    of_many_writers_of_a_key_one_wins(store).await;
    an_object_with_two_keys_outlives_either_of_them(store).await;
    what_is_not_there_is_not_found(store).await;
    a_list_holds_what_lies_below_whole_segments(store).await;
    deleting_a_prefix_spares_its_neighbours(store).await;
    a_reader_of_a_mutable_object_sees_one_whole_version(store).await;
    pieces_become_one_object_at_the_end(store).await;
    bytes_that_were_not_committed_are_cut_off(store).await;
    a_body_that_breaks_off_leaves_what_had_come(store).await;
    an_append_pauses_so_that_progress_can_be_committed(store).await;
    only_one_may_append_at_a_time(store).await;
    finishing_may_be_repeated_and_is_exact(store).await;
    giving_up_leaves_nothing(store).await;
}

pub fn key(text: &str) -> ObjectKey {
    ObjectKey::parse(text).unwrap()
}

/// `length` bytes that tell their position.
pub fn pattern(length: usize) -> Bytes {
    (0..length).map(|n| u8::try_from((n ^ (n >> 8) ^ (n >> 16)) & 0xff).unwrap()).collect()
}

pub fn body(bytes: &Bytes, piece: usize) -> impl futures::Stream<Item = Result<Bytes, &'static str>> + Unpin + use<> {
    let pieces: Vec<_> = bytes.chunks(piece).map(|piece| Ok(bytes.slice_ref(piece))).collect();
    stream::iter(pieces)
}

async fn streamed(store: &Objects, key: &ObjectKey, range: Option<Range<u64>>) -> (Range<u64>, Vec<u8>) {
    let object = store.get(key, range).await.unwrap();
    let pieces: Vec<Bytes> = object.body.try_collect().await.unwrap();
    assert!(pieces.iter().all(|piece| piece.len() <= MIB), "pieces are of a bounded size");
    (object.range, pieces.concat())
}

async fn keys(store: &Objects, prefix: Option<&str>) -> Vec<String> {
    let prefix = prefix.map(key);
    let mut found: Vec<String> = store.list(prefix.as_ref()).map(|meta| meta.unwrap().key.into()).collect().await;
    found.sort();
    found
}

async fn an_object_with_two_keys_outlives_either_of_them(store: &Objects) {
    let [first, second, third] = ["enc/1/a/0.m4s", "enc/2/b/0.m4s", "enc/3/c/0.m4s"].map(key);
    store.put(&first, pattern(100)).await.unwrap();
    for _ in 0..2 {
        store.put_again(&first, &second).await.unwrap();
    }
    store.delete_prefix(&key("enc/1")).await.unwrap();
    assert_eq!(store.read(&second).await.unwrap(), pattern(100));
    assert!(matches!(store.put_again(&first, &third).await, Err(ObjectError::NotFound(_))));
    store.put(&third, pattern(7)).await.unwrap();
    assert!(matches!(store.put_again(&second, &third).await, Err(ObjectError::Exists(_))));
    for prefix in ["enc/2", "enc/3"] {
        store.delete_prefix(&key(prefix)).await.unwrap();
    }
}

async fn an_object_comes_back_byte_for_byte(store: &Objects) {
    for length in [0, 1, 256 * 1024, 16 * MIB - 1, 16 * MIB, 16 * MIB + 1] {
        let (key, bytes) = (key(&format!("src/whole-{length}")), pattern(length));
        store.put(&key, bytes.clone()).await.unwrap();
        assert!(store.read(&key).await.unwrap() == bytes, "read {length}");
        let (range, content) = streamed(store, &key, None).await;
        assert_eq!(range, 0..length as u64);
        assert!(content == bytes, "streamed {length}");
        let meta = store.head(&key).await.unwrap();
        assert_eq!((&meta.key, meta.size), (&key, length as u64));
        assert!(meta.etag.is_some());
    }
}

async fn a_part_of_an_object_is_exactly_that_part(store: &Objects) {
    let (key, bytes) = (key("src/parts"), pattern(MIB + 7));
    let end = bytes.len() as u64;
    store.put(&key, bytes.clone()).await.unwrap();
    for range in [0..1, 0..end, 262_143..262_145, end - 1..end, 5..end] {
        let (found, content) = streamed(store, &key, Some(range.clone())).await;
        assert_eq!(found, range);
        assert!(
            content == bytes[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()],
            "{range:?}"
        );
    }
    let (found, content) = streamed(store, &key, Some(end - 2..end + 50)).await;
    assert_eq!((found, content.len()), (end - 2..end, 2), "what lies beyond the end is left out");
    assert!(store.get(&key, Some(end..end + 1)).await.is_err(), "a part must begin inside");
}

async fn a_key_is_written_once(store: &Objects) {
    let key = key("blob/once");
    store.put(&key, Bytes::from_static(b"first")).await.unwrap();
    store.put(&key, Bytes::from_static(b"first")).await.unwrap();
    let refused = store.put(&key, Bytes::from_static(b"longer")).await;
    assert!(matches!(refused, Err(ObjectError::Exists(taken)) if taken == key));
    assert_eq!(store.read(&key).await.unwrap(), "first");
}

async fn of_many_writers_of_a_key_one_wins(store: &Objects) {
    let key = key("race/new/folder/object");
    let writers = (1..=16).map(|length| store.put(&key, pattern(length)));
    let results = future::join_all(writers).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    let winner = results.iter().position(Result::is_ok).unwrap();
    assert_eq!(store.read(&key).await.unwrap(), pattern(winner + 1));
}

async fn what_is_not_there_is_not_found(store: &Objects) {
    let absent = key("absent/object");
    store.put(&key("absent/object/below"), Bytes::new()).await.unwrap();
    assert!(matches!(store.read(&absent).await, Err(ObjectError::NotFound(_))));
    assert!(matches!(store.head(&absent).await, Err(ObjectError::NotFound(_))));
    assert!(matches!(store.get(&absent, None).await, Err(ObjectError::NotFound(_))));
    store.delete(&key("absent/other")).await.unwrap();
}

async fn a_list_holds_what_lies_below_whole_segments(store: &Objects) {
    for name in ["list/1/a", "list/1/b/c", "list/12/a"] {
        store.put(&key(name), Bytes::new()).await.unwrap();
    }
    assert_eq!(keys(store, Some("list/1")).await, ["list/1/a", "list/1/b/c"]);
    assert_eq!(keys(store, Some("list/none")).await, [""; 0]);
    assert!(keys(store, None).await.contains(&"list/12/a".to_owned()));
}

async fn deleting_a_prefix_spares_its_neighbours(store: &Objects) {
    for name in ["gone/1/a", "gone/1/b/c", "gone/12/a", "gone/3"] {
        store.put(&key(name), Bytes::new()).await.unwrap();
    }
    store.delete_prefix(&key("gone/1")).await.unwrap();
    store.delete_prefix(&key("gone/1")).await.unwrap();
    store.delete(&key("gone/3")).await.unwrap();
    assert_eq!(keys(store, Some("gone")).await, ["gone/12/a"]);
    store.put(&key("gone/1/b/c"), Bytes::new()).await.unwrap();
    assert_eq!(keys(store, Some("gone/1")).await, ["gone/1/b/c"], "the prefix can be used again");
}

async fn a_reader_of_a_mutable_object_sees_one_whole_version(store: &Objects) {
    let key = key("enc/1/live/master.m3u8");
    store.put_mutable(&key, pattern(1)).await.unwrap();
    let write = async {
        for length in 2..100 {
            store.put_mutable(&key, pattern(length * 1_000)).await.unwrap();
        }
    };
    let read = async {
        loop {
            let content = store.read(&key).await.unwrap();
            assert_eq!(content, pattern(content.len()));
            if content.len() == 99_000 {
                break;
            }
        }
    };
    future::join(write, read).await;
}

async fn pieces_become_one_object_at_the_end(store: &Objects) {
    let (key, bytes) = (key("src/pieces"), pattern(16 * MIB + 1));
    let upload = store.resumable(&key);
    upload.begin().await.unwrap();
    assert!(matches!(upload.begin().await, Err(ObjectError::Exists(_))));
    let mut committed = 0;
    for part in bytes.chunks(3 * MIB + 17) {
        let mut appender = upload.open(committed).await.unwrap();
        let outcome = appender.append(&mut body(&bytes.slice_ref(part), 10_007), u64::MAX).await.unwrap();
        assert!(matches!(outcome.ending, Ending::Complete));
        committed = outcome.size;
        assert!(matches!(store.head(&key).await, Err(ObjectError::NotFound(_))), "invisible until it is whole");
    }
    assert_eq!(upload.size().await.unwrap(), Some(bytes.len() as u64));
    upload.finish(committed).await.unwrap();
    assert!(store.read(&key).await.unwrap() == bytes);
    assert_eq!(upload.size().await.unwrap(), None);
}

async fn bytes_that_were_not_committed_are_cut_off(store: &Objects) {
    let key = key("src/uncommitted");
    let upload = store.resumable(&key);
    upload.begin().await.unwrap();
    let mut appender = upload.open(0).await.unwrap();
    appender.append(&mut body(&Bytes::from_static(b"kept, lost"), 3), u64::MAX).await.unwrap();
    drop(appender);
    let mut appender = upload.open(4).await.unwrap();
    assert_eq!(appender.size(), 4);
    appender.append(&mut body(&Bytes::from_static(b" on"), 3), u64::MAX).await.unwrap();
    drop(appender);
    assert!(upload.open(8).await.is_err(), "more was acknowledged than there is");
    upload.finish(7).await.unwrap();
    assert_eq!(store.read(&key).await.unwrap(), "kept on");
}

async fn a_body_that_breaks_off_leaves_what_had_come(store: &Objects) {
    let upload = store.resumable(&key("src/broken"));
    upload.begin().await.unwrap();
    let mut appender = upload.open(0).await.unwrap();
    let mut broken = body(&pattern(MIB), 1_000).take(700).chain(stream::iter([Err("reset")]));
    let outcome = appender.append(&mut broken, u64::MAX).await.unwrap();
    assert!(matches!(outcome.ending, Ending::Interrupted("reset")));
    assert_eq!(outcome.size, 700_000);
    assert_eq!(upload.size().await.unwrap(), Some(700_000));
}

async fn an_append_pauses_so_that_progress_can_be_committed(store: &Objects) {
    let (key, bytes) = (key("src/paused"), pattern(3 * MIB));
    let upload = store.resumable(&key);
    upload.begin().await.unwrap();
    let mut appender = upload.open(0).await.unwrap();
    let (mut body, mut pauses) = (body(&bytes, 50_000), 0);
    while matches!(appender.append(&mut body, MIB as u64).await.unwrap().ending, Ending::Paused) {
        pauses += 1;
    }
    assert_eq!(pauses, 2);
    let size = appender.size();
    drop(appender);
    upload.finish(size).await.unwrap();
    assert!(store.read(&key).await.unwrap() == bytes);
}

async fn only_one_may_append_at_a_time(store: &Objects) {
    let key = key("src/shared");
    let upload = store.resumable(&key);
    upload.begin().await.unwrap();
    let appender = upload.open(0).await.unwrap();
    assert!(matches!(store.resumable(&key).open(0).await, Err(ObjectError::Busy)));
    assert!(matches!(upload.finish(0).await, Err(ObjectError::Busy)));
    assert!(matches!(upload.abort().await, Err(ObjectError::Busy)));
    drop(appender);
    upload.open(0).await.unwrap();
}

async fn finishing_may_be_repeated_and_is_exact(store: &Objects) {
    let key = key("src/finished");
    let upload = store.resumable(&key);
    upload.begin().await.unwrap();
    upload.open(0).await.unwrap().append(&mut body(&pattern(10), 10), u64::MAX).await.unwrap();
    assert!(upload.finish(11).await.is_err());
    assert_eq!(upload.size().await.unwrap(), Some(10), "a wrong size costs nothing");
    upload.finish(10).await.unwrap();
    upload.finish(10).await.unwrap();
    assert!(upload.finish(11).await.is_err());
    assert!(matches!(upload.open(10).await, Err(ObjectError::NotFound(_))), "it is immutable now");
}

async fn giving_up_leaves_nothing(store: &Objects) {
    let key = key("src/given-up");
    let upload = store.resumable(&key);
    upload.begin().await.unwrap();
    upload.open(0).await.unwrap().append(&mut body(&pattern(10), 10), u64::MAX).await.unwrap();
    upload.abort().await.unwrap();
    upload.abort().await.unwrap();
    assert_eq!(upload.size().await.unwrap(), None);
    assert!(matches!(upload.finish(10).await, Err(ObjectError::NotFound(_))));
    upload.begin().await.unwrap();
    assert_eq!(upload.size().await.unwrap(), Some(0), "it can begin again");
}
