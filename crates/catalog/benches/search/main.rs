//! Prints one line a figure, `name value unit target ok|short`: `cargo bench -p catalog`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a measurement fails by panicking")]
#![allow(clippy::pedantic, reason = "tables of inputs and sums read better plainly here")]

mod corpus;
mod measure;
mod queries;
mod rows;

/// Titles in the catalogue that is measured.
const TITLES: usize = 100_000;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for figure in runtime.block_on(measure::measure(folder.path(), TITLES)) {
        let verdict = if figure.value <= figure.target { "ok" } else { "short" };
        println!("{} {:.3} {} {} {verdict}", figure.name, figure.value, figure.unit, figure.target);
    }
}
