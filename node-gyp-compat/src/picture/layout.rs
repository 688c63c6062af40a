//! Places for boxes in layers, and ways for arrows between them.
//!
//! What depends on something stands above it. An arrow that passes layers gets a point in each,
//! which is ordered and moved like a box, so that it runs between the boxes and not through
//! them. The order in a layer follows the neighbours' (the barycentre method), a few times up
//! and down; so do the places, with boxes pushed apart where they would overlap.

use crate::picture::Picture;

/// Between boxes beside and above each other.
const GAP_X: f64 = 28.0;
const GAP_Y: f64 = 56.0;
const MARGIN: f64 = 20.0;
const ROUNDS: usize = 12;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The middle of the top edge.
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

pub struct Layout {
    /// For each box of the picture.
    pub boxes: Vec<Place>,
    /// For each arrow, the points it goes through, from its box's lower edge to the other's upper.
    pub arrows: Vec<Vec<(f64, f64)>>,
    pub width: f64,
    pub height: f64,
}

/// Boxes first, then the points of long arrows.
struct Node {
    layer: usize,
    width: f64,
    x: f64,
    above: Vec<usize>,
    below: Vec<usize>,
}

/// Lays out a picture whose boxes have these widths and heights.
pub fn lay_out(picture: &Picture, sizes: &[(f64, f64)]) -> Layout {
    let layers = layers(picture);
    let node = |layer: usize, width: f64| Node {
        layer,
        width,
        x: 0.0,
        above: Vec::new(),
        below: Vec::new(),
    };
    let mut nodes: Vec<Node> =
        layers.iter().zip(sizes).map(|(&layer, &(width, _))| node(layer, width)).collect();
    let mut ways = Vec::new();
    for arrow in &picture.arrows {
        let mut way = vec![arrow.from];
        for layer in layers[arrow.from] + 1..layers[arrow.to] {
            way.push(nodes.len());
            nodes.push(node(layer, 4.0));
        }
        way.push(arrow.to);
        for pair in way.windows(2) {
            nodes[pair[0]].below.push(pair[1]);
            nodes[pair[1]].above.push(pair[0]);
        }
        ways.push(way);
    }
    let count = nodes.iter().map(|node| node.layer + 1).max().unwrap_or(0);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, node) in nodes.iter().enumerate() {
        rows[node.layer].push(index);
    }
    order(&mut rows, &nodes);
    place(&rows, &mut nodes);
    finish(picture, sizes, &rows, &nodes, &ways)
}

/// How far below the top each box stands: one below the lowest of those that depend on it.
fn layers(picture: &Picture) -> Vec<usize> {
    let mut layers = vec![0; picture.boxes.len()];
    // Targets come dependencies first, so dependents are met before what they need.
    let mut arrows: Vec<_> = picture.arrows.iter().collect();
    arrows.sort_by_key(|arrow| std::cmp::Reverse(arrow.from));
    for _ in 0..picture.boxes.len() {
        let mut moved = false;
        for arrow in &arrows {
            let below = layers[arrow.from] + 1;
            if layers[arrow.to] < below && below < picture.boxes.len() {
                layers[arrow.to] = below;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    // What nothing depends on stands right above what it needs, for short arrows.
    for top in 0..layers.len() {
        if picture.arrows.iter().any(|arrow| arrow.to == top) {
            continue;
        }
        let needs = picture.arrows.iter().filter(|arrow| arrow.from == top);
        if let Some(layer) = needs.map(|arrow| layers[arrow.to]).min() {
            layers[top] = layer.saturating_sub(1);
        }
    }
    layers
}

/// Orders each row by where its neighbours stand.
fn order(rows: &mut [Vec<usize>], nodes: &[Node]) {
    let mut position = vec![0.0; nodes.len()];
    let number = |row: &[usize], position: &mut Vec<f64>| {
        for (at, &node) in row.iter().enumerate() {
            position[node] = at as f64 - row.len() as f64 / 2.0;
        }
    };
    for row in rows.iter() {
        number(row, &mut position);
    }
    for round in 0..ROUNDS {
        let down = round % 2 == 0;
        let count = rows.len();
        for step in 0..count {
            let row = &mut rows[if down { step } else { count - 1 - step }];
            let key = |&node: &usize| {
                let near = if down { &nodes[node].above } else { &nodes[node].below };
                average(near.iter().map(|&other| position[other])).unwrap_or(position[node])
            };
            let mut keyed: Vec<(f64, usize)> = row.iter().map(|node| (key(node), *node)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            *row = keyed.into_iter().map(|(_, node)| node).collect();
            number(row, &mut position);
        }
    }
}

/// Moves nodes towards the middle of their neighbours, keeping the order and the gaps.
fn place(rows: &[Vec<usize>], nodes: &mut [Node]) {
    for row in rows {
        let mut x = 0.0;
        for &node in row {
            x += nodes[node].width / 2.0;
            nodes[node].x = x;
            x += nodes[node].width / 2.0 + GAP_X;
        }
        let middle = (x - GAP_X) / 2.0;
        for &node in row {
            nodes[node].x -= middle;
        }
    }
    for round in 0..2 * ROUNDS {
        for step in 0..rows.len() {
            let row = &rows[if round % 2 == 0 { step } else { rows.len() - 1 - step }];
            let wishes: Vec<f64> = row
                .iter()
                .map(|&node| {
                    let near = nodes[node].above.iter().chain(&nodes[node].below);
                    average(near.map(|&other| nodes[other].x)).unwrap_or(nodes[node].x)
                })
                .collect();
            // Once pushed to the right and once to the left; the middle of both is fair.
            let apart = |a: usize, b: usize| (nodes[a].width + nodes[b].width) / 2.0 + GAP_X;
            let mut right = wishes.clone();
            for at in 1..row.len() {
                right[at] = right[at].max(right[at - 1] + apart(row[at - 1], row[at]));
            }
            let mut left = wishes;
            for at in (1..row.len()).rev() {
                left[at - 1] = left[at - 1].min(left[at] - apart(row[at - 1], row[at]));
            }
            for (at, &node) in row.iter().enumerate() {
                nodes[node].x = (left[at] + right[at]) / 2.0;
            }
        }
    }
}

fn average(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

fn finish(
    picture: &Picture,
    sizes: &[(f64, f64)],
    rows: &[Vec<usize>],
    nodes: &[Node],
    ways: &[Vec<usize>],
) -> Layout {
    let left = nodes.iter().map(|node| node.x - node.width / 2.0).fold(f64::INFINITY, f64::min);
    let right =
        nodes.iter().map(|node| node.x + node.width / 2.0).fold(f64::NEG_INFINITY, f64::max);
    let (left, right) = if nodes.is_empty() { (0.0, 0.0) } else { (left, right) };
    let shift = MARGIN - left;
    let mut tops = Vec::new();
    let mut y = MARGIN;
    for row in rows {
        let heights = row.iter().filter_map(|&node| sizes.get(node)).map(|size| size.1);
        let height = heights.fold(0.0, f64::max);
        tops.push((y, height));
        y += height + GAP_Y;
    }
    let boxes: Vec<Place> = sizes
        .iter()
        .zip(nodes)
        .map(|(&(width, height), node)| Place {
            x: node.x + shift,
            y: tops[node.layer].0,
            width,
            height,
        })
        .collect();
    let arrows = picture.arrows.iter().zip(ways).map(|(arrow, way)| {
        let (from, to) = (boxes[arrow.from], boxes[arrow.to]);
        let mut points = vec![(leave(from, to.x), from.y + from.height)];
        for &node in &way[1..way.len() - 1] {
            let (top, height) = tops[nodes[node].layer];
            points.push((nodes[node].x + shift, top));
            points.push((nodes[node].x + shift, top + height));
        }
        points.push((leave(to, from.x), to.y));
        points
    });
    let arrows = arrows.collect();
    let width = (right + shift + MARGIN).max(2.0 * MARGIN);
    Layout { boxes, arrows, width, height: (y - GAP_Y + MARGIN).max(2.0 * MARGIN) }
}

/// Where on its edge a box is left, a little towards the other end.
fn leave(place: Place, towards: f64) -> f64 {
    place.x + ((towards - place.x) * 0.25).clamp(-place.width * 0.35, place.width * 0.35)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Arrow, example};

    fn laid(picture: &Picture) -> Layout {
        lay_out(picture, &vec![(100.0, 40.0); picture.boxes.len()])
    }

    fn overlaps(a: &Place, b: &Place) -> bool {
        (a.x - b.x).abs() < (a.width + b.width) / 2.0 && (a.y - b.y).abs() < a.height.max(b.height)
    }

    fn check(picture: &Picture) {
        let layout = laid(picture);
        for (index, place) in layout.boxes.iter().enumerate() {
            assert!(place.x - place.width / 2.0 >= MARGIN - 0.01, "{place:?}");
            assert!(place.x + place.width / 2.0 <= layout.width - MARGIN + 0.01, "{place:?}");
            assert!(place.y + place.height <= layout.height, "{place:?}");
            let others = layout.boxes.iter().skip(index + 1);
            assert!(!others.into_iter().any(|other| overlaps(place, other)), "{:?}", layout.boxes);
        }
        for (arrow, points) in picture.arrows.iter().zip(&layout.arrows) {
            assert!(layout.boxes[arrow.from].y < layout.boxes[arrow.to].y);
            assert!(points.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{points:?}");
        }
    }

    #[test]
    fn boxes_stand_below_their_dependents_and_apart() {
        check(&example());
        let layout = laid(&example());
        let right = layout.boxes.iter().map(|place| place.x + place.width / 2.0);
        let right = right.fold(0.0, f64::max);
        assert!((layout.width - MARGIN - right).abs() < 0.01, "no more room than is needed");
        // The arrow from `addon` to `d` passes the layer of `b` beside its box.
        let passing = &layout.arrows[3];
        assert_eq!(passing.len(), 4);
        let b = layout.boxes[1];
        assert!((passing[1].0 - b.x).abs() > b.width / 2.0, "{passing:?} {b:?}");
    }

    #[test]
    fn large_and_empty_pictures() {
        check(&Picture::default());
        let mut picture = example();
        let count = 60;
        for at in 5..count {
            picture.boxes.push(crate::picture::Box {
                title: at.to_string(),
                lines: Vec::new(),
                kind: crate::targets::TargetType::None,
                own: false,
            });
        }
        picture.arrows = (1..count)
            .flat_map(|from| [from / 2, from / 3].map(|to| Arrow { from, to, linked: true }))
            .filter(|arrow| arrow.to < arrow.from)
            .collect();
        check(&picture);
    }
}
