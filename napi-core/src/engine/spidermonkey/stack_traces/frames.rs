//! Frames in the engine's words, read and put into V8's.

use super::sources::Sources;
use super::{Engine, Pinned};
use crate::engine::seam::{Outcome, Scopes, Strings};
use mozjs_sys::jsapi::{JS, JS_ErrorFromException, JSObject, JSString};
use mozjs_sys::jsval::StringValue;
use std::borrow::Cow;
use std::ffi::CStr;

const SHOWN: JS::SavedFrameSelfHosted = JS::SavedFrameSelfHosted::Exclude;

/// One frame of a stack trace.
pub struct Frame {
    /// As the engine calls the function; see [`Frame::function`].
    name: Option<String>,
    source: String,
    pub line: u32,
    pub column: u32,
    /// Whether it is a call by `new`.
    pub is_construction: bool,
}

/// Frames from the innermost on, no more than `limit`.
pub fn list(
    engine: &Engine,
    innermost: &Pinned<'_, *mut JSObject>,
    limit: usize,
) -> Outcome<Vec<Frame>> {
    let mut list = Vec::new();
    let frame = engine.pin(innermost.get());
    while !frame.get().is_null() && list.len() < limit {
        let name = text(engine, |cx, none, out| {
            // SAFETY: a live context and a frame in a traced slot.
            unsafe { JS::GetSavedFrameFunctionDisplayName(cx, none, frame.handle(), out, SHOWN) }
        })?;
        let source = text(engine, |cx, none, out| {
            // SAFETY: as above.
            unsafe { JS::GetSavedFrameSource(cx, none, frame.handle(), out, SHOWN) }
        })?;
        let (mut line, mut column) = (0, JS::TaggedColumnNumberOneOrigin { value_: 0 });
        let none = std::ptr::null_mut();
        let known = {
            // SAFETY: as above; the last writes its result once it has read the frame.
            unsafe {
                JS::GetSavedFrameColumn(engine.cx, none, frame.handle(), &raw mut column, SHOWN);
                JS::GetSavedFrameLine(engine.cx, none, frame.handle(), &raw mut line, SHOWN)
            }
        };
        if known == JS::SavedFrameResult::Ok {
            list.push(Frame {
                name,
                source: source.unwrap_or_default(),
                line,
                column: column.value_,
                is_construction: false,
            });
        }
        // SAFETY: as above.
        unsafe { JS::GetSavedFrameParent(engine.cx, none, frame.handle(), frame.out(), SHOWN) };
    }
    find_constructions(&mut list);
    Ok(list)
}

/// Where the compiler found something wrong in a text, if the object is such an error: only its
/// errors quote the text.
pub fn place_in_text(engine: &Engine, error: &Pinned<'_, *mut JSObject>) -> Option<Frame> {
    let mut borrowed = JS::BorrowedErrorReport {
        owner_: JS::Rooted::new_unrooted(std::ptr::null_mut()),
        report_: std::ptr::null_mut(),
    };
    // SAFETY: a live object in a traced slot, which keeps its report; nothing is collected while
    // that is read. The file's name is copied.
    unsafe {
        if !JS_ErrorFromException(engine.cx, error.handle(), &raw mut borrowed) {
            return None;
        }
        let report = borrowed.report_.as_ref()?;
        let file = report._base.filename.data_;
        if report.linebuf_.is_null() || file.is_null() {
            return None;
        }
        Some(Frame {
            name: None,
            source: CStr::from_ptr(file).to_string_lossy().into_owned(),
            line: report._base.lineno,
            column: report._base.column._base,
            is_construction: false,
        })
    }
}

fn text(
    engine: &Engine,
    read: impl FnOnce(
        *mut mozjs_sys::jsapi::JSContext,
        *mut mozjs_sys::jsapi::JSPrincipals,
        JS::MutableHandle<*mut JSString>,
    ) -> JS::SavedFrameResult,
) -> Outcome<Option<String>> {
    let string = Pinned::new(&engine.strings, std::ptr::null_mut::<JSString>());
    read(engine.cx, std::ptr::null_mut(), string.out());
    if string.get().is_null() {
        return Ok(None);
    }
    let mark = engine.mark();
    // SAFETY: a live string.
    let value = engine.push(unsafe { StringValue(&*string.get()) });
    let text = engine.with_utf8(value, |utf8| String::from_utf8_lossy(utf8).into_owned());
    engine.release_to(mark);
    text.map(Some)
}

/// The engine does not note which calls are constructions; the text at the caller's place tells.
/// Only callees that are called like a class are looked at.
fn find_constructions(list: &mut [Frame]) {
    let mut sources = Sources::default();
    for index in 1..list.len() {
        let (callee, caller) = (&list[index - 1], &list[index]);
        let called_like_class = callee
            .function()
            .is_some_and(|name| name.starts_with(|first: char| first.is_uppercase()));
        if called_like_class && caller.eval().is_none() {
            let constructs = sources.has_construction(&caller.source, caller.line, caller.column);
            list[index - 1].is_construction = constructs;
        }
    }
}

/// Where a text for `eval` or `Function` came from: `file line 3 > eval` is the engine's name of it.
struct Eval<'s> {
    file: &'s str,
    line: &'s str,
}

impl Frame {
    /// Whether both are on one line of one text.
    pub fn is_on_line_of(&self, other: &Frame) -> bool {
        self.source == other.source && self.line == other.line
    }

    fn eval(&self) -> Option<Eval<'_>> {
        let (place, _) = self
            .source
            .rsplit_once(" > eval")
            .or_else(|| self.source.rsplit_once(" > Function"))?;
        let (file, line) = place.rsplit_once(" line ")?;
        Some(Eval { file, line })
    }

    /// The name of the function, if it has one: the engine gives those without one the names of
    /// what they are in, or are assigned to.
    pub fn function(&self) -> Option<Cow<'_, str>> {
        let name = self.name.as_deref().unwrap_or_default();
        if self.eval().is_some() && matches!(name, "" | "anonymous") {
            return Some(Cow::Borrowed("eval"));
        }
        if name.is_empty() || name.ends_with('<') {
            return None;
        }
        let name = name.rsplit_once('/').map_or(name, |(_, last)| last);
        Some(match name.split_once(".prototype.") {
            Some((class, method)) => Cow::Owned(format!("{class}.{method}")),
            None => Cow::Borrowed(name),
        })
    }

    /// The file, if the code came from one.
    pub fn file(&self) -> Option<&str> {
        if self.eval().is_some() || self.source.is_empty() { None } else { Some(&self.source) }
    }

    /// What V8 tells of the code's `eval`.
    pub fn eval_origin(&self) -> Option<String> {
        self.eval().map(|Eval { file, line }| format!("eval at <anonymous> ({file}:{line})"))
    }

    /// As V8 prints it.
    pub fn describe(&self) -> String {
        let file = self.file().unwrap_or("<anonymous>");
        let mut place = match self.eval_origin() {
            Some(origin) => format!("{origin}, <anonymous>"),
            None => file.to_owned(),
        };
        if self.line != 0 {
            place.push_str(&format!(":{}:{}", self.line, self.column));
        }
        match self.function() {
            Some(name) if self.is_construction => format!("new {name} ({place})"),
            Some(name) => format!("{name} ({place})"),
            None => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Errors, Functions, Introspection, Objects};

    fn frame(name: Option<&str>, source: &str) -> Frame {
        Frame {
            name: name.map(str::to_owned),
            source: source.to_owned(),
            line: 3,
            column: 7,
            is_construction: false,
        }
    }

    #[test]
    fn frames_read_as_v8_prints_them() {
        let described = [
            (frame(Some("f"), "/a.js"), "f (/a.js:3:7)"),
            (frame(Some("outer/inner"), "/a.js"), "inner (/a.js:3:7)"),
            (frame(Some("outer/<"), "/a.js"), "/a.js:3:7"),
            (frame(None, "/a.js"), "/a.js:3:7"),
            (frame(Some("Made.prototype.go"), "/a.js"), "Made.go (/a.js:3:7)"),
            (
                frame(Some("anonymous"), "/a.js line 9 > Function"),
                "eval (eval at <anonymous> (/a.js:9), <anonymous>:3:7)",
            ),
            (frame(None, "/a b line 2.js"), "/a b line 2.js:3:7"),
            (
                frame(None, "/a.js line 9 > eval"),
                "eval (eval at <anonymous> (/a.js:9), <anonymous>:3:7)",
            ),
            (frame(Some("g"), ""), "g (<anonymous>:3:7)"),
        ];
        for (frame, expected) in described {
            assert_eq!(frame.describe(), expected);
        }
    }

    #[test]
    fn only_errors_of_the_compiler_begin_with_a_place_in_the_text() {
        let engine = Engine::new().unwrap();
        let stack_of = |error| {
            let stack = engine.get_named(error, b"stack").unwrap();
            engine.with_utf8(stack, |text| String::from_utf8_lossy(text).into_owned()).unwrap()
        };
        assert!(engine.compile_function(b"a;\n  export b;", c"/text.js", &[]).is_err());
        let stack = stack_of(engine.take_exception());
        assert_eq!(stack.lines().nth(1), Some("    at /text.js:2:3"), "{stack}");
        for script in ["new SyntaxError('a')", "JSON.parse('{')", "new RegExp('[')"] {
            let script = format!("try {{ {script} }} catch (error) {{ error }}");
            let error = engine.run_script(script.as_bytes(), c"/script.js").unwrap();
            let stack = stack_of(error);
            assert_eq!(stack.matches("/script.js").count(), 1, "{stack}");
        }
    }
}
