//! Answers as they are sent: rendered once, compressed once, kept while there is room.

use std::{
    io::{Read as _, Write as _},
    sync::Arc,
};

use axum::body::Bytes;
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};

use crate::{address::Address, answer::Answer};

/// How an answer is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip, for clients that do not take brotli over plain HTTP.
    Gzip,
    /// Not at all.
    Identity,
}

impl Encoding {
    /// Returns the best encoding an `Accept-Encoding` header allows.
    pub fn accepted(header: &str) -> Self {
        let allows = |name: &str| {
            header.split(',').any(|part| {
                let mut pieces = part.split(';').map(str::trim);
                pieces.next() == Some(name) && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0"))
            })
        };
        if allows("br") {
            Self::Brotli
        } else if allows("gzip") {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// Returns the name in HTTP; `None` for no compression.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    fn encode(self, body: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Identity => body,
            Self::Gzip => {
                let mut encoder = flate2::read::GzEncoder::new(&*body, flate2::Compression::best());
                let mut packed = Vec::new();
                encoder.read_to_end(&mut packed).expect("compressing in memory does not fail");
                packed
            }
            Self::Brotli => {
                // Quality 9 packs a map page in about 10 ms; 11 takes ten times as long for 5 % less.
                let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 9, 20);
                encoder.write_all(&body).expect("compressing in memory does not fail");
                encoder.into_inner()
            }
        }
    }
}

/// An answer ready to be sent.
#[derive(Debug)]
pub struct Packed {
    pub status: u16,
    pub media: &'static str,
    pub encoding: Encoding,
    pub body: Bytes,
    /// Strong: it changes whenever a byte of the body does.
    pub etag: String,
    pub location: Option<String>,
    pub file_name: Option<String>,
    pub is_embedded: bool,
}

impl Packed {
    pub fn new(answer: Answer, encoding: Encoding) -> Self {
        let hash = Sha256::digest(&answer.body);
        let hash = hash[..8].iter().fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        let suffix = encoding.name().map_or_else(String::new, |name| format!("-{name}"));
        Self {
            status: answer.status,
            media: answer.media,
            encoding,
            body: encoding.encode(answer.body).into(),
            etag: format!("\"{hash:016x}{suffix}\""),
            location: answer.location,
            file_name: answer.file_name,
            is_embedded: answer.is_embedded,
        }
    }
}

/// What is packed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// A page, picture or file of a release.
    Page(Address),
    /// The style sheet.
    Sheet,
}

type Key = (Item, Encoding);

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Arc<Packed>> for ByBytes {
    fn weight(&self, _: &Key, packed: &Arc<Packed>) -> u64 {
        // Room for the key, the entry and the allocator beside the body.
        packed.body.len() as u64 + 512
    }
}

/// Answers that were packed before. Holds at most [`Packs::BYTES`], whatever is asked for.
pub struct Packs(Cache<Key, Arc<Packed>, ByBytes>);

impl Packs {
    /// 64 MiB: every page of a release in both languages many times over.
    const BYTES: u64 = 64 * 1024 * 1024;

    pub fn new() -> Self {
        Self(Cache::with_weighter(4_096, Self::BYTES, ByBytes))
    }

    pub fn get(&self, item: &Item, encoding: Encoding) -> Option<Arc<Packed>> {
        self.0.get(&(item.clone(), encoding))
    }

    /// Returns the pack of an item, making it if nobody else has.
    pub fn get_or_make(
        &self,
        item: &Item,
        encoding: Encoding,
        make: impl FnOnce() -> Answer,
    ) -> Arc<Packed> {
        let key = (item.clone(), encoding);
        let packed = self.0.get_or_insert_with(&key, || {
            Ok::<_, std::convert::Infallible>(Arc::new(Packed::new(make(), encoding)))
        });
        packed.unwrap_or_else(|never| match never {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_encoding_a_client_takes_is_chosen() {
        assert_eq!(Encoding::accepted("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(Encoding::accepted("gzip;q=0.8"), Encoding::Gzip);
        assert_eq!(Encoding::accepted("br;q=0, gzip"), Encoding::Gzip);
        assert_eq!(Encoding::accepted(""), Encoding::Identity);
    }
}
