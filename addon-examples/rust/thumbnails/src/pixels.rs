//! Pixels in memory, and how they are shrunk. Nothing here knows of JavaScript.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use napi_derive::napi;

use crate::failure::{Failure, MOST_PIXELS};
use crate::orientation::Orientation;

/// A picture: four bytes for each pixel, red, green, blue and alpha, row by row.
///
/// Invariant: `rgba` has as many bytes as the size says, and there is at least one pixel.
#[derive(Debug)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
    /// Whether every alpha is 255: then resizing need not look at it.
    pub opaque: bool,
}

/// How a picture goes into the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[napi(string_enum = "lowercase")]
pub enum Fit {
    /// All of it, within the box; smaller pictures are not enlarged.
    Contain,
    /// The box is filled; what does not fit is cut off at both sides.
    Cover,
}

/// The number of bytes of this size, if there may be such pictures.
pub fn bytes_of(width: usize, height: usize) -> Result<usize, Failure> {
    if width == 0 || height == 0 {
        return Err(Failure::Size(format!("{width} x {height} pixels are no picture")));
    }
    match width.checked_mul(height) {
        Some(pixels) if pixels <= MOST_PIXELS => Ok(pixels * 4),
        _ => Err(Failure::TooLarge { width, height }),
    }
}

impl Pixels {
    /// Checks that bytes and size agree.
    pub fn new(width: u32, height: u32, rgba: Vec<u8>) -> Result<Pixels, Failure> {
        let expected = bytes_of(width as usize, height as usize)?;
        if rgba.len() != expected {
            return Err(Failure::Size(format!(
                "{width} x {height} pixels are {expected} bytes, found {}",
                rgba.len()
            )));
        }
        let opaque = rgba.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255);
        Ok(Pixels { width, height, rgba, opaque })
    }

    /// The picture in a box.
    pub fn fit(&self, width: u32, height: u32, fit: Fit) -> Result<Pixels, Failure> {
        let (width, height) = match fit {
            Fit::Cover => (width, height),
            Fit::Contain => self.within(width, height),
        };
        let bytes = bytes_of(width as usize, height as usize)?;
        let impossible = |error: &dyn std::fmt::Display| Failure::Size(error.to_string());
        let source = ImageRef::new(self.width, self.height, &self.rgba, PixelType::U8x4)
            .map_err(|error| impossible(&error))?;
        let mut target = Image::from_vec_u8(width, height, vec![0; bytes], PixelType::U8x4)
            .map_err(|error| impossible(&error))?;
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
            .use_alpha(!self.opaque);
        let options = match fit {
            Fit::Cover => options.fit_into_destination(None),
            Fit::Contain => options,
        };
        Resizer::new()
            .resize(&source, &mut target, &options)
            .map_err(|error| impossible(&error))?;
        Ok(Pixels { width, height, rgba: target.into_vec(), opaque: self.opaque })
    }

    /// The largest size of the same shape within the box, and not above its own.
    fn within(&self, width: u32, height: u32) -> (u32, u32) {
        let (own_width, own_height) = (f64::from(self.width), f64::from(self.height));
        let scale = (f64::from(width) / own_width).min(f64::from(height) / own_height).min(1.0);
        let scaled = |side: f64, most: u32| ((side * scale).round() as u32).clamp(1, most.max(1));
        (scaled(own_width, width), scaled(own_height, height))
    }

    /// The picture as it is meant to be seen.
    pub fn upright(self, orientation: Orientation) -> Pixels {
        if orientation == Orientation::default() {
            return self;
        }
        let (width, height) = orientation.size((self.width, self.height));
        let source = self.rgba.as_chunks::<4>().0;
        let mut rgba = Vec::with_capacity(self.rgba.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = orientation.source((x, y), (width, height));
                rgba.extend(source[from_y as usize * self.width as usize + from_x as usize]);
            }
        }
        Pixels { width, height, rgba, opaque: self.opaque }
    }

    /// The mean of all pixels: red, green, blue.
    pub fn mean(&self) -> [u8; 3] {
        let mut sums = [0u64; 3];
        let pixels = self.rgba.as_chunks::<4>().0;
        for pixel in pixels {
            (0..3).for_each(|channel| sums[channel] += u64::from(pixel[channel]));
        }
        sums.map(|sum| (sum / pixels.len() as u64) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red(width: u32, height: u32) -> Pixels {
        let rgba = [200, 0, 0, 255].repeat((width * height) as usize);
        Pixels::new(width, height, rgba).unwrap()
    }

    #[test]
    fn the_shape_is_kept_and_nothing_is_enlarged() {
        let size = |pixels: Pixels| (pixels.width, pixels.height);
        assert_eq!(size(red(400, 200).fit(100, 100, Fit::Contain).unwrap()), (100, 50));
        assert_eq!(size(red(40, 20).fit(100, 100, Fit::Contain).unwrap()), (40, 20));
        assert_eq!(size(red(1000, 1).fit(10, 10, Fit::Contain).unwrap()), (10, 1));
        assert_eq!(size(red(40, 20).fit(30, 30, Fit::Cover).unwrap()), (30, 30));
    }

    #[test]
    fn one_colour_stays_one_colour() {
        let small = red(97, 31).fit(20, 20, Fit::Cover).unwrap();
        assert_eq!(small.mean(), [200, 0, 0]);
    }

    #[test]
    fn sizes_must_agree() {
        assert!(matches!(Pixels::new(2, 2, vec![0; 15]), Err(Failure::Size(_))));
        assert!(matches!(Pixels::new(0, 2, vec![]), Err(Failure::Size(_))));
        assert!(matches!(bytes_of(usize::MAX, 2), Err(Failure::TooLarge { .. })));
    }
}
