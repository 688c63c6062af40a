//! The live instances of a thread, each known by a key that its JavaScript object holds.
//!
//! Invariant: an entry is there exactly while the object has a share in the instance, so what
//! [`find`] gives is in memory. The key is no address and is never followed: whatever `napi_unwrap`
//! gives of an object that another addon wrapped, it is at most looked up in vain. (A type tag
//! would tell the same, but on Node asking for one costs 42 ns a call, and setting one 90 ns.)
//!
//! The table outlives the thread's destructors, because a host may end its env among them: it has
//! none itself, and its memory is given back when the thread is ending and it is empty.
//!
//! Neighbours: `instances.rs`.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::num::NonZero;
use std::ptr::{self, NonNull};

use super::instances::Header;
use crate::error::{Error, Result};

/// The name of an instance for JavaScript's side: a mark of the thread and this library, the place
/// in the table, and a low bit that aligned pointers do not have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(NonZero<usize>);

impl Key {
    pub(super) fn to_raw(self) -> *mut std::os::raw::c_void {
        ptr::without_provenance_mut(self.0.get())
    }

    pub(super) fn from_raw(raw: *mut std::os::raw::c_void) -> Option<Key> {
        NonZero::new(raw.addr()).map(Key)
    }

    fn new(mark: usize, index: usize) -> Option<Key> {
        (index < LARGEST).then(|| NonZero::new(mark << INDEX_BITS | index << 1 | 1).map(Key))?
    }

    fn index(self) -> usize {
        (self.0.get() & ((1 << INDEX_BITS) - 1)) >> 1
    }
}

/// As many bits as hold the index and the low bit.
const INDEX_BITS: u32 = if usize::BITS == 64 { 36 } else { 26 };

const LARGEST: usize = 1 << (INDEX_BITS - 1);

struct Table {
    places: Vec<Option<NonNull<Header>>>,
    /// The places that are empty.
    free: Vec<usize>,
    mark: usize,
    /// The thread's destructors are running: nothing is kept for later.
    is_ending: bool,
}

impl Table {
    const EMPTY: Table = Table { places: Vec::new(), free: Vec::new(), mark: 0, is_ending: false };

    fn release_memory(&mut self) {
        if self.is_ending && self.places.len() == self.free.len() {
            self.places = Vec::new();
            self.free = Vec::new();
        }
    }
}

thread_local! {
    static TABLE: ManuallyDrop<RefCell<Table>> =
        const { ManuallyDrop::new(RefCell::new(Table::EMPTY)) };

    static ENDING: Ending = const { Ending };
}

/// Is dropped when the thread ends.
struct Ending;

impl Drop for Ending {
    fn drop(&mut self) {
        TABLE.with(|table| {
            let mut table = table.borrow_mut();
            table.is_ending = true;
            table.release_memory();
        });
    }
}

/// Its address is in no other library of the process.
static LIBRARY: u8 = 0;

/// Adds an instance.
pub(super) fn insert(instance: NonNull<Header>) -> Result<Key> {
    let insert = |table: &mut Table| {
        if table.mark == 0 {
            // The upper bits of the product depend on all bits of both addresses.
            let addresses = ptr::from_ref(&LIBRARY).addr() ^ ptr::from_ref(&*table).addr() << 1;
            let spread = (addresses as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            table.mark = (spread >> 38) as usize | 1;
        }
        let index = match table.free.pop() {
            Some(index) => index,
            None => {
                // Registers the destructor; where that has run already, so has the thread's end.
                let _ = ENDING.try_with(|_| ());
                table.places.push(None);
                table.places.len() - 1
            }
        };
        let key = Key::new(table.mark, index);
        match key {
            Some(_) => table.places[index] = Some(instance),
            None => table.free.push(index),
        }
        key
    };
    let key = TABLE.with(|table| insert(&mut table.borrow_mut()));
    key.ok_or_else(|| Error::new("no more instances of native classes can be made"))
}

/// The instance of a key, while it is live.
#[inline]
pub(super) fn find(key: Key) -> Option<NonNull<Header>> {
    TABLE.with(|table| {
        let table = table.borrow();
        let found = *table.places.get(key.index())?;
        found.filter(|_| Key::new(table.mark, key.index()) == Some(key))
    })
}

/// Removes the instance of a key.
pub(super) fn remove(key: Key) -> Option<NonNull<Header>> {
    let instance = find(key)?;
    TABLE.with(|table| {
        let mut table = table.borrow_mut();
        table.places[key.index()] = None;
        table.free.push(key.index());
        table.release_memory();
    });
    Some(instance)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::mpsc::{Sender, channel};

    use super::*;

    fn instance(number: &u64) -> NonNull<Header> {
        NonNull::from(number).cast()
    }

    #[test]
    fn keys_are_found_until_they_are_removed() {
        let numbers = [1, 2, 3];
        let keys: Vec<Key> =
            numbers.iter().map(|number| insert(instance(number)).unwrap()).collect();
        assert!(
            keys.iter().zip(&numbers).all(|(key, number)| find(*key) == Some(instance(number)))
        );
        assert!(keys[0] != keys[1] && keys[1] != keys[2]);
        assert_eq!(remove(keys[1]), Some(instance(&numbers[1])));
        assert_eq!(find(keys[1]), None);
        assert_eq!(remove(keys[1]), None, "only once");
        let again = insert(instance(&numbers[0])).unwrap();
        assert_eq!(find(again), Some(instance(&numbers[0])));
    }

    #[test]
    fn what_others_wrapped_is_not_found() {
        let number = 5;
        let key = insert(instance(&number)).unwrap();
        for raw in [
            1,
            3,
            key.0.get() ^ 1,
            key.0.get() ^ (1 << INDEX_BITS),
            instance(&number).addr().get(),
            usize::MAX,
        ] {
            assert_eq!(
                Key::from_raw(ptr::without_provenance_mut(raw)).and_then(find),
                None,
                "{raw:x}"
            );
        }
        assert!(Key::from_raw(ptr::null_mut()).is_none());
    }

    #[test]
    fn instances_can_be_removed_among_the_threads_destructors() {
        static NUMBER: u64 = 7;
        struct Late(Cell<Option<(Key, Sender<bool>)>>);
        impl Drop for Late {
            fn drop(&mut self) {
                let (key, answer) = self.0.take().unwrap();
                let removed = remove(key) == Some(instance(&NUMBER));
                let is_released = TABLE.with(|table| table.borrow().places.capacity() == 0);
                answer.send(removed && is_released).unwrap();
            }
        }
        thread_local!(static LATE: Late = const { Late(Cell::new(None)) });
        let (answer, answered) = channel();
        std::thread::spawn(move || {
            // The first to be used is the last to be dropped.
            LATE.with(|late| late.0.set(Some((insert(instance(&NUMBER)).unwrap(), answer))));
        });
        assert_eq!(answered.recv(), Ok(true));
    }

    #[test]
    fn another_threads_key_is_not_found() {
        let number = 5;
        let key = insert(instance(&number)).unwrap();
        let raw = key.0.get();
        let elsewhere = std::thread::spawn(move || {
            let other = 6;
            let own = insert(instance(&other)).unwrap();
            let key = Key(NonZero::new(raw).unwrap());
            (find(key).is_none(), find(own).is_some())
        });
        assert_eq!(elsewhere.join().unwrap(), (true, true));
    }
}
