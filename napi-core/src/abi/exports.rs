//! The table of all exported functions.
//!
//! Naming every function once keeps the linker from dropping those that only addons call, and lets
//! a test compare what exists with `include/node_api.symbols`.

use std::ffi::c_void;

/// An exported function: its name and address.
pub struct Export(pub &'static str, pub *const c_void);

// SAFETY: the address of a function; nothing is read or written through it here.
unsafe impl Sync for Export {}

/// Every exported function, by name.
pub static EXPORTS: &[Export] = &[
    Export(
        "napi_acquire_threadsafe_function",
        super::threadsafe_functions::napi_acquire_threadsafe_function as *const c_void,
    ),
    Export(
        "napi_add_async_cleanup_hook",
        super::async_context::napi_add_async_cleanup_hook as *const c_void,
    ),
    Export(
        "napi_add_env_cleanup_hook",
        super::lifecycle::napi_add_env_cleanup_hook as *const c_void,
    ),
    Export("napi_add_finalizer", super::object_wrap::napi_add_finalizer as *const c_void),
    Export(
        "napi_adjust_external_memory",
        super::lifecycle::napi_adjust_external_memory as *const c_void,
    ),
    Export("napi_async_destroy", super::async_context::napi_async_destroy as *const c_void),
    Export("napi_async_init", super::async_context::napi_async_init as *const c_void),
    Export("napi_call_function", super::functions::napi_call_function as *const c_void),
    Export(
        "napi_call_threadsafe_function",
        super::threadsafe_functions::napi_call_threadsafe_function as *const c_void,
    ),
    Export("napi_cancel_async_work", super::async_work::napi_cancel_async_work as *const c_void),
    Export(
        "napi_check_object_type_tag",
        super::object_wrap::napi_check_object_type_tag as *const c_void,
    ),
    Export(
        "napi_close_callback_scope",
        super::async_context::napi_close_callback_scope as *const c_void,
    ),
    Export(
        "napi_close_escapable_handle_scope",
        super::scopes::napi_close_escapable_handle_scope as *const c_void,
    ),
    Export("napi_close_handle_scope", super::scopes::napi_close_handle_scope as *const c_void),
    Export("napi_coerce_to_bool", super::primitives::napi_coerce_to_bool as *const c_void),
    Export("napi_coerce_to_number", super::primitives::napi_coerce_to_number as *const c_void),
    Export("napi_coerce_to_object", super::primitives::napi_coerce_to_object as *const c_void),
    Export("napi_coerce_to_string", super::primitives::napi_coerce_to_string as *const c_void),
    Export("napi_create_array", super::objects::napi_create_array as *const c_void),
    Export(
        "napi_create_array_with_length",
        super::objects::napi_create_array_with_length as *const c_void,
    ),
    Export(
        "napi_create_arraybuffer",
        super::array_buffers::napi_create_arraybuffer as *const c_void,
    ),
    Export("napi_create_async_work", super::async_work::napi_create_async_work as *const c_void),
    Export(
        "napi_create_bigint_int64",
        super::primitives::napi_create_bigint_int64 as *const c_void,
    ),
    Export(
        "napi_create_bigint_uint64",
        super::primitives::napi_create_bigint_uint64 as *const c_void,
    ),
    Export(
        "napi_create_bigint_words",
        super::primitives::napi_create_bigint_words as *const c_void,
    ),
    Export("napi_create_buffer", super::buffers::napi_create_buffer as *const c_void),
    Export("napi_create_buffer_copy", super::buffers::napi_create_buffer_copy as *const c_void),
    Export("napi_create_dataview", super::array_buffers::napi_create_dataview as *const c_void),
    Export("napi_create_date", super::primitives::napi_create_date as *const c_void),
    Export("napi_create_double", super::primitives::napi_create_double as *const c_void),
    Export("napi_create_error", super::errors::napi_create_error as *const c_void),
    Export("napi_create_external", super::object_wrap::napi_create_external as *const c_void),
    Export(
        "napi_create_external_arraybuffer",
        super::array_buffers::napi_create_external_arraybuffer as *const c_void,
    ),
    Export(
        "napi_create_external_buffer",
        super::buffers::napi_create_external_buffer as *const c_void,
    ),
    Export("napi_create_function", super::functions::napi_create_function as *const c_void),
    Export("napi_create_int32", super::primitives::napi_create_int32 as *const c_void),
    Export("napi_create_int64", super::primitives::napi_create_int64 as *const c_void),
    Export("napi_create_object", super::objects::napi_create_object as *const c_void),
    Export("napi_create_promise", super::promises::napi_create_promise as *const c_void),
    Export("napi_create_range_error", super::errors::napi_create_range_error as *const c_void),
    Export("napi_create_reference", super::object_wrap::napi_create_reference as *const c_void),
    Export("napi_create_string_latin1", super::strings::napi_create_string_latin1 as *const c_void),
    Export("napi_create_string_utf16", super::strings::napi_create_string_utf16 as *const c_void),
    Export("napi_create_string_utf8", super::strings::napi_create_string_utf8 as *const c_void),
    Export("napi_create_symbol", super::primitives::napi_create_symbol as *const c_void),
    Export(
        "napi_create_threadsafe_function",
        super::threadsafe_functions::napi_create_threadsafe_function as *const c_void,
    ),
    Export("napi_create_type_error", super::errors::napi_create_type_error as *const c_void),
    Export("napi_create_typedarray", super::array_buffers::napi_create_typedarray as *const c_void),
    Export("napi_create_uint32", super::primitives::napi_create_uint32 as *const c_void),
    Export("napi_define_class", super::classes::napi_define_class as *const c_void),
    Export("napi_define_properties", super::classes::napi_define_properties as *const c_void),
    Export("napi_delete_async_work", super::async_work::napi_delete_async_work as *const c_void),
    Export("napi_delete_element", super::objects::napi_delete_element as *const c_void),
    Export("napi_delete_property", super::objects::napi_delete_property as *const c_void),
    Export("napi_delete_reference", super::object_wrap::napi_delete_reference as *const c_void),
    Export(
        "napi_detach_arraybuffer",
        super::array_buffers::napi_detach_arraybuffer as *const c_void,
    ),
    Export("napi_escape_handle", super::scopes::napi_escape_handle as *const c_void),
    Export("napi_fatal_error", super::errors::napi_fatal_error as *const c_void),
    Export("napi_fatal_exception", super::errors::napi_fatal_exception as *const c_void),
    Export(
        "napi_get_all_property_names",
        super::objects::napi_get_all_property_names as *const c_void,
    ),
    Export(
        "napi_get_and_clear_last_exception",
        super::errors::napi_get_and_clear_last_exception as *const c_void,
    ),
    Export("napi_get_array_length", super::objects::napi_get_array_length as *const c_void),
    Export(
        "napi_get_arraybuffer_info",
        super::array_buffers::napi_get_arraybuffer_info as *const c_void,
    ),
    Export("napi_get_boolean", super::primitives::napi_get_boolean as *const c_void),
    Export("napi_get_buffer_info", super::buffers::napi_get_buffer_info as *const c_void),
    Export("napi_get_cb_info", super::functions::napi_get_cb_info as *const c_void),
    Export("napi_get_dataview_info", super::array_buffers::napi_get_dataview_info as *const c_void),
    Export("napi_get_date_value", super::primitives::napi_get_date_value as *const c_void),
    Export("napi_get_element", super::objects::napi_get_element as *const c_void),
    Export("napi_get_global", super::primitives::napi_get_global as *const c_void),
    Export("napi_get_instance_data", super::lifecycle::napi_get_instance_data as *const c_void),
    Export("napi_get_last_error_info", super::errors::napi_get_last_error_info as *const c_void),
    Export("napi_get_named_property", super::objects::napi_get_named_property as *const c_void),
    Export("napi_get_new_target", super::functions::napi_get_new_target as *const c_void),
    Export("napi_get_node_version", super::lifecycle::napi_get_node_version as *const c_void),
    Export("napi_get_null", super::primitives::napi_get_null as *const c_void),
    Export("napi_get_property", super::objects::napi_get_property as *const c_void),
    Export("napi_get_property_names", super::objects::napi_get_property_names as *const c_void),
    Export("napi_get_prototype", super::objects::napi_get_prototype as *const c_void),
    Export(
        "napi_get_reference_value",
        super::object_wrap::napi_get_reference_value as *const c_void,
    ),
    Export(
        "napi_get_threadsafe_function_context",
        super::threadsafe_functions::napi_get_threadsafe_function_context as *const c_void,
    ),
    Export(
        "napi_get_typedarray_info",
        super::array_buffers::napi_get_typedarray_info as *const c_void,
    ),
    Export("napi_get_undefined", super::primitives::napi_get_undefined as *const c_void),
    Export("napi_get_uv_event_loop", super::lifecycle::napi_get_uv_event_loop as *const c_void),
    Export(
        "napi_get_value_bigint_int64",
        super::primitives::napi_get_value_bigint_int64 as *const c_void,
    ),
    Export(
        "napi_get_value_bigint_uint64",
        super::primitives::napi_get_value_bigint_uint64 as *const c_void,
    ),
    Export(
        "napi_get_value_bigint_words",
        super::primitives::napi_get_value_bigint_words as *const c_void,
    ),
    Export("napi_get_value_bool", super::primitives::napi_get_value_bool as *const c_void),
    Export("napi_get_value_double", super::primitives::napi_get_value_double as *const c_void),
    Export("napi_get_value_external", super::object_wrap::napi_get_value_external as *const c_void),
    Export("napi_get_value_int32", super::primitives::napi_get_value_int32 as *const c_void),
    Export("napi_get_value_int64", super::primitives::napi_get_value_int64 as *const c_void),
    Export(
        "napi_get_value_string_latin1",
        super::strings::napi_get_value_string_latin1 as *const c_void,
    ),
    Export(
        "napi_get_value_string_utf16",
        super::strings::napi_get_value_string_utf16 as *const c_void,
    ),
    Export(
        "napi_get_value_string_utf8",
        super::strings::napi_get_value_string_utf8 as *const c_void,
    ),
    Export("napi_get_value_uint32", super::primitives::napi_get_value_uint32 as *const c_void),
    Export("napi_get_version", super::lifecycle::napi_get_version as *const c_void),
    Export("napi_has_element", super::objects::napi_has_element as *const c_void),
    Export("napi_has_named_property", super::objects::napi_has_named_property as *const c_void),
    Export("napi_has_own_property", super::objects::napi_has_own_property as *const c_void),
    Export("napi_has_property", super::objects::napi_has_property as *const c_void),
    Export("napi_instanceof", super::primitives::napi_instanceof as *const c_void),
    Export("napi_is_array", super::objects::napi_is_array as *const c_void),
    Export("napi_is_arraybuffer", super::array_buffers::napi_is_arraybuffer as *const c_void),
    Export("napi_is_buffer", super::buffers::napi_is_buffer as *const c_void),
    Export("napi_is_dataview", super::array_buffers::napi_is_dataview as *const c_void),
    Export("napi_is_date", super::primitives::napi_is_date as *const c_void),
    Export(
        "napi_is_detached_arraybuffer",
        super::array_buffers::napi_is_detached_arraybuffer as *const c_void,
    ),
    Export("napi_is_error", super::errors::napi_is_error as *const c_void),
    Export("napi_is_exception_pending", super::errors::napi_is_exception_pending as *const c_void),
    Export("napi_is_promise", super::promises::napi_is_promise as *const c_void),
    Export("napi_is_typedarray", super::array_buffers::napi_is_typedarray as *const c_void),
    Export("napi_make_callback", super::async_context::napi_make_callback as *const c_void),
    Export("napi_module_register", super::module_register::napi_module_register as *const c_void),
    Export("napi_new_instance", super::functions::napi_new_instance as *const c_void),
    Export("napi_object_freeze", super::objects::napi_object_freeze as *const c_void),
    Export("napi_object_seal", super::objects::napi_object_seal as *const c_void),
    Export(
        "napi_open_callback_scope",
        super::async_context::napi_open_callback_scope as *const c_void,
    ),
    Export(
        "napi_open_escapable_handle_scope",
        super::scopes::napi_open_escapable_handle_scope as *const c_void,
    ),
    Export("napi_open_handle_scope", super::scopes::napi_open_handle_scope as *const c_void),
    Export("napi_queue_async_work", super::async_work::napi_queue_async_work as *const c_void),
    Export(
        "napi_ref_threadsafe_function",
        super::threadsafe_functions::napi_ref_threadsafe_function as *const c_void,
    ),
    Export("napi_reference_ref", super::object_wrap::napi_reference_ref as *const c_void),
    Export("napi_reference_unref", super::object_wrap::napi_reference_unref as *const c_void),
    Export("napi_reject_deferred", super::promises::napi_reject_deferred as *const c_void),
    Export(
        "napi_release_threadsafe_function",
        super::threadsafe_functions::napi_release_threadsafe_function as *const c_void,
    ),
    Export(
        "napi_remove_async_cleanup_hook",
        super::async_context::napi_remove_async_cleanup_hook as *const c_void,
    ),
    Export(
        "napi_remove_env_cleanup_hook",
        super::lifecycle::napi_remove_env_cleanup_hook as *const c_void,
    ),
    Export("napi_remove_wrap", super::object_wrap::napi_remove_wrap as *const c_void),
    Export("napi_resolve_deferred", super::promises::napi_resolve_deferred as *const c_void),
    Export("napi_run_script", super::promises::napi_run_script as *const c_void),
    Export("napi_set_element", super::objects::napi_set_element as *const c_void),
    Export("napi_set_instance_data", super::lifecycle::napi_set_instance_data as *const c_void),
    Export("napi_set_named_property", super::objects::napi_set_named_property as *const c_void),
    Export("napi_set_property", super::objects::napi_set_property as *const c_void),
    Export("napi_strict_equals", super::primitives::napi_strict_equals as *const c_void),
    Export("napi_throw", super::errors::napi_throw as *const c_void),
    Export("napi_throw_error", super::errors::napi_throw_error as *const c_void),
    Export("napi_throw_range_error", super::errors::napi_throw_range_error as *const c_void),
    Export("napi_throw_type_error", super::errors::napi_throw_type_error as *const c_void),
    Export("napi_type_tag_object", super::object_wrap::napi_type_tag_object as *const c_void),
    Export("napi_typeof", super::primitives::napi_typeof as *const c_void),
    Export(
        "napi_unref_threadsafe_function",
        super::threadsafe_functions::napi_unref_threadsafe_function as *const c_void,
    ),
    Export("napi_unwrap", super::object_wrap::napi_unwrap as *const c_void),
    Export("napi_wrap", super::object_wrap::napi_wrap as *const c_void),
    Export(
        "node_api_create_buffer_from_arraybuffer",
        super::buffers::node_api_create_buffer_from_arraybuffer as *const c_void,
    ),
    Export(
        "node_api_create_external_sharedarraybuffer",
        super::array_buffers::node_api_create_external_sharedarraybuffer as *const c_void,
    ),
    Export(
        "node_api_create_external_string_latin1",
        super::strings::node_api_create_external_string_latin1 as *const c_void,
    ),
    Export(
        "node_api_create_external_string_utf16",
        super::strings::node_api_create_external_string_utf16 as *const c_void,
    ),
    Export(
        "node_api_create_object_with_properties",
        super::objects::node_api_create_object_with_properties as *const c_void,
    ),
    Export(
        "node_api_create_property_key_latin1",
        super::strings::node_api_create_property_key_latin1 as *const c_void,
    ),
    Export(
        "node_api_create_property_key_utf16",
        super::strings::node_api_create_property_key_utf16 as *const c_void,
    ),
    Export(
        "node_api_create_property_key_utf8",
        super::strings::node_api_create_property_key_utf8 as *const c_void,
    ),
    Export(
        "node_api_create_sharedarraybuffer",
        super::array_buffers::node_api_create_sharedarraybuffer as *const c_void,
    ),
    Export(
        "node_api_create_syntax_error",
        super::errors::node_api_create_syntax_error as *const c_void,
    ),
    Export(
        "node_api_get_module_file_name",
        super::lifecycle::node_api_get_module_file_name as *const c_void,
    ),
    Export(
        "node_api_is_sharedarraybuffer",
        super::array_buffers::node_api_is_sharedarraybuffer as *const c_void,
    ),
    Export("node_api_post_finalizer", super::object_wrap::node_api_post_finalizer as *const c_void),
    Export("node_api_set_prototype", super::objects::node_api_set_prototype as *const c_void),
    Export("node_api_symbol_for", super::strings::node_api_symbol_for as *const c_void),
    Export(
        "node_api_throw_syntax_error",
        super::errors::node_api_throw_syntax_error as *const c_void,
    ),
];

/// Makes the linker keep every exported function; called when a runtime is made.
pub fn keep_exports() {
    std::hint::black_box(EXPORTS);
}

#[cfg(test)]
mod tests {
    use super::EXPORTS;

    #[test]
    fn everything_the_headers_promise_is_exported() {
        let promised = include_str!("../../../include/node_api.symbols");
        let exported: Vec<&str> = EXPORTS.iter().map(|export| export.0).collect();
        assert_eq!(exported, promised.lines().collect::<Vec<_>>());
    }
}
