//! The paths in a source text: what a file of Rust uses of its crate.

/// Every path of a text that begins with `crate` or `super`.
pub(crate) fn paths(text: &str) -> Vec<Vec<String>> {
    let tokens = without_tests(&tokens(text));
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let begins = matches!(tokens[at].as_str(), "crate" | "super")
            && tokens.get(at + 1).is_some_and(|next| next == "::")
            && !(at > 0 && tokens[at - 1] == "::");
        if begins {
            read_path(&tokens, at, &[], &mut found);
        }
    }
    found
}

/// Reads one path or one group of a `use`, and returns where it ends.
pub(crate) fn read_path(
    tokens: &[String],
    mut at: usize,
    before: &[String],
    found: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        if token == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token != "}") {
                at = read_path(tokens, at, &path, found);
                at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
            }
            return at + 1;
        }
        if !token.starts_with(|first: char| first.is_alphanumeric() || "_*".contains(first)) {
            break;
        }
        path.push(token.clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    if path.len() > before.len() {
        found.push(path);
        // A name of its own for what is used.
        if tokens.get(at).is_some_and(|token| token == "as") {
            at += 2;
        }
        return at;
    }
    at + 1
}

/// Leaves out each item that has `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..]
            .iter()
            .zip(mark)
            .filter(|(a, b)| a == b)
            .count()
            == mark.len()
        {
            at = end_of_item(tokens, at + mark.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

fn end_of_item(tokens: &[String], mut at: usize) -> usize {
    let mut depth = 0;
    let mut head = tokens[at..].iter().take_while(|token| *token != "{");
    let is_use = head.any(|token| token == "use");
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 && (token == ";" || token == "}" && !is_use) {
            break;
        }
    }
    at
}

/// Words, `::` and single signs, without comments and texts.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            length
        } else if first.is_alphanumeric() || first == '_' {
            let is_part = |part: char| part.is_alphanumeric() || part == '_';
            let length = rest.find(|part| !is_part(part)).unwrap_or(rest.len());
            found.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            found.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                found.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// How long a text or a character is that begins here.
fn literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('b').unwrap_or(rest);
    let before = rest.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let inside = &raw[hashes + 1..];
            let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
            return Some(before + 1 + hashes + 1 + length);
        }
        return None;
    }
    let quote = body
        .chars()
        .next()
        .filter(|sign| ['"', '\''].contains(sign))?;
    let is_lifetime = quote == '\'' && {
        let mut next = body[1..].chars();
        next.next() != Some('\\') && next.next() != Some('\'')
    };
    if is_lifetime {
        return None;
    }
    let mut escaped = false;
    for (at, sign) in body.char_indices().skip(1) {
        if sign == quote && !escaped {
            return Some(before + at + 1);
        }
        escaped = sign == '\\' && !escaped;
    }
    Some(rest.len())
}
