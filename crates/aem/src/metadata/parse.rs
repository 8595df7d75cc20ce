//! A schema form out of the nodes in which AEM keeps it.
//!
//! `items/tabs/items/*` are the tabs, in them columns, in them fields; `granite:data` says what a
//! field is. The order of nodes is the order on the page.

use std::fmt;

use damson_remote::{Choice, FieldKind, FormField, FormSection, metadata::known};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// JSON whose objects keep their order, without lists and numbers, which a form's nodes don't need.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    Node(Vec<(String, Tree)>),
    Text(String),
    Flag(bool),
    Other,
}

/// Deeper ones are no forms.
const DEEPEST: usize = 24;

impl Tree {
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        let found = self.children().iter().find(|(key, _)| key == name);
        found.map(|(_, child)| child)
    }

    pub(super) fn children(&self) -> &[(String, Self)] {
        match self {
            Self::Node(children) => children,
            Self::Text(_) | Self::Flag(_) | Self::Other => &[],
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.child(name)? {
            Self::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Self::Node(_) | Self::Flag(_) | Self::Other => None,
        }
    }

    fn is_true(&self, name: &str) -> bool {
        match self.child(name) {
            Some(Self::Flag(flag)) => *flag,
            Some(Self::Text(text)) => text == "true",
            Some(Self::Node(_) | Self::Other) | None => false,
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut children = Vec::new();
        while let Some(child) = map.next_entry()? {
            children.push(child);
        }
        Ok(Tree::Node(children))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Tree::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Tree, E> {
        Ok(Tree::Flag(flag))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Other)
    }
}

/// The sections of one form, without those of its sub-forms for media types.
pub(super) fn sections(form: &Tree) -> Vec<FormSection> {
    let items = form.child("items");
    let tabs = items
        .and_then(|items| items.child("tabs"))
        .and_then(|tabs| tabs.child("items"));
    let Some(tabs) = tabs.or(items) else {
        return Vec::new();
    };
    let mut sections = Vec::new();
    for (_, tab) in tabs.children() {
        let mut fields = Vec::new();
        collect(tab, DEEPEST, &mut fields);
        if !fields.is_empty() {
            let title = tab.text("jcr:title").unwrap_or_default().to_owned();
            sections.push(FormSection { title, fields });
        }
    }
    sections
}

fn collect(node: &Tree, deepest: usize, fields: &mut Vec<FormField>) {
    if deepest == 0 {
        return;
    }
    if let Some(field) = field(node) {
        if !fields.iter().any(|known| known.name == field.name) {
            fields.push(field);
        }
        return;
    }
    for (_, child) in node.child("items").map_or(&[][..], Tree::children) {
        collect(child, deepest - 1, fields);
    }
}

fn field(node: &Tree) -> Option<FormField> {
    // A multifield has its name on what it repeats.
    let inner = node.child("field");
    let written = node
        .text("name")
        .or_else(|| inner.and_then(|inner| inner.text("name")))?;
    let name = property(written)?;
    let kind = kind(node, &name);
    let read_only = ["disabled", "renderReadOnly", "readOnly", "readonly"]
        .iter()
        .any(|flag| node.is_true(flag));
    Some(FormField {
        label: node
            .text("fieldLabel")
            .or_else(|| node.text("text"))
            .unwrap_or(&name)
            .to_owned(),
        required: node.is_true("required"),
        // What the field is can't be told: it is shown and left alone.
        read_only: read_only || kind.is_none(),
        kind: kind.unwrap_or(FieldKind::Text),
        name,
    })
}

/// The property that a field's name leads to, where it is one of the metadata.
fn property(written: &str) -> Option<String> {
    let content = written
        .trim_start_matches("./")
        .strip_prefix("jcr:content/")?;
    let name = match content.strip_prefix("metadata/") {
        Some(name) => name,
        None if content == known::ON || content == known::OFF => content,
        None => return None,
    };
    (!name.is_empty() && !name.contains('/')).then(|| name.to_owned())
}

fn kind(node: &Tree, name: &str) -> Option<FieldKind> {
    if name == known::TAGS {
        return Some(FieldKind::Tags);
    }
    let data = node.child("granite:data");
    let meta = data.and_then(|data| data.text("metaType").or_else(|| data.text("metatype")));
    let resource = node
        .text("sling:resourceType")
        .and_then(|path| path.rsplit('/').next());
    let list = node.is_true("multiple") || node.text("typeHint").is_some_and(|h| h.ends_with("[]"));
    let of = |word: &str| -> Option<FieldKind> {
        Some(match word {
            "text" | "textfield" if list => FieldKind::Texts,
            "text" | "textfield" => FieldKind::Text,
            "textarea" | "mltext" => FieldKind::LongText,
            "mvtext" | "multifield" => FieldKind::Texts,
            "number" | "numberfield" => FieldKind::Number,
            "datepicker" | "date" => FieldKind::Date,
            "checkbox" | "switch" => FieldKind::Flag,
            "dropdown" | "select" | "radiogroup" if list => FieldKind::Choices(choices(node)),
            "dropdown" | "select" | "radiogroup" => FieldKind::Choice(choices(node)),
            "tags" | "tagspicker" | "tagfield" => FieldKind::Tags,
            _ => return None,
        })
    };
    meta.and_then(of).or_else(|| resource.and_then(of))
}

fn choices(node: &Tree) -> Vec<Choice> {
    let items = node.child("items").map_or(&[][..], Tree::children);
    let choices = items.iter().filter_map(|(_, item)| {
        let value = item.text("value")?;
        let text = item.text("text").unwrap_or(value);
        Some(Choice {
            value: value.to_owned(),
            text: text.to_owned(),
        })
    });
    choices.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_form_in_its_order() {
        let form: Tree = serde_json::from_str(
            r#"{"jcr:primaryType":"nt:unstructured","items":{"tabs":{"items":{
              "tab2":{"jcr:title":"Basic","items":{"col1":{"items":{
                "z":{"sling:resourceType":"granite/ui/components/coral/foundation/form/textfield",
                     "fieldLabel":"Title","name":"./jcr:content/metadata/dc:title","required":"true",
                     "granite:data":{"metaType":"text"}},
                "a":{"sling:resourceType":"granite/ui/components/coral/foundation/form/multifield",
                     "fieldLabel":"Keywords","field":{"name":"./jcr:content/metadata/dc:subject"}},
                "s":{"sling:resourceType":"granite/ui/components/coral/foundation/form/select",
                     "fieldLabel":"Season","name":"./jcr:content/metadata/brand:season",
                     "items":{"one":{"text":"Spring","value":"spring"},"two":{"value":"autumn"}}}}},
               "col2":{"items":{
                "t":{"fieldLabel":"Tags","name":"./jcr:content/metadata/cq:tags","typeHint":"String[]"},
                "u":{"fieldLabel":"Strange","name":"./jcr:content/metadata/x:y",
                     "sling:resourceType":"acme/strange"},
                "v":{"fieldLabel":"On","name":"./jcr:content/onTime",
                     "granite:data":{"metaType":"datepicker"}},
                "w":{"fieldLabel":"Elsewhere","name":"./jcr:content/related/x"}}}}},
              "tab1":{"jcr:title":"Empty","items":{"col1":{"items":{}}}}}}}}"#,
        )
        .unwrap();
        let sections = sections(&form);
        assert_eq!(sections.len(), 1);
        assert_eq!(sections[0].title, "Basic");
        let fields = &sections[0].fields;
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "dc:title",
                "dc:subject",
                "brand:season",
                "cq:tags",
                "x:y",
                "onTime"
            ]
        );
        assert!(fields[0].required);
        assert_eq!(fields[1].kind, FieldKind::Texts);
        let FieldKind::Choice(choices) = &fields[2].kind else {
            panic!("{:?}", fields[2]);
        };
        assert_eq!(choices[1].text, "autumn");
        assert_eq!(fields[3].kind, FieldKind::Tags);
        assert!(fields[4].read_only);
        assert_eq!(fields[5].kind, FieldKind::Date);
    }

    #[test]
    fn no_form_is_too_deep() {
        let deep = format!(r"{}{{}}{}", r#"{"items":{"a":"#.repeat(60), "}}".repeat(60));
        let form: Tree = serde_json::from_str(&deep).unwrap();
        assert!(sections(&form).is_empty());
    }
}
