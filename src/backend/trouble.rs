//! What is wrong between here and a server, in words that a person can act upon.
//!
//! In: what a connection reports, or an answer that is none. Out: a sentence with the setting to look at. Absent: what is done about it (`error.rs`).

/// Where a server is, and what stands before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// `https` or `http`.
    pub(super) scheme: String,
    /// Host, with the port if it is none of the usual ones.
    pub(super) host: String,
    /// The configured proxy; empty: none.
    pub(super) proxy: String,
}

impl Place {
    /// Reads an address.
    ///
    /// # Errors
    /// Fails with what is wrong with the address.
    pub(super) fn of(url: &str, proxy: &str) -> Result<Self, String> {
        let known = |parsed: &reqwest::Url| matches!(parsed.scheme(), "http" | "https") && parsed.has_host();
        let parsed = reqwest::Url::parse(url).ok().filter(known);
        let parsed = parsed.ok_or_else(|| "base_url must begin with http:// or https:// and name a host".to_owned())?;
        let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
        let host = format!("{}{port}", parsed.host_str().unwrap_or_default());
        Ok(Self { scheme: parsed.scheme().to_owned(), host, proxy: without_user(proxy) })
    }
}

/// A proxy's address without the name and password that may stand in it.
fn without_user(proxy: &str) -> String {
    let Ok(url) = reqwest::Url::parse(proxy) else { return String::new() };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

/// Says why there is no connection, given all causes that the client tells.
pub(super) fn connection(causes: &str, place: &Place) -> String {
    let Place { scheme, host, proxy } = place;
    let has = |words: &[&str]| words.iter().any(|word| causes.contains(word));
    let behind = if proxy.is_empty() { host.clone() } else { format!("the proxy {proxy}") };
    let words = if has(&["dns error"]) {
        let what = if proxy.is_empty() { "base_url" } else { "proxy" };
        format!("the name of {behind} is not known; look at {what} and the network")
    } else if has(&["Connection refused"]) {
        format!("nothing listens at {behind}: is it running, and is the port right?")
    } else if has(&["NotValidForName", "not valid for name"]) {
        format!("its certificate is for another host than {host}; base_url must name the host as the certificate does")
    } else if has(&["CaUsedAsEndEntity"]) {
        "its certificate is a certificate authority itself; give the server one that such an authority signed (CA:FALSE), and name the authority with ca_file".to_owned()
    } else if has(&["Expired", "certificate expired"]) {
        "its certificate has expired, or the clock of this machine is wrong".to_owned()
    } else if has(&["NotValidYet", "not valid yet"]) {
        "its certificate is not valid yet, or the clock of this machine is wrong".to_owned()
    } else if has(&["UnknownIssuer", "BadSignature", "invalid peer certificate"]) {
        "its certificate is signed by nobody who is trusted here; name the authority that signed it with ca_file"
            .to_owned()
    } else if has(&["InvalidContentType", "corrupt message"]) {
        format!("{behind} does not speak TLS there; does base_url begin with http://?")
    } else if has(&["tunnel"]) {
        format!("{behind} leads no connection to {host}")
    } else if scheme == "http" && has(&["reset", "closed before message", "invalid HTTP", "IncompleteMessage"]) {
        format!("{host} broke the connection; if it speaks TLS, base_url begins with https://")
    } else {
        return causes.to_owned();
    };
    let last = causes.rsplit(": ").next().unwrap_or_default();
    format!("{words} ({last})")
}

/// Says what an answer other than a good one means where its status tells; nothing for others.
pub(super) fn status(status: u16, location: Option<&str>, lower_body: &str, place: &Place) -> Option<String> {
    let host = &place.host;
    match status {
        300..=399 => {
            let to = location.and_then(|to| reqwest::Url::parse(to).ok());
            let to = to.and_then(|to| Some(format!("{}://{}", to.scheme(), to.host_str()?)));
            let to = to.unwrap_or_else(|| "another address".to_owned());
            Some(format!(
                "{host} sends requests on to {to}, where a key is not sent; if that is the server, name it in base_url"
            ))
        }
        404 if lower_body.contains("model") => Some("the server does not know the model; look at `model`".to_owned()),
        404 | 405 | 501 => Some(
            "nothing answers at this path; look at the path of base_url (for `chat` it mostly ends in /v1)".to_owned(),
        ),
        407 => Some("the proxy asks for a name and a password: http://NAME:PASSWORD@host:port".to_owned()),
        _ => None,
    }
}

/// Says what a text is that should have been JSON, if that can be told.
pub(super) fn no_json(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("the answer is empty".to_owned());
    }
    page(text).map(|page| {
        format!("{page} instead of JSON: base_url leads to a web site, or something in between wants you to log in")
    })
}

/// `an HTML page ("Sign in")`, if the text is one.
pub(super) fn page(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let head = lower.trim_start();
    if !head.starts_with("<!doctype html") && !head.starts_with("<html") {
        return None;
    }
    let title = ["title", "h1"].iter().find_map(|tag| {
        let from = lower.find(&format!("<{tag}>"))? + tag.len() + 2;
        let to = from + lower[from..].find("</")?;
        text.get(from..to).map(str::trim).filter(|title| !title.is_empty())
    });
    let title = title.map(|title| format!(" (\"{}\")", title.chars().take(80).collect::<String>()));
    Some(format!("an HTML page{}", title.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{Place, connection, no_json, status};

    fn place(scheme: &str, proxy: &str) -> Place {
        Place::of(&format!("{scheme}://api.example:8443/v1"), proxy).unwrap()
    }

    #[test]
    fn what_a_client_tells_becomes_something_to_do() {
        let cases = [
            (
                "client error (Connect): dns error: failed to lookup address information",
                "the name of api.example:8443 is not known; look at base_url",
            ),
            ("tcp connect error: Connection refused (os error 111)", "nothing listens at api.example:8443"),
            ("invalid peer certificate: UnknownIssuer", "name the authority that signed it with ca_file"),
            (
                "invalid peer certificate: certificate not valid for name \"x\"; certificate is only valid for DnsName(\"y\")",
                "for another host than api.example:8443",
            ),
            ("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", "is a certificate authority itself"),
            ("invalid peer certificate: certificate expired: verification time 1", "has expired, or the clock"),
            ("received corrupt message of type InvalidContentType", "does not speak TLS there"),
            ("something new", "something new"),
        ];
        for (causes, expected) in cases {
            let words = connection(causes, &place("https", ""));
            assert!(words.contains(expected), "{words}");
        }
        assert!(
            connection("Connection reset by peer (os error 104)", &place("http", "")).contains("begins with https://")
        );
        let proxy = connection("Connection refused", &place("http", "http://me:word@proxy.example:3128"));
        assert!(proxy.contains("nothing listens at the proxy http://proxy.example:3128"), "{proxy}");
        assert!(!proxy.contains("word"));
    }

    #[test]
    fn a_status_points_to_the_setting() {
        let own = place("https", "");
        let told = |code: u16, location, body: &str| status(code, location, body, &own).unwrap_or_default();
        assert!(told(404, None, "the model `m` does not exist").contains("look at `model`"));
        assert!(told(404, None, "not found").contains("path of base_url"));
        assert!(
            told(308, Some("https://other.example/v1?key=k"), "")
                .contains("sends requests on to https://other.example,")
        );
        assert_eq!(status(401, None, "", &own), None);
    }

    #[test]
    fn a_page_is_called_a_page() {
        let said = no_json("<!DOCTYPE html><html><head><title>Sign in</title>").unwrap();
        assert!(said.starts_with("an HTML page (\"Sign in\") instead of JSON"), "{said}");
        assert_eq!(no_json(" ").as_deref(), Some("the answer is empty"));
        assert_eq!(no_json("{\"a\":"), None);
        for wrong in ["127.0.0.1:8080/v1", "ftp://x/v1", "localhost", ""] {
            assert!(Place::of(wrong, "").is_err(), "{wrong}");
        }
    }
}
