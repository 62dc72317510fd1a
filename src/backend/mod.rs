//! Backends: anything that turns segments into English, behind one trait.
//!
//! In: a request of one or more segments with their terms. Out: answers keyed by the item they answer, never by position, or an error that says
//! what may be done about it. Retrying a connection is done here; asking again about content is the pipeline's part.

mod anthropic;
mod chat;
mod command;
mod dialect;
mod error;
mod http;
mod key;
mod object;
mod options;
mod pace;
mod posted;
mod price;
mod prompt;
mod service;
mod tape;
mod transfer;
mod trouble;

use async_trait::async_trait;

pub use dialect::Dialect;
pub use error::{BackendError, Remedy};
pub use http::{is_local, shown_address};
pub use options::{CommandOptions, Options, ServerOptions, TransferOptions};
pub use posted::{Found, PostService, Posted, Progress};
pub use price::{Estimate, Price};
pub use prompt::PROMPT_VERSION;

use crate::model::{AnnotatedSegment, Reply, Request, Spelling, Style};

/// What a backend can take and promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// Segments that may go into one request (≥ 1).
    pub batch: usize,
    /// Characters of source text that may go into one request; a longer segment goes alone.
    pub most_characters: usize,
    /// Requests that may be under way at once (≥ 1).
    pub concurrency: usize,
    /// How glossary terms reach it.
    pub terms: TermSupport,
    /// Whether it reads neighbouring segments.
    pub context: bool,
    /// Whether it reads translations of like segments.
    pub examples: bool,
    /// Whether it needs the network.
    pub network: bool,
    /// Whether equal requests give equal answers; then asking again is of no use.
    pub deterministic: bool,
}

impl Capabilities {
    /// What a language model behind a server can do.
    fn of_model(options: &ServerOptions) -> Self {
        Self {
            batch: options.batch.clamp(1, 100),
            most_characters: 20_000,
            concurrency: options.concurrency.clamp(1, 256),
            terms: TermSupport::Prompt,
            context: true,
            examples: true,
            network: options.replay.is_none(),
            deterministic: false,
        }
    }
}

/// How a backend takes terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermSupport {
    /// They are part of how it translates.
    Native,
    /// They are written into the prompt.
    Prompt,
    /// Not at all: they are only checked afterwards.
    None,
}

/// An engine.
#[async_trait]
pub trait Backend: Send + Sync + std::fmt::Debug {
    /// Returns its name in the configuration.
    fn name(&self) -> &str;

    /// Returns what it can do.
    fn capabilities(&self) -> Capabilities;

    /// Returns a hash or name of everything that decides its answers besides the request.
    fn fingerprint(&self) -> String;

    /// Returns what it costs; nothing is known of most.
    fn price(&self) -> Price {
        Price::default()
    }

    /// Returns what a request will use, at least and at most.
    fn estimate(&self, _request: &Request) -> Estimate {
        Estimate::default()
    }

    /// Returns the way to hand in requests together, for half the price, if there is one.
    fn post_service(&self) -> Option<&dyn PostService> {
        None
    }

    /// Returns how a segment was translated, step by step, if the backend can tell.
    fn explain(&self, _source: &AnnotatedSegment) -> Option<String> {
        None
    }

    /// Translates the items of `request`.
    ///
    /// # Errors
    /// Fails if no item could be answered; single items that came back malformed are just missing from the reply.
    async fn translate(&self, request: &Request) -> Result<Reply, BackendError>;
}

/// Makes the backend `name` of these options; it writes in `style` as far as it can. `secret` looks up an environment variable.
///
/// # Errors
/// Fails if the options are unusable: a missing key, an address that is none, a proxy or certificate file that cannot be read.
pub fn build(
    name: &str,
    options: &Options,
    style: &Style,
    secret: &dyn Fn(&str) -> Option<String>,
) -> Result<Box<dyn Backend>, BackendError> {
    Ok(match options {
        Options::Transfer(_) => Box::new(transfer::TransferBackend::new(name, style)),
        Options::Chat(server) => {
            Box::new(chat::ChatBackend::new(name, options.address().unwrap_or_default(), server, style, secret)?)
        }
        Options::Anthropic(server) => Box::new(anthropic::AnthropicBackend::new(
            name,
            options.address().unwrap_or_default(),
            server,
            style,
            secret,
        )?),
        Options::Deepl(_) | Options::Google(_) | Options::Azure(_) | Options::Libretranslate(_) => {
            Box::new(service::ServiceBackend::new(name, &in_spelling(options, style), secret)?)
        }
        Options::Command(command) => Box::new(command::CommandBackend::new(name, command, style)?),
    })
}

/// `DeepL` takes the spelling as a variant of the target language; the other services know one English only.
fn in_spelling(options: &Options, style: &Style) -> Options {
    let mut options = options.clone();
    if let Options::Deepl(server) = &mut options
        && style.spelling == Spelling::Uk
    {
        server.extra.entry("target_lang".to_owned()).or_insert_with(|| "EN-GB".into());
    }
    options
}
