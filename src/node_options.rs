//! `NODE_OPTIONS`: options from the environment, which count as if they stood before those of the
//! command line.
//!
//! Options that napkin has are honoured. Those that only Node's own engine, inspector or TLS can
//! follow are passed over: the variable is set for all programs of a user, not for this one.

use crate::cli::{self, Command, Options};
use std::ffi::OsString;

/// What may stand there and means nothing here; names that end in `*` stand for all that begin so.
const PASSED_OVER: [&str; 24] = [
    "--max-old-space-size*",
    "--max-semi-space-size",
    "--max-http-header-size",
    "--experimental-*",
    "--no-experimental-*",
    "--enable-*",
    "--inspect*",
    "--debug-port",
    "--openssl-*",
    "--tls-*",
    "--use-*",
    "--dns-result-order",
    "--network-family-*",
    "--no-network-family-*",
    "--trace-*",
    "--no-global-search-paths",
    "--heapsnapshot-*",
    "--diagnostic-dir",
    "--report-*",
    "--cpu-prof*",
    "--heap-prof*",
    "--interpreted-frames-native-stack",
    "--perf-*",
    "--jitless",
];

/// Options that concern one run and may not be in the environment.
const REFUSED: [&str; 8] =
    ["-e", "--eval", "-p", "--print", "-pe", "-v", "--version", "--input-type"];

/// The words of the variable: spaces part them, but not between double quotes; a backslash there
/// stands for the character behind it.
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_quoted = false;
    let mut begins = true;
    let mut characters = text.chars();
    while let Some(mut character) = characters.next() {
        if character == '\\' && is_quoted {
            character = characters
                .next()
                .ok_or("invalid value for NODE_OPTIONS (it ends with a backslash)")?;
        } else if character == ' ' && !is_quoted {
            begins = true;
            continue;
        } else if character == '"' {
            is_quoted = !is_quoted;
            continue;
        }
        match words.last_mut() {
            Some(word) if !begins => word.push(character),
            _ => words.push(character.to_string()),
        }
        begins = false;
    }
    if is_quoted {
        return Err("invalid value for NODE_OPTIONS (a quote is not closed)".to_owned());
    }
    Ok(words)
}

fn is_passed_over(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or_default().replace('_', "-");
    let known = cli::SWITCHES.iter().any(|(option, _)| *option == name);
    !known
        && PASSED_OVER.iter().any(|option| match option.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == *option,
        })
}

/// The options with those of the variable before them.
///
/// # Errors
/// A sentence for the user: what in the variable is wrong.
pub fn add(options: &mut Options, variable: &str) -> Result<(), String> {
    let mut kept = Vec::new();
    for word in words(variable)? {
        let name = word.split('=').next().unwrap_or_default();
        if REFUSED.contains(&name) {
            return Err(format!("{name} is not allowed in NODE_OPTIONS"));
        }
        if !is_passed_over(&word) {
            kept.push(word);
        }
    }
    if kept.is_empty() {
        return Ok(());
    }
    // Something has to be run, or the last word would be taken for it.
    let line = kept.into_iter().chain(["-".to_owned()]).map(OsString::from);
    let parsed = cli::parse(line).map_err(|problem| format!("NODE_OPTIONS: {problem}"))?;
    let Command::Run(from) = parsed else {
        return Err("NODE_OPTIONS takes options that change how scripts run".to_owned());
    };
    if !from.dash {
        return Err(format!(
            "NODE_OPTIONS takes options only, found {:?}",
            from.script.unwrap_or_default()
        ));
    }
    let Options { preload, imports, conditions, disable_warnings, switches, .. } = *from;
    options.preload.splice(0..0, preload);
    options.imports.splice(0..0, imports);
    options.conditions.splice(0..0, conditions);
    options.disable_warnings.splice(0..0, disable_warnings);
    options.switches.splice(0..0, switches);
    options.expose_gc |= from.expose_gc;
    for (own, given) in [
        (&mut options.unhandled_rejections, from.unhandled_rejections),
        (&mut options.title, from.title),
    ] {
        if own.is_empty() {
            *own = given;
        }
    }
    options.stack_trace_limit = options.stack_trace_limit.or(from.stack_trace_limit);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variable: &str) -> Result<Options, String> {
        let mut options = Options { preload: vec!["own".into()], ..Options::default() };
        add(&mut options, variable).map(|()| options)
    }

    #[test]
    fn words_are_parted_by_spaces_outside_of_quotes() {
        let parted = |text| words(text).unwrap();
        assert_eq!(parted("  a  b=c "), ["a", "b=c"]);
        assert_eq!(parted(r#"--require "a b\"c" d"#), ["--require", "a b\"c", "d"]);
        assert_eq!(parted(r#"--require="x y""#), ["--require=x y"]);
        assert_eq!(parted(r"a\b"), [r"a\b"]);
        assert!(words("\"open").unwrap_err().contains("quote"));
        assert!(words("\"open\\").unwrap_err().contains("backslash"));
    }

    #[test]
    fn options_stand_before_those_of_the_command_line() {
        let options = with("-r first --no-warnings --expose-gc").unwrap();
        assert_eq!(options.preload, ["first", "own"]);
        assert_eq!(options.switches, ["noWarnings"]);
        assert!(options.expose_gc && options.exec_argv.is_empty());
    }

    #[test]
    fn what_only_node_can_follow_is_passed_over() {
        let options = with("--max-old-space-size=4096 --max_old_space_size=1 --inspect").unwrap();
        assert_eq!(options.preload, ["own"]);
        assert_eq!(with("--trace-warnings").unwrap().switches, ["traceWarnings"]);
    }

    #[test]
    fn what_is_no_option_is_named() {
        assert!(with("--frobnicate").unwrap_err().contains("--frobnicate"));
        assert!(with("--eval 1").unwrap_err().contains("not allowed in NODE_OPTIONS"));
        assert!(with("script.js").unwrap_err().contains("script.js"));
    }
}
