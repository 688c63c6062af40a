//! Arrays of numbers, read and filled in chunks.
//!
//! Invariants: elements are read once, in order, up to the length that the array had at first; the
//! first that does not convert is the error, and none behind it is read. While a list's shim runs, the
//! place for its numbers is taken: getters and setters that convert arrays do it without.
//!
//! Neighbours: `convert/collections.rs`, which converts what these leave.

use super::table::{Use, call};
use super::{CHUNK, LIST_COUNT, LIST_NUMBERS, host, source};
use crate::array::Array;
use crate::convert::leaf::{Made, Test};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::env_state::EnvState;
use crate::raw::frame::Value;
use crate::raw::scratch::Scratch;

/// Shorter arrays are converted as fast without.
const SHORTEST: usize = 4;

/// Numbers pass through the stack in pieces of this size.
const PIECE: usize = 64;

static READ: Use = Use::new();
static FILL: Use = Use::new();

/// A number for each kind of numbers.
fn variant(kind: Test) -> u64 {
    match kind {
        Test::Number => 0,
        Test::Safe => 1,
        Test::SafeUnsigned => 2,
        Test::Signed(bits) => 256 + u64::from(bits),
        Test::Unsigned(bits) => 512 + u64::from(bits),
        Test::None | Test::Boolean | Test::Text => u64::MAX,
    }
}

/// The error of an element.
#[cold]
pub(crate) fn in_element(error: Error, index: u32) -> Error {
    error.prefixed(format_args!("element {index}: "))
}

#[cold]
fn ended() -> Error {
    Error::new("the environment has ended")
}

/// Reads the first elements of an array of that length, or all of them. `T` is a number.
pub(crate) fn read<'env, T: FromJs<'env>>(
    array: Array<'env>,
    length: u32,
    elements: &mut Vec<T>,
) -> Result<()> {
    let env = array.env();
    let long = length as usize >= SHORTEST;
    if !long || host::is_known_to_interpret() || !env.ledger().is_empty() {
        return Ok(());
    }
    let Ok(state) = EnvState::of(env) else { return Ok(()) };
    let shims = &state.shims;
    let Some(_taken) = shims.take_list() else { return Ok(()) };
    let kind = T::LEAF.test;
    let shim = shims.find(env, &READ, variant(kind)).or_else(|| {
        let warm = shims.is_warm(&READ, length as usize);
        warm.then(|| shims.make(env, &READ, variant(kind), || source::list_in(kind)))?
    });
    let Some(shim) = shim else { return Ok(()) };
    let mut from = 0;
    while from < length {
        let to = length.min(from.saturating_add(CHUNK as u32));
        let arguments = [array.into(), env.uint32(from)?, env.uint32(to)?];
        let returned = call(shim, &arguments).map_err(|error| in_element(error, from))?;
        let scratch = shims.scratch().ok_or_else(ended)?;
        let count = (scratch.get(LIST_COUNT) as usize).min((to - from) as usize);
        take(&scratch, count, elements)?;
        from += count as u32;
        if from < to {
            // Not recognized: as a rule an error.
            elements.push(T::from_js(returned).map_err(|error| in_element(error, from))?);
            from += 1;
        }
    }
    Ok(())
}

/// Converts the numbers that a shim has left.
fn take<'env, T: FromJs<'env>>(
    scratch: &Scratch,
    count: usize,
    elements: &mut Vec<T>,
) -> Result<()> {
    elements.reserve(count);
    let mut piece = [0.0; PIECE];
    let mut at = 0;
    while at < count {
        let numbers = &mut piece[..PIECE.min(count - at)];
        scratch.copy_to(LIST_NUMBERS + at, numbers);
        for number in numbers.iter() {
            let element = T::from_number(*number);
            // It passed the test.
            elements.push(element.ok_or_else(|| Error::new("a number does not convert"))?);
        }
        at += numbers.len();
    }
    Ok(())
}

/// Assigns elements to a new array, from the first on; how many. `T` is a number.
pub(crate) fn fill<'env, T: IntoJs<'env>>(
    array: Array<'env>,
    elements: &mut impl ExactSizeIterator<Item = T>,
) -> Result<u32> {
    let env = array.env();
    let length = elements.len();
    if length < SHORTEST || host::is_known_to_interpret() || !env.ledger().is_empty() {
        return Ok(0);
    }
    let Ok(state) = EnvState::of(env) else { return Ok(0) };
    let shims = &state.shims;
    let Some(_taken) = shims.take_list() else { return Ok(0) };
    let shim = shims.find(env, &FILL, 0).or_else(|| {
        shims.is_warm(&FILL, length).then(|| shims.make(env, &FILL, 0, source::list_out))?
    });
    let Some(shim) = shim else { return Ok(0) };
    let mut done = 0;
    while elements.len() > 0 {
        let scratch = shims.scratch().ok_or_else(ended)?;
        let mut count = 0;
        while count < CHUNK {
            let Some(element) = elements.next() else { break };
            let number = match element.into_made(env)? {
                Made::Number(number) => number,
                Made::Undefined | Made::Value(_) => {
                    return Err(Error::new("a number does not convert"));
                }
            };
            scratch.set(LIST_NUMBERS + count, number);
            count += 1;
        }
        let arguments: [Value<'env>; 3] =
            [array.into(), env.uint32(done)?, env.uint32(count as u32)?];
        call(shim, &arguments)?;
        done += count as u32;
    }
    Ok(done)
}
