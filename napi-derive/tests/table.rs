//! The table in README.md names tests that there are.

use std::path::Path;

/// The tests that the table names, each with what is wrong with it.
fn missing(table: &str, folder: &Path) -> Vec<String> {
    let rows = table.lines().filter(|line| line.starts_with("| ") && line.ends_with(" |"));
    let named = rows.filter_map(|row| row.trim_end_matches(" |").rsplit_once(" | "));
    let named = named.flat_map(|(_, tests)| tests.split(" · ")).filter(|test| *test != "Tests");
    let mut missing = Vec::new();
    for test in named {
        let (file, title) = test.split_once(": ").unwrap_or((test, ""));
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            missing.push(format!("{test}: there is no such file"));
            continue;
        };
        let is_there = title.is_empty()
            || text.contains(&format!("'{title}'("))
            || text.contains(&format!("fn {title}("));
        if !is_there {
            missing.push(format!("{test}: the file has no such test"));
        }
    }
    missing
}

#[test]
fn every_test_in_the_table_exists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let table = std::fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(table.matches(" · ").count() > 40, "the table is read");
    assert_eq!(missing(&table, &folder), Vec::<String>::new());
}

#[test]
fn what_is_missing_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let table = "| a | in_env.rs: a_test_awaits · in_env.rs: no_such_test · no_file.rs |\n";
    assert_eq!(
        missing(table, &folder),
        ["in_env.rs: no_such_test: the file has no such test", "no_file.rs: there is no such file"]
    );
}
