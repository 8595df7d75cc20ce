//! Every user error has words.

use damson_app::error::ErrorCode;

use crate::sources::root;

#[test]
fn the_page_of_errors_has_every_code() {
    let page = std::fs::read_to_string(root().join("docs/errors.md")).unwrap();
    assert!(ErrorCode::ALL.len() > 20, "the catalogue is nearly empty");
    for code in ErrorCode::ALL {
        let text = serde_json::to_value(code).unwrap();
        let text = text.as_str().unwrap().to_owned();
        assert!(
            page.contains(&format!("`{text}`")),
            "docs/errors.md says nothing of {text}"
        );
    }
}
