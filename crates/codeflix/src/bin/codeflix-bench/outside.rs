//! Figures that other programs of the project measure.

use std::time::Duration;

use anyhow::{Context, ensure};

use crate::{
    Bench,
    figures::Report,
    tools::{command, last_lines, output, run},
};

/// The longest the index of 100,000 titles may be built and measured, its compilation included.
const SEARCH: Duration = Duration::from_secs(1_800);
const WEB: Duration = Duration::from_secs(60);

/// `cargo bench` of the catalogue's search; it prints figures the way we do: `name value unit target ok|short`.
pub async fn search(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let mut command = command("cargo", &bench.root);
    command.args(["bench", "--locked", "--quiet", "--package", "catalog", "--bench", "search"]);
    tell_figures(report, &run(command, "the bench of the catalogue's search", SEARCH).await?)
}

/// Figures that a program has printed, one a line, as we do.
pub fn tell_figures(report: &mut Report, printed: &str) -> anyhow::Result<()> {
    let figures: Vec<(&str, f64, &str, f64)> = printed.lines().filter_map(figure).collect();
    ensure!(!figures.is_empty(), "no figure was printed: {}", last_lines(printed));
    for (name, value, unit, target) in figures {
        report.at_most(name, value, unit, target);
    }
    Ok(())
}

/// What a browser downloads, as `web/tools/bundle-budget.mjs` counts it: `ok|OVER name: size of limit kB gzipped`.
pub async fn web(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let mut command = command("node", &bench.file("web"));
    command.arg("tools/bundle-budget.mjs");
    // It fails when a budget is exceeded, and prints what we want all the same.
    let output = output(command, "web/tools/bundle-budget.mjs", WEB).await?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let sizes: Vec<(String, f64, f64)> = printed.lines().filter_map(size).collect();
    let error = || format!("no sizes: {}", last_lines(&String::from_utf8_lossy(&output.stderr)));
    (!sizes.is_empty()).then_some(()).with_context(error)?;
    for (name, size, limit) in sizes {
        report.at_most(&name, size, "kB", limit);
    }
    Ok(())
}

fn figure(line: &str) -> Option<(&str, f64, &str, f64)> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    match fields.as_slice() {
        [name, value, unit, target, "ok" | "short"] => {
            Some((name, value.parse().ok()?, unit, target.trim_start_matches("<=").parse().ok()?))
        }
        _ => None,
    }
}

fn size(line: &str) -> Option<(String, f64, f64)> {
    let (_, rest) = line.split_once(' ')?;
    let (name, sizes) = rest.trim().split_once(": ")?;
    let (size, limit) = sizes.strip_suffix(" kB gzipped")?.split_once(" of ")?;
    let words: Vec<&str> =
        name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    Some((format!("web.{}", words.join("_")), size.parse().ok()?, limit.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_bench_is_read_and_other_lines_are_not() {
        assert_eq!(figure("search.http_p99 7.125 ms 20 ok"), Some(("search.http_p99", 7.125, "ms", 20.0)));
        assert_eq!(figure("running 0 tests"), None);
        assert_eq!(figure("search.http_p99 7.125 ms 20 fine"), None);
    }

    #[test]
    fn a_line_of_the_budget_is_read_whether_it_is_kept_or_not() {
        let expected = Some(("web.viewer_home_script".to_owned(), 188.1, 200.0));
        assert_eq!(size("ok    viewer home, script: 188.1 of 200 kB gzipped"), expected);
        assert_eq!(size("OVER  viewer home, script: 188.1 of 200 kB gzipped"), expected);
        assert_eq!(size("a viewer page downloads assets/studio-1.js"), None);
    }
}
