//! Editing metadata by Sling's POST, which changes the fields that are sent and no others.

use damson_core::DamPath;
use damson_remote::{Error, ErrorKind, FieldChange, FieldValue, Metadata, MetadataEdit, Result};

use super::{BESIDE, content, fields_of, is_the_repositorys};
use crate::{http::Call, node::is_asset_content, properties::iso, remote::Aem};

/// Fields of a form, in order.
type Fields = Vec<(String, String)>;

/// Edits some fields and returns what was read back.
///
/// Sling's POST knows no conditions, so what it would replace is read right before it.
pub(crate) async fn set(aem: &Aem, path: &DamPath, edit: &MetadataEdit) -> Result<Metadata> {
    if let Some(name) = edit.changes.keys().find(|name| !can_be_set(name)) {
        return Err(Error::new(ErrorKind::Unsupported)
            .about(path)
            .said(format!("{name} can't be set")));
    }
    let before = content(aem, path).await?;
    // Sling would make the node that is missing, of an asset that was moved away for example.
    if !is_asset_content(&before) {
        return Err(Error::new(ErrorKind::Unsupported)
            .about(path)
            .said("only assets have metadata that can be edited"));
    }
    let before = fields_of(&before);
    let changes = edit.missing_from(path, &before)?;
    if changes.is_empty() {
        return Ok(before);
    }
    let mut form = Fields::new();
    for (name, change) in changes {
        add(&mut form, name, change, before.fields.get(name));
    }
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let call = Call::post(aem.http.base.dam(path, "/jcr:content"))
        .form(&form)
        .about(path)
        .page();
    aem.http.done(&call).await?;
    let after = fields_of(&content(aem, path).await?);
    edit.check_kept(path, &after)?;
    Ok(after)
}

/// A name is a property's, never a path that leads elsewhere in the repository.
fn can_be_set(name: &str) -> bool {
    !is_the_repositorys(name) && !name.is_empty() && !name.contains(['/', '@', '[', ']', '*', '|'])
}

fn add(form: &mut Fields, name: &str, change: &FieldChange, before: Option<&FieldValue>) {
    let key = if BESIDE.contains(&name) {
        format!("./{name}")
    } else {
        format!("./metadata/{name}")
    };
    let was_list = matches!(before, Some(FieldValue::Texts(_)));
    match change {
        FieldChange::Clear => delete(form, &key),
        FieldChange::Set(FieldValue::Texts(texts)) if texts.is_empty() => delete(form, &key),
        FieldChange::Set(FieldValue::Texts(texts)) => {
            // The type that the field has stays, which other software relies upon.
            let single = matches!(before, Some(FieldValue::Text(_))) && texts.len() == 1;
            let values = texts.iter().map(String::as_str);
            put(
                form,
                &key,
                if single { "String" } else { "String[]" },
                values,
            );
        }
        FieldChange::Set(FieldValue::Text(text)) => {
            let hint = if was_list { "String[]" } else { "String" };
            put(form, &key, hint, [text.as_str()].into_iter());
        }
        FieldChange::Set(FieldValue::Number(number)) => {
            let hint = match before {
                Some(FieldValue::Text(_)) => "String",
                Some(
                    FieldValue::Texts(_)
                    | FieldValue::Number(_)
                    | FieldValue::Flag(_)
                    | FieldValue::Date(_),
                )
                | None
                    if number.fract() == 0.0 =>
                {
                    "Long"
                }
                Some(_) | None => "Double",
            };
            put(form, &key, hint, [number.to_string().as_str()].into_iter());
        }
        FieldChange::Set(FieldValue::Flag(flag)) => {
            put(
                form,
                &key,
                "Boolean",
                [flag.to_string().as_str()].into_iter(),
            );
        }
        FieldChange::Set(FieldValue::Date(date)) => {
            let date = iso(*date).unwrap_or_default();
            put(form, &key, "Date", [date.as_str()].into_iter());
        }
        FieldChange::Amend { add, remove } if was_list || before.is_none() => {
            form.push((format!("{key}@Patch"), "true".to_owned()));
            let add = add.iter().map(|text| format!("+{text}"));
            let patches: Vec<String> = remove
                .iter()
                .map(|text| format!("-{text}"))
                .chain(add)
                .collect();
            put(form, &key, "String[]", patches.iter().map(String::as_str));
        }
        FieldChange::Amend { .. } => {
            let after = change.applied(before);
            if let Some(FieldValue::Texts(texts)) = after {
                put(form, &key, "String[]", texts.iter().map(String::as_str));
            }
        }
    }
}

fn delete(form: &mut Fields, key: &str) {
    form.push((format!("{key}@Delete"), "true".to_owned()));
}

fn put<'a>(form: &mut Fields, key: &str, hint: &str, values: impl Iterator<Item = &'a str>) {
    form.push((format!("{key}@TypeHint"), hint.to_owned()));
    form.extend(values.map(|value| (key.to_owned(), value.to_owned())));
}

#[cfg(test)]
mod tests {
    use damson_core::Timestamp;

    use super::*;

    fn sent(name: &str, change: &FieldChange, before: Option<&FieldValue>) -> String {
        let mut form = Fields::new();
        add(&mut form, name, change, before);
        let pairs: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(text.to_owned())
    }

    fn list(texts: &[&str]) -> FieldValue {
        FieldValue::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn the_type_of_a_field_stays() {
        let set = |value| FieldChange::Set(value);
        let title = |before: Option<&FieldValue>| sent("dc:title", &set(text("A")), before);
        assert_eq!(
            title(None),
            "./metadata/dc:title@TypeHint=String&./metadata/dc:title=A"
        );
        assert_eq!(
            title(Some(&list(&["B"]))),
            "./metadata/dc:title@TypeHint=String[]&./metadata/dc:title=A"
        );
        assert_eq!(
            sent("dc:creator", &set(list(&["Jane"])), Some(&text("Omar"))),
            "./metadata/dc:creator@TypeHint=String&./metadata/dc:creator=Jane"
        );
        assert_eq!(
            sent("onTime", &set(FieldValue::Date(Timestamp(0))), None),
            "./onTime@TypeHint=Date&./onTime=1970-01-01T00:00:00.000Z"
        );
        assert_eq!(
            sent("x:n", &set(FieldValue::Number(5.0)), None),
            "./metadata/x:n@TypeHint=Long&./metadata/x:n=5"
        );
        assert_eq!(
            sent("x:n", &set(FieldValue::Number(0.5)), None),
            "./metadata/x:n@TypeHint=Double&./metadata/x:n=0.5"
        );
        assert_eq!(
            sent("dc:subject", &set(list(&[])), Some(&list(&["a"]))),
            "./metadata/dc:subject@Delete=true"
        );
    }

    #[test]
    fn a_list_is_patched() {
        let change = FieldChange::Amend {
            add: vec!["a:b".to_owned()],
            remove: vec!["a:c".to_owned()],
        };
        assert_eq!(
            sent("cq:tags", &change, Some(&list(&["a:c"]))),
            "./metadata/cq:tags@Patch=true&./metadata/cq:tags@TypeHint=String[]\
             &./metadata/cq:tags=-a:c&./metadata/cq:tags=+a:b"
        );
        assert_eq!(
            sent("cq:tags", &change, Some(&text("a:d"))),
            "./metadata/cq:tags@TypeHint=String[]&./metadata/cq:tags=a:d&./metadata/cq:tags=a:b"
        );
    }

    #[test]
    fn no_name_leads_elsewhere() {
        for name in [
            "../../jcr:content/x",
            "dc:title@Delete",
            "jcr:uuid",
            "a/b",
            "",
        ] {
            assert!(!can_be_set(name), "{name}");
        }
        assert!(can_be_set("dc:title"));
    }
}
