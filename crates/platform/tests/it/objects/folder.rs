//! What the local folder adds: files, links, room.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
};

use bytes::Bytes;
use nix::{sys::stat::Mode, unistd::mkfifo};
use platform::objects::{ObjectError, Objects, Reserve};
use tempfile::TempDir;

use super::contract::{self, key, pattern};

pub const NO_RESERVE: Reserve = Reserve { percent: 0, bytes: 0 };

async fn store() -> (TempDir, Objects) {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::open_folder(folder.path().to_path_buf(), NO_RESERVE).await.unwrap();
    (folder, objects)
}

#[tokio::test]
async fn the_local_folder_keeps_the_contract() {
    let (_folder, objects) = store().await;
    contract::suite(&objects).await;
}

#[tokio::test]
async fn objects_and_uploads_outlive_a_restart() {
    let (folder, objects) = store().await;
    objects.put(&key("blob/1"), pattern(10)).await.unwrap();
    objects.resumable(&key("src/1")).begin().await.unwrap();
    drop(objects);
    let objects = Objects::open_folder(folder.path().to_path_buf(), NO_RESERVE).await.unwrap();
    assert_eq!(objects.read(&key("blob/1")).await.unwrap(), pattern(10));
    assert_eq!(objects.resumable(&key("src/1")).size().await.unwrap(), Some(0));
}

#[tokio::test]
async fn what_is_kept_of_an_unfinished_object_can_be_read_and_nothing_else() {
    let (folder, objects) = store().await;
    let (key, bytes) = (key("src/1"), pattern(100));
    let upload = objects.resumable(&key);
    upload.begin().await.unwrap();
    assert_eq!(objects.growing(&key), None);
    let mut appender = upload.open(0).await.unwrap();
    appender.append(&mut contract::body(&bytes.slice(..60), 7), u64::MAX).await.unwrap();
    assert_eq!(objects.growing(&key).unwrap().size, 0, "it may yet be taken back");
    appender.keep();
    let growing = objects.growing(&key).unwrap();
    assert_eq!((growing.size, fs::read(&growing.path).unwrap()), (60, bytes[..60].to_vec()));
    drop(appender);

    let restarted = Objects::open_folder(folder.path().to_path_buf(), NO_RESERVE).await.unwrap();
    assert_eq!(restarted.growing(&key), None, "nobody knows until more comes");
    let mut appender = restarted.resumable(&key).open(60).await.unwrap();
    assert_eq!(restarted.growing(&key).unwrap().size, 60);
    appender.append(&mut contract::body(&bytes.slice(60..), 7), u64::MAX).await.unwrap();
    drop(appender);
    restarted.resumable(&key).finish(100).await.unwrap();
    assert_eq!(restarted.growing(&key), None);
}

#[tokio::test]
async fn a_linked_object_is_the_same_file_and_nobody_may_write_to_it() {
    let (folder, objects) = store().await;
    let object = key("src/0190");
    objects.put(&object, pattern(100)).await.unwrap();
    let jail = folder.path().join("jail");
    fs::create_dir(&jail).unwrap();
    let link = objects.hard_link_into(&object, &jail).await.unwrap();
    assert_eq!(link, jail.join("0190"));
    assert_eq!(objects.hard_link_into(&object, &jail).await.unwrap(), link, "repeating it is allowed");
    assert_eq!(fs::read(&link).unwrap(), pattern(100));
    assert_eq!(fs::metadata(&link).unwrap().permissions().mode() & 0o777, 0o444);
    assert_eq!(objects.local_path(&object).map(|path| fs::read(path).unwrap()), Some(pattern(100).to_vec()));
    objects.delete(&object).await.unwrap();
    assert_eq!(fs::read(&link).unwrap(), pattern(100), "a reader keeps what it has");
    assert!(matches!(objects.hard_link_into(&object, &jail).await, Err(ObjectError::NotFound(_))));
}

#[tokio::test]
async fn a_file_is_stored_as_a_copy() {
    let (folder, objects) = store().await;
    fs::create_dir(folder.path().join("out")).unwrap();
    let source = folder.path().join("out/0.m4s");
    fs::write(&source, pattern(1_000_000)).unwrap();
    objects.put_file(&key("enc/1/0.m4s"), folder.path(), Path::new("out/0.m4s")).await.unwrap();
    fs::write(&source, b"changed later").unwrap();
    assert_eq!(objects.read(&key("enc/1/0.m4s")).await.unwrap(), pattern(1_000_000));
}

#[tokio::test]
async fn a_hostile_folder_cannot_make_us_store_anything_but_its_own_plain_files() {
    let (folder, objects) = store().await;
    let (secret, out) = (folder.path().join("secret"), folder.path().join("out"));
    fs::write(&secret, b"secret").unwrap();
    fs::create_dir(&out).unwrap();
    symlink(&secret, out.join("link")).unwrap();
    symlink(folder.path(), out.join("door")).unwrap();
    mkfifo(&out.join("pipe"), Mode::S_IRWXU).unwrap();
    for name in ["link", "door/secret", "../secret", "pipe", "."] {
        assert!(objects.put_file(&key("enc/1/x"), &out, Path::new(name)).await.is_err(), "{name}");
    }
    assert!(objects.put_file(&key("enc/1/x"), &out, &secret).await.is_err(), "an absolute path");
    assert!(matches!(objects.head(&key("enc/1/x")).await, Err(ObjectError::NotFound(_))));
}

#[tokio::test]
async fn new_bytes_are_refused_when_they_would_eat_into_the_reserve() {
    let folder = tempfile::tempdir().unwrap();
    let open = |reserve| Objects::open_folder(folder.path().to_path_buf(), reserve);
    let generous = open(NO_RESERVE).await.unwrap();
    let space = generous.space().await.unwrap();
    assert!(space.free > 0 && space.free <= space.total, "{space:?}");
    generous.ensure_room(0).await.unwrap();
    assert!(matches!(generous.ensure_room(space.total).await, Err(ObjectError::Full)));
    for reserve in [Reserve { percent: 0, bytes: space.total }, Reserve { percent: 100, bytes: 0 }] {
        let careful = open(reserve).await.unwrap();
        assert!(matches!(careful.ensure_room(0).await, Err(ObjectError::Full)), "{reserve:?}");
        careful.put(&key("enc/1/x"), Bytes::new()).await.unwrap();
    }
}

#[test]
fn the_reserve_is_the_larger_of_a_share_and_an_amount() {
    let space =
        |total_gib: u64, free_gib: u64| platform::objects::Space { total: total_gib << 30, free: free_gib << 30 };
    let reserve = Reserve::default();
    assert!(space(1_000, 51).has_room(0, reserve));
    assert!(!space(1_000, 49).has_room(0, reserve));
    assert!(space(10, 3).has_room(1 << 30, reserve));
    assert!(!space(10, 3).has_room((1 << 30) + 1, reserve));
}

/// Between fork and exec a child has every open file of its parent, and with it the locks.
#[tokio::test(flavor = "multi_thread")]
async fn programs_that_are_being_started_do_not_make_an_upload_busy() {
    let (_folder, objects) = store().await;
    let is_over = AtomicBool::new(false);
    let results = std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    assert!(Command::new("/bin/true").status().unwrap().success());
                }
            });
        }
        let uploads = async {
            let mut results = Vec::new();
            for number in 0..300 {
                let upload = objects.resumable(&key(&format!("src/{number}")));
                upload.begin().await.unwrap();
                results.push(upload.open(0).await.map(drop));
                results.push(upload.open(0).await.map(drop));
                results.push(upload.finish(0).await);
            }
            results
        };
        let results = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(uploads));
        is_over.store(true, Ordering::Relaxed);
        results
    });
    let failures: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{} of 900: {:?}", failures.len(), failures[0]);
}
