//! Deferreds: `napi_deferred`, what settles a promise until it is concluded.
//!
//! What an addon holds is not an address but a place in a table and how often that place was used,
//! so concluding twice, or something invented, is a status and not a crash. Neighbours:
//! `abi/promises.rs`.

use crate::engine::Settlers;
use std::cell::RefCell;

/// A number's upper half counts the uses of a place, its lower half names the place.
const HALF: u32 = usize::BITS / 2;
const LOW: usize = (1 << HALF) - 1;

/// A place in the table.
#[derive(Default)]
struct Place {
    /// How often it was used; part of the number an addon holds.
    uses: usize,
    deferred: Option<Settlers>,
}

/// The deferreds of an env that are not concluded.
#[derive(Default)]
pub struct Deferreds {
    places: RefCell<Vec<Place>>,
    free: RefCell<Vec<u32>>,
}

impl Deferreds {
    /// Keeps a deferred until it is concluded or the env ends; its number, never 0.
    pub fn keep(&self, deferred: Settlers) -> usize {
        let mut places = self.places.borrow_mut();
        let index = self.free.borrow_mut().pop().unwrap_or_else(|| {
            places.push(Place::default());
            (places.len() - 1) as u32
        });
        let place = &mut places[index as usize];
        place.uses = place.uses.wrapping_add(1) & LOW;
        place.deferred = Some(deferred);
        (place.uses << HALF) | (index as usize + 1)
    }

    /// Takes a deferred back; `None` when it was concluded before or never was.
    pub fn take(&self, number: usize) -> Option<Settlers> {
        let (uses, index) = (number >> HALF, (number & LOW).checked_sub(1)?);
        let mut places = self.places.borrow_mut();
        let place = places.get_mut(index).filter(|place| place.uses == uses)?;
        let deferred = place.deferred.take()?;
        self.free.borrow_mut().push(index as u32);
        Some(deferred)
    }

    /// Lets all of them go; for the end of the env.
    pub fn clear(&self) {
        let places = std::mem::take(&mut *self.places.borrow_mut());
        self.free.borrow_mut().clear();
        drop(places);
    }
}
