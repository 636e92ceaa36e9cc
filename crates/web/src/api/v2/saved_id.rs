//! The id of a saved query: the query itself, packed, so that the server writes nothing down.
//!
//! An id is a letter for how it is made, and in base64url four bytes of checksum and the query's JSON,
//! deflated. The checksum finds an id that was cut or mistyped; it proves nothing, and need not: whoever
//! makes an id up has made up a query, which he could have asked as well.

use std::io::{Read as _, Write as _};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

use crate::api::problem::{Kind, Problem};

/// How long an id may be, in characters: an address with it still fits everywhere.
pub const MAX_ID: usize = 1_500;

/// The letter of ids that are made as this file says.
const VERSION: char = 'a';

/// How long a query may be unpacked. Deflate may hold a thousand times as much as the id is long.
const MAX_QUERY: usize = 256 * 1024;

/// Returns the id of a query, or says that it is too long for one.
pub fn encode(query: &[u8]) -> Result<String, Problem> {
    let mut packed = crc32fast::hash(query).to_be_bytes().to_vec();
    let mut encoder = DeflateEncoder::new(&mut packed, Compression::best());
    let written = encoder.write_all(query).and_then(|()| encoder.finish().map(|_| ()));
    written.expect("compressing in memory does not fail");
    let id = format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(packed));
    if id.len() > MAX_ID || query.len() > MAX_QUERY {
        let detail = format!("the id of the saved query would have {} characters", id.len());
        return Err(Problem::new(Kind::Body, detail)
            .of("selection")
            .limit(MAX_ID as u64)
            .hint("select with expressions or a code list instead of codes"));
    }
    Ok(id)
}

/// Returns the query of an id.
pub fn decode(id: &str) -> Result<Vec<u8>, Problem> {
    unpack(id).ok_or_else(|| {
        Problem::new(Kind::SavedQuery, "the id of the saved query cannot be read")
            .of("id")
            .hint("POST the query to /savedqueries to have its id")
    })
}

fn unpack(id: &str) -> Option<Vec<u8>> {
    if id.len() > MAX_ID {
        return None;
    }
    let packed = URL_SAFE_NO_PAD.decode(id.strip_prefix(VERSION)?).ok()?;
    let (checksum, deflated) = packed.split_first_chunk::<4>()?;
    let mut query = Vec::new();
    let mut bounded = DeflateDecoder::new(deflated).take(MAX_QUERY as u64 + 1);
    bounded.read_to_end(&mut query).ok()?;
    let is_whole = query.len() <= MAX_QUERY && crc32fast::hash(&query).to_be_bytes() == *checksum;
    is_whole.then_some(query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_query() {
        let query = br#"{"tableId":"OMG1"}"#;
        let id = encode(query).expect("it is short");
        assert_eq!(decode(&id).expect("it is whole"), query);
    }

    #[test]
    fn an_id_that_was_changed_is_told() {
        let id = encode(br#"{"tableId":"OMG1"}"#).expect("it is short");
        for at in 0..id.len() {
            let mut forged = id.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).expect("ASCII");
            assert!(decode(&forged).is_err(), "{forged}");
            assert!(decode(&id[..at]).is_err(), "{}", &id[..at]);
        }
    }

    #[test]
    fn a_query_that_swells_is_not_unpacked() {
        let bomb = vec![b' '; MAX_QUERY + 1];
        let mut packed = crc32fast::hash(&bomb).to_be_bytes().to_vec();
        let mut encoder = DeflateEncoder::new(&mut packed, Compression::best());
        encoder.write_all(&bomb).expect("memory");
        encoder.finish().expect("memory");
        let id = format!("a{}", URL_SAFE_NO_PAD.encode(packed));
        assert!(id.len() < MAX_ID && decode(&id).is_err());
    }

    #[test]
    fn a_query_too_long_for_an_id_is_refused() {
        let query: Vec<_> =
            (0..2_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_769).to_be_bytes()).collect();
        assert_eq!(encode(&query).expect_err("too long").details().limit, Some(1_500));
    }
}
