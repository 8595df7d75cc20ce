use damson_demo_server::switches::Hidden;
use serde_json::Value;

use crate::world::World;

const FORMS: &str = "/conf/global/settings/dam/adminui-extension/metadataschema";

/// The fields of a form that is read whole, in the order of tabs and columns.
fn fields(form: &Value) -> Vec<&Value> {
    let children = |value: &Value| -> Vec<String> {
        let map = value["items"].as_object().unwrap();
        let nodes = map.iter().filter(|(_, value)| value.is_object());
        nodes.map(|(name, _)| name.clone()).collect()
    };
    let mut found = Vec::new();
    let tabs = &form["items"]["tabs"];
    for tab in children(tabs) {
        let tab = &tabs["items"][&tab];
        assert!(tab["jcr:title"].is_string() && tab["listOrder"].is_string());
        for column in children(tab) {
            let column = &tab["items"][&column];
            for field in children(column) {
                found.push(&column["items"][&field]);
            }
        }
    }
    found
}

#[tokio::test]
async fn a_form_is_read_with_its_fields() {
    let world = World::aem65().await;
    let form = world.json(&format!("{FORMS}/default.infinity.json")).await;
    let fields_of = fields(&form);
    let named = |name: &str| {
        let found = fields_of.iter().find(|field| field["name"] == name);
        *found.unwrap_or_else(|| panic!("{name}"))
    };
    let title = named("./jcr:content/metadata/dc:title");
    assert_eq!(title["fieldLabel"], "Title");
    assert_eq!(title["required"], true);
    let data = |name: &str| named(name)["granite:data"]["metaType"].clone();
    assert_eq!(data("./jcr:content/metadata/cq:tags"), "tags");
    assert_eq!(data("./jcr:content/metadata/dc:subject"), "mvtext");
    assert_eq!(data("./jcr:content/onTime"), "datepicker");
    let status = named("./jcr:content/metadata/dam:status");
    assert_eq!(status["granite:data"]["metaType"], "dropdown");
    let choices = status["items"].as_object().unwrap().values();
    let mut values = choices.filter_map(|item| item["value"].as_str());
    assert!(values.any(|value| value == "rejected"));
    assert_eq!(fields(&form["image"]["jpeg"]).len(), 2);
    let jpeg = world
        .json(&format!("{FORMS}/default/image/jpeg.infinity.json"))
        .await;
    assert_eq!(jpeg, form["image"]["jpeg"]);
    assert_eq!(
        world
            .get(&format!("{FORMS}/none.infinity.json"))
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn a_folder_chooses_its_form() {
    let world = World::aem65().await;
    let content = world.json("/content/dam/Brand/jcr:content.json").await;
    let form = content["metadataSchema"].as_str().unwrap();
    assert_eq!(form, format!("{FORMS}/brand"));
    let form = world.json(&format!("{form}.infinity.json")).await;
    assert_eq!(fields(&form).len(), 5);
    let other = world.json("/content/dam/Campaigns/jcr:content.json").await;
    assert_eq!(other.get("metadataSchema"), None);
    let chosen = [(
        "./jcr:content/metadataSchema",
        form["jcr:title"].as_str().unwrap(),
    )];
    let posted = world.post("jane", "/content/dam/Campaigns", &chosen).await;
    assert_eq!(posted.status(), 200);
    let other = world.json("/content/dam/Campaigns/jcr:content.json").await;
    assert_eq!(other["metadataSchema"], "brand");
}

#[tokio::test]
async fn forms_may_be_hidden() {
    let world = World::aem65().await;
    let path = format!("{FORMS}/default.infinity.json");
    for (hidden, status) in [(Hidden::No, 200), (Hidden::S403, 403), (Hidden::S404, 404)] {
        world
            .server
            .set_switches(|switches| switches.schema_hidden = hidden);
        assert_eq!(world.get(&path).await.status(), status);
        let admin = world.by("admin", "GET", &path).send().await.unwrap();
        assert_eq!(admin.status(), 200);
    }
}
