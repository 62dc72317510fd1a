//! The embedded engine as a backend: offline, deterministic, free.

use async_trait::async_trait;

use crate::lexicon::Lexicon;
use crate::model::{AnnotatedSegment, Reply, Request, Style, Translation, Usage};
use crate::transfer::{Engine, in_style};

use super::{Backend, BackendError, Capabilities, TermSupport};

/// Segments per request: enough to make a request worth a thread, few enough to stop quickly.
const BATCH: usize = 32;

/// The embedded engine.
#[derive(Debug)]
pub(super) struct TransferBackend {
    name: String,
    engine: Engine,
    style: Style,
    fingerprint: String,
}

impl TransferBackend {
    pub(super) fn new(name: &str, style: &Style) -> Self {
        let engine = Engine::new(Lexicon::builtin()).romanising(style.romanisation);
        let fingerprint = format!("transfer {} {}", engine.fingerprint(), style.fingerprint());
        Self { name: name.to_owned(), engine, style: style.clone(), fingerprint }
    }
}

#[async_trait]
impl Backend for TransferBackend {
    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> Capabilities {
        let concurrency = std::thread::available_parallelism().map_or(2, usize::from) * 2;
        Capabilities {
            batch: BATCH,
            most_characters: usize::MAX,
            concurrency,
            terms: TermSupport::Native,
            examples: false,
            context: false,
            network: false,
            deterministic: true,
        }
    }

    fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    fn explain(&self, source: &AnnotatedSegment) -> Option<String> {
        Some(self.engine.explain(source))
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let answers = request.items.iter().enumerate().map(|(at, item)| {
            let answer = self.engine.translate(&item.segment);
            let target = in_style(&answer.target, &self.style, &item.segment, &item.pronouns);
            (at, Translation { target, ..answer })
        });
        Ok(Reply { answers: answers.collect(), usage: Usage::default() })
    }
}
