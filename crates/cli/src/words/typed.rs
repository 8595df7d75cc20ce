//! Values as they are typed.

/// A value as it is typed in a shell, so that a command can be copied.
pub(crate) fn typed(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-:@+,".contains(c);
    if value.chars().all(plain) {
        return value.to_owned();
    }
    if value.contains(['"', '$', '`', '\\', '!']) {
        return format!("'{}'", value.replace('\'', "'\\''"));
    }
    format!("\"{value}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_it_as_one_word() {
        assert_eq!(typed("/Spring/a.psd"), "/Spring/a.psd");
        assert_eq!(typed("/it's.psd"), "\"/it's.psd\"");
        assert_eq!(typed("/$5 it's.psd"), "'/$5 it'\\''s.psd'");
    }
}
