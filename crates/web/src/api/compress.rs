//! Compression as a stream is written.

use std::io::{self, Write};

/// How an answer is compressed on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Zstandard, the fastest.
    Zstd,
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// Not at all.
    Identity,
}

impl Coding {
    /// Returns the best coding an `Accept-Encoding` header allows.
    pub fn accepted(header: &str) -> Self {
        let allows = |name: &str| {
            header.split(',').any(|part| {
                let mut pieces = part.split(';').map(str::trim);
                let is_named = pieces.next().is_some_and(|piece| piece.eq_ignore_ascii_case(name));
                is_named && !pieces.any(is_refused)
            })
        };
        let all = [Self::Zstd, Self::Brotli, Self::Gzip];
        let best = all.into_iter().find(|coding| coding.name().is_some_and(allows));
        best.unwrap_or(Self::Identity)
    }

    /// Returns the name in HTTP; `None` for no compression.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Zstd => Some("zstd"),
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// `q=0`, `q=0.0` and so on: the client takes anything but this.
fn is_refused(piece: &str) -> bool {
    let quality = piece.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    quality.is_some_and(|(_, value)| value.trim().parse::<f32>().is_ok_and(|value| value <= 0.0))
}

/// A stream that compresses what is written to it. It is whole only after [`Packer::finish`].
pub enum Packer<W: Write> {
    /// See [`Coding::Zstd`].
    Zstd(zstd::stream::write::Encoder<'static, W>),
    /// See [`Coding::Brotli`].
    Brotli(Box<brotli::CompressorWriter<W>>),
    /// See [`Coding::Gzip`].
    Gzip(flate2::write::GzEncoder<W>),
    /// See [`Coding::Identity`].
    Identity(W),
}

impl<W: Write> Packer<W> {
    pub fn new(coding: Coding, out: W) -> io::Result<Self> {
        Ok(match coding {
            // The levels are the fastest that still halve a table many times over.
            Coding::Zstd => Self::Zstd(zstd::stream::write::Encoder::new(out, 3)?),
            Coding::Brotli => {
                Self::Brotli(Box::new(brotli::CompressorWriter::new(out, 1 << 15, 4, 20)))
            }
            Coding::Gzip => {
                Self::Gzip(flate2::write::GzEncoder::new(out, flate2::Compression::fast()))
            }
            Coding::Identity => Self::Identity(out),
        })
    }

    /// Writes what was held back, and returns the stream beneath.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::Zstd(encoder) => encoder.finish(),
            Self::Gzip(encoder) => encoder.finish(),
            Self::Brotli(encoder) => Ok(encoder.into_inner()),
            Self::Identity(out) => Ok(out),
        }
    }
}

impl<W: Write> Write for Packer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Zstd(encoder) => encoder.write(bytes),
            Self::Brotli(encoder) => encoder.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Identity(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Zstd(encoder) => encoder.flush(),
            Self::Brotli(encoder) => encoder.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            Self::Identity(out) => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fastest_coding_a_client_takes_is_chosen() {
        assert_eq!(Coding::accepted("gzip, deflate, br, zstd"), Coding::Zstd);
        assert_eq!(Coding::accepted("zstd; q=0.000, BR"), Coding::Brotli);
        assert_eq!(Coding::accepted("gzip;q=0.1"), Coding::Gzip);
        assert_eq!(Coding::accepted("identity"), Coding::Identity);
    }
}
