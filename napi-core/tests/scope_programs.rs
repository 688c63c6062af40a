//! Random programs of handle scopes against a model: whatever is opened, closed, escaped and made
//! in whatever order, the handles of open scopes show their values, and misuse is a status.

#[macro_use]
mod support;

use napi_sys::*;
use proptest::prelude::*;
use std::ptr::null_mut;
use support::values::{string, text_in};
use support::{env_of, runtime};

/// One step of a program. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Open,
    OpenEscapable,
    /// Closes a scope that is or was open.
    Close(usize),
    /// Makes this many values, enough at times to fill chunks of the handle stack.
    Make(usize),
    /// Escapes a value from a scope that is or was open.
    Escape {
        scope: usize,
        value: usize,
    },
    /// Calls a function that leaves scopes open, and tries to close those of its caller.
    CallOut,
    Collect,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => Just(Step::Open),
        3 => Just(Step::OpenEscapable),
        4 => any::<usize>().prop_map(Step::Close),
        6 => (1usize..6).prop_map(Step::Make),
        1 => (900usize..2500).prop_map(Step::Make),
        4 => any::<(usize, usize)>().prop_map(|(scope, value)| Step::Escape { scope, value }),
        1 => Just(Step::CallOut),
        1 => Just(Step::Collect),
    ];
    proptest::collection::vec(step, 1..40)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Escapes {
    Never,
    Once,
    Used,
}

/// An open scope in the model.
struct Open {
    scope: napi_handle_scope,
    escapes: Escapes,
    /// Handles made in it and what they must show.
    handles: Vec<(napi_value, u32)>,
}

struct Program {
    env: napi_env,
    /// The first is the test's own scope.
    open: Vec<Open>,
    closed: Vec<napi_handle_scope>,
    next: u32,
}

/// Opens scopes and leaves them open, and tries to close the caller's.
unsafe extern "C" fn careless(env: napi_env, info: napi_callback_info) -> napi_value {
    let (mut argument, mut count, mut callers) = (null_mut(), 1, null_mut());
    ok!(napi_get_cb_info(env, info, &mut count, &mut argument, null_mut(), &mut callers));
    let status = status!(napi_close_handle_scope(env, callers.cast()));
    assert_eq!(status, Status::napi_handle_scope_mismatch, "it belongs to the caller");
    for _ in 0..3 {
        let (mut scope, mut escapable) = (null_mut(), null_mut());
        ok!(napi_open_handle_scope(env, &mut scope));
        ok!(napi_open_escapable_handle_scope(env, &mut escapable));
        for _ in 0..400 {
            string(env, "left behind");
        }
    }
    argument
}

impl Program {
    fn new(env: napi_env) -> Program {
        let outermost = Open { scope: null_mut(), escapes: Escapes::Never, handles: Vec::new() };
        Program { env, open: vec![outermost], closed: Vec::new(), next: 0 }
    }

    fn make(&mut self, count: usize) {
        for _ in 0..count {
            self.next += 1;
            let handle = string(self.env, &format!("value {}", self.next));
            let innermost = self.open.last_mut().expect("the test's own scope stays");
            innermost.handles.push((handle, self.next));
        }
    }

    fn open(&mut self, escapable: bool) {
        let mut scope: napi_handle_scope = null_mut();
        if escapable {
            ok!(napi_open_escapable_handle_scope(self.env, (&raw mut scope).cast()));
        } else {
            ok!(napi_open_handle_scope(self.env, &mut scope));
        }
        let escapes = if escapable { Escapes::Once } else { Escapes::Never };
        self.open.push(Open { scope, escapes, handles: Vec::new() });
    }

    /// A scope that is or was open: its place among the open ones, if it is.
    fn pick(&self, choice: usize) -> Option<(napi_handle_scope, Option<usize>)> {
        let known = self.open.len() - 1 + self.closed.len();
        let index = choice.checked_rem(known)?;
        Some(match self.open.get(index + 1) {
            Some(open) => (open.scope, Some(index + 1)),
            None => (self.closed[index + 1 - self.open.len()], None),
        })
    }

    fn close(&mut self, choice: usize) -> Result<(), TestCaseError> {
        let Some((scope, place)) = self.pick(choice) else { return Ok(()) };
        let status = status!(napi_close_handle_scope(self.env, scope));
        match place {
            // What was opened inside it goes too.
            Some(place) => {
                prop_assert_eq!(status, Status::napi_ok);
                self.closed.extend(self.open.drain(place..).map(|open| open.scope));
            }
            None => prop_assert_eq!(status, Status::napi_handle_scope_mismatch),
        }
        Ok(())
    }

    fn escape(&mut self, choice: usize, value: usize) -> Result<(), TestCaseError> {
        let Some((scope, place)) = self.pick(choice) else { return Ok(()) };
        let all: Vec<_> = self.open.iter().flat_map(|open| open.handles.iter().copied()).collect();
        let Some(index) = value.checked_rem(all.len()) else { return Ok(()) };
        let (handle, shown) = all[index];
        let mut escaped = null_mut();
        let status = status!(napi_escape_handle(self.env, scope.cast(), handle, &mut escaped));
        match place.map(|place| (place, self.open[place].escapes)) {
            Some((place, Escapes::Once)) => {
                prop_assert_eq!(status, Status::napi_ok);
                self.open[place].escapes = Escapes::Used;
                self.open[place - 1].handles.push((escaped, shown));
            }
            Some((_, Escapes::Used)) => prop_assert_eq!(status, Status::napi_escape_called_twice),
            _ => prop_assert_eq!(status, Status::napi_handle_scope_mismatch),
        }
        Ok(())
    }

    fn call_out(&mut self) {
        let env = self.env;
        let callers = self.open.last().map_or(null_mut(), |open| open.scope);
        if callers.is_null() {
            return; // no scope of the addon's is open
        }
        self.next += 1;
        let argument = string(env, &format!("value {}", self.next));
        let (mut function, mut result) = (null_mut(), null_mut());
        let data = callers.cast();
        ok!(napi_create_function(env, null_mut(), 0, Some(careless), data, &mut function));
        ok!(napi_call_function(env, argument, function, 1, &argument, &mut result));
        let innermost = self.open.last_mut().expect("the test's own scope stays");
        innermost.handles.push((argument, self.next));
        innermost.handles.push((result, self.next));
    }

    /// Every handle of an open scope shows its value. All of the few newest and oldest are read.
    fn verify(&self) -> Result<(), TestCaseError> {
        for open in &self.open {
            let handles = &open.handles;
            for (handle, value) in handles.iter().take(8).chain(handles.iter().rev().take(8)) {
                prop_assert_eq!(text_in(self.env, *handle), format!("value {value}"));
            }
        }
        Ok(())
    }
}

#[test]
fn handles_of_open_scopes_show_their_values() {
    let runtime = runtime();
    let env = env_of(&runtime);
    let config = ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() };
    proptest!(config, |(steps in steps())| {
        runtime.enter(|_| -> Result<(), TestCaseError> {
            let mut program = Program::new(env);
            for step in steps {
                match step {
                    Step::Open => program.open(false),
                    Step::OpenEscapable => program.open(true),
                    Step::Close(choice) => program.close(choice)?,
                    Step::Make(count) => program.make(count),
                    Step::Escape { scope, value } => program.escape(scope, value)?,
                    Step::CallOut => program.call_out(),
                    Step::Collect => runtime.collect_garbage(),
                }
                program.verify()?;
            }
            // The next program begins without open scopes of this one.
            if let Some(outermost) = program.open.get(1) {
                ok!(napi_close_handle_scope(env, outermost.scope));
            }
            Ok(())
        })?;
    });
}

#[test]
fn a_chunk_filled_to_its_edge_is_given_back_whole() {
    let runtime = runtime();
    let env = env_of(&runtime);
    // Scopes that begin and end around every position near the edges of chunks.
    for before in (1000..1050).chain(2030..2060) {
        runtime.enter(|_| {
            let mut program = Program::new(env);
            program.make(before);
            for inside in [0, 1, 2, 1023, 1024, 1025] {
                program.open(true);
                program.make(inside);
                program.escape(0, before + inside.saturating_sub(1)).expect("it can escape once");
                program.close(0).expect("it is open");
                program.verify().expect("all values are there");
            }
        });
    }
}
