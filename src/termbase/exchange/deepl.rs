//! DeepL: two columns without a header, tab-separated (or CSV). No source twice, no outer white space, no control characters.

use super::gate::{Limits, Unit};
use super::service::{Header, Service};

/// The service and its limits.
pub(super) const SERVICE: Service = Service {
    name: "deepl",
    header: Header::None,
    with_tabs: true,
    limits: Limits {
        // 10 MiB a glossary, 1,024 bytes of UTF-8 a term.
        file: (10 * 1024 * 1024, Unit::Bytes),
        term_bytes: Some(1024),
        strict_text: true,
        one_target: true,
        one_source: false,
    },
};
