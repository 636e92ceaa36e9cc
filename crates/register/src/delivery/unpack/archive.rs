//! Zip archives: those that hold the files of a delivery, and workbooks, which are archives too.
//!
//! Members are never written under their own names, so a name cannot lead anywhere; odd ones are
//! refused all the same, because nobody who packs a delivery makes them.

use std::{cell::Cell, fs::File, io::Read, path::PathBuf, rc::Rc};

use zip::{CompressionMethod, ZipArchive, result::ZipError};

use super::{
    Packed, Spool, UnpackError,
    limit::{Limit, Rationed, unreadable},
};
use crate::delivery::{DeliveryError, source};

/// The library keeps a list of all members in memory, so neither the archive nor its list may be
/// of any size.
const MAX_ARCHIVE_BYTES: u64 = 1 << 30;
const MAX_LIST_BYTES: u64 = 8 << 20;
const MAX_MEMBERS: usize = 1_000;

/// A zip archive whose list of members was read.
pub(super) struct Archive {
    zip: ZipArchive<Rationed<File>>,
    shown: String,
}

/// A file in an archive.
#[derive(Clone, Debug)]
pub(super) struct Member {
    index: usize,
    pub name: String,
    pub packed_bytes: u64,
}

impl Archive {
    /// Reads the list of members.
    pub fn open(packed: &Packed) -> Result<Self, DeliveryError> {
        let file = source::open(&packed.path)?;
        let shown = packed.shown.clone();
        let size = file.metadata().map_err(|error| source::unreadable(&packed.path, error))?.len();
        if size > MAX_ARCHIVE_BYTES {
            return Err(Limit::Other("more bytes", MAX_ARCHIVE_BYTES).of(&shown).into());
        }
        let left = Rc::new(Cell::new(MAX_LIST_BYTES));
        let too_long = Limit::Other("a longer list of members", MAX_LIST_BYTES);
        let reader = Rationed::new(file, Rc::clone(&left), too_long);
        let zip = ZipArchive::new(reader).map_err(|error| failed(&shown, error))?;
        left.set(u64::MAX);
        if zip.has_duplicate_names() {
            return Err(UnpackError::MemberTwice { file: shown }.into());
        }
        Ok(Self { zip, shown })
    }

    /// Tells whether the archive is a workbook.
    pub fn is_workbook(&self) -> bool {
        self.has("[Content_Types].xml")
            && self.zip.file_names_raw().any(|it| it.starts_with(b"xl/"))
    }

    /// Tells whether there is a member of this name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Tells whether any member's name ends so, whatever its capitals.
    pub fn has_ending(&self, ending: &str) -> bool {
        let mut names = self.zip.file_names_raw();
        names.any(|name| name.to_ascii_lowercase().ends_with(ending.as_bytes()))
    }

    /// Returns the files in the archive, in its order; folders are left out.
    pub fn members(&mut self) -> Result<Vec<Member>, UnpackError> {
        let mut members = Vec::new();
        for index in 0..self.zip.len() {
            if let Some(member) = self.member(index)? {
                members.push(member);
            }
            if members.len() > MAX_MEMBERS {
                return Err(Limit::Other("more members", MAX_MEMBERS as u64).of(&self.shown));
            }
        }
        if members.is_empty() {
            return Err(UnpackError::NoMembers { file: self.shown.clone() });
        }
        Ok(members)
    }

    fn member(&mut self, index: usize) -> Result<Option<Member>, UnpackError> {
        let file = self.zip.by_index_raw(index).map_err(|error| failed(&self.shown, error))?;
        if file.encrypted() {
            return Err(UnpackError::Encrypted { file: self.shown.clone() });
        }
        let bad =
            |what| UnpackError::BadMember { file: self.shown.clone(), member: index + 1, what };
        let name = file.name().map_err(|_| bad("has a name that is no text"))?.into_owned();
        if file.is_symlink() {
            return Err(bad("is a link"));
        }
        let leads_away = file.enclosed_name().is_none() || name.starts_with('/');
        if leads_away || name.contains('\\') || name.chars().any(char::is_control) {
            return Err(bad("has a name that leads out of it"));
        }
        // What a Mac adds beside each file says nothing of the delivery.
        if file.is_dir() || name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") {
            return Ok(None);
        }
        let known = [CompressionMethod::Stored, CompressionMethod::Deflated];
        if !known.contains(&file.compression()) {
            return Err(bad("is packed in a way other than deflate"));
        }
        Ok(Some(Member { index, name, packed_bytes: file.compressed_size() }))
    }

    /// Unpacks a member into the spool and returns where it lies.
    pub fn extract(&mut self, member: &Member, spool: &mut Spool) -> Result<PathBuf, UnpackError> {
        let shown = format!("{}/{}", self.shown, member.name);
        let reader = self.zip.by_index(member.index).map_err(|error| failed(&shown, error))?;
        spool.copy(&shown, member.packed_bytes, reader)
    }

    /// Opens a part of a workbook, and returns its packed size as well.
    pub fn part<'a>(&'a mut self, name: &str) -> Result<(impl Read + use<'a>, u64), UnpackError> {
        if !self.has(name) {
            let what = "a part of the workbook is missing".to_owned();
            return Err(UnpackError::Damaged { file: self.shown.clone(), what });
        }
        let part = self.zip.by_name(name).map_err(|error| failed(&self.shown, error))?;
        let packed_bytes = part.compressed_size();
        Ok((part, packed_bytes))
    }
}

fn failed(shown: &str, error: ZipError) -> UnpackError {
    let file = shown.to_owned();
    match error {
        ZipError::Io(error) => unreadable(shown, &error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            UnpackError::Encrypted { file }
        }
        ZipError::UnsupportedArchive(what) => {
            UnpackError::Damaged { file, what: what.to_lowercase() }
        }
        _ => UnpackError::Damaged { file, what: "its list of members cannot be read".to_owned() },
    }
}
