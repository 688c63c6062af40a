//! The object with which the scripts describe a child: `file`, `args`, `cwd`, `envPairs`, `uid`,
//! `gid`, `detached`, `windowsHide`, `windowsVerbatimArguments`, and `stdio`, whose members have a
//! `type` of 'ignore', 'fd', 'pipe' or 'wrap'. The scripts have checked it.

use crate::bindings::system::{Answer, FilePath};
use napi_core::system::child::{Command, c_text};
use napi_derive::Object;
use std::ffi::CString;

fn texts(list: Vec<String>) -> Answer<Vec<CString>> {
    list.into_iter().map(|text| Ok(c_text(text)?)).collect()
}

/// The command in the object.
pub fn command(options: Object<'_>) -> Answer<Command> {
    let file: String = options.get("file")?;
    let folder: Option<FilePath> = options.get("cwd")?;
    let environment: Option<Vec<String>> = options.get("envPairs")?;
    Ok(Command {
        file: c_text(file)?,
        arguments: texts(options.get("args")?)?,
        environment: environment.map(texts).transpose()?,
        folder: folder.map(|FilePath(folder)| c_text(folder)).transpose()?,
        user: options.get("uid")?,
        group: options.get("gid")?,
        detached: options.get("detached")?,
        windows_hide: options.get("windowsHide")?,
        windows_verbatim_arguments: options.get("windowsVerbatimArguments")?,
    })
}

/// What the child's descriptors are: `read` is given the type of each, and the object.
pub fn stdio<T>(
    options: Object<'_>,
    read: impl Fn(&str, Object<'_>) -> Answer<T>,
) -> Answer<Vec<T>> {
    let list: Vec<Object<'_>> = options.get("stdio")?;
    list.into_iter().map(|member| read(&member.get::<String>("type")?, member)).collect()
}
