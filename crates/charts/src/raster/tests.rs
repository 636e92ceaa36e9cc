//! What a PNG must show and carry.

use std::io::Cursor;

use super::*;

const CAPTION: Caption = Caption { title: "Kort over æøå", source: "Kilde – prøve" };

#[test]
fn a_picture_has_twice_its_size_and_is_wholly_covered() {
    let (info, pixels) = decode(&draw("A"));
    assert_eq!((info.width, info.height), (200, 120));
    assert_eq!(pixels.len(), 200 * 120 * 3);
    assert_eq!(&pixels[..3], [255, 255, 255]);
}

#[test]
fn the_file_knows_its_title_source_and_print_size() {
    let (info, _) = decode(&draw("A"));
    let texts: Vec<_> = info
        .utf8_text
        .iter()
        .map(|chunk| (chunk.keyword.clone(), chunk.get_text().expect("text")))
        .collect();
    let expected = [("Title", CAPTION.title), ("Source", CAPTION.source)];
    assert_eq!(texts, expected.map(|(keyword, text)| (keyword.to_owned(), text.to_owned())));
    assert_eq!(info.pixel_dims.map(|dims| (dims.xppu, dims.yppu)), Some((7_560, 7_560)));
}

#[test]
fn danish_letters_and_dashes_are_drawn_each_in_its_own_way() {
    let blank = decode(&draw("")).1;
    let shapes: Vec<_> = ["Æ", "Ø", "Å", "æ", "ø", "å", "–", "§", "O", "A"]
        .map(|letter| decode(&draw(letter)).1)
        .into_iter()
        .collect();
    for (index, shape) in shapes.iter().enumerate() {
        assert_ne!(*shape, blank, "letter {index} is not drawn");
        assert!(!shapes[..index].contains(shape), "letter {index} looks like one before it");
    }
}

#[test]
fn semibold_is_darker_than_regular() {
    let ink = |svg: &str| {
        decode(&png(svg, &CAPTION)).1.into_iter().map(|part| u64::from(255 - part)).sum::<u64>()
    };
    let bold = svg("Aarhus").replace("<text ", "<text font-weight=\"600\" ");
    assert!(ink(&bold) > ink(&svg("Aarhus")) * 11 / 10);
}

#[test]
fn drawing_twice_gives_the_same_bytes() {
    assert_eq!(draw("Ærø"), draw("Ærø"));
}

fn svg(text: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"60\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\
         <text x=\"10\" y=\"40\" font-size=\"24\" font-family=\"No such font, sans-serif\">{text}</text></svg>"
    )
}

fn draw(text: &str) -> Vec<u8> {
    png(&svg(text), &CAPTION)
}

fn decode(bytes: &[u8]) -> (png::Info<'static>, Vec<u8>) {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    reader.next_frame(&mut pixels).expect("pixels");
    (reader.info().clone(), pixels)
}
