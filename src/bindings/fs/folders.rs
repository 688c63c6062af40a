//! Folders: listing, making, removing, and whole trees.

use super::operation::Way;
use crate::bindings::system::{FilePath, Name};
use napi_core::system::file_system::{self, Entry};
use napi_core::system::file_tree::{self, Removal, TreeEntry};
use napi_derive::{Env, IntoJs, Result, Value};
use std::time::Duration;

/// Defines the operations.
pub fn define(way: Way<'_>) -> Result<()> {
    way.define("readdir", |args| {
        let (FilePath(path), as_bytes, with_kinds) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || Ok(Listing { entries: file_system::read_folder(&path)?, as_bytes, with_kinds }))
    })?;
    way.define("readTree", |args| {
        let (FilePath(path), as_bytes, follow) = (args.at(0)?, args.at(1)?, args.at(2)?);
        Ok(move || Ok(Tree { entries: file_tree::read_tree(&path, follow)?, as_bytes }))
    })?;
    way.define("mkdir", |args| {
        let (FilePath(path), mode) = (args.at(0)?, args.at(1)?);
        Ok(move || file_system::make_folder(&path, mode))
    })?;
    way.define("makeFolders", |args| {
        let (FilePath(path), mode) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(file_tree::make_folders(&path, mode)?.map(|path| Name::new(path, false))))
    })?;
    way.define("mkdtemp", |args| {
        let (FilePath(prefix), as_bytes) = (args.at(0)?, args.at(1)?);
        Ok(move || Ok(Name::new(file_system::make_temporary_folder(&prefix)?, as_bytes)))
    })?;
    way.define("rmdir", |args| {
        let FilePath(path) = args.at(0)?;
        Ok(move || file_system::remove_folder(&path))
    })?;
    way.define("remove", |args| {
        let FilePath(path) = args.at(0)?;
        let how = Removal {
            recursive: args.at(1)?,
            force: args.at(2)?,
            retries: args.at(3)?,
            delay: Duration::from_millis(args.at::<u32>(4)?.into()),
        };
        Ok(move || file_tree::remove(&path, how))
    })
}

/// Names, or `[names, kinds]`.
struct Listing {
    entries: Vec<Entry>,
    as_bytes: bool,
    with_kinds: bool,
}

impl<'env> IntoJs<'env> for Listing {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let Listing { entries, as_bytes, with_kinds } = self;
        let kinds = with_kinds.then(|| entries.iter().map(|entry| entry.kind).collect::<Vec<_>>());
        let names =
            env.array_of(entries.into_iter().map(|entry| Name::new(entry.name, as_bytes)))?;
        let Some(kinds) = kinds else { return Ok(names.into()) };
        let both = env.array()?;
        both.push(names)?;
        both.push(kinds)?;
        Ok(both.into())
    }
}

/// `[names, kinds, folders, relative paths]`.
struct Tree {
    entries: Vec<TreeEntry>,
    as_bytes: bool,
}

impl<'env> IntoJs<'env> for Tree {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let lists = [env.array()?, env.array()?, env.array()?, env.array()?];
        for found in self.entries {
            lists[0].push(Name::new(found.entry.name, self.as_bytes))?;
            lists[1].push(found.entry.kind)?;
            lists[2].push(Name::new(found.folder, self.as_bytes))?;
            lists[3].push(Name::new(found.relative, self.as_bytes))?;
        }
        let all = env.array()?;
        for list in lists {
            all.push(list)?;
        }
        Ok(all.into())
    }
}
