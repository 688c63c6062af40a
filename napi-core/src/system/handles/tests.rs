//! Handles on a runtime's loop, with nobody else's help.

use super::*;
use crate::runtime::Runtime;
use crate::system::file_system::tests::TestFolder;

/// An event that was heard, kept.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::system) enum Heard {
    Exit(i64, c_int),
    Data(Vec<u8>),
    End(c_int),
    Written(c_int),
    ShutDown(c_int),
    Connected(c_int),
    Connection(c_int, Id),
    Addresses(c_int, Vec<String>),
    Names(c_int, String, String),
    Message(Vec<u8>, String),
    Sent(c_int),
    Closed,
}

impl Heard {
    fn of(event: Event<'_>) -> Heard {
        match event {
            Event::Exit(status, signal) => Heard::Exit(status, signal),
            Event::Data(bytes) => Heard::Data(bytes.to_vec()),
            Event::End(errno) => Heard::End(errno),
            Event::Written(errno) => Heard::Written(errno),
            Event::ShutDown(errno) => Heard::ShutDown(errno),
            Event::Connected(errno) => Heard::Connected(errno),
            Event::Connection(errno, id) => Heard::Connection(errno, id),
            Event::Addresses(errno, list) => {
                Heard::Addresses(errno, list.iter().map(SocketAddress::ip).collect())
            }
            Event::Names(errno, host, service) => {
                Heard::Names(errno, host.to_owned(), service.to_owned())
            }
            Event::Message(content, from) => Heard::Message(content.to_vec(), from.ip()),
            Event::Sent(errno) => Heard::Sent(errno),
            Event::Closed => Heard::Closed,
        }
    }
}

type Log = Rc<RefCell<Vec<(Id, Heard)>>>;

/// A runtime, its handles, and what was heard of them.
pub(in crate::system) fn handles() -> (Runtime, Rc<Handles>, Log) {
    let runtime = Runtime::new().unwrap();
    let heard = Log::default();
    let log = heard.clone();
    let on_event: OnEvent = Rc::new(move |_, id, event| {
        log.borrow_mut().push((id, Heard::of(event)));
    });
    let handles = Rc::new(Handles::new(runtime.state(), on_event));
    (runtime, handles, heard)
}

/// Turns the loop until something was heard that satisfies, and gives it.
fn wait<T>(runtime: &Runtime, heard: &Log, find: impl Fn(&(Id, Heard)) -> Option<T>) -> T {
    loop {
        if let Some(found) = heard.borrow().iter().find_map(&find) {
            return found;
        }
        let count = heard.borrow().len();
        let is_alive = runtime.poll().unwrap();
        assert!(is_alive || heard.borrow().len() > count, "nothing will come: {heard:?}");
    }
}

fn loopback(port: u16) -> SocketAddress {
    SocketAddress::parse("127.0.0.1", port).unwrap()
}

/// A listening socket, a connection to it, and the other end of that.
fn connection(runtime: &Runtime, handles: &Handles, heard: &Log) -> (Id, Id, Id) {
    let server = handles.open_tcp().unwrap();
    handles.bind_tcp(server, &loopback(0), 0).unwrap();
    handles.listen(server, 5).unwrap();
    let client = handles.open_tcp().unwrap();
    handles.connect_tcp(client, &handles.tcp_name(server).unwrap()).unwrap();
    let peer = wait(runtime, heard, |(id, event)| match event {
        Heard::Connection(0, peer) if *id == server => Some(*peer),
        _ => None,
    });
    wait(runtime, heard, |(id, event)| {
        (*id == client && *event == Heard::Connected(0)).then_some(())
    });
    heard.take();
    (server, client, peer)
}

#[test]
fn a_tcp_connection_carries_bytes_both_ways_until_both_ended() {
    let (runtime, handles, heard) = handles();
    let (server, client, peer) = connection(&runtime, &handles, &heard);
    let name = format!("{:?}", handles.tcp_name(client).unwrap());
    assert_eq!(format!("{:?}", handles.tcp_peer(peer).unwrap()), name);
    assert!(handles.descriptor(peer).unwrap() > 2);
    handles.set_no_delay(client, true).unwrap();
    handles.set_keep_alive(client, true, 10).unwrap();
    handles.close(server).unwrap();
    handles.start_reading(peer).unwrap();
    handles.start_reading(client).unwrap();
    handles.limit_reads(peer, 3).unwrap();
    assert!(!handles.write(client, &[b"ab", b"", b"cd"]).unwrap());
    handles.shut_down(client).unwrap();
    wait(&runtime, &heard, |(id, event)| {
        (*id == peer && matches!(event, Heard::End(_))).then_some(())
    });
    let of = |whose| {
        let mut log = heard.take();
        log.retain(|(id, _)| *id == whose);
        log.into_iter().map(|(_, event)| event).collect::<Vec<_>>()
    };
    let expected = [
        Heard::Data(b"abc".to_vec()),
        Heard::Data(b"d".to_vec()),
        Heard::End(uv::uv_errno_t_UV_EOF),
    ];
    assert_eq!(of(peer), expected);
    handles.write(peer, &[b"back"]).unwrap();
    handles.shut_down(peer).unwrap();
    runtime.run().unwrap();
    let expected = [Heard::Data(b"back".to_vec()), Heard::End(uv::uv_errno_t_UV_EOF)];
    assert_eq!(of(client), expected);
    handles.close(client).unwrap();
    handles.close(peer).unwrap();
    runtime.run().unwrap();
    // libuv closes the newest first.
    assert_eq!(heard.take(), [(peer, Heard::Closed), (client, Heard::Closed)]);
}

#[test]
fn what_the_system_does_not_take_at_once_is_written_later() {
    let (runtime, handles, heard) = handles();
    let (_, client, peer) = connection(&runtime, &handles, &heard);
    let content: Vec<u8> = (0..20_000_000_u32).map(|number| (number / 3) as u8).collect();
    let (first, second) = content.split_at(7);
    assert!(handles.write(client, &[first, second]).unwrap());
    assert!(handles.write_queue_size(client).unwrap() > 0);
    handles.start_reading(peer).unwrap();
    wait(&runtime, &heard, |(id, event)| {
        (*id == client && *event == Heard::Written(0)).then_some(())
    });
    handles.shut_down(client).unwrap();
    wait(&runtime, &heard, |(id, event)| {
        (*id == peer && matches!(event, Heard::End(_))).then_some(())
    });
    let received: Vec<u8> = heard
        .take()
        .into_iter()
        .filter_map(|(_, event)| if let Heard::Data(bytes) = event { Some(bytes) } else { None })
        .flatten()
        .collect();
    assert!(received == content, "{} of {} bytes", received.len(), content.len());
}

#[test]
fn a_reset_connection_is_an_error_at_the_other_end() {
    let (runtime, handles, heard) = handles();
    let (_, client, peer) = connection(&runtime, &handles, &heard);
    handles.start_reading(peer).unwrap();
    handles.reset_tcp(client).unwrap();
    let errno = wait(&runtime, &heard, |(id, event)| match event {
        Heard::End(errno) if *id == peer => Some(*errno),
        _ => None,
    });
    assert_eq!(errno, uv::uv_errno_t_UV_ECONNRESET);
    assert_eq!(handles.reset_tcp(client).unwrap_err().code(), "EBADF");
}

#[test]
fn nobody_listening_and_addresses_in_use_are_errors() {
    let (runtime, handles, heard) = handles();
    let (server, client, _) = connection(&runtime, &handles, &heard);
    let taken = handles.tcp_name(server).unwrap();
    let second = handles.open_tcp().unwrap();
    // libuv tells of an address in use when it is used.
    handles.bind_tcp(second, &taken, 0).unwrap();
    assert_eq!(handles.listen(second, 5).unwrap_err().code(), "EADDRINUSE");
    handles.close(server).unwrap();
    wait(&runtime, &heard, |(id, event)| (*id == server && *event == Heard::Closed).then_some(()));
    let late = handles.open_tcp().unwrap();
    handles.connect_tcp(late, &taken).unwrap();
    let answer = wait(&runtime, &heard, |(id, event)| match event {
        Heard::Connected(errno) if *id == late => Some(*errno),
        _ => None,
    });
    assert_eq!(answer, uv::uv_errno_t_UV_ECONNREFUSED);
    assert_eq!(handles.adopt_tcp(client, 9999).unwrap_err().code(), "EBADF");
    assert_eq!(handles.adopt_pipe(client, 0).unwrap_err().code(), "EINVAL");
}

#[test]
fn pipes_have_paths() {
    let (runtime, handles, heard) = handles();
    let folder = TestFolder::new();
    let path = folder.path("socket");
    let server = handles.open_pipe(false).unwrap();
    handles.bind_pipe(server, &path).unwrap();
    handles.listen(server, 5).unwrap();
    handles.chmod_pipe(server, 3).unwrap();
    let client = handles.open_pipe(false).unwrap();
    handles.connect_pipe(client, &path).unwrap();
    let peer = wait(&runtime, &heard, |(id, event)| match event {
        Heard::Connection(0, peer) if *id == server => Some(*peer),
        _ => None,
    });
    handles.write(peer, &[b"hello"]).unwrap();
    handles.start_reading(client).unwrap();
    wait(&runtime, &heard, |(id, event)| {
        (*id == client && *event == Heard::Data(b"hello".to_vec())).then_some(())
    });
    let second = handles.open_pipe(false).unwrap();
    assert_eq!(handles.bind_pipe(second, &path).unwrap_err().code(), "EADDRINUSE");
    assert_eq!(handles.bind_pipe(second, &[b'x'; 200]).unwrap_err().code(), "EINVAL");
    assert_eq!(handles.connect_pipe(second, b"").unwrap_err().code(), "EINVAL");
    assert_eq!(handles.connect_tcp(second, &loopback(1)).unwrap_err().code(), "EINVAL");
}

#[test]
fn what_is_closed_is_an_error_and_what_is_told_so_keeps_nothing_alive() {
    let (runtime, handles, heard) = handles();
    let (server, client, peer) = connection(&runtime, &handles, &heard);
    for stream in [server, client, peer] {
        assert!(handles.keeps_alive(stream).unwrap());
        handles.keep_alive(stream, false).unwrap();
        assert!(!handles.keeps_alive(stream).unwrap());
    }
    handles.start_reading(client).unwrap();
    runtime.run().unwrap();
    handles.close(client).unwrap();
    assert_eq!(handles.write(client, &[b"x"]).unwrap_err().code(), "EBADF");
    assert_eq!(handles.start_reading(client).unwrap_err().code(), "EBADF");
    assert_eq!(handles.close(client).unwrap_err().code(), "EBADF");
    assert_eq!(handles.tcp_name(client).unwrap_err().code(), "EBADF");
    let idle = handles.open_tcp().unwrap();
    assert_eq!(handles.start_reading(idle).unwrap_err().code(), "ENOTCONN");
    assert_eq!(handles.window_size(idle).unwrap_err().code(), "EINVAL");
    assert_eq!(handles.open_terminal(9999).unwrap_err().code(), "EINVAL");
    // Under way when the runtime ends: a connection, a write, what was read.
    handles.connect_tcp(idle, &handles.tcp_name(server).unwrap()).unwrap();
    handles.write(peer, &[&vec![0; 1 << 22]]).unwrap();
    heard.take();
    drop(runtime);
    assert_eq!(heard.take(), []);
    assert_eq!(handles.listen(server, 1).unwrap_err().code(), "EBADF");
    assert_eq!(Rc::strong_count(&heard), 1);
}

#[test]
fn names_and_addresses_are_looked_up() {
    let (runtime, handles, heard) = handles();
    let numbers = handles.look_up("127.0.0.1", Hints { family: 4, flags: 0 }).unwrap();
    let unknown = handles.look_up("no..such.invalid", Hints::default()).unwrap();
    let names = handles.look_up_names(&loopback(80)).unwrap();
    runtime.run().unwrap();
    let heard = heard.take();
    assert!(heard.contains(&(numbers, Heard::Addresses(0, vec!["127.0.0.1".to_owned()]))));
    let failed = |(id, event): &(Id, Heard)| {
        *id == unknown
            && matches!(event, Heard::Addresses(errno, list) if *errno < 0 && list.is_empty())
    };
    assert!(heard.iter().any(failed), "{heard:?}");
    let named = |(id, event): &(Id, Heard)| {
        *id == names
            && matches!(event, Heard::Names(errno, host, _) if (*errno == 0) != host.is_empty())
    };
    assert!(heard.iter().any(named), "{heard:?}");
    assert_eq!(handles.look_up("a\0b", Hints::default()).unwrap_err().code(), "EINVAL");
}

#[test]
fn what_is_looked_up_when_the_runtime_ends_is_not_told() {
    let (runtime, handles, heard) = handles();
    for _ in 0..20 {
        handles.look_up("127.0.0.1", Hints::default()).unwrap();
    }
    drop(runtime);
    assert_eq!(heard.take(), []);
    assert_eq!(handles.look_up("::1", Hints::default()).unwrap_err().code(), "EBADF");
    drop(handles);
    assert_eq!(Rc::strong_count(&heard), 1);
}

#[test]
fn messages_come_one_by_one() {
    let (runtime, handles, heard) = handles();
    let (to, from) = (handles.open_udp().unwrap(), handles.open_udp().unwrap());
    handles.bind_udp(to, &loopback(0), 0).unwrap();
    let address = handles.udp_name(to).unwrap();
    handles.start_receiving(to).unwrap();
    assert!(!handles.send_udp(from, b"one", Some(&address)).unwrap());
    assert!(!handles.send_udp(from, b"", Some(&address)).unwrap());
    assert_eq!(handles.send_udp(from, b"x", None).unwrap_err().code(), "EDESTADDRREQ");
    handles.connect_udp(from, Some(&address)).unwrap();
    assert_eq!(format!("{:?}", handles.udp_peer(from).unwrap()), format!("{address:?}"));
    assert!(!handles.send_udp(from, b"three", None).unwrap());
    while heard.borrow().len() < 3 {
        assert!(runtime.poll().unwrap());
    }
    let message = |content: &[u8]| (to, Heard::Message(content.to_vec(), "127.0.0.1".to_owned()));
    assert_eq!(heard.take(), [message(b"one"), message(b""), message(b"three")]);
    handles.set_udp_option(to, UdpOption::Broadcast, 1).unwrap();
    handles.set_udp_option(to, UdpOption::Ttl, 16).unwrap();
    assert_eq!(handles.set_udp_option(to, UdpOption::Ttl, 0).unwrap_err().code(), "EINVAL");
    assert!(handles.buffer_size(to, BufferKind::Receive, Some(8192)).unwrap() >= 8192);
    assert!(handles.buffer_size(to, BufferKind::Send, None).unwrap() > 0);
    assert_eq!(
        handles.set_membership(to, "1.2.3.4", None, None, true).unwrap_err().code(),
        "EINVAL"
    );
    assert_eq!(handles.send_queue(to).unwrap(), (0, 0));
    assert!(handles.descriptor(to).unwrap() > 2);
    handles.keep_alive(to, false).unwrap();
    runtime.run().unwrap();
    handles.close(from).unwrap();
    assert_eq!(handles.send_udp(from, b"x", None).unwrap_err().code(), "EBADF");
    drop(runtime);
    assert_eq!(heard.take(), []);
    assert_eq!(handles.open_udp().unwrap_err().code(), "EBADF");
}

#[test]
fn a_terminal_has_a_size_and_a_mode() {
    let (mut outside, mut inside) = (0, 0);
    let mut size = libc::winsize { ws_row: 25, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: places for the two descriptors, and a size; the name and the settings are not wanted.
    let result = unsafe {
        let nothing = std::ptr::null_mut();
        libc::openpty(&mut outside, &mut inside, nothing, std::ptr::null_mut(), &raw mut size)
    };
    assert_eq!(result, 0);
    let (runtime, handles, heard) = handles();
    let terminal = handles.open_terminal(inside).unwrap();
    assert_eq!(handles.window_size(terminal).unwrap(), (80, 25));
    handles.set_terminal_mode(terminal, Mode::Raw).unwrap();
    handles.set_blocking(terminal, true).unwrap();
    assert!(!handles.write(terminal, &[b"out"]).unwrap());
    let mut seen = [0; 3];
    assert_eq!(crate::system::file_content::read(outside, &mut seen, -1).unwrap(), 3);
    assert_eq!(&seen, b"out");
    handles.start_reading(terminal).unwrap();
    // Not a whole line: a raw terminal hands on every key.
    crate::system::file_content::write(outside, b"k", -1).unwrap();
    wait(&runtime, &heard, |(id, event)| {
        (*id == terminal && *event == Heard::Data(b"k".to_vec())).then_some(())
    });
    handles.set_terminal_mode(terminal, Mode::Lines).unwrap();
    handles.close(terminal).unwrap();
    runtime.run().unwrap();
    reset_terminal();
    crate::system::file_content::close(outside).unwrap();
}
