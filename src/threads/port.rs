//! Ports: the ends of channels between threads.
//!
//! Ports that hear each other are a group: the two of a channel, or all of one broadcast name. A
//! port holds what was sent to it until somebody takes it; while a thread receives from it, that
//! thread is told. Locks are taken in this order: group, inbox.

use super::mailroom::{Event, Mail};
use napi_core::Message;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};

/// What is sent: values, and ports that move with them.
pub struct Letter {
    message: Message,
    ports: Mutex<Vec<Arc<Port>>>,
}

/// What comes out of a port.
pub enum Item {
    Letter(Arc<Letter>),
    /// The other end was closed.
    Close,
}

/// One end.
pub struct Port {
    group: Arc<Group>,
    inbox: Mutex<Inbox>,
}

#[derive(Default)]
struct Inbox {
    items: VecDeque<Item>,
    /// The thread that receives, and what it calls the port.
    receiver: Option<(Arc<Mail>, u32)>,
}

/// Ports that hear each other.
struct Group {
    /// The name of a broadcast group.
    name: Option<String>,
    members: Mutex<Vec<Weak<Port>>>,
}

/// The broadcast groups that have members.
static NAMED: LazyLock<Mutex<HashMap<String, Arc<Group>>>> = LazyLock::new(Mutex::default);

/// A panic cannot leave what these locks guard half changed: nothing under them panics midway.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Letter {
    pub fn new(message: Message, ports: Vec<Arc<Port>>) -> Letter {
        Letter { message, ports: Mutex::new(ports) }
    }

    /// What is in it. Of the readers of a broadcast only the first gets the ports.
    pub fn open(self: Arc<Letter>) -> (Message, Vec<Arc<Port>>) {
        let ports = self.take_ports();
        match Arc::try_unwrap(self) {
            Ok(mut letter) => (std::mem::take(&mut letter.message), ports),
            Err(shared) => (shared.message.clone(), ports),
        }
    }

    fn take_ports(&self) -> Vec<Arc<Port>> {
        std::mem::take(&mut lock(&self.ports))
    }
}

impl Drop for Letter {
    fn drop(&mut self) {
        // Nobody took them: their other ends must hear that.
        for port in self.take_ports() {
            port.close();
        }
    }
}

/// Both ends of a new channel.
pub fn channel() -> [Arc<Port>; 2] {
    let group = Arc::new(Group { name: None, members: Mutex::default() });
    [join(&group), join(&group)]
}

/// A new port of the broadcast group of this name.
pub fn broadcast(name: &str) -> Arc<Port> {
    let mut named = lock(&NAMED);
    let group = named.entry(name.to_owned()).or_insert_with(|| {
        Arc::new(Group { name: Some(name.to_owned()), members: Mutex::default() })
    });
    join(group)
}

fn join(group: &Arc<Group>) -> Arc<Port> {
    let port = Arc::new(Port { group: group.clone(), inbox: Mutex::default() });
    lock(&group.members).push(Arc::downgrade(&port));
    port
}

impl Port {
    /// Sends to the other members; whether there are any.
    pub fn post(self: &Arc<Port>, letter: Letter) -> bool {
        let letter = Arc::new(letter);
        let others = self.others();
        for other in &others {
            other.put(Item::Letter(letter.clone()));
        }
        !others.is_empty()
    }

    /// Whether `other` hears what is sent here.
    pub fn reaches(self: &Arc<Port>, other: &Arc<Port>) -> bool {
        self.others().iter().any(|member| Arc::ptr_eq(member, other))
    }

    fn others(self: &Arc<Port>) -> Vec<Arc<Port>> {
        let members = lock(&self.group.members);
        members.iter().filter_map(Weak::upgrade).filter(|port| !Arc::ptr_eq(port, self)).collect()
    }

    fn put(&self, item: Item) {
        let mut inbox = lock(&self.inbox);
        inbox.items.push_back(item);
        if let Some((mail, id)) = &inbox.receiver {
            mail.put(Event::Port(*id));
        }
    }

    /// The thread of `mail`, which calls the port `id`, is told of what came and will come.
    pub fn receive_on(&self, mail: Arc<Mail>, id: u32) {
        let mut inbox = lock(&self.inbox);
        if !inbox.items.is_empty() {
            mail.put(Event::Port(id));
        }
        inbox.receiver = Some((mail, id));
    }

    /// No thread is told any more; what comes is kept.
    pub fn stop(&self) {
        lock(&self.inbox).receiver = None;
    }

    /// The oldest item. Unless the port receives (`all`), only the news that the other end closed
    /// is taken, and that when nothing is before it.
    pub fn take(&self, all: bool) -> Option<Item> {
        let mut inbox = lock(&self.inbox);
        match inbox.items.front() {
            Some(Item::Letter(_)) if !all => None,
            _ => inbox.items.pop_front(),
        }
    }

    /// How many items wait.
    pub fn waiting(&self) -> usize {
        lock(&self.inbox).items.len()
    }

    /// Leaves the group; the other end of a channel is told. What waits here is dropped.
    pub fn close(self: &Arc<Port>) {
        let others = {
            let mut named = lock(&NAMED);
            let mut members = lock(&self.group.members);
            let before = members.len();
            members.retain(|member| !member.ptr_eq(&Arc::downgrade(self)));
            if members.len() == before {
                return; // closed already
            }
            match &self.group.name {
                Some(name) => {
                    if members.is_empty() {
                        named.remove(name);
                    }
                    Vec::new()
                }
                None => members.iter().filter_map(Weak::upgrade).collect(),
            }
        };
        for other in others {
            other.put(Item::Close);
        }
        self.stop();
        // Outside the lock: letters close the ports in them.
        let rest = std::mem::take(&mut lock(&self.inbox).items);
        drop(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(ports: Vec<Arc<Port>>) -> Letter {
        Letter::new(Message::default(), ports)
    }

    fn is_letter(item: Option<Item>) -> bool {
        matches!(item, Some(Item::Letter(_)))
    }

    fn is_close(item: Option<Item>) -> bool {
        matches!(item, Some(Item::Close))
    }

    #[test]
    fn the_other_end_hears_letters_and_then_the_close() {
        let [one, other] = channel();
        assert!(one.reaches(&other));
        assert!(one.post(letter(Vec::new())));
        one.close();
        one.close();
        assert!(other.take(false).is_none(), "a letter is before the close");
        assert!(is_letter(other.take(true)));
        assert!(is_close(other.take(false)));
        assert!(other.take(true).is_none());
        assert!(!other.post(letter(Vec::new())), "nobody is left to hear");
    }

    #[test]
    fn a_letter_that_nobody_opens_closes_its_ports() {
        let [one, other] = channel();
        let [near, far] = channel();
        one.post(letter(vec![near]));
        other.close();
        assert!(is_close(far.take(true)));
    }

    #[test]
    fn a_broadcast_reaches_all_but_the_sender() {
        let [one, two, three] = ["ports::tests"; 3].map(broadcast);
        assert!(one.post(letter(Vec::new())));
        assert!(one.take(true).is_none());
        assert!(is_letter(two.take(true)) && is_letter(three.take(true)));
        two.close();
        assert!(three.take(true).is_none(), "closing one says nothing to the others");
        one.close();
        three.close();
        assert!(!lock(&NAMED).contains_key("ports::tests"));
    }
}
