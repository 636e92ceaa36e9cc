//! Writes a small table in every format to a folder, for programs that try to read them.
//!
//! `cargo run -p formats --example sample -- FOLDER [CELLS]`; with a number, a table of about as many cells.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{error::Error, fs, io::BufWriter, path::PathBuf};

use formats::{
    format::Format,
    json_stat,
    layout::{CodePage, Layout, Texts},
};
use tables::slice::Slice;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let table = match arguments.next() {
        Some(cells) => support::large(cells.parse()?),
        None => support::sample(),
    };
    let slice = Slice::whole(&table);
    fs::create_dir_all(&folder)?;
    let layout = support::danish();
    for format in Format::ALL {
        let name = format!("{}.{}", format.name(), format.extension());
        format.write(&slice, &layout, &mut fs::File::create(folder.join(name))?)?;
    }
    let utf8 = Layout { code_page: CodePage::Utf8, ..layout.clone() };
    Format::Px.write(&slice, &utf8, &mut fs::File::create(folder.join("px-utf8.px"))?)?;
    let both = Layout { texts: Texts::Both, ..layout.clone() };
    Format::LongCsv.write(&slice, &both, &mut fs::File::create(folder.join("bulk-both.csv"))?)?;
    let mut metadata = BufWriter::new(fs::File::create(folder.join("metadata.json"))?);
    Ok(json_stat::write_metadata(&slice, &layout, &mut metadata)?)
}
