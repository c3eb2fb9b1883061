//! Sources as people have them: each is made by ffmpeg, encoded, and looked at as a viewer does.

mod clocks;
mod containers;
pub mod look;
mod pictures;
mod refused;
mod sounds;
pub mod source;
mod special;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    let all = [containers::sources(), pictures::sources(), clocks::sources(), sounds::sources(), refused::sources()];
    let trial = |source: source::Source| {
        Trial::test(source.sentence, move || {
            source.check();
            Ok(())
        })
    };
    all.into_iter().flatten().map(trial).chain(special::tests()).collect()
}
