//! An authorization request (RFC 6749 §4.1.1, RFC 7636, OpenID Connect Core §3.1.2.1), parsed and checked.

use std::time::Duration;

use super::{Client, Clients, Scopes};

/// Longest `state` and `nonce` that are carried along, in bytes.
const MAX_ECHO: usize = 2_048;
/// Length of a base64url SHA-256.
const CHALLENGE: usize = 43;

/// Parameters as sent, in order.
pub type Parameters = [(String, String)];

/// A request that may be answered with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// A known client.
    pub client_id: String,
    /// One of its own.
    pub redirect_uri: String,
    /// What is asked for.
    pub scopes: Scopes,
    /// Given back with the answer.
    pub state: Option<String>,
    /// Goes into the ID token.
    pub nonce: Option<String>,
    /// S256.
    pub code_challenge: String,
    /// Whether a page may or must be shown.
    pub prompt: Prompt,
    /// The password must have been shown within this time.
    pub max_age: Option<Duration>,
    /// Filled into the form.
    pub login_hint: Option<String>,
    /// A one-time ticket that stands for the form.
    pub ticket: Option<String>,
}

/// Whether the person is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prompt {
    /// Only if nobody is signed in.
    #[default]
    IfNeeded,
    /// Never.
    Never,
    /// Always.
    Always,
}

/// Why a request is not answered with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Client or redirect are not known: nobody may be sent there, so the person is told.
    Page(&'static str),
    /// The client is told.
    Redirect(Fault),
}

/// What the client is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub redirect_uri: String,
    /// Given back.
    pub state: Option<String>,
    /// What is wrong.
    pub code: FaultCode,
    /// For its developer.
    pub description: &'static str,
}

/// The codes of RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the standard")]
pub enum FaultCode {
    InvalidRequest,
    UnsupportedResponseType,
    LoginRequired,
    RequestNotSupported,
    RequestUriNotSupported,
}

impl FaultCode {
    /// As the standards spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::LoginRequired => "login_required",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
        }
    }
}

impl AuthorizationRequest {
    /// Checks a request. Nobody is redirected anywhere before client and redirect are known to belong together.
    pub fn parse(parameters: &Parameters, clients: &Clients) -> Result<Self, Rejection> {
        let client = single(parameters, "client_id").and_then(|id| clients.find(id?));
        let client = client.ok_or(Rejection::Page("client_id"))?;
        let redirect_uri = known_redirect(parameters, client).ok_or(Rejection::Page("redirect_uri"))?;
        let state = get(parameters, "state").filter(|state| state.len() <= MAX_ECHO);
        let fault = |(code, description)| {
            let state = state.map(str::to_owned);
            Rejection::Redirect(Fault { redirect_uri: redirect_uri.to_owned(), state, code, description })
        };
        let details = Details::parse(parameters).map_err(fault)?;
        Ok(Self {
            client_id: client.id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            scopes: details.scopes,
            state: state.map(str::to_owned),
            nonce: details.nonce,
            code_challenge: details.code_challenge,
            prompt: details.prompt,
            max_age: details.max_age,
            login_hint: get(parameters, "login_hint").map(str::to_owned),
            ticket: get(parameters, "ticket").map(str::to_owned),
        })
    }

    /// The answer that tells the client that somebody would have to sign in.
    pub fn login_required(self) -> Fault {
        Fault {
            redirect_uri: self.redirect_uri,
            state: self.state,
            code: FaultCode::LoginRequired,
            description: "nobody is signed in",
        }
    }
}

type Complaint = (FaultCode, &'static str);

const fn invalid(description: &'static str) -> Complaint {
    (FaultCode::InvalidRequest, description)
}

/// What is checked once the client may be told.
struct Details {
    scopes: Scopes,
    nonce: Option<String>,
    code_challenge: String,
    prompt: Prompt,
    max_age: Option<Duration>,
}

impl Details {
    fn parse(parameters: &Parameters) -> Result<Self, Complaint> {
        refuse_repeated(parameters)?;
        refuse_unsupported(parameters)?;
        let (nonce, state) = (get(parameters, "nonce"), get(parameters, "state"));
        let is_odd = |echo: &str| echo.len() > MAX_ECHO || echo.contains(char::is_control);
        if [nonce, state].into_iter().flatten().any(is_odd) {
            return Err(invalid("state or nonce is too long, or has control characters"));
        }
        Ok(Self {
            scopes: Scopes::parse(get(parameters, "scope").unwrap_or_default()),
            nonce: nonce.map(str::to_owned),
            code_challenge: parse_challenge(parameters)?,
            prompt: parse_prompt(get(parameters, "prompt"))?,
            max_age: parse_max_age(get(parameters, "max_age"))?,
        })
    }
}

/// RFC 6749 §3.1: a parameter stands once. Unknown ones are ignored, however often they stand.
fn refuse_repeated(parameters: &Parameters) -> Result<(), Complaint> {
    let known = ["response_type", "scope", "state", "nonce", "code_challenge", "code_challenge_method", "prompt"];
    let is_single = |name: &&str| single(parameters, name).is_some();
    if known.iter().all(is_single) { Ok(()) } else { Err(invalid("a parameter stands twice")) }
}

fn refuse_unsupported(parameters: &Parameters) -> Result<(), Complaint> {
    if get(parameters, "request").is_some() {
        return Err((FaultCode::RequestNotSupported, "request objects are not supported"));
    }
    if get(parameters, "request_uri").is_some() {
        return Err((FaultCode::RequestUriNotSupported, "request objects are not supported"));
    }
    match get(parameters, "response_type") {
        Some("code") => {}
        Some(_) => return Err((FaultCode::UnsupportedResponseType, "only response_type=code is supported")),
        None => return Err(invalid("response_type is missing")),
    }
    match get(parameters, "response_mode") {
        None | Some("query") => Ok(()),
        Some(_) => Err(invalid("only response_mode=query is supported")),
    }
}

fn parse_challenge(parameters: &Parameters) -> Result<String, Complaint> {
    if get(parameters, "code_challenge_method") != Some("S256") {
        return Err(invalid("PKCE with code_challenge_method=S256 is required"));
    }
    let challenge = get(parameters, "code_challenge").unwrap_or_default();
    let is_base64url = challenge.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if challenge.len() != CHALLENGE || !is_base64url {
        return Err(invalid("code_challenge is not a base64url SHA-256"));
    }
    Ok(challenge.to_owned())
}

fn parse_prompt(prompt: Option<&str>) -> Result<Prompt, Complaint> {
    let wishes: Vec<&str> = prompt.unwrap_or_default().split(' ').filter(|wish| !wish.is_empty()).collect();
    match wishes.as_slice() {
        ["none"] => Ok(Prompt::Never),
        wishes if wishes.contains(&"none") => Err(invalid("prompt=none stands alone")),
        wishes if wishes.contains(&"login") || wishes.contains(&"select_account") => Ok(Prompt::Always),
        _ => Ok(Prompt::IfNeeded),
    }
}

fn parse_max_age(max_age: Option<&str>) -> Result<Option<Duration>, Complaint> {
    let seconds = max_age.map(|text| text.parse::<u32>().map_err(|_| invalid("max_age is not a number of seconds")));
    Ok(seconds.transpose()?.map(|seconds| Duration::from_secs(u64::from(seconds))))
}

/// The redirect, if it stands once and belongs to the client.
fn known_redirect<'a>(parameters: &'a Parameters, client: &Client) -> Option<&'a str> {
    get(parameters, "redirect_uri").filter(|uri| client.may_redirect_to(uri))
}

/// The value of a parameter that stands once.
fn get<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    single(parameters, name).flatten()
}

/// `None` if it stands twice, `Some(None)` if it is absent or empty (RFC 6749 §3.1: an empty one counts as absent).
#[expect(clippy::option_option, reason = "absent and repeated are different things")]
fn single<'a>(parameters: &'a Parameters, name: &str) -> Option<Option<&'a str>> {
    let mut values = parameters.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let first = values.next();
    if values.next().is_some() { None } else { Some(first.filter(|value| !value.is_empty())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn parse(changes: &[(&str, Option<&str>)]) -> Result<AuthorizationRequest, Rejection> {
        let client =
            Client { id: "app".into(), redirect_uris: vec!["https://a.example/cb".into()], ..Client::default() };
        let mut parameters: Vec<(String, String)> = [
            ("client_id", "app"),
            ("redirect_uri", "https://a.example/cb"),
            ("response_type", "code"),
            ("scope", "openid email strange"),
            ("state", "xyz"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        for (name, value) in changes {
            parameters.retain(|(key, _)| key != name);
            parameters.extend(value.map(|value| ((*name).to_owned(), value.to_owned())));
        }
        AuthorizationRequest::parse(&parameters, &Clients::new([client]))
    }

    fn fault(name: &str, value: Option<&str>) -> FaultCode {
        match parse(&[(name, value)]) {
            Err(Rejection::Redirect(fault)) => {
                assert_eq!(fault.state.as_deref(), Some("xyz"));
                fault.code
            }
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn a_complete_request_is_taken_and_unknown_scopes_are_left_out() {
        let request = parse(&[]).unwrap();
        assert_eq!(request.scopes.to_string(), "email openid");
        assert_eq!(request.prompt, Prompt::IfNeeded);
    }

    #[test]
    fn an_unknown_client_or_redirect_is_never_redirected() {
        for (name, value) in [
            ("client_id", None),
            ("client_id", Some("other")),
            ("redirect_uri", None),
            ("redirect_uri", Some("https://a.example/cb/")),
            ("redirect_uri", Some("https://evil.example/cb")),
        ] {
            assert!(matches!(parse(&[(name, value)]), Err(Rejection::Page(_))), "{name} {value:?}");
        }
    }

    #[test]
    fn everything_else_is_told_to_the_client() {
        assert_eq!(fault("response_type", None), FaultCode::InvalidRequest);
        assert_eq!(fault("response_type", Some("token")), FaultCode::UnsupportedResponseType);
        assert_eq!(fault("response_mode", Some("fragment")), FaultCode::InvalidRequest);
        assert_eq!(fault("code_challenge", None), FaultCode::InvalidRequest);
        assert_eq!(fault("code_challenge", Some("short")), FaultCode::InvalidRequest);
        assert_eq!(fault("code_challenge_method", None), FaultCode::InvalidRequest);
        assert_eq!(fault("code_challenge_method", Some("plain")), FaultCode::InvalidRequest);
        assert_eq!(fault("prompt", Some("none login")), FaultCode::InvalidRequest);
        assert_eq!(fault("max_age", Some("-1")), FaultCode::InvalidRequest);
        assert_eq!(fault("request", Some("e30.e30.")), FaultCode::RequestNotSupported);
        assert_eq!(fault("nonce", Some(&"n".repeat(3_000))), FaultCode::InvalidRequest);
        assert_eq!(fault("nonce", Some("a\0")), FaultCode::InvalidRequest);
    }
}
