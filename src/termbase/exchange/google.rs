//! Google: either two columns without a header (unidirectional), or a column per language with their codes in the header, part of speech and
//! description (equivalent term sets). In a file without a header, a header would be taken for a term.

use super::gate::{Limits, Unit};
use super::service::{Header, Service};

/// At most 10 million characters a glossary.
const LIMITS: Limits = Limits {
    file: (10_000_000, Unit::Characters),
    term_bytes: None,
    strict_text: false,
    one_target: true,
    one_source: false,
};

/// Unidirectional.
pub(super) const SERVICE: Service = Service { name: "google", header: Header::None, with_tabs: false, limits: LIMITS };

/// Equivalent term sets.
pub(super) const SET: Service =
    Service { name: "google-set", header: Header::LanguagesPosDescription, with_tabs: false, limits: LIMITS };
