//! JavaScript names from Rust names.

/// `read_file` is `readFile`; leading underscores stay.
pub(crate) fn camel_case(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let words = name.trim_start_matches('_');
    let mut result = "_".repeat(name.len() - words.len());
    let mut capital = false;
    for letter in words.chars() {
        if letter == '_' {
            capital = true;
        } else if capital {
            result.extend(letter.to_uppercase());
            capital = false;
        } else {
            result.push(letter);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::camel_case;

    #[test]
    fn underscores_become_capitals() {
        assert_eq!(camel_case("read_file"), "readFile");
        assert_eq!(camel_case("crc32_of_bytes"), "crc32OfBytes");
        assert_eq!(camel_case("_private_thing"), "_privateThing");
        assert_eq!(camel_case("r#type"), "type");
        assert_eq!(camel_case("add"), "add");
        assert_eq!(camel_case("trailing_"), "trailing");
    }
}
