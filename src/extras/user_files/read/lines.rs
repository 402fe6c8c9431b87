//! Lines of a file, with their numbers.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read as _};

/// The longest line, in bytes. Longer ones are cut and reported.
pub(super) const MAX_LINE: usize = 1 << 20;

/// A line with its end.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) bytes: Vec<u8>,
}

impl Line {
    pub(super) fn is_too_long(&self) -> bool {
        self.bytes.len() > MAX_LINE
    }
}

/// The lines of a file. Only those that were given back are kept.
pub(super) struct Lines<R> {
    reader: R,
    read: u64,
    given_back: VecDeque<Line>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, read: 0, given_back: VecDeque::new() }
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.given_back.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let limit = MAX_LINE as u64 + 1;
        (&mut self.reader).take(limit).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.len() > MAX_LINE && bytes.last() != Some(&b'\n') {
            self.skip_line()?;
        }
        self.read += 1;
        Ok(Some(Line { number: self.read, bytes }))
    }

    /// Gives lines back, to be read again.
    pub(super) fn give_back(&mut self, lines: Vec<Line>) {
        for line in lines.into_iter().rev() {
            self.given_back.push_front(line);
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let (length, is_end) = (end.map_or(buffer.len(), |end| end + 1), end.is_some());
            let is_end = is_end || length == 0;
            self.reader.consume(length);
            if is_end {
                return Ok(());
            }
        }
    }
}

/// Returns the text, and whether it is UTF-8. If not, it is read as Windows-1252, in which Excel
/// saves files and which includes Latin-1.
pub(super) fn text(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => {
            (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), false)
        }
    }
}
