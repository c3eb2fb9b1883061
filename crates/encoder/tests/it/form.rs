//! Multipart bodies as clients send them (RFC 7578).

use axum::body::Body;

const BOUNDARY: &str = "a-line-that-is-in-no-file";

/// The parts of a body, in their order.
#[derive(Default)]
pub struct Form(Vec<u8>);

impl Form {
    /// Of every form.
    pub const CONTENT_TYPE: &'static str = "multipart/form-data; boundary=a-line-that-is-in-no-file";

    pub fn new() -> Self {
        Self::default()
    }

    /// One more file.
    pub fn file(self, name: &str, bytes: &[u8]) -> Self {
        self.part(&format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: video/mp4"), bytes)
    }

    /// One more field.
    pub fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    fn part(mut self, head: &str, bytes: &[u8]) -> Self {
        self.0.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
        self.0.extend(bytes);
        self.0.extend(b"\r\n");
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        [self.0.as_slice(), format!("--{BOUNDARY}--\r\n").as_bytes()].concat()
    }

    pub fn body(&self) -> Body {
        Body::from(self.bytes())
    }
}
