//! Users and groups of the process. What is not known is a number that the script words.

use napi_core::system::credentials::{self, CredentialsError, Identity, Refusal};
use napi_derive::{Error, FromJs, Kind, Object, Result, Value};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("getuid", credentials::user)?;
    exports.define_typed("geteuid", credentials::effective_user)?;
    exports.define_typed("getgid", credentials::group)?;
    exports.define_typed("getegid", credentials::effective_group)?;
    exports.define_typed("getgroups", || credentials::groups().map_err(error))?;
    exports.define_typed("setuid", |id: Id| answer(credentials::set_user(&id.0)))?;
    exports.define_typed("seteuid", |id: Id| answer(credentials::set_effective_user(&id.0)))?;
    exports.define_typed("setgid", |id: Id| answer(credentials::set_group(&id.0)))?;
    exports.define_typed("setegid", |id: Id| answer(credentials::set_effective_group(&id.0)))?;
    exports.define_typed("setgroups", |groups: Vec<Id>| {
        let groups: Vec<Identity> = groups.into_iter().map(|id| id.0).collect();
        match credentials::set_groups(&groups) {
            Err(Refusal::UnknownGroup(index)) => Ok(index as u32 + 1),
            result => answer(result),
        }
    })?;
    exports.define_typed("initgroups", |user: Id, extra: Id| {
        match credentials::init_groups(&user.0, &extra.0) {
            Err(Refusal::UnknownGroup(_)) => Ok(2),
            result => answer(result),
        }
    })
}

/// 0 for what was done, 1 for a name that is not known.
fn answer(result: std::result::Result<(), Refusal>) -> Result<u32> {
    match result {
        Ok(()) => Ok(0),
        Err(Refusal::UnknownUser | Refusal::UnknownGroup(_)) => Ok(1),
        Err(Refusal::System(refusal)) => Err(error(refusal)),
    }
}

fn error(refusal: CredentialsError) -> Error {
    Error::new(refusal.to_string())
        .with("errno", refusal.errno)
        .with_code(refusal.code())
        .with("syscall", refusal.syscall)
}

/// A user or group: a number or a name.
struct Id(Identity);

impl<'env> FromJs<'env> for Id {
    fn from_js(value: Value<'env>) -> Result<Self> {
        if value.kind() != Kind::Number {
            return value.to().map(|name| Id(Identity::Name(name)));
        }
        let number: f64 = value.to()?;
        // A number that is none of a user is looked up as a name, as Node does, and not found.
        Ok(Id(match value.to::<u32>() {
            Ok(number) => Identity::Number(number),
            Err(_) => Identity::Name(number.to_string()),
        }))
    }
}
