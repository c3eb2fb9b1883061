//! Encodes the whole ladder of a file and prints what it cost.
//! Usage: `ladder SOURCE FOLDER [WORKERS]`

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    missing_docs,
    dead_code,
    reason = "a tool for measuring by hand"
)]

#[path = "../tests/it/workshop.rs"]
mod workshop;

use std::path::Path;
use std::time::Instant;

use encoder::domain::{Machine, Phase, check_whole};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use platform::sandbox::{CHILD_COMMAND, child_main};

fn main() {
    let mut args = std::env::args_os().skip(1);
    let first = args.next().unwrap();
    if first == CHILD_COMMAND {
        child_main(args);
    }
    let folder = args.next().unwrap();
    let workers: usize = args.next().map_or(2, |count| count.to_str().unwrap().parse().unwrap());
    let shop = workshop::Workshop::new(Path::new(&folder), Path::new(&first));
    let start = Instant::now();
    let facts = shop.probe().unwrap();
    println!("probe_seconds {:.3}", start.elapsed().as_secs_f64());
    let plan = shop.plan(&facts, Machine { workers: u32::try_from(workers).unwrap(), core_speed: 1.0 });
    for task in &plan.tasks {
        if let encoder::domain::Work::Chunk(work) = &task.work {
            println!("# segments {:?} in {} rungs", work.segments, work.rungs.len());
        }
    }
    let product = shop.make(&facts, &plan, workers).unwrap();
    let wall = start.elapsed().as_secs_f64();
    let used = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
    let tracks = shop.publish(&plan, &product, Phase::Final);
    println!("wall_seconds {wall:.2}");
    println!("cpu_seconds {:.2}", seconds(used.user_time()) + seconds(used.system_time()));
    for (rung, track) in &tracks.rungs {
        let bytes: u64 = track.segments.iter().map(|segment| segment.bytes).sum();
        println!("{} frames {} segments {} bytes {bytes}", rung.name(), track.frames, track.segments.len());
    }
    println!("verdict {:?}", check_whole(&plan, &facts, &tracks, product.damage));
}
