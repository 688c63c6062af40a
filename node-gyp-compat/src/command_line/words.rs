//! The words of the command line: commands with their arguments, and options by name.
//!
//! Words are read as node-gyp's users expect. A known option may be shortened as long as it is
//! clear which is meant; an unknown one is a GYP variable. Two habits of node-gyp are not kept,
//! since nothing that works there depends on them: `-j2` means `-j 2`, and an unknown option
//! without `=` takes the next word, if that is none of the commands or options.

/// The commands, by their full names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Configure,
    Build,
    Clean,
    Rebuild,
    Install,
    List,
    Remove,
}

const COMMANDS: [(&str, Command); 9] = [
    ("configure", Command::Configure),
    ("build", Command::Build),
    ("clean", Command::Clean),
    ("rebuild", Command::Rebuild),
    ("install", Command::Install),
    ("list", Command::List),
    ("ls", Command::List),
    ("remove", Command::Remove),
    ("rm", Command::Remove),
];

impl Command {
    pub fn name(self) -> &'static str {
        COMMANDS.iter().find(|(_, command)| *command == self).map_or("", |(name, _)| name)
    }

    fn named(word: &str) -> Option<Command> {
        COMMANDS.iter().find(|(name, _)| *name == word).map(|(_, command)| *command)
    }
}

/// A command, and the words after it that are neither options nor commands.
#[derive(Debug, PartialEq)]
pub struct Invocation {
    pub command: Command,
    pub arguments: Vec<String>,
}

/// Options by name, a later one in the place of an earlier.
#[derive(Debug, Default)]
pub struct Given {
    options: Vec<(String, String)>,
}

impl Given {
    pub fn set(&mut self, name: &str, value: &str) {
        self.options.retain(|(other, _)| other != name);
        self.options.push((name.to_owned(), value.to_owned()));
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.options.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| &value[..])
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.options.iter().map(|(name, _)| &name[..])
    }

    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.options.iter().position(|(other, _)| other == name)?;
        Some(self.options.remove(at).1)
    }

    /// The value, unless it is empty.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.take(name).filter(|value| !value.is_empty())
    }

    pub fn flag(&mut self, name: &str) -> Option<bool> {
        self.take(name).map(|value| value != "false" && !value.is_empty())
    }

    /// What nobody took: the GYP variables.
    pub fn rest(self) -> Vec<(String, String)> {
        self.options
    }
}

enum Kind {
    Flag,
    Text,
}

/// node-gyp's options, and our own. None of them becomes a GYP variable.
const KNOWN: [(&str, Kind); 23] = [
    ("arch", Kind::Text),
    ("cafile", Kind::Text),
    ("cargo", Kind::Flag),
    ("debug", Kind::Flag),
    ("devdir", Kind::Text),
    ("directory", Kind::Text),
    ("dist-url", Kind::Text),
    ("dts", Kind::Text),
    ("ensure", Kind::Flag),
    ("explain", Kind::Text),
    ("force-process-config", Kind::Flag),
    ("help", Kind::Flag),
    ("jobs", Kind::Text),
    ("js", Kind::Text),
    ("loglevel", Kind::Text),
    ("make", Kind::Text),
    ("msvs-version", Kind::Text),
    ("nodedir", Kind::Text),
    ("noproxy", Kind::Text),
    ("proxy", Kind::Text),
    ("python", Kind::Text),
    ("solution", Kind::Text),
    ("tarball", Kind::Text),
];

/// Further names: what they stand for, and the value they give if they give one.
const SHORTHANDS: [(&str, &str, Option<&str>); 12] = [
    ("C", "directory", None),
    ("d", "debug", Some("true")),
    ("graph", "graph", Some("true")),
    ("j", "jobs", None),
    ("npm", "npm", Some("true")),
    ("msvs_version", "msvs-version", None),
    ("release", "debug", Some("false")),
    ("silent", "loglevel", Some("silent")),
    ("silly", "loglevel", Some("silly")),
    ("verbose", "loglevel", Some("verbose")),
    ("version", "version", Some("true")),
    ("thin", "thin", Some("true")),
];

pub fn is_known(name: &str) -> bool {
    KNOWN.iter().any(|(known, _)| *known == name)
}

/// What a name on the command line stands for.
enum Meaning {
    Flag(&'static str),
    Text(&'static str),
    Fixed(&'static str, &'static str),
    Variable,
}

fn meaning(name: &str) -> Meaning {
    let known = |known: &'static (&'static str, Kind)| match known.1 {
        Kind::Flag => Meaning::Flag(known.0),
        Kind::Text => Meaning::Text(known.0),
    };
    let shorthand =
        |short: &'static (&'static str, &'static str, Option<&'static str>)| match short.2 {
            Some(value) => Meaning::Fixed(short.1, value),
            None => Meaning::Text(short.1),
        };
    if let Some(option) = KNOWN.iter().find(|(option, _)| *option == name) {
        return known(option);
    }
    if let Some(short) = SHORTHANDS.iter().find(|(short, ..)| *short == name) {
        return shorthand(short);
    }
    let mut options = KNOWN.iter().filter(|(option, _)| option.starts_with(name));
    if let (Some(only), None) = (options.next(), options.next()) {
        return known(only);
    }
    let mut options = SHORTHANDS.iter().filter(|(short, ..)| short.starts_with(name));
    if let (Some(only), None) = (options.next(), options.next()) {
        return shorthand(only);
    }
    Meaning::Variable
}

/// Reads all words after the program's name.
pub fn read(words: &[String]) -> Result<(Vec<Invocation>, Given), String> {
    let mut given = Given::default();
    let mut commands: Vec<Invocation> = Vec::new();
    let mut rest = words.iter().map(String::as_str).peekable();
    let mut options_end = false;
    while let Some(word) = rest.next() {
        let is_option = !options_end && word.len() > 1 && word.starts_with('-');
        if word == "--" && !options_end {
            options_end = true;
        } else if let Some(text) = word.strip_prefix("-D").filter(|_| is_option) {
            match text {
                "" => define(&mut given, rest.next().unwrap_or(""))?,
                text => define(&mut given, text)?,
            }
        } else if is_option {
            option(&mut given, word, &mut rest)?;
        } else if let Some(command) = Command::named(word) {
            commands.push(Invocation { command, arguments: Vec::new() });
        } else if let Some(last) = commands.last_mut() {
            last.arguments.push(word.to_owned());
        } else {
            return Err(unknown_command(word));
        }
    }
    // `-v` asks for the version, or, beside a command, is the shortened `--verbose`.
    if given.take("v").is_some() {
        match commands.is_empty() {
            true => given.set("version", "true"),
            false => given.set("loglevel", "verbose"),
        }
    }
    Ok((commands, given))
}

fn option<'w>(
    given: &mut Given,
    word: &str,
    rest: &mut std::iter::Peekable<impl Iterator<Item = &'w str>>,
) -> Result<(), String> {
    let bare = word.trim_start_matches('-');
    let (full, value) = match bare.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (bare, None),
    };
    if let Some(number) = word.strip_prefix("-j").filter(|text| is_jobs(text)) {
        given.set("jobs", number);
        return Ok(());
    }
    if word == "-v" {
        given.set("v", "true");
        return Ok(());
    }
    let (name, negated) = match full.strip_prefix("no-") {
        Some(name) => (name, true),
        None => (full, false),
    };
    let mut next_if = |accept: &dyn Fn(&str) -> bool| rest.next_if(|next| accept(next));
    let boolean = |next: &str| next == "true" || next == "false";
    let mut set_flag = |given: &mut Given, name: &str| {
        let value = value.clone().or_else(|| next_if(&boolean).map(str::to_owned));
        let on = value.is_none_or(|value| value != "false") != negated;
        given.set(name, if on { "true" } else { "false" });
    };
    match meaning(name) {
        Meaning::Flag(name) => set_flag(given, name),
        _ if negated => set_flag(given, name),
        Meaning::Fixed(name, fixed) => given.set(name, value.as_deref().unwrap_or(fixed)),
        Meaning::Text(name) => {
            let is_value = |next: &str| !next.starts_with('-');
            let value = value.or_else(|| next_if(&is_value).map(str::to_owned));
            given.set(name, &value.ok_or_else(|| format!("{word} needs a value"))?);
        }
        Meaning::Variable if bare.chars().count() == 1 && !word.starts_with("--") => {
            return Err(format!("unknown option `{word}`"));
        }
        Meaning::Variable => {
            let is_value = |next: &str| !next.starts_with('-') && Command::named(next).is_none();
            let value = value.or_else(|| next_if(&is_value).map(str::to_owned));
            given.set(name, value.as_deref().unwrap_or("true"));
        }
    }
    Ok(())
}

fn is_jobs(text: &str) -> bool {
    text.eq_ignore_ascii_case("max") || text.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

/// `NAME=VALUE`, or `NAME` for 1, as after `-D`.
pub fn define(given: &mut Given, text: &str) -> Result<(), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    if name.is_empty() {
        return Err("-D needs a name: -DNAME=VALUE".into());
    }
    given.set(name, value);
    Ok(())
}

fn unknown_command(word: &str) -> String {
    let names = COMMANDS.iter().map(|(name, _)| *name);
    match crate::diagnostic::nearest(word, names) {
        Some(near) => format!("unknown command `{word}`: did you mean `{near}`?"),
        None => format!("unknown command `{word}`: see node-gyp --help"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<(Vec<Invocation>, Given), String> {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        read(&words)
    }

    fn options(line: &str) -> String {
        let options = parsed(line).unwrap().1.rest();
        let shown: Vec<_> = options.iter().map(|(name, value)| format!("{name}={value}")).collect();
        shown.join(" ")
    }

    #[test]
    fn commands_take_the_words_after_them() {
        let line = "configure --x=1 a build -- -Dc b rm";
        let (commands, _) = parsed(line).unwrap();
        let shown: Vec<_> =
            commands.iter().map(|c| (c.command.name(), c.arguments.join(" "))).collect();
        let expected = [("configure", "a"), ("build", "-Dc b"), ("remove", "")];
        assert_eq!(shown, expected.map(|(name, words)| (name, words.to_owned())));
    }

    #[test]
    fn options_with_their_values() {
        assert_eq!(options("build -C d -j 3 --arch=arm64"), "directory=d jobs=3 arch=arm64");
        assert_eq!(options("-j8 -jmax"), "jobs=max");
        assert_eq!(options("--release --debug"), "debug=true");
        assert_eq!(options("--no-debug"), "debug=false");
        assert_eq!(options("--debug false --ensure"), "debug=false ensure=true");
        assert_eq!(options("--verbose"), "loglevel=verbose");
        assert_eq!(options("--thin=yes"), "thin=yes");
    }

    #[test]
    fn shortened_names() {
        assert_eq!(options("--dir x --job 2"), "directory=x jobs=2");
        assert_eq!(options("-d"), "debug=true");
        assert_eq!(options("-h"), "help=true");
        assert_eq!(options("-v"), "version=true");
        assert_eq!(options("build -v"), "loglevel=verbose");
        // Several begin so: it is a variable.
        assert_eq!(options("--no=1"), "no=1");
    }

    #[test]
    fn other_options_are_variables() {
        assert_eq!(options("build --module_name=a=b --napi 9"), "module_name=a=b napi=9");
        assert_eq!(options("--with-it build --no-that"), "with-it=true that=false");
        assert_eq!(options("-Da=b -D c"), "a=b c=1");
        assert_eq!(options("--target 20.1.0 build"), "target=20.1.0");
    }

    #[test]
    fn mistakes() {
        let error = |line| parsed(line).map(|_| ()).unwrap_err();
        assert_eq!(error("bild"), "unknown command `bild`: did you mean `build`?");
        assert_eq!(error("build -x"), "unknown option `-x`");
        assert_eq!(error("build -j"), "-j needs a value");
        assert_eq!(error("--nodedir --debug"), "--nodedir needs a value");
        assert_eq!(error("-D"), "-D needs a name: -DNAME=VALUE");
    }

    /// Words put together from pieces that mean something: each line is read or refused.
    #[test]
    fn no_line_makes_reading_panic() {
        const PIECES: [&str; 20] = [
            "-", "--", "=", "no-", "j", "D", "-j", "-D", "v", "é", "debug", "build", "rm", "jobs",
            "C", "0", " ", "thin", "x", "ls",
        ];
        let mut state = 0x2545_f491_u32;
        let mut read_well = 0;
        for _ in 0..20_000 {
            let mut words = vec![String::new()];
            for _ in 0..10 {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                match PIECES[state as usize % PIECES.len()] {
                    " " => words.push(String::new()),
                    piece => words.last_mut().unwrap().push_str(piece),
                }
            }
            read_well += usize::from(read(&words).is_ok());
        }
        assert!(read_well > 100, "too few of the lines are good: {read_well}");
    }
}
