//! What was measured.

use std::{collections::BTreeMap, io::Write, path::Path};

use anyhow::Context;
use serde_json::{Value, json};

/// Which values are good.
#[derive(Clone, Copy)]
enum Target {
    AtMost(f64),
    AtLeast(f64),
    None,
}

/// Figures in the order they were measured, each printed at once.
#[derive(Default)]
pub struct Report(BTreeMap<String, Value>);

impl Report {
    /// A figure that should be `target` at most.
    pub fn at_most(&mut self, name: &str, value: f64, unit: &str, target: f64) {
        self.add(name, value, unit, Target::AtMost(target));
    }

    /// A figure that should be `target` at least.
    pub fn at_least(&mut self, name: &str, value: f64, unit: &str, target: f64) {
        self.add(name, value, unit, Target::AtLeast(target));
    }

    /// A figure without a target, to read the others by.
    pub fn note(&mut self, name: &str, value: f64, unit: &str) {
        self.add(name, value, unit, Target::None);
    }

    /// Writes `{name: {value, unit, target, ok}}`; a target is the last good value, or null.
    pub fn write(&self, file: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(&self.0)?;
        std::fs::write(file, text + "\n").with_context(|| file.display().to_string())
    }

    fn add(&mut self, name: &str, value: f64, unit: &str, target: Target) {
        let value = (value * 1000.0).round() / 1000.0;
        let (ok, limit, target) = match target {
            Target::AtMost(most) => (value <= most, format!("<={most}"), Some(most)),
            Target::AtLeast(least) => (value >= least, format!(">={least}"), Some(least)),
            Target::None => (true, "-".to_owned(), None),
        };
        let verdict = if ok { "ok" } else { "short" };
        // A closed pipe is no reason to stop measuring: the figures go to the file, too.
        let _ = writeln!(std::io::stdout(), "{name} {value} {unit} {limit} {verdict}");
        self.0.insert(name.to_owned(), json!({ "value": value, "unit": unit, "target": target, "ok": ok }));
    }
}

/// The middle of some values; of an even number, the upper one of the two.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_and_never_the_better_half() {
        assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([1.0, 2.0]), Some(2.0));
        assert_eq!(median([]), None);
    }

    #[test]
    fn a_figure_on_its_target_is_good_and_one_beyond_is_short() {
        let mut report = Report::default();
        report.at_most("a", 0.5, "ratio", 0.5);
        report.at_most("b", 0.501, "ratio", 0.5);
        report.note("c", 9.0, "s");
        report.at_least("d", 0.9, "ratio", 0.9);
        report.at_least("e", 0.899, "ratio", 0.9);
        let file = tempfile::NamedTempFile::new().unwrap();
        report.write(file.path()).unwrap();
        let written: Value = serde_json::from_slice(&std::fs::read(file.path()).unwrap()).unwrap();
        assert_eq!(written["a"], json!({ "value": 0.5, "unit": "ratio", "target": 0.5, "ok": true }));
        assert_eq!(written["b"]["ok"], false);
        assert_eq!(written["d"], json!({ "value": 0.9, "unit": "ratio", "target": 0.9, "ok": true }));
        assert_eq!(written["e"]["ok"], false);
        assert_eq!(written["c"], json!({ "value": 9.0, "unit": "s", "target": null, "ok": true }));
    }
}
