//! The steps that a target's `actions`, `rules` and `copies` give.
//!
//! As in GYP's make generator, a command runs in the directory of the `.gyp` file, sees
//! `$(builddir)` and the like as absolute paths, and each item of its list is one word, in which
//! only a `$` means something to the shell. An action that names no outputs leaves a mark in
//! `build/` instead, and so runs again only when its command or its inputs change.

use crate::diagnostic::Result;
use crate::eval::paths;
use crate::graph::order::Gate;
use crate::graph::systems::fill_variables;
use crate::graph::{Graph, Missing, Postbuild, Scene, Step, StepKind};
use crate::shell;
use crate::source::Span;
use crate::system::System;
use crate::targets::{Action, Item};

/// What a target's own commands gave.
#[derive(Default)]
pub struct Generated {
    /// The steps that come before the target is compiled, and those that need its product.
    pub before: Vec<usize>,
    pub after: Vec<usize>,
    /// Outputs to compile and link like the target's own sources.
    pub sources: Vec<Item>,
}

/// Adds the steps; they wait for what the dependencies make, behind `gate`.
pub fn add(
    graph: &mut Graph,
    scene: &Scene,
    gate: Option<Gate>,
    own_products: &[String],
) -> Result<Generated> {
    let mut generated = Generated::default();
    let mut added = Vec::new();
    let steps = &scene.target.steps;
    for action in &steps.actions {
        let step = foreign(scene, action, None)?;
        if action.outputs_are_sources {
            generated.sources.extend(action.outputs.iter().cloned());
        }
        added.push(graph.add_generated(step, scene, gate)?);
    }
    for rule in &steps.rules {
        for item in &scene.target.sources {
            if extension(&item.text) != Some(&rule.extension) {
                continue;
            }
            let source = RuleSource::new(scene, item);
            let step = foreign(scene, &rule.action, Some(&source))?;
            if rule.action.outputs_are_sources {
                let outputs = rule.action.outputs.iter();
                generated.sources.extend(outputs.map(|output| source.fill_item(output)));
            }
            added.push(graph.add_generated(step, scene, gate)?);
        }
    }
    for copy in &steps.copies {
        let destination = scene.path(&copy.destination.text);
        for file in &copy.files {
            let from = scene.path(&file.text);
            let name = from.rsplit('/').next().unwrap_or(&from);
            let to = paths::normalize(&format!("{destination}/{name}"));
            if from == to {
                continue;
            }
            let mut step = Step::new(StepKind::Copy, Vec::new(), to).inputs(vec![from.clone()]);
            step.span = file.span;
            graph.missing.push(Missing { file: from, span: file.span, what: "copied" });
            added.push(graph.add_generated(step, scene, gate)?);
        }
    }
    sort_out(graph, scene, added, own_products, &mut generated);
    Ok(generated)
}

/// Tells apart what must come before compiling and what needs the target's own results: an
/// action that packs the finished product, say.
fn sort_out(
    graph: &Graph,
    scene: &Scene,
    mut added: Vec<usize>,
    own_products: &[String],
    generated: &mut Generated,
) {
    let objects = format!("{}/{}/", scene.objects(), scene.target.name);
    let object = format!(".{}", scene.system().object_extension());
    loop {
        let needs_own = |&step: &usize| {
            graph.steps[step].inputs.iter().any(|input| match graph.maker(input) {
                Some(maker) => generated.after.contains(&maker),
                None => {
                    own_products.contains(input)
                        || (input.starts_with(&objects) && input.ends_with(&object))
                }
            })
        };
        let (after, before): (Vec<_>, Vec<_>) = added.iter().partition(|step| needs_own(step));
        if after.is_empty() {
            generated.before = before;
            return;
        }
        generated.after.extend(after);
        added = before;
    }
}

/// The source that a rule is done for, and what the holes in the rule become.
struct RuleSource {
    path: String,
    holes: [(&'static str, String); 5],
    span: Span,
}

impl RuleSource {
    fn new(scene: &Scene, item: &Item) -> RuleSource {
        let path = scene.path(&item.text);
        let name = item.text.rsplit('/').next().unwrap_or(&item.text);
        let root = name.rsplit_once('.').map_or(name, |(root, _)| root);
        let directory = match paths::parent(&item.text) {
            // make leaves it empty, and `<(RULE_INPUT_DIRNAME)/x` would be at the file system's root.
            "" => ".",
            directory => directory,
        };
        RuleSource {
            holes: [
                ("$(RULE_INPUT_PATH)", scene.absolute(&path)),
                ("$(RULE_INPUT_ROOT)", root.to_owned()),
                ("$(RULE_INPUT_DIRNAME)", directory.to_owned()),
                ("$(RULE_INPUT_EXT)", name[root.len()..].to_owned()),
                ("$(RULE_INPUT_NAME)", name.to_owned()),
            ],
            path,
            span: item.span,
        }
    }

    fn fill_item(&self, item: &Item) -> Item {
        let mut text = item.text.clone();
        for (hole, filling) in &self.holes {
            text = text.replace(hole, filling);
        }
        Item { text, span: item.span }
    }
}

fn extension(file: &str) -> Option<&str> {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').filter(|(root, _)| !root.is_empty()).map(|(_, extension)| extension)
}

/// The step of an action, or of a rule done for one source.
fn foreign(scene: &Scene, action: &Action, source: Option<&RuleSource>) -> Result<Step> {
    let fill = |items: &[Item]| -> Vec<Item> {
        match source {
            Some(source) => items.iter().map(|item| source.fill_item(item)).collect(),
            None => items.to_vec(),
        }
    };
    let kind = if source.is_some() { StepKind::Rule } else { StepKind::Action };
    let variables = scene.system().command_variables(scene);
    let command = command(scene, &fill(&action.command), &variables);
    let mut outputs: Vec<String> = Vec::new();
    for item in fill(&action.outputs) {
        let path = scene.path(&item.text);
        // An empty name, or a directory that is there anyway, is how some files say "nothing".
        if !path.trim_end_matches(['.', '/']).is_empty() && !outputs.contains(&path) {
            outputs.push(path);
        }
    }
    let marks = outputs.is_empty();
    if marks {
        let root = source.map(|source| format!(".{}", source.holes[4].1)).unwrap_or_default();
        let name = action.name.replace(['/', '\0'], "_");
        outputs.push(format!("{}/{}/{name}{root}.done", scene.objects(), scene.target.name));
    }
    let mut inputs: Vec<String> = source.iter().map(|source| source.path.clone()).collect();
    inputs.extend(fill(&action.inputs).iter().map(|item| scene.path(&item.text)));
    let name = action.message.clone().unwrap_or_else(|| action.name.clone());
    let message = match source {
        Some(source) => format!("{name} {}", source.holes[4].1),
        None => name,
    };
    Ok(Step {
        directory: directory(scene),
        inputs,
        outputs,
        marks,
        message: Some(message),
        variables,
        span: source.map_or(action.span, |source| source.span),
        ..Step::new(kind, command, String::new())
    })
}

/// The directory of the `.gyp` file, as seen from `build/`.
fn directory(scene: &Scene) -> String {
    paths::normalize(&format!("../{}", scene.target.directory))
}

/// What follows the link: on macOS only, as in GYP.
pub fn postbuilds(scene: &Scene) -> Vec<Postbuild> {
    if scene.system() != System::Mac {
        return Vec::new();
    }
    let postbuilds = scene.target.steps.postbuilds.iter().map(|postbuild| {
        let variables = scene.system().command_variables(scene);
        Postbuild {
            name: postbuild.name.clone(),
            command: command(scene, &postbuild.command, &variables),
            directory: directory(scene),
            variables,
        }
    });
    postbuilds.collect()
}

/// The words to run; through the shell only if it has to expand something or knows the program.
fn command(scene: &Scene, items: &[Item], variables: &[(&'static str, String)]) -> Vec<String> {
    let make = scene.words.absolute();
    let word = |item: &Item| make.make(&fill_variables(variables, &item.text));
    let words: Vec<String> = items.iter().map(word).collect();
    let program = words.first().map_or("", String::as_str);
    let known = program.contains('/') || scene.setting.environment.find_program(program).is_some();
    if known && !words.iter().any(|word| word.contains('$')) {
        return words;
    }
    let line: Vec<_> = words.iter().map(|word| shell::quote_in_list(word)).collect();
    ["/bin/sh".to_owned(), "-c".to_owned(), line.join(" ")].to_vec()
}

impl Graph {
    /// Adds a step of `scene`'s target. Two targets that include the same settings may ask for
    /// exactly the same thing twice; once is enough.
    fn add_generated(&mut self, step: Step, scene: &Scene, gate: Option<Gate>) -> Result<usize> {
        let twin = self.maker(step.output()).filter(|&twin| {
            let twin = &self.steps[twin];
            (twin.kind, &twin.command, &twin.inputs, &twin.outputs)
                == (step.kind, &step.command, &step.inputs, &step.outputs)
        });
        if let Some(twin) = twin {
            return Ok(twin);
        }
        if step.is_foreign() {
            let named = |file: &String| Missing {
                file: file.clone(),
                span: step.span,
                what: "an input of this",
            };
            self.missing.extend(step.inputs.iter().map(named));
        }
        self.add(Step { gate, ..step }, scene)
    }
}
