//! Files and pixels: reading and writing JPEG and PNG. Nothing here knows of JavaScript.

use std::io::Cursor;

use jpeg_encoder::{ColorType as JpegColor, Encoder as JpegEncoder};
use napi_derive::napi;
use png::{ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::failure::Failure;
use crate::orientation::Orientation;
use crate::pixels::{Pixels, bytes_of};

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[napi(string_enum = "lowercase")]
pub enum Format {
    /// Photographs: small, without transparency.
    Jpeg,
    /// Drawings: exact, with transparency.
    Png,
}

impl Format {
    /// By the first bytes of a file.
    pub fn of(file: &[u8]) -> Result<Format, Failure> {
        match file {
            [0xff, 0xd8, 0xff, ..] => Ok(Format::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Ok(Format::Png),
            _ => Err(Failure::UnknownFormat),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
        }
    }

    fn broken(self, cause: impl std::error::Error + Send + Sync + 'static) -> Failure {
        Failure::Broken(self, Box::new(cause))
    }
}

/// A file that was read.
pub struct Decoded {
    pub pixels: Pixels,
    /// How the pixels are to be turned.
    pub orientation: Orientation,
}

/// The format, and the size as the picture is to be seen, from the head of the file.
pub fn probe(file: &[u8]) -> Result<(Format, u32, u32), Failure> {
    let format = Format::of(file)?;
    let (width, height) = match format {
        Format::Jpeg => {
            let (_, size, orientation) = jpeg_head(file)?;
            orientation.size((size.0 as u32, size.1 as u32))
        }
        Format::Png => {
            let mut decoder = png::Decoder::new(Cursor::new(file));
            decoder.read_header_info().map_err(|error| format.broken(error))?.size()
        }
    };
    Ok((format, width, height))
}

pub fn decode(file: &[u8]) -> Result<Decoded, Failure> {
    match Format::of(file)? {
        Format::Jpeg => decode_jpeg(file),
        Format::Png => decode_png(file),
    }
}

type JpegHead<'a> = (JpegDecoder<ZCursor<&'a [u8]>>, (usize, usize), Orientation);

fn jpeg_head(file: &[u8]) -> Result<JpegHead<'_>, Failure> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(|error| Format::Jpeg.broken(error))?;
    let size = decoder.info().map_or((0, 0), |info| (info.width.into(), info.height.into()));
    let orientation =
        decoder.exif().map_or_else(Orientation::default, |block| Orientation::of_block(block));
    Ok((decoder, size, orientation))
}

fn decode_jpeg(file: &[u8]) -> Result<Decoded, Failure> {
    let (mut decoder, (width, height), orientation) = jpeg_head(file)?;
    let mut rgba = vec![0; bytes_of(width, height)?];
    decoder.decode_into(&mut rgba).map_err(|error| Format::Jpeg.broken(error))?;
    let pixels = Pixels { width: width as u32, height: height as u32, rgba, opaque: true };
    Ok(Decoded { pixels, orientation })
}

fn decode_png(file: &[u8]) -> Result<Decoded, Failure> {
    let broken = |error| Format::Png.broken(error);
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    let (width, height) = reader.info().size();
    let bytes = bytes_of(width as usize, height as usize)?;
    let mut rows = vec![0; reader.output_buffer_size().unwrap_or(bytes)];
    let frame = reader.next_frame(&mut rows).map_err(broken)?;
    rows.truncate(frame.buffer_size());
    let rgba: Vec<u8> = match frame.color_type {
        ColorType::Rgba => rows,
        ColorType::Rgb => {
            rows.as_chunks::<3>().0.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect()
        }
        ColorType::GrayscaleAlpha => {
            rows.as_chunks::<2>().0.iter().flat_map(|&[grey, a]| [grey, grey, grey, a]).collect()
        }
        // A palette was turned into colours.
        ColorType::Grayscale | ColorType::Indexed => {
            rows.iter().flat_map(|&grey| [grey, grey, grey, 255]).collect()
        }
    };
    Ok(Decoded { pixels: Pixels::new(width, height, rgba)?, orientation: Orientation::default() })
}

/// The file's bytes. `quality`, 1 to 100, is that of a JPEG.
pub fn encode(pixels: &Pixels, format: Format, quality: u8) -> Result<Vec<u8>, Failure> {
    match format {
        Format::Jpeg => encode_jpeg(pixels, quality),
        Format::Png => {
            encode_png(pixels).map_err(|error| Failure::Unwritable(Format::Png, Box::new(error)))
        }
    }
}

fn encode_jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, Failure> {
    if !(1..=100).contains(&quality) {
        return Err(Failure::Quality(quality));
    }
    let side = |side: u32| {
        u16::try_from(side).map_err(|error| Failure::Unwritable(Format::Jpeg, Box::new(error)))
    };
    let (width, height) = (side(pixels.width)?, side(pixels.height)?);
    let on_white = (!pixels.opaque).then(|| on_white(&pixels.rgba));
    let rgba = on_white.as_deref().unwrap_or(&pixels.rgba);
    let mut file = Vec::new();
    JpegEncoder::new(&mut file, quality)
        .encode(rgba, width, height, JpegColor::Rgba)
        .map_err(|error| Failure::Unwritable(Format::Jpeg, Box::new(error)))?;
    Ok(file)
}

/// There is no transparency in a JPEG: the picture on a white sheet.
fn on_white(rgba: &[u8]) -> Vec<u8> {
    let pixels = rgba.as_chunks::<4>().0.iter();
    let blended = pixels.flat_map(|&[r, g, b, a]| {
        let blend = |colour: u8| {
            ((u32::from(colour) * u32::from(a) + 255 * (255 - u32::from(a)) + 127) / 255) as u8
        };
        [blend(r), blend(g), blend(b), 255]
    });
    blended.collect()
}

fn encode_png(pixels: &Pixels) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width, pixels.height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels.rgba)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left half red, right half blue.
    fn halves(width: u32, height: u32) -> Pixels {
        let row = (0..width)
            .flat_map(|x| if x < width / 2 { [250, 0, 0, 255] } else { [0, 0, 250, 255] });
        let row: Vec<u8> = row.collect();
        Pixels::new(width, height, row.repeat(height as usize)).unwrap()
    }

    #[test]
    fn png_is_exact() {
        let mut pixels = halves(7, 3);
        pixels.rgba[3] = 100;
        let file = encode(&pixels, Format::Png, 0).unwrap();
        assert!(matches!(probe(&file), Ok((Format::Png, 7, 3))));
        let back = decode(&file).unwrap().pixels;
        assert_eq!(back.rgba, pixels.rgba);
        assert!(!back.opaque);
    }

    #[test]
    fn jpeg_is_about_the_same() {
        let file = encode(&halves(64, 32), Format::Jpeg, 90).unwrap();
        let back = decode(&file).unwrap().pixels;
        assert_eq!((back.width, back.height), (64, 32));
        assert!(back.mean().iter().zip([125, 0, 125]).all(|(a, b)| a.abs_diff(b) < 8));
    }

    #[test]
    fn a_camera_held_sideways() {
        let pixels = halves(64, 32);
        let mut file = Vec::new();
        let mut encoder = JpegEncoder::new(&mut file, 90);
        encoder.add_exif_metadata(&crate::orientation::tests::block(6)).unwrap();
        encoder.encode(&pixels.rgba, 64, 32, JpegColor::Rgba).unwrap();
        assert!(matches!(probe(&file), Ok((Format::Jpeg, 32, 64))));
        let Decoded { pixels, orientation } = decode(&file).unwrap();
        let upright = pixels.upright(orientation);
        assert_eq!((upright.width, upright.height), (32, 64));
        // What was at the left is at the top.
        assert!(upright.rgba[0] > 200 && upright.rgba[2] < 50);
        assert!(upright.rgba[63 * 32 * 4] < 50);
    }

    #[test]
    fn what_is_cut_off_is_broken() {
        for format in [Format::Jpeg, Format::Png] {
            let file = encode(&halves(64, 32), format, 90).unwrap();
            assert!(matches!(decode(&file[..20]), Err(Failure::Broken(..))), "{format:?}");
        }
        assert!(matches!(decode(b"GIF89a"), Err(Failure::UnknownFormat)));
    }

    #[test]
    fn transparency_becomes_white() {
        assert_eq!(
            on_white(&[10, 20, 30, 0, 10, 20, 30, 255]),
            [255, 255, 255, 255, 10, 20, 30, 255]
        );
    }
}
