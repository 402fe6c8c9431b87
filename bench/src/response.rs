//! Parses HTTP/1.1 responses.

use std::io::{BufRead, ErrorKind};

use serde_json::Value;

use crate::Result;

/// The largest response body, in bytes.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// A response.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// Parses the body. An empty body is `null`; any status but 200 is an error.
    pub(crate) fn json(&self) -> Result<Value> {
        if self.status != 200 {
            let start = &self.body[..self.body.len().min(300)];
            return Err(
                format!("status {}: {}", self.status, String::from_utf8_lossy(start)).into()
            );
        }
        if self.body.is_empty() {
            return Ok(Value::Null);
        }
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// The head of a response.
#[derive(Default)]
pub(crate) struct Head {
    pub(crate) status: u16,
    length: Option<usize>,
    is_chunked: bool,
    /// Whether the server closes the connection afterwards.
    pub(crate) closes: bool,
    /// The values of `Set-Cookie`.
    pub(crate) cookies: Vec<String>,
}

impl Head {
    pub(crate) fn read(stream: &mut impl BufRead) -> std::io::Result<Self> {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let mut head = Self { status: status.ok_or(ErrorKind::InvalidData)?, ..Self::default() };
        loop {
            line.clear();
            if stream.read_line(&mut line)? == 0 {
                return Err(ErrorKind::InvalidData.into());
            }
            let Some((name, value)) = line.trim_end().split_once(':') else { return Ok(head) };
            head.read_header(name, value.trim());
        }
    }

    /// Reads the body that follows the head.
    pub(crate) fn read_body(&self, stream: &mut impl BufRead) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        if self.is_chunked {
            read_chunks(stream, &mut body)?;
        } else {
            let length = self.length.unwrap_or_default();
            if length > MAX_BODY {
                return Err("the body is too large".into());
            }
            body.resize(length, 0);
            stream.read_exact(&mut body)?;
        }
        Ok(body)
    }

    fn read_header(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            "content-length" => self.length = value.parse().ok(),
            "transfer-encoding" => self.is_chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => self.closes = value.eq_ignore_ascii_case("close"),
            "set-cookie" => self.cookies.push(value.to_owned()),
            _ => {}
        }
    }
}

fn read_chunks(stream: &mut impl BufRead, body: &mut Vec<u8>) -> Result<()> {
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let size = line.trim_end().split(';').next().unwrap_or_default();
        let length = usize::from_str_radix(size, 16)?;
        let start = body.len();
        if start + length > MAX_BODY {
            return Err("the body is too large".into());
        }
        body.resize(start + length, 0);
        stream.read_exact(&mut body[start..])?;
        line.clear();
        stream.read_line(&mut line)?;
        if length == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mut text: &[u8]) -> Result<(Head, Vec<u8>)> {
        let head = Head::read(&mut text)?;
        let body = head.read_body(&mut text)?;
        assert!(text.is_empty());
        Ok((head, body))
    }

    #[test]
    fn reads_bodies_with_a_length_and_in_chunks() {
        let (head, body) =
            read(b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno")
                .unwrap();
        assert_eq!((head.status, head.closes, &body[..]), (404, true, &b"no"[..]));
        let (head, body) =
            read(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n")
                .unwrap();
        assert_eq!((head.status, head.closes, &body[..]), (200, false, &b"abc0123456789"[..]));
    }

    #[test]
    fn rejects_what_is_cut_off() {
        for text in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nno",
            "nonsense\r\n\r\n",
        ] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn rejects_other_statuses_with_the_body_as_the_reason() {
        let error = Response { status: 400, body: b"because".to_vec() }.json().unwrap_err();
        assert_eq!(error.to_string(), "status 400: because");
    }
}
