//! The health check of a running server, for containers and service managers that have no other program.

use std::error::Error;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use latchkey::Config;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than a server without its database takes to report that.
const PATIENCE: Duration = Duration::from_secs(8);

/// Bytes to read. The status line is at the beginning of the response.
const MAX_ANSWER: u64 = 1024;

/// Checks the server at `LATCHKEY_ADDR`. With `live`, only checks that its process answers; otherwise also its
/// database.
///
/// # Errors
/// Wrong settings, no server, or a status other than 200.
pub async fn run(live: bool) -> Result<(), Box<dyn Error>> {
    let config = Config::load()?;
    let path = if live { "/healthz" } else { "/readyz" };
    let mut unreachable = String::new();
    // The first address that accepts a connection is enough: the server may not have IPv6.
    for address in config.addrs.iter().copied().map(near) {
        match TcpStream::connect(address).await {
            Ok(stream) => return ask(stream, &config, address, path).await,
            Err(error) => unreachable = format!("no server at {address}: {error}"),
        }
    }
    Err(unreachable.into())
}

async fn ask(
    stream: TcpStream,
    config: &Config,
    address: SocketAddr,
    path: &str,
) -> Result<(), Box<dyn Error>> {
    let host = config.origin_text();
    let host = host.split("//").nth(1).unwrap_or_default();
    let answer = timeout(PATIENCE, exchange(stream, host, path)).await;
    let answer =
        answer.map_err(|_| format!("the server at {address} didn't answer {path} in time"))??;
    match answer.split(' ').nth(1) {
        Some("200") => Ok(()),
        Some(status) => {
            Err(format!("the server at {address} answered {path} with {status}").into())
        }
        None => Err(format!("the program at {address} doesn't speak HTTP").into()),
    }
}

async fn exchange(mut stream: TcpStream, host: &str, path: &str) -> io::Result<String> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(MAX_ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Returns the address that reaches, from this machine, a server that listens on every address.
fn near(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
