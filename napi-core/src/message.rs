//! What can leave a runtime for another thread: plain values and memory.
//!
//! A runtime's own scripts take a value apart (the structured clone algorithm is theirs) into a
//! flat array of primitives and a list of buffers; here both are copied out of the engine, and
//! made anew in another. BigInts in the array are the scripts' markers and fit 64 bits.

use crate::engine::{
    Buffers, Bytes, Errors, Handle, Kind, Objects, Outcome, Primitives, ReleaseBytes, SharedBytes,
    SharedMemory, Strings, Thrown,
};
use crate::runtime::RuntimeState;
use crate::scope::{Local, Scope};

/// One primitive.
#[derive(Clone)]
enum Token {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    Marker(i64),
    Latin1(Box<[u8]>),
    Utf16(Box<[u16]>),
}

/// One buffer.
#[derive(Clone)]
enum Memory {
    /// The content of an ArrayBuffer.
    Copied(Vec<u8>),
    Shared(SharedBytes),
}

/// Values outside of any runtime.
#[derive(Clone, Default)]
pub struct Message {
    tokens: Vec<Token>,
    memory: Vec<Memory>,
}

/// Why something is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPlain {
    /// A value in the flat array is no primitive that can be sent.
    Token,
    /// What should be a buffer is none, or its memory cannot be shared.
    Buffer,
}

impl Scope<'_> {
    /// Copies a flat array of primitives and an array of ArrayBuffers and SharedArrayBuffers.
    ///
    /// # Errors
    /// Which of the two holds something else.
    pub fn read_message(&self, tokens: Local<'_>, memory: Local<'_>) -> Result<Message, NotPlain> {
        let runtime = self.runtime();
        let tokens = each(runtime, tokens.handle_in(runtime), |value| token(runtime, value))
            .ok_or(NotPlain::Token)?;
        let memory = each(runtime, memory.handle_in(runtime), |value| buffer(runtime, value))
            .ok_or(NotPlain::Buffer)?;
        Ok(Message { tokens, memory })
    }
}

impl<'s> Scope<'s> {
    /// The two arrays of a message.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for them.
    pub fn write_message(&self, message: Message) -> Result<[Local<'s>; 2], Local<'s>> {
        let runtime = self.runtime();
        let thrown = |Thrown| self.take_exception();
        let tokens = array(runtime, message.tokens, |token| write_token(runtime, token));
        let tokens = self.local(tokens.map_err(thrown)?);
        let memory = array(runtime, message.memory, |memory| write_buffer(runtime, memory));
        Ok([tokens, self.local(memory.map_err(thrown)?)])
    }
}

/// Reads every element of an array; each in a scope of its own, so that long ones cost no memory.
fn each<T>(
    runtime: &RuntimeState,
    array: Handle,
    read: impl Fn(Handle) -> Option<T>,
) -> Option<Vec<T>> {
    let engine = runtime.engine();
    let length = match engine.array_length(array) {
        Ok(length) => length,
        Err(Thrown) => {
            engine.take_exception();
            return None;
        }
    };
    let mut values = Vec::with_capacity(length as usize);
    for index in 0..length {
        let value = runtime.enter(|_| match engine.get_index(array, index) {
            Ok(value) => read(value),
            Err(Thrown) => {
                engine.take_exception();
                None
            }
        });
        values.push(value?);
    }
    Some(values)
}

fn array<T>(
    runtime: &RuntimeState,
    values: Vec<T>,
    write: impl Fn(T) -> Outcome<Handle>,
) -> Outcome<Handle> {
    let engine = runtime.engine();
    let array = engine.array(0)?;
    for (index, value) in values.into_iter().enumerate() {
        runtime.enter(|_| engine.set_index(array, index as u32, write(value)?))?;
    }
    Ok(array)
}

fn token(runtime: &RuntimeState, value: Handle) -> Option<Token> {
    let engine = runtime.engine();
    Some(match engine.kind(value) {
        Kind::Undefined => Token::Undefined,
        Kind::Null => Token::Null,
        Kind::Boolean => Token::Boolean(engine.boolean_value(value)?),
        Kind::Number => Token::Number(engine.number_value(value)?),
        Kind::BigInt => {
            let value = engine.bigint_value(value)?;
            if value.words.len() > 1 {
                return None;
            }
            let magnitude = i64::try_from(value.words.first().copied().unwrap_or(0)).ok()?;
            Token::Marker(if value.negative { -magnitude } else { magnitude })
        }
        Kind::String => engine.with_utf16(value, text).ok()?,
        _ => return None,
    })
}

/// A string in as few bytes as it needs.
fn text(units: &[u16]) -> Token {
    if units.iter().all(|unit| *unit < 0x100) {
        Token::Latin1(units.iter().map(|unit| *unit as u8).collect())
    } else {
        Token::Utf16(units.into())
    }
}

fn write_token(runtime: &RuntimeState, token: Token) -> Outcome<Handle> {
    let engine = runtime.engine();
    match token {
        Token::Undefined => Ok(engine.undefined()),
        Token::Null => Ok(engine.null()),
        Token::Boolean(value) => Ok(engine.boolean(value)),
        Token::Number(value) => Ok(engine.number(value)),
        Token::Marker(value) => engine.bigint_i64(value),
        Token::Latin1(bytes) => engine.string_latin1(&bytes),
        Token::Utf16(units) => engine.string_utf16(&units),
    }
}

fn buffer(runtime: &RuntimeState, value: Handle) -> Option<Memory> {
    let engine = runtime.engine();
    if let Some(bytes) = engine.array_buffer_bytes(value) {
        if bytes.len == 0 {
            return Some(Memory::Copied(Vec::new()));
        }
        // SAFETY: the engine's bytes of a live buffer, copied before anything else runs.
        return Some(Memory::Copied(
            unsafe { std::slice::from_raw_parts(bytes.data, bytes.len) }.into(),
        ));
    }
    engine.hold_shared_memory(value).map(Memory::Shared)
}

fn write_buffer(runtime: &RuntimeState, memory: Memory) -> Outcome<Handle> {
    let engine = runtime.engine();
    match memory {
        Memory::Shared(memory) => engine.show_shared_memory(&memory),
        Memory::Copied(content) if content.is_empty() => engine.array_buffer(0),
        Memory::Copied(mut content) => {
            // The heap memory stays where it is while the vector moves into its owner.
            let bytes = Bytes { data: content.as_mut_ptr(), len: content.len() };
            engine.external_array_buffer(bytes, Box::new(Content(content)))
        }
    }
}

/// Keeps the bytes of a buffer that came in a message.
struct Content(#[allow(dead_code)] Vec<u8>);

impl ReleaseBytes for Content {
    fn release(self: Box<Self>) {}
}

#[cfg(test)]
mod tests {
    use crate::runtime::Runtime;

    /// Sends what `source` makes (`[tokens, memory]`) to a runtime on another thread, where
    /// `check`, a function's source, sees it.
    fn send(source: &str, check: &'static str) -> String {
        let message = Runtime::new().unwrap().enter(|scope| {
            let made = scope.evaluate(source, "made").expect("the source is good");
            let part = |name| scope.get(made, name).expect("an array");
            scope.read_message(part("0"), part("1"))
        });
        let message = match message {
            Ok(message) => message,
            Err(why) => return format!("{why:?}"),
        };
        let other = std::thread::spawn(move || {
            Runtime::new().unwrap().enter(|scope| {
                let parts = scope.write_message(message).expect("there is memory");
                let check = scope.evaluate(check, "check").expect("the check is good");
                let result = scope.call(check, scope.undefined(), &parts);
                result.map_or_else(|thrown| scope.describe(thrown), |value| scope.to_text(value))
            })
        });
        other.join().unwrap()
    }

    #[test]
    fn primitives_arrive_as_they_were() {
        let source =
            "[[undefined, null, true, 1.5, -7n, 'caf\\u00e9', '\\ud83d\\ude00\\ud800', ''], []]";
        let check =
            "(tokens) => tokens.map((t) => typeof t === 'string' ? escape(t) : String(t)).join()";
        assert_eq!(send(source, check), "undefined,null,true,1.5,-7,caf%E9,%uD83D%uDE00%uD800,");
    }

    #[test]
    fn memory_is_copied_or_shared() {
        let source = "const s = new SharedArrayBuffer(4, { maxByteLength: 8 }); \
             new Uint8Array(s)[1] = 9; [[], [new Uint8Array([1, 2]).buffer, new ArrayBuffer(0), s]]";
        let check = "(_, [copy, empty, s]) => [new Uint8Array(copy), empty.byteLength, \
             s.constructor.name, new Uint8Array(s), s.maxByteLength].join(' ')";
        assert_eq!(send(source, check), "1,2 0 SharedArrayBuffer 0,9,0,0 8");
    }

    #[test]
    fn what_is_not_plain_is_refused() {
        assert_eq!(send("[[{}], []]", "() => 0"), "Token");
        assert_eq!(send("[[2n ** 70n], []]", "() => 0"), "Token");
        assert_eq!(send("[[], [{}]]", "() => 0"), "Buffer");
    }
}
