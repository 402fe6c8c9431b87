//! An HTTP/1.1 client with one keep-alive connection and a cookie jar, as a browser has.

use std::fmt::Write as _;
use std::io::{BufReader, ErrorKind, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::Result;
use crate::response::{Head, Response};

/// The longest wait for a response.
const PATIENCE: Duration = Duration::from_secs(20);

/// A simulated browser.
pub(crate) struct Client {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
    cookies: Vec<(String, String)>,
    /// Total time from sending each request to having read its response.
    pub(crate) waited: Duration,
}

impl Client {
    /// Creates a client without cookies for the server on this port of the loopback interface.
    pub(crate) fn new(port: u16) -> Self {
        Self { port, stream: None, cookies: Vec::new(), waited: Duration::ZERO }
    }

    pub(crate) fn origin(&self) -> String {
        origin(self.port)
    }

    pub(crate) fn clear_cookies(&mut self) {
        self.cookies.clear();
    }

    pub(crate) fn has_cookies(&self) -> bool {
        !self.cookies.is_empty()
    }

    pub(crate) fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
        self.request("GET", path, headers, "")
    }

    pub(crate) fn post_json(&mut self, path: &str, body: &Value) -> Result<Value> {
        let headers = [("Content-Type", "application/json")];
        let response = self.request("POST", path, &headers, &body.to_string())?;
        response.json().map_err(|error| format!("POST {path}: {error}").into())
    }

    pub(crate) fn post_form(&mut self, path: &str, body: &str) -> Result<Value> {
        let form = ("Content-Type", "application/x-www-form-urlencoded");
        let response = self.request("POST", path, &[form, ("Accept", "application/json")], body)?;
        response.json().map_err(|error| format!("POST {path}: {error}").into())
    }

    fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Response> {
        let text = self.write_request(method, path, headers, body);
        let began = Instant::now();
        let reused = self.stream.is_some();
        let mut head = self.send(&text);
        // The server may have closed the idle connection: try once more on a new one.
        if reused && head.as_ref().is_err_and(is_closed) {
            self.stream = None;
            head = self.send(&text);
        }
        let response = match (head, &mut self.stream) {
            (Ok(head), Some(stream)) => head.read_body(stream).map(|body| (head, body)),
            (Err(error), _) => Err(error.into()),
            (Ok(_), None) => Err("not connected".into()),
        };
        self.waited += began.elapsed();
        if !response.as_ref().is_ok_and(|(head, _)| !head.closes) {
            self.stream = None;
        }
        match response {
            Ok((Head { status, .. }, body)) => Ok(Response { status, body }),
            Err(error) => Err(format!("{method} {path}: {error}").into()),
        }
    }

    fn write_request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> String {
        let Self { port, cookies, .. } = self;
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nUser-Agent: bench\r\n\
             Origin: {}\r\nSec-Fetch-Site: same-origin\r\n",
            self.origin()
        );
        for (name, value) in headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        if !cookies.is_empty() {
            let pairs: Vec<_> =
                cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let _ = write!(text, "Cookie: {}\r\n", pairs.join("; "));
        }
        if method == "POST" {
            let _ = write!(text, "Content-Length: {}\r\n", body.len());
        }
        text + "\r\n" + body
    }

    /// Sends a request and reads the head of its response.
    fn send(&mut self, text: &str) -> std::io::Result<Head> {
        if self.stream.is_none() {
            let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            self.stream = Some(BufReader::new(stream));
        }
        let Some(stream) = &mut self.stream else { return Err(ErrorKind::NotConnected.into()) };
        stream.get_mut().write_all(text.as_bytes())?;
        let head = Head::read(stream)?;
        for cookie in &head.cookies {
            set_cookie(&mut self.cookies, cookie);
        }
        Ok(head)
    }
}

/// Returns the origin of the server on this port.
pub(crate) fn origin(port: u16) -> String {
    format!("http://localhost:{port}")
}

fn is_closed(error: &std::io::Error) -> bool {
    use ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
}

fn set_cookie(cookies: &mut Vec<(String, String)>, header: &str) {
    let mut parts = header.split(';').map(str::trim);
    let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
    cookies.retain(|(known, _)| known != name);
    let expires = parts.any(|part| part.eq_ignore_ascii_case("max-age=0"));
    if !value.is_empty() && !expires {
        cookies.push((name.to_owned(), value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Answers the requests on one connection with `responses`, one each, then closes it.
    fn serve(listener: &TcpListener, responses: &[&str]) -> Vec<String> {
        let (mut stream, _) = listener.accept().unwrap();
        let mut requests = Vec::new();
        for response in responses {
            let mut buffer = [0; 4096];
            let length = stream.read(&mut buffer).unwrap();
            requests.push(String::from_utf8_lossy(&buffer[..length]).into_owned());
            stream.write_all(response.as_bytes()).unwrap();
        }
        requests
    }

    #[test]
    fn keeps_cookies_and_reconnects_after_a_close() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let first = "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\n\
                         Transfer-Encoding: chunked\r\n\r\n3\r\n{\"x\r\n5\r\n\":12}\r\n0\r\n\r\n";
            let second =
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=; Max-Age=0\r\nContent-Length: 4\r\n\r\nnull";
            let mut requests = serve(&listener, &[first, second]);
            requests.extend(serve(
                &listener,
                &["HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"],
            ));
            requests
        });
        let mut client = Client::new(port);
        assert_eq!(client.post_form("/a", "k=v").unwrap()["x"], 12);
        assert_eq!(client.post_json("/b", &Value::Null).unwrap(), Value::Null);
        assert_eq!(client.get("/c", &[]).unwrap().status, 404);
        let requests = server.join().unwrap();
        assert!(requests[0].ends_with("Content-Length: 3\r\n\r\nk=v"), "{}", requests[0]);
        assert!(requests[1].contains("\r\nCookie: a=1; b=2\r\n"), "{}", requests[1]);
        assert!(requests[2].contains("\r\nCookie: b=2\r\n"), "{}", requests[2]);
    }
}
