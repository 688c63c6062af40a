//! The copy of a library that loaders find.

use std::path::Path;

/// Copies the library to its place, if what is there is not it already.
pub fn install(file: &Path, product: &Path, fresh: bool) -> std::io::Result<bool> {
    let from = file.metadata()?;
    if let (true, Ok(there)) = (fresh, product.metadata())
        && there.len() == from.len()
        && there.modified()? >= from.modified()?
    {
        return Ok(false);
    }
    std::fs::create_dir_all(product.parent().unwrap_or(Path::new(".")))?;
    // Complete before it has its name: a process may have the old one loaded.
    let partial = product.with_extension("partial");
    std::fs::copy(file, &partial)?;
    std::fs::rename(&partial, product)?;
    Ok(true)
}
