//! A response body that this process has created, compressed once.

use std::io::Write as _;

use crate::crypto::secret::hash;
use crate::http::encoded::{Encoded, Encoding};

/// A body that this process has created, in every encoding.
#[derive(Debug)]
pub struct Compressed([Encoded; 3]);

impl Compressed {
    /// Compresses a body as well as possible, because this happens only once.
    ///
    /// # Errors
    /// If a compressor fails.
    pub fn new(body: &[u8]) -> std::io::Result<Self> {
        // The compressor allocates its whole window, so make it no larger than the body.
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), body.len().max(1), 9, 18);
        brotli.write_all(body)?;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(body)?;
        let bodies = [brotli.into_inner(), gzip.finish()?, body.to_vec()];
        Ok(Self(bodies.map(|bytes| Encoded { hash: hash(&bytes), bytes: bytes.into() })))
    }

    /// Returns the body in an encoding.
    pub fn get(&self, encoding: Encoding) -> Encoded {
        let [brotli, gzip, identity] = &self.0;
        match encoding {
            Encoding::Brotli => brotli.clone(),
            Encoding::Gzip => gzip.clone(),
            Encoding::Identity => identity.clone(),
        }
    }
}
