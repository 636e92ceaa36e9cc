//! Archives and workbooks made for tests: small, and as wrong as a test wants them.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

/// A zip archive of these members.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member begins");
        writer.write_all(bytes).expect("a member is written");
    }
    writer.finish().expect("the archive is whole").into_inner()
}

/// A workbook of one sheet, and the parts that a test adds.
pub fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    workbook_of(&[("Ark1", sheet)], more)
}

/// A workbook of these sheets, and the parts that a test adds.
pub fn workbook_of(sheets: &[(&str, &str)], more: &[(&str, &[u8])]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let numbered = || (1..).zip(sheets);
    let list: Vec<String> = numbered()
        .map(|(at, (name, _))| {
            format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>")
        })
        .collect();
    let relations: Vec<String> = numbered()
        .map(|(at, _)| {
            format!(
                "<Relationship Id=\"rId{at}\" Type=\"{RELATIONS}/worksheet\" \
                 Target=\"worksheets/{at}.xml\"/>"
            )
        })
        .collect();
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{}</sheets></workbook>",
        list.concat()
    );
    let relations = format!(
        "<Relationships>{}<Relationship Id=\"s\" Type=\"{RELATIONS}/sharedStrings\" \
         Target=\"sharedStrings.xml\"/></Relationships>",
        relations.concat()
    );
    let parts: Vec<_> = numbered()
        .map(|(at, (_, xml))| (format!("xl/worksheets/{at}.xml"), xml.as_bytes()))
        .collect();
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
    ];
    if more.iter().all(|(name, _)| *name != "xl/sharedStrings.xml") {
        members.push(("xl/sharedStrings.xml", b"<sst></sst>"));
    }
    members.extend(parts.iter().map(|(name, xml)| (name.as_str(), *xml)));
    members.extend(more);
    archive(&members)
}

/// A sheet of rows of text, from row 1 on; a cell that begins with `<` is XML as it stands.
pub fn sheet(rows: &[&str]) -> String {
    let cell = |text: &str| match text {
        "" => "<c/>".to_owned(),
        xml if xml.starts_with('<') => xml.to_owned(),
        text => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let row = |row: &&str| format!("<row>{}</row>", row.split(';').map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    format!("<worksheet><dimension ref=\"A1\"/><sheetData>{rows}</sheetData></worksheet>")
}
