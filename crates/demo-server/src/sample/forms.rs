//! The sample's metadata schema forms, in the shape in which the form editor of AEM saves them.

use serde_json::{Value, json};

const FIELDS: &str = "granite/ui/components/coral/foundation/form/";
const CONTAINER: &str = "granite/ui/components/coral/foundation/container";

/// What lies below the folder of the forms: `default` with the forms for images in it, and `brand`.
pub(crate) fn forms() -> Value {
    let mut default = form("default", &[basic(), rights()]);
    let mut image = form("image", &[tab("Image", 2, &[image_column()])]);
    image["jpeg"] = form("jpeg", &[tab("JPEG", 3, &[jpeg_column()])]);
    default["image"] = image;
    json!({
        "jcr:primaryType": "sling:Folder",
        "default": default,
        "brand": form("brand", &[tab("Brand", 0, &[brand_column()])]),
    })
}

fn basic() -> Value {
    let left = vec![
        section("Metadata"),
        field(
            "textfield",
            "text",
            "Title",
            "dc:title",
            &json!({ "required": true }),
        ),
        field(
            "textarea",
            "text",
            "Description",
            "dc:description",
            &json!({}),
        ),
        field("multifield", "mvtext", "Keywords", "dc:subject", &list()),
        field("multifield", "mvtext", "Creator", "dc:creator", &list()),
        tags(),
        dropdown(
            "Language",
            "dc:language",
            &[("English", "en"), ("Deutsch", "de")],
        ),
    ];
    let right = vec![
        section("Scheduled (de)activation"),
        date("On Time", "./jcr:content/onTime"),
        date("Off Time", "./jcr:content/offTime"),
        field(
            "textfield",
            "text",
            "Size",
            "dam:size",
            &json!({ "disabled": true, "renderReadOnly": true }),
        ),
    ];
    tab("Basic", 0, &[left, right])
}

fn rights() -> Value {
    let column = vec![
        field("textfield", "text", "Copyright", "dc:rights", &json!({})),
        field(
            "textfield",
            "text",
            "Copyright owner",
            "xmpRights:Owner",
            &json!({}),
        ),
        field(
            "textarea",
            "text",
            "Usage terms",
            "xmpRights:UsageTerms",
            &json!({}),
        ),
        field(
            "textfield",
            "text",
            "Licence",
            "xmpRights:WebStatement",
            &json!({}),
        ),
        date("Expires", "./jcr:content/metadata/prism:expirationDate"),
        dropdown(
            "Review status",
            "dam:status",
            &[
                ("Approved", "approved"),
                ("Rejected", "rejected"),
                ("Changes requested", "changesRequested"),
            ],
        ),
    ];
    tab("Advanced", 1, &[column])
}

fn image_column() -> Vec<Value> {
    let read_only = json!({ "disabled": true, "renderReadOnly": true });
    vec![
        field(
            "numberfield",
            "number",
            "Width",
            "tiff:ImageWidth",
            &read_only,
        ),
        field(
            "numberfield",
            "number",
            "Height",
            "tiff:ImageLength",
            &read_only,
        ),
        field(
            "textfield",
            "text",
            "Place",
            "photoshop:City",
            &json!({ "emptyText": "Town" }),
        ),
    ]
}

fn jpeg_column() -> Vec<Value> {
    let hint = json!({ "typeHint": "Double" });
    vec![
        field("numberfield", "number", "Aperture", "exif:FNumber", &hint),
        date("Taken", "./jcr:content/metadata/exif:DateTimeOriginal"),
    ]
}

fn brand_column() -> Vec<Value> {
    vec![
        field(
            "textfield",
            "text",
            "Title",
            "dc:title",
            &json!({ "required": true }),
        ),
        dropdown(
            "Use",
            "brand:use",
            &[
                ("Print", "print"),
                ("Screen", "screen"),
                ("Print and screen", "both"),
            ],
        ),
        field(
            "textfield",
            "text",
            "Approved by",
            "brand:approvedBy",
            &json!({ "required": true, "defaultValue": "Brand team" }),
        ),
        field(
            "checkbox",
            "checkbox",
            "Registered",
            "brand:registered",
            &json!({ "typeHint": "Boolean" }),
        ),
        tags(),
    ]
}

fn form(name: &str, tabs: &[Value]) -> Value {
    let mut items = json!({ "jcr:primaryType": "nt:unstructured" });
    for (tab, number) in tabs.iter().zip(1..) {
        items[format!("tab{number}")] = tab.clone();
    }
    json!({
        "jcr:primaryType": "nt:unstructured",
        "jcr:title": name,
        "allowCustomization": true,
        "items": {
            "jcr:primaryType": "nt:unstructured",
            "tabs": {
                "jcr:primaryType": "nt:unstructured",
                "sling:resourceType": "granite/ui/components/coral/foundation/tabs",
                "items": items,
            },
        },
    })
}

fn tab(title: &str, order: u32, columns: &[Vec<Value>]) -> Value {
    let mut items = json!({ "jcr:primaryType": "nt:unstructured" });
    for (column, number) in columns.iter().zip(1_u32..) {
        let mut fields = json!({ "jcr:primaryType": "nt:unstructured" });
        // The editor names fields by the time at which they were added.
        for (field, at) in column.iter().zip(0_u64..) {
            let name =
                1_498_494_794_917 + u64::from(order) * 10_000 + u64::from(number) * 1000 + at;
            fields[name.to_string()] = field.clone();
        }
        items[format!("col{number}")] = json!({
            "jcr:primaryType": "nt:unstructured",
            "granite:rel": "aem-assets-metadata-form-column",
            "sling:resourceType": CONTAINER,
            "listOrder": (number - 1).to_string(),
            "items": fields,
        });
    }
    json!({
        "jcr:primaryType": "nt:unstructured",
        "jcr:title": title,
        "granite:rel": "aem-assets-metadata-form-tab",
        "sling:resourceType": CONTAINER,
        "listOrder": order.to_string(),
        "items": items,
    })
}

/// A field for a property of the metadata.
fn field(kind: &str, meta: &str, label: &str, property: &str, more: &Value) -> Value {
    named(
        kind,
        meta,
        label,
        &format!("./jcr:content/metadata/{property}"),
        more,
    )
}

fn named(kind: &str, meta: &str, label: &str, name: &str, more: &Value) -> Value {
    let mut field = json!({
        "jcr:primaryType": "nt:unstructured",
        "sling:resourceType": format!("{FIELDS}{kind}"),
        "fieldLabel": label,
        "name": name,
        "granite:data": { "jcr:primaryType": "nt:unstructured", "metaType": meta },
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        if name == "typeHint" {
            field["granite:data"]["typeHint"] = value.clone();
        }
        field[name.as_str()] = value.clone();
    }
    field
}

fn date(label: &str, name: &str) -> Value {
    let more = json!({
        "type": "datetime",
        "displayedFormat": "YYYY-MM-DD HH:mm",
        "typeHint": "Date",
        "renderReadOnly": true,
    });
    named("datepicker", "datepicker", label, name, &more)
}

fn list() -> Value {
    let inner = json!({
        "jcr:primaryType": "nt:unstructured",
        "sling:resourceType": format!("{FIELDS}textfield"),
    });
    json!({ "typeHint": "String[]", "field": inner })
}

fn tags() -> Value {
    let mut tags = field(
        "tags",
        "tags",
        "Tags",
        "cq:tags",
        &json!({ "typeHint": "String[]" }),
    );
    tags["sling:resourceType"] = json!("cq/gui/components/coral/common/form/tagfield");
    tags["multiple"] = json!(true);
    tags["rootPath"] = json!("/content/cq:tags");
    tags
}

fn dropdown(label: &str, property: &str, choices: &[(&str, &str)]) -> Value {
    let mut items = json!({ "jcr:primaryType": "nt:unstructured" });
    for ((text, value), at) in choices.iter().zip(1_498_495_149_903_u64..) {
        items[at.to_string()] = json!({
            "jcr:primaryType": "nt:unstructured",
            "text": text,
            "value": value,
        });
    }
    field(
        "select",
        "dropdown",
        label,
        property,
        &json!({ "items": items }),
    )
}

fn section(label: &str) -> Value {
    json!({
        "jcr:primaryType": "nt:unstructured",
        "sling:resourceType": "dam/gui/coral/components/admin/schemaforms/formbuilder/sectionfield",
        "fieldLabel": label,
        "granite:data": { "jcr:primaryType": "nt:unstructured", "metaType": "section" },
    })
}
