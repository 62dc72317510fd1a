//! The table of `eval compare` as a page that stands alone and can be printed.

use std::fmt::Write;

use crate::eval::Metric;

use super::compare::{System, is_marked};

const STYLE: &str =
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#222}
table{border-collapse:collapse;width:100%}th,td{padding:.4rem .6rem;border-bottom:1px solid #ccc;text-align:right}
th:first-child,td:first-child{text-align:left}.best{font-weight:bold}small{color:#666}code{font-size:.85em}";

/// Returns the page.
pub(super) fn page(systems: &[System], reference: &str) -> String {
    let mut rows = String::new();
    for system in systems {
        let mut cells = String::new();
        for (at, (_, score, paired)) in system.scores.iter().enumerate() {
            let class = if is_best(systems, at, *score) { " class=\"best\"" } else { "" };
            let mark = if is_marked(paired) { "*" } else { "" };
            let _ = write!(cells, "<td{class}>{score:.1}{mark} <small>± {:.1}</small></td>", paired.interval);
        }
        if let Some([_, inflected]) = system.terms {
            let _ = write!(cells, "<td>{:.1} %</td>", 100.0 * inflected);
        }
        let _ = writeln!(rows, "<tr><td>{}</td>{cells}</tr>", escaped(&system.name));
    }
    let mut heads: String =
        Metric::ALL.iter().map(|metric| format!("<th>{}{}</th>", metric.title(), arrow(*metric))).collect();
    if systems.iter().any(|system| system.terms.is_some()) {
        heads.push_str("<th>terms</th>");
    }
    let signatures: String = Metric::ALL
        .iter()
        .map(|m| format!("<li>{}: <code>{}</code></li>", m.title(), escaped(&m.signature())))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Translations compared</title><style>{STYLE}</style>\n\
         <h1>Translations compared</h1>\n<p>Held against <code>{}</code>. The first one is the baseline; * marks a difference from it that chance \
         gives in fewer than 1 of 20 cases (paired bootstrap). ± is half the interval that holds 95 % of resampled scores. Best in bold.</p>\n\
         <table><thead><tr><th>system</th>{heads}</tr></thead><tbody>\n{rows}</tbody></table>\n<ul>{signatures}</ul></html>\n",
        escaped(reference)
    )
}

fn arrow(metric: Metric) -> &'static str {
    if metric.is_gain() { " ↑" } else { " ↓" }
}

fn is_best(systems: &[System], at: usize, score: f64) -> bool {
    let better = |(metric, other, _): &(Metric, f64, _)| if metric.is_gain() { *other > score } else { *other < score };
    !systems.iter().any(|system| better(&system.scores[at]))
}

/// Text as HTML shows it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
