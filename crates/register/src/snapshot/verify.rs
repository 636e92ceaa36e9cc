//! Hashes of files on disk.

use std::{fs::File, io::Read, path::Path};

use sha2::{Digest, Sha256};

use super::SnapshotError;
use crate::delivery::hex;

/// Returns the SHA-256 of a file in hexadecimal digits, and its size.
pub(crate) fn hash_file(path: &Path) -> Result<(String, u64), SnapshotError> {
    let mut file = File::open(path).map_err(SnapshotError::io(path))?;
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let filled = file.read(&mut buffer).map_err(SnapshotError::io(path))?;
        if filled == 0 {
            return Ok((hex(&hash.finalize()), bytes));
        }
        hash.update(&buffer[..filled]);
        bytes += filled as u64;
    }
}
