//! The functions that no test comes to. The linker wants them all the same; whoever calls one is told
//! so, and the test ends.
//!
//! Neighbours: `functions.rs` has those that are there.

macro_rules! absent {
    ($($name:ident)*) => {
        $(
            #[unsafe(no_mangle)]
            extern "C" fn $name() {
                eprintln!(concat!(stringify!($name), " is not in this host: define it in functions.rs"));
                std::process::abort();
            }
        )*
    };
}

absent! {
    napi_adjust_external_memory
    napi_cancel_async_work
    napi_check_object_type_tag
    napi_coerce_to_bool
    napi_coerce_to_number
    napi_coerce_to_object
    napi_coerce_to_string
    napi_create_array_with_length
    napi_create_arraybuffer
    napi_create_async_work
    napi_create_bigint_int64
    napi_create_bigint_uint64
    napi_create_bigint_words
    napi_create_buffer_copy
    napi_create_date
    napi_create_external
    napi_create_external_arraybuffer
    napi_create_external_buffer
    napi_create_string_latin1
    napi_create_string_utf16
    napi_create_symbol
    napi_create_typedarray
    napi_delete_async_work
    napi_delete_property
    napi_get_all_property_names
    napi_get_array_length
    napi_get_dataview_info
    napi_get_date_value
    napi_get_element
    napi_get_null
    napi_get_prototype
    napi_get_value_bigint_int64
    napi_get_value_bigint_uint64
    napi_get_value_bigint_words
    napi_get_value_external
    napi_get_value_int64
    napi_get_value_string_latin1
    napi_get_value_string_utf16
    napi_has_property
    napi_instanceof
    napi_is_array
    napi_is_buffer
    napi_is_dataview
    napi_is_date
    napi_is_error
    napi_is_promise
    napi_object_freeze
    napi_object_seal
    napi_queue_async_work
    napi_run_script
    napi_set_element
    napi_strict_equals
    napi_type_tag_object
    node_api_get_module_file_name
    node_api_symbol_for
}
