//! What a program said, as people may read it: the last lines, without addresses in memory and paths of this machine.

/// Lines that are kept: the last ones say why it ended.
const LINES: usize = 20;
/// Characters of a line that are kept.
const LONGEST: usize = 240;

/// The lines worth reading of what was said. Lines that repeat are told once, with how often.
#[must_use]
pub fn relevant(said: &str) -> String {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for line in said.lines().map(cleaned).filter(|line| !line.is_empty()) {
        match lines.last_mut() {
            Some((last, times)) if *last == line => *times += 1,
            _ => lines.push((line, 1)),
        }
    }
    let kept = lines.iter().skip(lines.len().saturating_sub(LINES)).map(|(line, times)| match times {
        1 => line.clone(),
        _ => format!("{line} (× {times})"),
    });
    kept.collect::<Vec<_>>().join("\n")
}

fn cleaned(line: &str) -> String {
    let words: Vec<String> = without_addresses(line).split(' ').map(without_folders).collect();
    words.join(" ").trim_end().chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

/// `[h264 @ 0x55d0c8a3]` is another one in every run.
fn without_addresses(line: &str) -> String {
    let mut parts = line.split(" @ 0x");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit()));
    }
    text
}

/// An absolute path shrinks to its last name, whatever stands around it.
fn without_folders(word: &str) -> String {
    let Some(start) = word.find('/').filter(|start| {
        let before = word.get(..*start).unwrap_or_default();
        !before.ends_with(|letter: char| letter.is_alphanumeric() || ['.', ':', '-', '_'].contains(&letter))
    }) else {
        return word.to_owned();
    };
    let (before, path) = word.split_at(start);
    let name = path.rsplit('/').next().unwrap_or_default();
    format!("{before}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_folders_of_this_machine_are_left_out() {
        for (said, kept) in [
            ("[h264 @ 0x55d0c8a3f0c0] error while decoding MB 12 3", "[h264] error while decoding MB 12 3"),
            ("[vist#0:0/h264 @ 0x1f] Error submitting packet", "[vist#0:0/h264] Error submitting packet"),
            ("cannot open '/var/lib/codeflix/src/1': denied", "cannot open '1': denied"),
            ("in/in.bin: Invalid data found", "in/in.bin: Invalid data found"),
            ("a / b at 24/1", "a  b at 24/1"),
            ("bell\u{7} rings  ", "bell rings"),
        ] {
            assert_eq!(relevant(said), kept);
        }
    }

    #[test]
    fn the_last_lines_are_kept_and_repeated_ones_are_counted() {
        assert_eq!(relevant("same\n\nsame\nsame\nend"), "same (× 3)\nend");
        let many = (0..100).map(|n| format!("line {n}")).collect::<Vec<_>>().join("\n");
        let kept = relevant(&many);
        assert_eq!((kept.lines().count(), kept.lines().last()), (LINES, Some("line 99")));
    }
}
