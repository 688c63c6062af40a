//! A JavaScript file that is a test.

use std::path::Path;

/// The flags that the first line asks for: `// Flags: --expose-gc`.
pub fn flags(script: &Path) -> Result<Vec<String>, String> {
    let text = super::read(script)?;
    let first = text.lines().next().unwrap_or_default();
    let flags = first.strip_prefix("// Flags:").unwrap_or_default();
    Ok(flags.split_whitespace().map(str::to_owned).collect())
}

/// Whether a file is a script by its name.
pub fn is_script(path: &Path) -> bool {
    path.is_file()
        && path
            .extension()
            .is_some_and(|extension| ["js", "mjs", "cjs"].iter().any(|js| extension == *js))
}
