//! How a camera was held: the Exif orientation of a JPEG, and what it does to pixels.

/// Mirrored at the diagonal first, then from side to side or upside down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orientation {
    transposed: bool,
    mirrored: bool,
    upside_down: bool,
}

impl Orientation {
    /// By Exif's number, 1 to 8; anything else is upright.
    pub fn from_exif(number: u16) -> Orientation {
        Orientation {
            transposed: matches!(number, 5..=8),
            mirrored: matches!(number, 2 | 3 | 6 | 7),
            upside_down: matches!(number, 3 | 4 | 7 | 8),
        }
    }

    /// Looks for the tag in a block of Exif data. What is broken counts as upright.
    pub fn of_block(block: &[u8]) -> Orientation {
        find_tag(block).map_or_else(Orientation::default, Orientation::from_exif)
    }

    /// The size of the upright picture. The same turns a box for it into one for the pixels.
    pub fn size(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.transposed { (height, width) } else { (width, height) }
    }

    /// Where the pixel at a place of the upright picture comes from.
    pub fn source(self, (x, y): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
        let x = if self.mirrored { width - 1 - x } else { x };
        let y = if self.upside_down { height - 1 - y } else { y };
        if self.transposed { (y, x) } else { (x, y) }
    }
}

/// The value of the tag 0x0112 in the first directory of a TIFF block.
fn find_tag(block: &[u8]) -> Option<u16> {
    let little = match block.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let bytes = block.get(at..)?.first_chunk::<2>()?;
        Some(if little { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) })
    };
    let offset = *block.get(4..)?.first_chunk::<4>()?;
    let directory =
        if little { u32::from_le_bytes(offset) } else { u32::from_be_bytes(offset) } as usize;
    let entries = usize::from(u16_at(directory)?);
    let entry = |number: usize| directory.checked_add(2 + number * 12);
    (0..entries)
        .filter_map(entry)
        .find(|at| u16_at(*at) == Some(0x0112))
        .and_then(|at| u16_at(at.checked_add(8)?))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A block with nothing but the orientation.
    pub fn block(number: u8) -> Vec<u8> {
        let mut block = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        block.extend([number, 0, 0, 0, 0, 0, 0]);
        block
    }

    #[test]
    fn the_tag_is_found_in_both_byte_orders() {
        assert_eq!(find_tag(&block(6)), Some(6));
        let little = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!(find_tag(little), Some(8));
    }

    #[test]
    fn broken_blocks_are_upright() {
        let whole = block(6);
        // Up to the value itself, at 18 and 19.
        for length in 0..20 {
            assert_eq!(Orientation::of_block(&whole[..length]), Orientation::default());
        }
        let far = [b"MM\0\x2a".as_slice(), &[255; 4]].concat();
        assert_eq!(Orientation::of_block(&far), Orientation::default());
    }

    #[test]
    fn a_quarter_turn() {
        // Lying on its side: the upright picture's top left was at the bottom left.
        let turned = Orientation::from_exif(6);
        assert_eq!(turned.size((4, 2)), (2, 4));
        assert_eq!(turned.source((0, 0), (2, 4)), (0, 1));
        assert_eq!(turned.source((1, 3), (2, 4)), (3, 0));
    }
}
