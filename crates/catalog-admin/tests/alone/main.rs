//! What needs a process of its own: pictures made by the real ffmpeg in the jail, whose child this binary is, and the
//! memory of a large upload.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::unused_self,
    reason = "a test that cannot be set up must fail loudly"
)]

mod fixture;
mod memory;
mod pictures;

use libtest_mimic::{Arguments, Failed, Trial};
use platform::sandbox::{CHILD_COMMAND, child_main};

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == CHILD_COMMAND) {
        child_main(arguments);
    }
    let tests = vec![
        trial("a_hundred_mebibytes_pass_through_flat_memory", memory::a_hundred_mebibytes_pass_through_flat_memory),
        trial(
            "a_picture_of_each_format_becomes_webp_in_three_sizes",
            pictures::each_format_becomes_webp_in_three_sizes,
        ),
        trial("small_pictures_are_never_scaled_up", pictures::small_pictures_are_never_scaled_up),
        trial("a_picture_loses_what_is_not_pixels", pictures::a_picture_loses_what_is_not_pixels),
        trial(
            "a_damaged_picture_is_refused_and_leaves_nothing",
            pictures::a_damaged_picture_is_refused_and_leaves_nothing,
        ),
        trial("a_header_that_lies_about_its_format_is_refused", pictures::a_header_that_lies_is_refused),
        trial("a_line_of_pixels_is_a_picture", pictures::a_line_of_pixels_is_a_picture),
    ];
    libtest_mimic::run(&Arguments { test_threads: Some(1), ..Arguments::from_args() }, tests).exit();
}

/// Each test on a runtime of its own. A panic is the failure.
fn trial<R: Future<Output = ()> + 'static>(name: &str, test: fn() -> R) -> Trial {
    let run = move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.map_err(|error| Failed::from(error.to_string()))?.block_on(test());
        Ok(())
    };
    Trial::test(name, run)
}
