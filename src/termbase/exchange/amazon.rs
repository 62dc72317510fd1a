//! Amazon: a column per language with their codes in the header (CSV or TSV), or TMX. One source must not have two targets; in a terminology for
//! both directions one target must not have two sources either.

use super::gate::{Limits, Unit};
use super::service::{Header, Service};

const LIMITS: Limits = Limits {
    // 10 MB a file, 200 bytes of UTF-8 a term.
    file: (10 * 1024 * 1024, Unit::Bytes),
    term_bytes: Some(200),
    strict_text: false,
    one_target: true,
    one_source: false,
};

/// From one language to the others.
pub(super) const SERVICE: Service =
    Service { name: "amazon", header: Header::Languages, with_tabs: false, limits: LIMITS };

/// Both directions.
pub(super) const MULTI: Service = Service {
    name: "amazon-multi",
    header: Header::Languages,
    with_tabs: false,
    limits: Limits { one_source: true, ..LIMITS },
};
