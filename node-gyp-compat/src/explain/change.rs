//! What would run now and why: the reasons that the executor finds, told in full.

use crate::execute::freshness::{Freshness, Reason, Stamp};
use crate::execute::history::Past;
use crate::execute::log::Log;
use crate::graph::{Graph, Step, shown};

/// Why a step would run.
#[derive(Clone, Debug, PartialEq)]
pub enum Staleness {
    Itself(Reason),
    /// This input would be made anew by a step that would run.
    Input(String),
}

/// For every step, whether it would run.
pub fn staleness(graph: &Graph, freshness: &mut Freshness, log: &Log) -> Vec<Option<Staleness>> {
    let (mut waiting, dependents) = graph.waits();
    let mut stale = vec![None; graph.steps.len()];
    let mut open: Vec<usize> = (0..waiting.len()).filter(|&node| waiting[node] == 0).collect();
    while let Some(node) = open.pop() {
        if let Some(step) = graph.steps.get(node) {
            let own = freshness.reason(step, log).map(Staleness::Itself);
            stale[node] = own.or_else(|| {
                let inputs = freshness.input_files(step).unwrap_or_default();
                let anew = |input: &String| {
                    graph.maker(input).is_some_and(|maker| maker != node && stale[maker].is_some())
                };
                inputs.into_iter().find(anew).map(Staleness::Input)
            });
        }
        for &dependent in &dependents[node] {
            waiting[dependent] -= 1;
            if waiting[dependent] == 0 {
                open.push(dependent);
            }
        }
    }
    stale
}

/// The reason in words: a line, then details.
pub fn describe(
    stale: &Staleness,
    step: &Step,
    past: Option<&Past>,
    graph: &Graph,
    freshness: &mut Freshness,
    identity: &str,
) -> Vec<String> {
    let reason = match stale {
        Staleness::Input(input) => {
            let by = graph.maker(input).map(|maker| graph.steps[maker].title());
            let by = by.map(|title| format!(" ({title})")).unwrap_or_default();
            return vec![format!("{} would be made anew{by}", shown(input))];
        }
        Staleness::Itself(reason) => *reason,
    };
    let mut lines = vec![reason.text().to_owned()];
    match (reason, past) {
        (Reason::NeverMade, _) => {
            if past.is_some() {
                lines[0] =
                    "its last run failed, was interrupted, or an input changed meanwhile".into();
            }
        }
        (Reason::OutputChanged, _) => {
            for output in &step.outputs {
                let how = match freshness.stamp(output, step) {
                    Stamp::Missing => "is gone",
                    _ if step.outputs.len() == 1 => "is not as its step left it",
                    _ => "is there",
                };
                lines.push(format!("{} {how}", shown(output)));
            }
        }
        (_, None) => lines.push("what it was made with is not known any more".into()),
        (Reason::CommandChanged, Some(past)) => lines.extend(command(step, past, identity)),
        (Reason::InputChanged, Some(past)) => lines.extend(inputs(step, past, freshness)),
    }
    lines
}

fn command(step: &Step, past: &Past, identity: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let gone = without(&past.command, &step.command);
    let new = without(&step.command, &past.command);
    lines.extend(gone.iter().map(|word| format!("- {word}")));
    lines.extend(new.iter().map(|word| format!("+ {word}")));
    if lines.is_empty() && past.command != step.command {
        lines.push("the words are the same in another order".into());
    }
    let before: Vec<_> = past.inputs.iter().map(|(file, _)| file.clone()).collect();
    for input in without(&step.inputs, &before) {
        lines.push(format!("+ input {}", shown(&input)));
    }
    let programs = |identity: &str| -> Vec<String> {
        identity.split_terminator(';').map(str::to_owned).collect()
    };
    for program in without(&programs(identity), &programs(&past.identity)) {
        let path = program.rsplitn(3, ':').last().unwrap_or(&program).to_owned();
        lines.push(format!("the program {path} is another than before"));
    }
    if lines.is_empty() {
        lines.push("its list of inputs or outputs is another".into());
    }
    lines
}

/// Those of `words` that `others` does not have, as often as it does not.
fn without(words: &[String], others: &[String]) -> Vec<String> {
    let mut others: Vec<&String> = others.iter().collect();
    let mut left = Vec::new();
    for word in words {
        match others.iter().position(|other| *other == word) {
            Some(at) => {
                others.swap_remove(at);
            }
            None => left.push(word.clone()),
        }
    }
    left
}

fn inputs(step: &Step, past: &Past, freshness: &mut Freshness) -> Vec<String> {
    let Some(now) = freshness.input_files(step) else {
        let depfile = step.depfile.as_deref().unwrap_or_default();
        return vec![format!("{}, which names the headers, is gone", shown(depfile))];
    };
    let mut lines = Vec::new();
    for (at, file) in now.iter().enumerate() {
        // The compiler names the source too.
        if now[..at].contains(file) {
            continue;
        }
        let stamp = freshness.stamp(file, step);
        match past.inputs.iter().find(|(other, _)| other == file) {
            Some((_, before)) if *before == stamp => {}
            Some((_, before)) => lines.push(format!("{} {}", shown(file), how(*before, stamp))),
            None => lines.push(format!("{} is a new input", shown(file))),
        }
    }
    if lines.is_empty() {
        lines.push("which one is not known any more".into());
    }
    lines
}

fn how(before: Stamp, now: Stamp) -> String {
    match (before, now) {
        (_, Stamp::Missing) => "is gone".into(),
        (Stamp::Missing, _) => "was not there before".into(),
        (Stamp::File(_, before), Stamp::File(_, now)) if before != now => {
            format!("changed: {before} bytes before, {now} now")
        }
        (Stamp::File(before, _), Stamp::File(now, _)) => match now.duration_since(before) {
            Ok(later) => format!("was written again, {}", span(later)),
            Err(earlier) => {
                format!("is an older file: its time went back by {}", length(earlier.duration()))
            }
        },
        (Stamp::Directory(_), Stamp::Directory(_)) => "has files added or removed".into(),
        _ => "changed".into(),
    }
}

fn span(time: std::time::Duration) -> String {
    format!("{} after what was used", length(time))
}

fn length(time: std::time::Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        seconds @ 1..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn differences_of_words_and_stamps() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(without(&words("a b a c"), &words("a c d")), ["b", "a"]);
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(100_000);
        let file = |seconds: u64, size| Stamp::File(time + Duration::from_secs(seconds), size);
        assert_eq!(how(file(0, 1), file(9, 2)), "changed: 1 bytes before, 2 now");
        assert_eq!(how(file(0, 1), file(300, 1)), "was written again, 5 min after what was used");
        assert!(how(file(9000, 1), file(0, 1)).contains("went back by 2 h"));
        assert_eq!(how(Stamp::Missing, file(0, 1)), "was not there before");
        assert_eq!(how(file(0, 1), Stamp::Missing), "is gone");
    }
}
