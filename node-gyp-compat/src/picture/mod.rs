//! The graph of targets as a picture: DOT for other tools, or SVG drawn here.
//!
//! A [`Picture`] says what there is to draw; `dot` writes it down as it is, `layout` gives every
//! box its place and every arrow its way, `svg` draws that.

mod dot;
mod layout;
mod svg;

use crate::configure::Configured;
use crate::diagnostic::Error;
use crate::graph::StepKind;
use crate::project::{self, BuildOptions};
use crate::targets::TargetType;

/// The graph of targets in Graphviz's language.
pub fn dot(options: &BuildOptions) -> Result<String, Error> {
    project::with_configured(options, |_, configured| Ok(dot::write(&Picture::of(&configured))))
}

/// The graph of targets, drawn.
pub fn svg(options: &BuildOptions) -> Result<String, Error> {
    project::with_configured(options, |_, configured| Ok(svg::draw(&Picture::of(&configured))))
}

#[derive(Debug, Default)]
struct Picture {
    boxes: Vec<Box>,
    arrows: Vec<Arrow>,
}

/// A target.
#[derive(Debug)]
struct Box {
    title: String,
    lines: Vec<String>,
    kind: TargetType,
    /// Whether it is one of `binding.gyp`'s own.
    own: bool,
}

/// From a target to one that it depends on.
#[derive(Clone, Copy, Debug)]
struct Arrow {
    from: usize,
    to: usize,
    /// Whether the code is linked in; otherwise it is only built before.
    linked: bool,
}

impl Picture {
    fn of(configured: &Configured) -> Picture {
        let mut picture = Picture::default();
        for (position, target) in configured.targets.iter().enumerate() {
            let own = target.directory.is_empty();
            let place = if own { String::new() } else { format!(", {}", target.file) };
            let mut lines = vec![format!("{}{place}", target.kind.name())];
            lines.extend(work(configured, position));
            let steps = configured.graph.steps.iter().filter(|step| step.target == position);
            let mut product = steps.filter(|step| {
                matches!(step.kind, StepKind::Archive | StepKind::Link | StepKind::Install)
            });
            lines.extend(product.next_back().map(|step| crate::graph::shown(step.output())));
            picture.boxes.push(Box { title: target.name.clone(), lines, kind: target.kind, own });
            for &to in &target.dependencies {
                let other = configured.targets[to].kind;
                // What a static library depends on is linked by whoever links that library.
                let handed_on = target.kind == TargetType::StaticLibrary
                    && matches!(other, TargetType::StaticLibrary | TargetType::SharedLibrary);
                let linked = handed_on || (target.links.contains(&to) && other != TargetType::None);
                picture.arrows.push(Arrow { from: position, to, linked });
            }
            // Links that no dependency leads to; usually there are none.
            let reached = |to: &&usize| {
                !target.dependencies.contains(to)
                    && configured.targets[**to].kind != TargetType::None
                    && !is_between(configured, position, **to)
            };
            for &to in target.links.iter().filter(reached) {
                picture.arrows.push(Arrow { from: position, to, linked: true });
            }
        }
        picture
    }
}

/// Whether some target that `from` depends on leads to `to` already.
fn is_between(configured: &Configured, from: usize, to: usize) -> bool {
    let mut open: Vec<usize> = configured.targets[from].dependencies.clone();
    let mut seen = vec![false; configured.targets.len()];
    while let Some(target) = open.pop() {
        if target == to {
            return true;
        }
        if !std::mem::replace(&mut seen[target], true) {
            open.extend(&configured.targets[target].dependencies);
        }
    }
    false
}

/// `12 sources, 2 actions`, if there are any.
fn work(configured: &Configured, position: usize) -> Option<String> {
    let steps = || configured.graph.steps.iter().filter(|step| step.target == position);
    let count = |kind: StepKind| steps().filter(|step| step.kind == kind).count();
    let counts = [
        (steps().filter(|step| step.compiles()).count(), "source"),
        (count(StepKind::Action), "action"),
        (count(StepKind::Rule), "rule file"),
        (count(StepKind::Copy), "copy"),
    ];
    let plural = |count: usize, word: &str| match (count, word) {
        (1, _) => format!("1 {word}"),
        (_, "copy") => format!("{count} copies"),
        _ => format!("{count} {word}s"),
    };
    let parts = counts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(count, word)| plural(count, word)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
fn example() -> Picture {
    let target = |title: &str, kind| Box {
        title: title.into(),
        lines: vec![TargetType::name(kind).into(), "3 sources".into()],
        kind,
        own: title != "c <&> \"q\"",
    };
    let arrow = |from, to, linked| Arrow { from, to, linked };
    Picture {
        boxes: vec![
            target("addon", TargetType::LoadableModule),
            target("b", TargetType::StaticLibrary),
            target("c <&> \"q\"", TargetType::None),
            target("d", TargetType::StaticLibrary),
            target("alone", TargetType::Executable),
        ],
        arrows: vec![arrow(0, 1, true), arrow(0, 2, false), arrow(1, 3, true), arrow(0, 3, true)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    #[test]
    fn a_project_becomes_boxes_and_arrows() {
        let space = TestSpace::new();
        space.write(
            "binding.gyp",
            "{'targets': [
               {'target_name': 'addon', 'sources': ['a.c', 'b.c'], 'dependencies': ['d/d.gyp:lib', 'put']},
               {'target_name': 'put', 'type': 'none', 'copies': [{'destination': 'x', 'files': ['a.c']}]}]}",
        );
        space.write("d/d.gyp", "{'targets': [{'target_name': 'lib', 'type': 'static_library'}]}");
        space.write("a.c", "");
        space.write("b.c", "");
        let text = dot(&BuildOptions::new(space.root())).unwrap();
        for expected in [
            "loadable_module\\l2 sources\\lbuild/Release/addon.node\\l",
            "static_library, d/d.gyp\\l",
            "none\\l1 copy\\l",
        ] {
            assert!(text.contains(expected), "{expected} in\n{text}");
        }
        assert_eq!(text.matches(" -> ").count(), 2);
        assert!(svg(&BuildOptions::new(space.root())).unwrap().ends_with("</svg>\n"));
        assert!(svg(&BuildOptions::new("/nowhere-at-all")).is_err());
    }
}
