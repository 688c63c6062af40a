//! For tests: targets from the text of a `binding.gyp`, without a compiler.

use crate::environment::Environment;
use crate::eval::Evaluator;
use crate::system::System;
use crate::targets::{Input, Item, Target, resolve};
use crate::test_space::TestSpace;
use crate::value::{Dict, Value};

pub fn space(binding: &str) -> TestSpace {
    let space = TestSpace::new();
    space.write("binding.gyp", binding);
    space
}

pub fn resolved(space: &TestSpace) -> Result<Vec<Target>, String> {
    resolved_for(space, "linux")
}

pub fn resolved_for(space: &TestSpace, os: &str) -> Result<Vec<Target>, String> {
    let environment = Environment::current();
    let mut evaluator = Evaluator::new(&environment);
    let mut variables = Dict::default();
    variables.set("OS", Value::text(os));
    let input = Input {
        directory: space.root(),
        includes: &[],
        variables: &variables,
        configuration: "Release",
        system: System::of(os),
    };
    resolve(&mut evaluator, &input).map_err(|error| error.render("error", &evaluator.sources))
}

pub fn names(space: &TestSpace) -> Vec<String> {
    let targets = resolved(space).expect("the test's targets resolve");
    targets.into_iter().map(|target| target.name).collect()
}

pub fn resolve_error(space: &TestSpace) -> String {
    match resolved(space) {
        Ok(_) => "no error".into(),
        Err(error) => error,
    }
}

pub struct Resolved {
    pub target: Target,
    pub link_names: Vec<String>,
}

pub fn target(space: &TestSpace, name: &str) -> Resolved {
    let targets = resolved(space).expect("the test's targets resolve");
    let target = targets
        .iter()
        .find(|target| target.name == name)
        .expect("the test's target exists")
        .clone();
    let link_names = target.links.iter().map(|&at| targets[at].name.clone()).collect();
    Resolved { target, link_names }
}

impl Resolved {
    pub fn texts(&self, key: &str) -> Vec<&str> {
        let target = &self.target;
        let items: &Vec<Item> = match key {
            "defines" => &target.defines,
            "include_dirs" => &target.include_dirs,
            "cflags" => &target.cflags,
            "libraries" => &target.libraries,
            "sources" => &target.sources,
            _ => panic!("the test asks for `{key}`"),
        };
        items.iter().map(|item| &item.text[..]).collect()
    }
}
