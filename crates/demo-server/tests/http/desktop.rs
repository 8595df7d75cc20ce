use crate::world::{World, at, header};

const PAGE: &str = "/assetdetails.html/content/dam/Brand/history.txt";
const LOGIN: &str = "/libs/granite/core/content/login.html/j_security_check";

/// The value of an attribute, from `before` to the next quote.
fn between<'a>(page: &'a str, before: &str) -> &'a str {
    let start = page
        .find(before)
        .unwrap_or_else(|| panic!("{before} in {page}"))
        + before.len();
    page[start..].split('"').next().unwrap()
}

#[tokio::test]
async fn pages_lead_to_the_desktop() {
    let world = World::aem65().await;
    let page = world.get(PAGE).await.text().await.unwrap();
    let server = world.server.url().to_string();
    let server: String =
        url::form_urlencoded::byte_serialize(server.trim_end_matches('/').as_bytes()).collect();
    for action in ["open", "edit", "reveal"] {
        let link = between(&page, &format!("damson://{action}?"));
        let link = link.replace("&amp;", "&").replace("%2E", ".");
        assert_eq!(
            link,
            format!("server={server}&asset=%2FBrand%2Fhistory.txt")
        );
        let query = match action {
            // The product's Reveal has no query.
            "reveal" => String::new(),
            other => format!("?action={other}"),
        };
        let link = format!("\"aem-asset:/Brand/history.txt{query}\"");
        assert!(page.contains(&link), "{page}");
    }
    let folder = world.get("/assets.html/content/dam/Brand").await;
    let folder = folder.text().await.unwrap();
    assert!(folder.contains("damson://reveal?") && !folder.contains("damson://edit?"));
    let start = world.get("/aem/start.html").await;
    assert_eq!(header(&start, "location"), "/assets.html/content/dam");
}

#[tokio::test]
async fn a_browser_checks_out_and_in_by_buttons() {
    let world = World::aem65().await;
    let form = [
        ("j_username", "jane"),
        ("j_password", "jane"),
        ("resource", PAGE),
    ];
    let login = world
        .anonymous("POST", LOGIN)
        .form(&form)
        .send()
        .await
        .unwrap();
    let cookie = header(&login, "set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let see = || async {
        let request = world.anonymous("GET", PAGE).header("cookie", &cookie);
        request.send().await.unwrap().text().await.unwrap()
    };
    let holder = || world.server.holder(&at("Brand/history.txt"));
    let press = |page: String, back: &'static str| {
        let (world, cookie) = (&world, &cookie);
        async move {
            let action = between(&page, "name=\"action\" value=\"").to_owned();
            let to = between(&page, "method=\"post\" action=\"").to_owned();
            let form = [("action", action.as_str()), (":redirect", back)];
            let request = world
                .anonymous("POST", &to)
                .header("cookie", cookie)
                .form(&form);
            request.send().await.unwrap()
        }
    };
    let page = see().await;
    assert!(page.contains("<button>Check out</button>"), "{page}");
    let pressed = press(page, PAGE).await;
    assert_eq!(
        (pressed.status().as_u16(), header(&pressed, "location")),
        (302, PAGE.to_owned())
    );
    assert_eq!(holder().as_deref(), Some("jane"));
    let page = see().await;
    assert!(page.contains("Checked out by jane") && page.contains("<button>Check in</button>"));

    let omar = world
        .by("omar", "GET", PAGE)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        omar.contains("Checked out by jane") && !omar.contains("<button>"),
        "{omar}"
    );
    let admin = world
        .by("admin", "GET", PAGE)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        admin.contains("<button>Check in for them</button>"),
        "{admin}"
    );

    // A form can't send the browser to another server.
    let pressed = press(page, "//evil.example/").await;
    assert_eq!(pressed.status(), 200);
    assert_eq!(holder(), None);
}
