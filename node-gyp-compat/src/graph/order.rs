//! What has to wait for what, beyond the files that one step reads of another.
//!
//! A [`Gate`] opens when the steps and gates behind it are done. Compiling waits for everything
//! that actions, rules and copies of the target and of its dependencies make, since any of it may
//! be a header; it does not wait for their objects. A gate stands for all of that at once, so
//! thousands of sources and hundreds of generated files do not meet pair by pair.

use crate::diagnostic::{Diagnostic, Result};
use crate::graph::Graph;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate(pub usize);

#[derive(Debug, Default)]
pub struct GateNode {
    pub steps: Vec<usize>,
    pub gates: Vec<Gate>,
}

impl Graph {
    /// The gate behind which these steps and gates stand; none if there are none.
    pub(super) fn gate(&mut self, steps: Vec<usize>, behind: Vec<Gate>) -> Option<Gate> {
        let mut gates: Vec<Gate> = Vec::with_capacity(behind.len());
        for gate in behind {
            if !gates.contains(&gate) {
                gates.push(gate);
            }
        }
        if steps.is_empty() && gates.len() <= 1 {
            return gates.pop();
        }
        self.gates.push(GateNode { steps, gates });
        Some(Gate(self.gates.len() - 1))
    }

    /// For each node (the steps, then the gates), how many it waits for, and who waits for it.
    pub fn waits(&self) -> (Vec<usize>, Vec<Vec<usize>>) {
        let steps = self.steps.len();
        let mut waiting = vec![0; steps + self.gates.len()];
        let mut dependents = vec![Vec::new(); waiting.len()];
        let mut wait = |node: usize, first: usize| {
            waiting[node] += 1;
            dependents[first].push(node);
        };
        for (index, step) in self.steps.iter().enumerate() {
            for maker in step.inputs.iter().filter_map(|input| self.maker(input)) {
                wait(index, maker);
            }
            if let Some(Gate(gate)) = step.gate {
                wait(index, steps + gate);
            }
        }
        for (index, gate) in self.gates.iter().enumerate() {
            for &step in &gate.steps {
                wait(steps + index, step);
            }
            for &Gate(other) in &gate.gates {
                wait(steps + index, steps + other);
            }
        }
        (waiting, dependents)
    }

    /// Complains if some step can never run because it waits for itself.
    pub(super) fn check_order(&self) -> Result<()> {
        let (mut waiting, dependents) = self.waits();
        let mut open: Vec<usize> = (0..waiting.len()).filter(|&node| waiting[node] == 0).collect();
        let mut done = vec![false; waiting.len()];
        while let Some(node) = open.pop() {
            done[node] = true;
            for &dependent in &dependents[node] {
                waiting[dependent] -= 1;
                if waiting[dependent] == 0 {
                    open.push(dependent);
                }
            }
        }
        match done.iter().take(self.steps.len()).position(|&done| !done) {
            Some(stuck) => Err(self.circle(stuck, &done)),
            None => Ok(()),
        }
    }

    /// Describes a circle, starting anywhere among the nodes that wait for one.
    fn circle(&self, stuck: usize, done: &[bool]) -> Box<Diagnostic> {
        let mut path: Vec<usize> = Vec::new();
        let mut node = stuck;
        // Every node that is not done waits for another such node, so this comes round.
        while !path.contains(&node) {
            path.push(node);
            node = self.waits_for(node).into_iter().find(|&next| !done[next]).unwrap_or(node);
        }
        let start = path.iter().position(|&other| other == node).unwrap_or(0);
        let steps: Vec<usize> =
            path[start..].iter().copied().filter(|&node| node < self.steps.len()).collect();
        let first = steps.first().copied().unwrap_or(stuck);
        let mut names: Vec<_> = steps.iter().map(|&step| self.steps[step].title()).collect();
        names.push(self.steps[first].title());
        let span = steps.iter().map(|&step| &self.steps[step]).find(|step| step.generates());
        Diagnostic::at(
            format!("these steps wait for each other: {}", names.join(", which needs ")),
            span.unwrap_or(&self.steps[first]).span,
            "one of them",
        )
        .help("take one of the files out of `inputs`, or move the command to another target")
    }

    fn waits_for(&self, node: usize) -> Vec<usize> {
        let steps = self.steps.len();
        if node >= steps {
            let gate = &self.gates[node - steps];
            let gates = gate.gates.iter().map(|&Gate(other)| steps + other);
            return gate.steps.iter().copied().chain(gates).collect();
        }
        let step = &self.steps[node];
        let makers = step.inputs.iter().filter_map(|input| self.maker(input));
        makers.chain(step.gate.map(|Gate(gate)| steps + gate)).collect()
    }
}
