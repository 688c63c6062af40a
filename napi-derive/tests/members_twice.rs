//! Two blocks of a class that have the same member: told when the class is made, which the tests
//! of the addon, whose classes can be made, cannot show.

#![forbid(unsafe_code)]

use napi_derive::{Env, Result, napi};

#[napi]
struct Named {}

#[napi]
impl Named {
    #[napi(getter)]
    fn name(&self) -> String {
        "here".to_owned()
    }
}

#[napi(more)]
impl Named {
    #[napi]
    fn name2(&self) {}

    #[napi(js_name = "name")]
    fn other(&self) {}
}

#[napi_derive::test]
fn a_class_has_each_member_once(env: Env<'_>) -> Result<()> {
    let refused = env.object()?.define_class::<Named>().unwrap_err();
    let expected = "the class Named has a member `name` already: give one of them a `js_name`";
    assert_eq!(refused.message(), Some(expected));
    Ok(())
}
