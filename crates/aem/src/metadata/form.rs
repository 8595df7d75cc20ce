//! Which schema form an asset has: its folder's, with what its media type adds.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use damson_core::DamPath;
use damson_remote::{Form, FormSection, Result};
use tokio::time::Instant;

use super::{
    is_withheld,
    parse::{self, Tree},
};
use crate::{
    encode::encode_repository_path,
    http::{Call, MOST_PAGE},
    node,
    properties::Facts as _,
    remote::Aem,
};

/// Where forms are made, and where AEM's own lie.
const FORMS: &str = "/conf/global/settings/dam/adminui-extension/metadataschema";
const USUAL_FORMS: &str = "/libs/dam/content/schemaeditors/forms";
const USUAL: &str = "default";

/// Somebody edits forms now and then; who edits metadata asks for the form at each asset.
const GOOD_FOR: Duration = Duration::from_mins(10);
const MOST_KEPT: usize = 200;

/// The forms of folders, by folder and media type.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    kept: Mutex<BTreeMap<(DamPath, String), (Instant, Form)>>,
}

impl Forms {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(DamPath, String), (Instant, Form)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, key: &(DamPath, String)) -> Option<Form> {
        let kept = self.lock();
        let (at, form) = kept.get(key)?;
        (at.elapsed() < GOOD_FOR).then(|| form.clone())
    }

    fn keep(&self, key: (DamPath, String), form: &Form) {
        let mut kept = self.lock();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(key, (Instant::now(), form.clone()));
    }
}

/// The form of an asset; Damson's own where none can be read.
pub(crate) async fn form(aem: &Aem, path: &DamPath, media_type: Option<&str>) -> Result<Form> {
    let folder = path.parent().unwrap_or_default();
    let media_type = media_type.unwrap_or_default().to_ascii_lowercase();
    let key = (folder.clone(), media_type.clone());
    if let Some(form) = aem.found.forms.find(&key) {
        return Ok(form);
    }
    let form = read(aem, &folder, &media_type).await?;
    aem.found.forms.keep(key, &form);
    Ok(form)
}

async fn read(aem: &Aem, folder: &DamPath, media_type: &str) -> Result<Form> {
    let chosen = chosen(aem, folder).await?;
    let usual = [format!("{FORMS}/{USUAL}"), format!("{USUAL_FORMS}/{USUAL}")];
    for place in chosen.into_iter().chain(usual) {
        let Some(tree) = tree(aem, &place).await? else {
            continue;
        };
        let sections = with_media_type(&tree, media_type);
        if !sections.is_empty() {
            return Ok(Form {
                sections,
                built_in: false,
            });
        }
    }
    Ok(Form::built_in())
}

/// Where the form is that the nearest folder above with such a choice has chosen.
async fn chosen(aem: &Aem, folder: &DamPath) -> Result<Option<String>> {
    let mut folders = vec![folder.clone()];
    while let Some(above) = folders.last().and_then(DamPath::parent) {
        folders.push(above);
    }
    let choices = folders
        .iter()
        .map(|folder| node::folder_content(aem, folder));
    for content in futures::future::try_join_all(choices).await? {
        let content = content.unwrap_or_default();
        if let Some(form) = content.text("metadataSchema") {
            return Ok(Some(if form.starts_with('/') {
                form.to_owned()
            } else {
                format!("{FORMS}/{form}")
            }));
        }
    }
    Ok(None)
}

/// The nodes of a form; `None` where it is missing, hidden or too large for the server.
async fn tree(aem: &Aem, place: &str) -> Result<Option<Tree>> {
    let Some(encoded) = encode_repository_path(place) else {
        return Ok(None);
    };
    let call = Call::get(aem.http.base.at(&format!("{encoded}.infinity.json")));
    match aem.http.read_json(&call, MOST_PAGE).await {
        Ok(tree) => Ok(Some(tree)),
        Err(error) if is_withheld(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A form, with what its sub-forms for `image` and `image/jpeg` add to it or say otherwise.
fn with_media_type(form: &Tree, media_type: &str) -> Vec<FormSection> {
    let mut sections = parse::sections(form);
    let mut level = Some(form);
    for part in media_type.split('/') {
        level = level.and_then(|form| form.child(part));
        for section in level.map(parse::sections).unwrap_or_default() {
            merge(&mut sections, section);
        }
    }
    sections
}

fn merge(sections: &mut Vec<FormSection>, more: FormSection) {
    let mut added = Vec::new();
    for field in more.fields {
        let fields = sections.iter_mut().flat_map(|section| &mut section.fields);
        match fields.into_iter().find(|known| known.name == field.name) {
            Some(known) => *known = field,
            None => added.push(field),
        }
    }
    if added.is_empty() {
        return;
    }
    match sections.iter_mut().find(|known| known.title == more.title) {
        Some(known) => known.fields.extend(added),
        None => sections.push(FormSection {
            title: more.title,
            fields: added,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form_of(fields: &str, below: &str) -> String {
        format!(
            r#"{{"items":{{"tabs":{{"items":{{"t":{{"jcr:title":"Basic","items":{{{fields}}}}}}}}}}}{below}}}"#
        )
    }

    fn field_of(name: &str, label: &str) -> String {
        format!(
            r#""{label}":{{"fieldLabel":"{label}","name":"./jcr:content/metadata/{name}","granite:data":{{"metaType":"text"}}}}"#
        )
    }

    #[test]
    fn a_media_type_adds_to_its_form() {
        let jpeg = form_of(&field_of("exif:Lens", "Lens"), "");
        let other_title = field_of("dc:title", "Headline");
        let image = form_of(&other_title, &format!(r#","jpeg":{jpeg}"#));
        let form = form_of(
            &field_of("dc:title", "Title"),
            &format!(r#","image":{image}"#),
        );
        let form: Tree = serde_json::from_str(&form).unwrap();
        let labels = |media_type| -> Vec<String> {
            let sections = with_media_type(&form, media_type);
            assert_eq!(sections.len(), 1);
            let fields = sections[0].fields.iter();
            fields.map(|field| field.label.clone()).collect()
        };
        assert_eq!(labels("application/pdf"), ["Title"]);
        assert_eq!(labels("image/png"), ["Headline"]);
        assert_eq!(labels("image/jpeg"), ["Headline", "Lens"]);
        assert_eq!(labels(""), ["Title"]);
    }
}
