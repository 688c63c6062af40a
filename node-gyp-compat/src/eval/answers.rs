//! What commands inside the files answered, kept for the next `build`.
//!
//! node-gyp runs them while configuring; a later `build` runs them again only if a file changed. So
//! does ours: the answers are good as long as every file that was read and the environment are as
//! they were. `configure` and `rebuild` always ask anew. Without this a build with nothing to do
//! would start a runtime for each `<!(node -p ...)`.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde_json::{Value as Json, json};

use crate::eval::Evaluator;
use crate::eval::command::Answers;
use crate::headers::write_if_changed;

impl Evaluator<'_> {
    /// Takes the answers that [`Evaluator::save_answers`] wrote, if they are still good.
    pub(crate) fn reuse_answers(&mut self, file: &Path) {
        let saved = std::fs::read_to_string(file).ok();
        let saved = saved.and_then(|text| serde_json::from_str::<Json>(&text).ok());
        if let Some(answers) = saved.and_then(|saved| self.good_answers(&saved)) {
            self.commands.answers = answers;
        }
    }

    fn good_answers(&self, saved: &Json) -> Option<Answers> {
        if saved["environment"].as_u64()? != self.environment.fingerprint() {
            return None;
        }
        for (path, expected) in saved["files"].as_object()? {
            if stamp(Path::new(path))? != expected.as_str()? {
                return None;
            }
        }
        let answer = |entry: &Json| {
            let text = |value: &Json| value.as_str().map(str::to_owned);
            let words = entry["command"].as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
            Some(((words?, PathBuf::from(text(&entry["directory"])?)), text(&entry["answer"])?))
        };
        saved["answers"].as_array()?.iter().map(answer).collect()
    }

    /// Keeps the answers of this run, with what they depend on. Without commands there is nothing
    /// to keep.
    pub(crate) fn save_answers(&self, file: &Path) -> std::io::Result<()> {
        if self.commands.answers.is_empty() {
            return match std::fs::remove_file(file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        let files: serde_json::Map<String, Json> = self
            .files_read()
            .filter_map(|path| Some((path.to_str()?.to_owned(), json!(stamp(path)?))))
            .collect();
        let mut answers: Vec<_> = self.commands.answers.iter().collect();
        answers.sort();
        let entry = |((words, directory), answer): &(&(Vec<String>, PathBuf), &String)| json!({"command": words, "directory": directory.to_string_lossy(), "answer": answer});
        let saved = json!({
            "environment": self.environment.fingerprint(),
            "files": files,
            "answers": answers.iter().map(entry).collect::<Vec<_>>(),
        });
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        write_if_changed(file, &saved.to_string())
    }
}

/// Time and size of a file, as text.
fn stamp(path: &Path) -> Option<String> {
    let data = std::fs::metadata(path).ok()?;
    let time = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{}:{}", time.as_nanos(), data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;
    use crate::source::Span;
    use crate::test_space::TestSpace;

    /// The answer of a command that counts its runs, with what was saved before.
    fn answer(space: &TestSpace, environment: &Environment) -> String {
        let mut evaluator = Evaluator::new(environment);
        let file = space.path("build/answers");
        evaluator.reuse_answers(&file);
        evaluator.load_file(&space.path("binding.gyp"), "binding.gyp", &[]).unwrap();
        let command = "echo . >> count; grep -c . count";
        let answer = evaluator.run_shell(command, space.root(), Span::NONE).unwrap();
        evaluator.save_answers(&file).unwrap();
        answer
    }

    #[test]
    fn answers_stay_until_a_file_or_the_environment_changes() {
        let space = TestSpace::new();
        space.write("binding.gyp", "{'includes': ['a.gypi']}");
        space.write("a.gypi", "{}");
        let mut environment = Environment::current();
        assert_eq!(answer(&space, &environment), "1");
        assert_eq!(answer(&space, &environment), "1");
        space.write("a.gypi", "{ }");
        assert_eq!(answer(&space, &environment), "2");
        assert_eq!(answer(&space, &environment), "2");
        environment.set("SOME_SETTING", "x");
        assert_eq!(answer(&space, &environment), "3");
        space.write("build/answers", "{ nonsense");
        assert_eq!(answer(&space, &environment), "4");
    }

    #[test]
    fn another_directory_has_its_own_answers_and_no_commands_leave_no_file() {
        let space = TestSpace::new();
        space.write("binding.gyp", "{}");
        let environment = Environment::current();
        answer(&space, &environment);
        let mut evaluator = Evaluator::new(&environment);
        evaluator.reuse_answers(&space.path("build/answers"));
        assert_eq!(evaluator.run_shell("pwd", Path::new("/"), Span::NONE).unwrap(), "/");
        Evaluator::new(&environment).save_answers(&space.path("build/answers")).unwrap();
        assert!(!space.exists("build/answers"));
    }
}
