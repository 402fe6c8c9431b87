//! Opens the addresses that the server listens on.

use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use socket2::{Domain, Socket, Type};
use tokio::net::TcpListener;

/// The backlog of connections, as in tokio.
const BACKLOG: i32 = 1024;

/// Listens on every address, or says which one isn't available.
///
/// # Errors
/// One line that names the setting and the address.
pub fn listen(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, String> {
    let mut listeners = Vec::new();
    for &address in addresses {
        match bind(address, addresses.len() > 1) {
            Ok(listener) => listeners.push(listener),
            Err(error) if is_second_loopback(address, addresses) && is_missing(&error) => {
                tracing::info!(%address, %error, "not listening on this address: this machine has no IPv6");
            }
            Err(error) => {
                return Err(format!("LATCHKEY_ADDR: cannot listen on {address}: {error}"));
            }
        }
    }
    Ok(listeners)
}

/// An IPv6 socket is IPv6-only, so that `[::]` can be next to `0.0.0.0`.
fn bind(address: SocketAddr, only_v6: bool) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if address.is_ipv6() {
        socket.set_only_v6(only_v6)?;
    }
    // A restarted server doesn't have to wait until the system forgets the last one's connections. (On Windows
    // the same option would let two servers share a port.)
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    socket.set_nonblocking(true)?;
    TcpListener::from_std(socket.into())
}

/// `localhost` means two addresses. A machine without IPv6 has only one.
fn is_second_loopback(address: SocketAddr, addresses: &[SocketAddr]) -> bool {
    address.ip() == IpAddr::V6(Ipv6Addr::LOCALHOST) && addresses.iter().any(SocketAddr::is_ipv4)
}

fn is_missing(error: &io::Error) -> bool {
    use io::ErrorKind::{AddrNotAvailable, Unsupported};
    /// The address family is not supported: a kernel without IPv6.
    const EAFNOSUPPORT: i32 = 97;
    matches!(error.kind(), AddrNotAvailable | Unsupported)
        || (cfg!(target_os = "linux") && error.raw_os_error() == Some(EAFNOSUPPORT))
}
