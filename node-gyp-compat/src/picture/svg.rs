//! Drawing a picture as SVG, with no more than boxes, curves and text.
//!
//! Widths of text are estimated: no font is read, and viewers use different ones anyway.

use std::fmt::Write;

use crate::picture::layout::{self, Place};
use crate::picture::{Box, Picture};
use crate::targets::TargetType;

const TITLE: f64 = 14.0;
const LINE: f64 = 11.0;
const PADDING: f64 = 10.0;
const SPACING: f64 = 1.4;

pub fn draw(picture: &Picture) -> String {
    let sizes: Vec<_> = picture.boxes.iter().map(size).collect();
    let layout = layout::lay_out(picture, &sizes);
    let legend = 26.0;
    let (width, height) = (layout.width.max(360.0), layout.height + legend);
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"Helvetica, Arial, sans-serif\">\n\
         <defs><marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 L10 5 L0 10 z\" fill=\"#555\"/></marker></defs>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for (arrow, points) in picture.arrows.iter().zip(&layout.arrows) {
        let dashes = if arrow.linked { "" } else { " stroke-dasharray=\"5 4\"" };
        let _ = writeln!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"#555\" stroke-width=\"1.3\"{dashes} \
             marker-end=\"url(#head)\"/>",
            curve(points)
        );
    }
    for (target, place) in picture.boxes.iter().zip(&layout.boxes) {
        draw_box(&mut out, target, place);
    }
    let y = height - 12.0;
    let _ = write!(
        out,
        "<g stroke=\"#555\" stroke-width=\"1.3\"><path d=\"M20 {0} H48\" marker-end=\"url(#head)\"/>\
         <path d=\"M150 {0} H178\" stroke-dasharray=\"5 4\" marker-end=\"url(#head)\"/></g>\n\
         <g font-size=\"{LINE}\" fill=\"#555\"><text x=\"54\" y=\"{1}\">links</text>\
         <text x=\"184\" y=\"{1}\">only has to be built before</text></g>\n</svg>\n",
        y,
        y + 4.0
    );
    out
}

fn draw_box(out: &mut String, target: &Box, place: &Place) {
    let (fill, stroke) = match target.kind {
        TargetType::LoadableModule => ("#e3f0ff", "#2f6db5"),
        TargetType::SharedLibrary => ("#e6f4ea", "#2e7d46"),
        TargetType::StaticLibrary => ("#fff4dc", "#a8761b"),
        TargetType::Executable => ("#f3e8fb", "#7b3fa0"),
        TargetType::None => ("#f2f2f2", "#777777"),
    };
    let pen = if target.own { 2.2 } else { 1.0 };
    let (x, y) = (place.x - place.width / 2.0, place.y);
    let _ = writeln!(
        out,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"6\" fill=\"{fill}\" \
         stroke=\"{stroke}\" stroke-width=\"{pen}\"/>",
        place.width, place.height
    );
    let mut at = y + PADDING + TITLE * 0.8;
    let left = x + PADDING;
    let _ = writeln!(
        out,
        "<text x=\"{left:.1}\" y=\"{at:.1}\" font-size=\"{TITLE}\" font-weight=\"bold\" \
         fill=\"#222\">{}</text>",
        escape(&target.title)
    );
    for line in &target.lines {
        at += LINE * SPACING;
        let _ = writeln!(
            out,
            "<text x=\"{left:.1}\" y=\"{at:.1}\" font-size=\"{LINE}\" fill=\"#444\">{}</text>",
            escape(line)
        );
    }
}

fn size(target: &Box) -> (f64, f64) {
    let title = width(&target.title) * TITLE * 1.1;
    let lines = target.lines.iter().map(|line| width(line) * LINE);
    let height = TITLE + LINE * SPACING * target.lines.len() as f64 + 2.0 * PADDING;
    (lines.fold(title, f64::max).max(60.0) + 2.0 * PADDING, height)
}

/// About how wide a text is, in units of its size.
fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ':' | ' ' | '/' | '-' | '\'' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' => 0.96,
        'A'..='Z' => 0.72,
        c if c.is_ascii() => 0.63,
        _ => 1.0,
    };
    text.chars().map(of).sum()
}

/// A smooth way through points that go down the page.
fn curve(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        if at == 0 {
            let _ = write!(path, "M{x:.1} {y:.1}");
            continue;
        }
        let (from_x, from_y) = points[at - 1];
        let middle = (from_y + y) / 2.0;
        let _ = write!(path, " C{from_x:.1} {middle:.1} {x:.1} {middle:.1} {x:.1} {y:.1}");
    }
    path
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to hold these.
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_drawn_and_escaped() {
        let picture = crate::picture::example();
        let svg = draw(&picture);
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        assert!(svg.contains(">c &lt;&amp;&gt; &quot;q&quot;</text>"), "{svg}");
        assert_eq!(svg.matches("<rect x=").count(), picture.boxes.len());
        // The arrows, and the two of the legend.
        assert_eq!(svg.matches("marker-end").count(), picture.arrows.len() + 2);
        assert_eq!(svg.matches("stroke-dasharray").count(), 2);
        assert_eq!(escape("a\u{1}b"), "a\u{fffd}b");
        assert!(draw(&Picture::default()).ends_with("</svg>\n"));
    }
}
