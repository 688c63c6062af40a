//! Random programs of references, wraps and finalizers against a model of reachability: weak
//! references read their object exactly while it lives, strong ones keep it, and each finalizer
//! runs once: after its object died, or at the end.

#[macro_use]
mod support;

use napi_core::Runtime;
use napi_sys::*;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::HashSet;
use std::ffi::c_void;
use std::ptr::null_mut;
use std::rc::Rc;
use support::values::{number, number_in, script};
use support::{env_of, evaluate, runtime};

/// What an object is: where native data hangs on differs.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Plain,
    Frozen,
    Proxy,
    Function,
    Instance,
    Symbol,
}

/// One step. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Create(Shape),
    /// `slots[from].links.push(slots[to])`.
    Link(usize, usize),
    /// Scripts let go of an object.
    Drop(usize),
    Reference {
        object: usize,
        count: u32,
    },
    Ref(usize),
    Unref(usize),
    Delete(usize),
    Wrap(usize),
    RemoveWrap(usize),
    Finalizer {
        object: usize,
        with_reference: bool,
    },
    Collect,
    RunLoop,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let shape = prop_oneof![
        Just(Shape::Plain),
        Just(Shape::Frozen),
        Just(Shape::Proxy),
        Just(Shape::Function),
        Just(Shape::Instance),
        Just(Shape::Symbol),
    ];
    let at = any::<usize>;
    let step = prop_oneof![
        5 => shape.prop_map(Step::Create),
        3 => (at(), at()).prop_map(|(from, to)| Step::Link(from, to)),
        3 => at().prop_map(Step::Drop),
        5 => (at(), 0u32..3).prop_map(|(object, count)| Step::Reference { object, count }),
        3 => at().prop_map(Step::Ref),
        4 => at().prop_map(Step::Unref),
        2 => at().prop_map(Step::Delete),
        3 => at().prop_map(Step::Wrap),
        1 => at().prop_map(Step::RemoveWrap),
        2 => (at(), any::<bool>())
            .prop_map(|(object, with_reference)| Step::Finalizer { object, with_reference }),
        3 => Just(Step::Collect),
        1 => Just(Step::RunLoop),
    ];
    proptest::collection::vec(step, 1..50)
}

/// A finalizer's record, which outlives everything.
type Ran = Rc<Cell<u32>>;

unsafe extern "C" fn finalize(_: napi_env, data: *mut c_void, _: *mut c_void) {
    // SAFETY: the program keeps every record until the runtime is gone.
    let ran = unsafe { &*data.cast::<Cell<u32>>() };
    ran.set(ran.get() + 1);
}

unsafe extern "C" fn construct(_: napi_env, _: napi_callback_info) -> napi_value {
    null_mut()
}

struct Object {
    shape: Shape,
    /// Scripts hold it.
    held: bool,
    links: Vec<usize>,
    wrap: Option<Ran>,
    finalizers: Vec<Ran>,
    /// Known to be gone since the last collection.
    dead: bool,
}

struct Reference {
    raw: napi_ref,
    object: usize,
    count: u32,
    /// Deleting it takes this finalizer away.
    finalizer: Option<Ran>,
}

struct Program<'r> {
    runtime: &'r Runtime,
    env: napi_env,
    objects: Vec<Object>,
    references: Vec<Reference>,
    /// Every record, and whether it must have run in the end.
    records: Vec<(Ran, Rc<Cell<bool>>)>,
}

impl Program<'_> {
    /// The indices of objects that scripts hold.
    fn held(&self, choice: usize) -> Option<usize> {
        let held: Vec<usize> =
            (0..self.objects.len()).filter(|index| self.objects[*index].held).collect();
        choice.checked_rem(held.len()).map(|choice| held[choice])
    }

    fn reference(&self, choice: usize) -> Option<usize> {
        choice.checked_rem(self.references.len())
    }

    fn record(&mut self) -> Ran {
        let record: Ran = Rc::default();
        self.records.push((record.clone(), Rc::new(Cell::new(true))));
        record
    }

    fn cancel(&self, record: &Ran) {
        let known = self.records.iter().find(|(known, _)| Rc::ptr_eq(known, record));
        known.expect("every record is known").1.set(false);
    }

    /// A handle to an object that scripts hold.
    fn value(&self, index: usize) -> napi_value {
        script(self.env, &format!("slots.get({index})"))
    }

    fn reachable(&self) -> HashSet<usize> {
        let mut todo: Vec<usize> =
            (0..self.objects.len()).filter(|index| self.objects[*index].held).collect();
        todo.extend(self.references.iter().filter(|r| r.count > 0).map(|r| r.object));
        let mut reached = HashSet::new();
        while let Some(index) = todo.pop() {
            if reached.insert(index) {
                todo.extend(&self.objects[index].links);
            }
        }
        reached
    }

    fn create(&mut self, shape: Shape) {
        let index = self.objects.len();
        let made = match shape {
            Shape::Plain => "{ links: [] }",
            Shape::Frozen => "Object.freeze({ links: [] })",
            Shape::Proxy => "new Proxy({ links: [] }, {})",
            Shape::Function => "Object.assign(function () {}, { links: [] })",
            Shape::Instance => "Object.assign(new Native(), { links: [] })",
            Shape::Symbol => "Symbol('unique')",
        };
        evaluate(self.runtime, &format!("slots.set({index}, {made}); 0"));
        self.objects.push(Object {
            shape,
            held: true,
            links: Vec::new(),
            wrap: None,
            finalizers: Vec::new(),
            dead: false,
        });
    }

    fn link(&mut self, from: usize, to: usize) {
        let (Some(from), Some(to)) = (self.held(from), self.held(to)) else { return };
        if self.objects[from].shape != Shape::Symbol {
            evaluate(self.runtime, &format!("slots.get({from}).links.push(slots.get({to})); 0"));
            self.objects[from].links.push(to);
        }
    }

    fn make_reference(&mut self, object: usize, count: u32) {
        let Some(object) = self.held(object) else { return };
        let mut raw = null_mut();
        ok!(napi_create_reference(self.env, self.value(object), count, &mut raw));
        self.references.push(Reference { raw, object, count, finalizer: None });
    }

    /// One owner more; what the answer must be depends on whether the object lives.
    fn acquire(&mut self, choice: usize) -> Result<(), TestCaseError> {
        let Some(index) = self.reference(choice) else { return Ok(()) };
        let reference = &mut self.references[index];
        let mut count = u32::MAX;
        ok!(napi_reference_ref(self.env, reference.raw, &mut count));
        if self.objects[reference.object].dead {
            prop_assert_eq!(count, 0, "the object is gone");
        } else if count == 0 {
            // Unreachable, and freed before a collection was asked for.
            let object = reference.object;
            prop_assert!(!self.reachable().contains(&object));
        } else {
            reference.count += 1;
            prop_assert_eq!(count, reference.count);
        }
        Ok(())
    }

    fn release(&mut self, choice: usize) -> Result<(), TestCaseError> {
        let Some(index) = self.reference(choice) else { return Ok(()) };
        let reference = &mut self.references[index];
        let mut count = u32::MAX;
        let status = status!(napi_reference_unref(self.env, reference.raw, &mut count));
        if reference.count == 0 {
            prop_assert_eq!(status, Status::napi_generic_failure);
        } else {
            reference.count -= 1;
            prop_assert_eq!((status, count), (Status::napi_ok, reference.count));
        }
        Ok(())
    }

    fn delete(&mut self, choice: usize) {
        let Some(index) = self.reference(choice) else { return };
        let reference = self.references.swap_remove(index);
        ok!(napi_delete_reference(self.env, reference.raw));
        if let Some(record) = reference.finalizer
            && record.get() == 0
        {
            self.cancel(&record);
            let object = &mut self.objects[reference.object];
            object.finalizers.retain(|known| !Rc::ptr_eq(known, &record));
        }
    }

    fn wrap(&mut self, choice: usize) -> Result<(), TestCaseError> {
        let Some(index) = self.held(choice) else { return Ok(()) };
        if self.objects[index].shape == Shape::Symbol {
            return Ok(());
        }
        let (value, record) = (self.value(index), self.record());
        let data = Rc::as_ptr(&record).cast_mut().cast();
        let status =
            status!(napi_wrap(self.env, value, data, Some(finalize), null_mut(), null_mut()));
        if self.objects[index].wrap.is_some() {
            prop_assert_eq!(status, Status::napi_invalid_arg, "wrapped already");
            self.cancel(&record);
            return Ok(());
        }
        prop_assert_eq!(status, Status::napi_ok);
        self.objects[index].wrap = Some(record);
        Ok(())
    }

    fn remove_wrap(&mut self, choice: usize) -> Result<(), TestCaseError> {
        let Some(index) = self.held(choice) else { return Ok(()) };
        let mut data = null_mut();
        if self.objects[index].shape == Shape::Symbol {
            return Ok(());
        }
        let status = status!(napi_remove_wrap(self.env, self.value(index), &mut data));
        match self.objects[index].wrap.take() {
            None => prop_assert_eq!(status, Status::napi_invalid_arg),
            Some(record) => {
                prop_assert_eq!(status, Status::napi_ok);
                prop_assert_eq!(data, Rc::as_ptr(&record).cast_mut().cast());
                self.cancel(&record);
            }
        }
        Ok(())
    }

    fn add_finalizer(&mut self, choice: usize, with_reference: bool) {
        let Some(index) = self.held(choice) else { return };
        if self.objects[index].shape == Shape::Symbol {
            return;
        }
        let (value, record) = (self.value(index), self.record());
        let data = Rc::as_ptr(&record).cast_mut().cast();
        let mut raw = null_mut();
        let place = if with_reference { &raw mut raw } else { null_mut() };
        ok!(napi_add_finalizer(self.env, value, data, Some(finalize), null_mut(), place));
        self.objects[index].finalizers.push(record.clone());
        if with_reference {
            let finalizer = Some(record);
            self.references.push(Reference { raw, object: index, count: 0, finalizer });
        }
    }

    /// A full collection: from now on what cannot be reached is gone for sure.
    fn collect(&mut self) {
        self.runtime.collect_garbage();
        let reachable = self.reachable();
        for (index, object) in self.objects.iter_mut().enumerate() {
            object.dead |= !reachable.contains(&index);
        }
    }

    /// Reads every reference, and looks at which finalizers ran.
    fn verify(&self, after_loop: bool) -> Result<(), TestCaseError> {
        let reachable = self.reachable();
        for reference in &self.references {
            let (mut value, mut same) = (null_mut(), false);
            self.runtime.enter(|_| -> Result<(), TestCaseError> {
                ok!(napi_get_reference_value(self.env, reference.raw, &mut value));
                let object = &self.objects[reference.object];
                if object.dead {
                    prop_assert!(value.is_null(), "object {} is gone", reference.object);
                } else if reachable.contains(&reference.object) {
                    prop_assert!(!value.is_null(), "object {} lives", reference.object);
                    if object.held {
                        let held = self.value(reference.object);
                        ok!(napi_strict_equals(self.env, value, held, &mut same));
                        prop_assert!(same, "it is object {}", reference.object);
                    }
                }
                Ok(())
            })?;
        }
        for (index, object) in self.objects.iter().enumerate() {
            for record in object.wrap.iter().chain(&object.finalizers) {
                if reachable.contains(&index) && !object.dead {
                    prop_assert_eq!(record.get(), 0, "object {} lives", index);
                } else if after_loop && object.dead {
                    prop_assert_eq!(record.get(), 1, "object {} is gone", index);
                } else {
                    prop_assert!(record.get() <= 1);
                }
            }
        }
        Ok(())
    }

    fn step(&mut self, step: Step) -> Result<(), TestCaseError> {
        let mut after_loop = false;
        // Each step in a scope of its own, so that no handle keeps an object.
        match step {
            Step::Create(shape) => self.create(shape),
            Step::Link(from, to) => self.link(from, to),
            Step::Drop(choice) => {
                if let Some(index) = self.held(choice) {
                    evaluate(self.runtime, &format!("slots.delete({index}); 0"));
                    self.objects[index].held = false;
                }
            }
            Step::Reference { object, count } => {
                self.runtime.enter(|_| self.make_reference(object, count));
            }
            Step::Ref(choice) => self.acquire(choice)?,
            Step::Unref(choice) => self.release(choice)?,
            Step::Delete(choice) => self.delete(choice),
            Step::Wrap(choice) => self.runtime.enter(|_| self.wrap(choice))?,
            Step::RemoveWrap(choice) => self.runtime.enter(|_| self.remove_wrap(choice))?,
            Step::Finalizer { object, with_reference } => {
                self.runtime.enter(|_| self.add_finalizer(object, with_reference));
            }
            Step::Collect => self.collect(),
            Step::RunLoop => {
                self.runtime.run().expect("finalizers do not throw");
                after_loop = true;
            }
        }
        self.verify(after_loop)
    }
}

fn with_class(runtime: &Runtime, env: napi_env) {
    runtime.enter(|_| {
        let mut class = null_mut();
        let name = c"Native".as_ptr();
        ok!(napi_define_class(
            env,
            name,
            -1,
            Some(construct),
            null_mut(),
            0,
            null_mut(),
            &mut class
        ));
        support::values::set_global(env, c"Native", class);
        script(env, "globalThis.slots = new Map()");
    });
}

#[test]
fn objects_live_exactly_as_long_as_they_can_be_reached() {
    let config = ProptestConfig { cases: 120, failure_persistence: None, ..Default::default() };
    proptest!(config, |(steps in steps())| {
        let runtime = runtime();
        let env = env_of(&runtime);
        with_class(&runtime, env);
        let mut program = Program {
            runtime: &runtime,
            env,
            objects: Vec::new(),
            references: Vec::new(),
            records: Vec::new(),
        };
        for step in steps {
            program.step(step)?;
        }
        let records = std::mem::take(&mut program.records);
        drop(program);
        drop(runtime);
        for (record, expected) in records {
            prop_assert_eq!(record.get(), u32::from(expected.get()), "at the end");
        }
    });
}

#[test]
fn a_symbol_that_dies_with_a_cycle_is_gone_for_its_references() {
    let runtime = runtime();
    let env = env_of(&runtime);
    let mut weak = null_mut();
    runtime.enter(|_| {
        let symbol =
            script(env, "globalThis.holder = { symbol: Symbol('in a cycle') }; holder.symbol");
        ok!(napi_create_reference(env, symbol, 0, &mut weak));
        script(env, "holder.self = holder; holder = null");
    });
    runtime.collect_garbage();
    runtime.enter(|_| {
        let mut value = number(env, 1.0);
        assert_eq!(number_in(env, value), 1.0);
        ok!(napi_get_reference_value(env, weak, &mut value));
        assert!(value.is_null());
        let mut count = u32::MAX;
        ok!(napi_reference_ref(env, weak, &mut count));
        assert_eq!(count, 0);
    });
}
