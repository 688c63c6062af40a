//! What the compiler refuses: the soundness claims of the crate, and the macro's messages.
//!
//! Each case is a file that must not compile, with the words it is refused with next to it. The
//! words are those of the compiler the project is developed with (1.95).

#[test]
fn unsound_programs_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
}

#[test]
fn macro_errors_are_on_the_users_tokens() {
    trybuild::TestCases::new().compile_fail("tests/macro_errors/*.rs");
}
