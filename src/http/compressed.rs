//! A body that this process makes, compressed once.

use std::io::Write as _;

use crate::crypto::secret::hash;
use crate::http::encoded::{Encoded, Encoding};

/// A body that this process has made, in every encoding.
#[derive(Debug)]
pub struct Compressed([Encoded; 3]);

impl Compressed {
    /// Compresses a body as far as it goes, since it happens once.
    ///
    /// # Errors
    /// A compressor that fails.
    pub fn new(body: &[u8]) -> std::io::Result<Self> {
        // As large a window as the body, and no larger: the compressor reserves memory for it.
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
