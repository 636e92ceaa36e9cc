//! A file of a picture as PNG, for those who cannot use SVG.
//!
//! Drawn with the fonts of the site only, never with those of the machine, so that one build of the
//! program draws the same bytes everywhere.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        Options, Tree,
        fontdb::{Database, Language, Source},
    },
};

/// How many pixels a unit of the picture has on each side.
const SCALE: u8 = 2;

/// The two weights of the site's font under one name: each file calls itself something else.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    const FAMILY: &str = "Site Sans";
    let mut fonts = Database::new();
    for font in [
        &include_bytes!("../../../assets/vendor/fonts/plex-400.ttf")[..],
        include_bytes!("../../../assets/vendor/fonts/plex-600.ttf"),
    ] {
        for id in fonts.load_font_source(Source::Binary(Arc::new(font))) {
            let mut face = fonts.face(id).expect("it was just loaded").clone();
            face.families = vec![(FAMILY.into(), Language::English_UnitedStates)];
            fonts.remove_face(id);
            fonts.push_face_info(face);
        }
    }
    // The style sheet names the whole font first and ends with `sans-serif`: here, our subset.
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Words that a PNG carries unseen, for whoever finds the file without its page.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// The title of the picture.
    pub title: &'a str,
    /// Where the figures come from.
    pub source: &'a str,
}

/// Draws a file made by [`crate::standalone::standalone`] at twice its size.
///
/// # Panics
///
/// When the text is no such file: those are always well-formed, and small enough to be drawn.
#[must_use]
pub fn png(svg: &str, caption: &Caption) -> Vec<u8> {
    let options = Options { fontdb: Arc::clone(&FONTS), ..Options::default() };
    let tree = Tree::from_str(svg, &options).expect("our own pictures are well-formed");
    let scale = f32::from(SCALE);
    let size = tree.size().to_int_size().scale_by(scale).expect("our own pictures are small");
    let mut pixels = Pixmap::new(size.width(), size.height()).expect("a size is never zero");
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(&pixels, caption).expect("writing to memory does not fail")
}

/// Writes the pixels without transparency: the paper of a picture covers all of it.
fn encode(pixels: &Pixmap, caption: &Caption) -> Result<Vec<u8>, png::EncodingError> {
    /// Pixels in a meter of paper: 96 to the inch for a unit, so that a print has its size.
    const PER_METER: u32 = 3_780 * SCALE as u32;
    let opaque: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    // Plain areas pack better as they are: a quarter off the map.
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: PER_METER,
        yppu: PER_METER,
        unit: png::Unit::Meter,
    }));
    for (keyword, text) in [("Title", caption.title), ("Source", caption.source)] {
        encoder.add_itxt_chunk(keyword.into(), text.into())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&opaque)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
