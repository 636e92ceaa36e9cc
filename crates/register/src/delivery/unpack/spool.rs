//! Where the text of packed files lies until the import ends: a folder in the data folder, which
//! is as well guarded as the snapshots, and which the next import clears if this one is killed.

use std::{
    cell::Cell,
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{
    UnpackError,
    limit::{Allowance, Limit, Metered, unreadable},
};

/// Holds the text of packed files; it goes when this does.
#[derive(Debug)]
pub(crate) struct Spool {
    folder: PathBuf,
    files: u32,
    unpacked: Rc<Cell<u64>>,
    limit: u64,
}

impl Spool {
    /// A spool that may hold `limit` bytes. Its folder is made when it is needed.
    pub fn new(folder: PathBuf, limit: u64) -> Self {
        Self { folder, files: 0, unpacked: Rc::default(), limit }
    }

    /// Returns what may come out of a packed stretch.
    pub(super) fn allowance(&self, packed: u64) -> Allowance {
        Allowance::new(Rc::clone(&self.unpacked), self.limit, packed)
    }

    /// Starts a file.
    pub(super) fn file(&mut self) -> Result<(PathBuf, File), UnpackError> {
        let failed = |error| UnpackError::Spool { folder: self.folder.clone(), error };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        self.files += 1;
        let path = self.folder.join(self.files.to_string());
        let file = File::create(&path).map_err(failed)?;
        Ok((path, file))
    }

    /// Unpacks a stream into a file of its own.
    pub(super) fn copy(
        &mut self,
        shown: &str,
        packed: u64,
        inner: impl Read,
    ) -> Result<PathBuf, UnpackError> {
        let mut reader = Metered { inner, allowance: self.allowance(packed) };
        let (path, mut file) = self.file()?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            let filled = match reader.read(&mut buffer) {
                Ok(0) => return Ok(path),
                Ok(filled) => filled,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(unreadable(shown, &error)),
            };
            file.write_all(&buffer[..filled]).map_err(|error| self.unwritable(error))?;
        }
    }

    /// Starts a file of lines; `packed` is the size of the file they come from.
    pub(super) fn lines(&mut self, shown: &str, packed: u64) -> Result<Lines, UnpackError> {
        let (path, file) = self.file()?;
        Ok(Lines {
            shown: shown.to_owned(),
            folder: self.folder.clone(),
            path,
            out: BufWriter::with_capacity(1 << 16, file),
            allowance: self.allowance(packed),
            next: 1,
            text: String::new(),
        })
    }

    fn unwritable(&self, error: io::Error) -> UnpackError {
        UnpackError::Spool { folder: self.folder.clone(), error }
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // The next import clears what cannot be removed now; the import itself is done or has failed.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The delimiter of the lines we write.
pub(super) const DELIMITER: u8 = b';';

/// Lines of cells being written.
#[derive(Debug)]
pub(super) struct Lines {
    shown: String,
    folder: PathBuf,
    path: PathBuf,
    out: BufWriter<File>,
    allowance: Allowance,
    next: u64,
    text: String,
}

impl Lines {
    /// Returns the number of the next line.
    pub const fn next(&self) -> u64 {
        self.next
    }

    /// Writes a line of cells. A line break in a cell becomes a space.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> Result<(), UnpackError> {
        self.text.clear();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.text.push(char::from(DELIMITER));
            }
            push(&mut self.text, cell);
        }
        self.end()
    }

    /// Writes a line that is not made of cells, such as a comment.
    pub fn comment(&mut self, text: &str) -> Result<(), UnpackError> {
        self.text.clear();
        self.text.extend(text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
        self.end()
    }

    /// Writes blank lines, which mean nothing, until `line` is the next.
    pub fn skip_to(&mut self, line: u64) -> Result<(), UnpackError> {
        while self.next < line {
            self.text.clear();
            self.end()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), UnpackError> {
        self.text.push('\n');
        self.next += 1;
        let counted = self.allowance.take(self.text.len() as u64);
        counted.map_err(|limit: Limit| limit.of(&self.shown))?;
        let written = self.out.write_all(self.text.as_bytes());
        written.map_err(|error| UnpackError::Spool { folder: self.folder.clone(), error })
    }

    /// Ends the file and returns where it lies.
    pub fn finish(mut self) -> Result<PathBuf, UnpackError> {
        let flushed = self.out.flush();
        flushed.map_err(|error| UnpackError::Spool { folder: self.folder.clone(), error })?;
        Ok(self.path)
    }
}

fn push(line: &mut String, cell: &str) {
    let plain = |letter: char| !letter.is_control() && letter != '"' && letter != ';';
    if cell.chars().all(plain) {
        return line.push_str(cell);
    }
    line.push('"');
    for letter in cell.chars() {
        match letter {
            '"' => line.push_str("\"\""),
            // A zero byte, too, would make the text no text.
            control if control.is_control() => line.push(' '),
            other => line.push(other),
        }
    }
    line.push('"');
}

/// Returns the folder of unpacked text in a data folder.
pub(super) fn folder(data: &Path) -> PathBuf {
    data.join(".unfinished-unpacked")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_the_delimiter_a_quote_or_a_line_break_is_quoted() {
        check("Ærø", "Ærø");
        check("a;b", "\"a;b\"");
        check("say \"hi\"", "\"say \"\"hi\"\"\"");
        check("two\r\nlines\0", "\"two  lines \"");
    }

    #[track_caller]
    fn check(cell: &str, expected: &str) {
        let mut line = String::new();
        push(&mut line, cell);
        assert_eq!(line, expected);
    }
}
