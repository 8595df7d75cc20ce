//! The demo server, answer by answer, beside Apache Sling.

use reqwest::Method;

use crate::{
    ask::Question,
    seed::{BYTES, Both},
};

/// Where the two differ, and why that is right. A difference is known by a part of its question and
/// a part of what differs.
const KNOWN: [(&str, &str, &str); 12] = [
    (
        "",
        "/cq5dam",
        "the demo server makes its pictures when they are asked for, and has no size of them before",
    ),
    (
        "",
        "header location: /dam",
        "Sling maps /content away, AEM does not",
    ),
    (
        "range=",
        "content-range: – / bytes */25",
        "Sling leaves out what RFC 9110 wants; the connector needs neither",
    ),
    (
        "bytes=0-0,2-3",
        "",
        "the demo server sends the whole, as RFC 9110 allows, instead of several parts",
    ),
    (
        "yesterday",
        "",
        "Sling answers 500 to a date that is none; nobody sends one",
    ),
    (
        "",
        "x-reason-code: – / invalid_login",
        "AEM's login handler gives the reason, the open one here does not",
    ),
    (
        "XMLHttpRequest",
        "",
        "AEM's form login answers 403 to scripts, the open one leaves it to Basic",
    ),
    (
        "j_password=jane",
        "",
        "AEM's login handler obeys j_validate, which the open one takes for a login",
    ),
    (
        "j_password=wrong",
        "",
        "AEM's login handler shows its page again, the open one leaves it to Basic",
    ),
    (
        "accept=application/json",
        "json /",
        "the demo server's report of a POST is shorter",
    ),
    (
        "deep.2.json",
        "jcr:content",
        "a folder of the demo server always has content, for its title",
    ),
    (
        "plain :operation=move",
        "status 500 / 412",
        "without a destination Sling stumbles, and the demo server refuses",
    ),
];

/// Asked of both: what the connector asks, and what lies beside it.
#[expect(clippy::too_many_lines, reason = "a list")]
fn questions(since: &str) -> Vec<Question> {
    let studio = "/content/dam/studio";
    let asset = format!("{studio}/poster.v2.jpg");
    let original = format!("{asset}/jcr:content/renditions/original");
    let mut all = Vec::new();
    // A folder and an asset as JSON, to several depths, with selectors and dots in names.
    for selectors in [
        ".json",
        ".0.json",
        ".1.json",
        ".2.json",
        ".3.json",
        ".infinity.json",
        ".-1.json",
        ".99.json",
        ".tidy.1.json",
        ".x.json",
    ] {
        all.push(Question::get(format!("{studio}{selectors}")));
        all.push(Question::get(format!("{asset}{selectors}")));
    }
    for inside in [
        "/jcr:content.json",
        "/jcr:content.1.json",
        "/jcr:content.3.json",
        "/_jcr_content.3.json",
        "/jcr%3acontent.3.json",
        "/jcr:content/metadata.json",
        "/jcr:content/metadata.1.json",
        "/jcr:content/renditions.json",
        "/jcr:content/renditions.2.json",
        "/jcr:content/renditions/original.json",
        "/jcr:content/renditions/original.1.json",
        "/jcr:content/renditions/original/jcr:content.json",
        "/jcr:content/nothing.json",
        "/jcr:content/renditions/nothing",
        "/nothing.json",
    ] {
        all.push(Question::get(format!("{asset}{inside}")));
    }
    for path in [
        format!("{studio}/plain.json"),
        format!("{studio}/plain.2.json"),
        format!("{studio}/%C3%9Cbergr%C3%B6%C3%9Fe%201.psd.2.json"),
        format!("{studio}/Ordner%20mit%20%C3%9F.1.json"),
        format!("{studio}/nothing"),
        format!("{studio}/nothing.json"),
        // A part of a name is no resource.
        format!("{studio}/poster.json"),
        format!("{studio}/poster.v2.json"),
        format!("{studio}/Poster.v2.jpg.json"),
        "/content/dam.json".to_owned(),
        "/content/dam/many.json".to_owned(),
        "/content/dam/many.1.json".to_owned(),
        "/content/dam/many.3.json".to_owned(),
        "/content/dam/many.infinity.json".to_owned(),
    ] {
        all.push(Question::get(path));
    }
    // Bytes.
    all.push(Question::get(&original));
    all.push(Question::new(Method::HEAD, &original));
    all.push(Question::get(format!("{original}/jcr:content")));
    for range in [
        "bytes=0-0",
        "bytes=2-5",
        "bytes=5-",
        "bytes=-3",
        "bytes=0-999",
        "bytes=25-",
        "bytes=99-120",
        "bytes=-0",
        "bytes=5-2",
        "bytes=x",
        "bytes=0-0,2-3",
        "lines=0-1",
    ] {
        all.push(Question::get(&original).header("range", range));
    }
    all.push(Question::get(&original).header("if-modified-since", since));
    all.push(Question::get(&original).header("if-modified-since", "Sun, 29 Nov 2020 01:04:22 GMT"));
    all.push(Question::get(&original).header("if-modified-since", "yesterday"));
    all.push(Question::get(&original).header("if-none-match", "\"x\""));
    let part = Question::get(&original).header("range", "bytes=2-5");
    all.push(part.clone().header("if-range", since));
    all.push(
        part.clone()
            .header("if-range", "Sun, 29 Nov 2020 01:04:22 GMT"),
    );
    all.push(part.header("if-range", "\"x\""));
    // Who asks.
    let root = Question::get("/content/dam.json");
    all.push(root.clone().by(None));
    all.push(root.clone().by(Some(("jane", "wrong"))));
    all.push(root.clone().by(Some(("nobody", "jane"))));
    all.push(
        root.clone()
            .by(None)
            .header("x-requested-with", "XMLHttpRequest"),
    );
    all.push(root.by(None).header("authorization", "Basic bm9jb2xvbg=="));
    let login = "/libs/granite/core/content/login.html/j_security_check";
    for validate in ["true", "false"] {
        for password in ["jane", "wrong"] {
            let form = [
                ("j_username", "jane"),
                ("j_password", password),
                ("resource", "/"),
                ("_charset_", "UTF-8"),
                ("j_validate", validate),
            ];
            all.push(Question::post(login, &form).by(None));
        }
    }
    all.extend(changes(studio));
    all
}

/// Sling POST: each change, and a look at what came of it.
fn changes(studio: &str) -> Vec<Question> {
    let asset = format!("{studio}/poster.v2.jpg");
    let title = [("./dc:title", "Größe"), ("_charset_", "UTF-8")];
    let mut all = vec![
        Question::post(format!("{asset}/jcr:content/metadata"), &title),
        Question::get(format!("{asset}/jcr:content/metadata.json")),
        Question::post(format!("{asset}/jcr:content/metadata"), &title)
            .header("accept", "application/json"),
        Question::post(
            format!("{studio}/plain"),
            &[
                (":operation", "copy"),
                (":dest", "/content/dam/studio/empty/copy"),
            ],
        ),
        Question::get(format!("{studio}/empty/copy.infinity.json")),
        // There already, or into a folder that is not there.
        Question::post(
            format!("{studio}/plain"),
            &[
                (":operation", "copy"),
                (":dest", "/content/dam/studio/empty/copy"),
            ],
        ),
        Question::post(
            format!("{studio}/plain"),
            &[
                (":operation", "move"),
                (":dest", "/content/dam/studio/nowhere/plain"),
            ],
        ),
        Question::post(format!("{studio}/plain"), &[(":operation", "move")]),
        Question::post(
            format!("{studio}/plain"),
            &[
                (":operation", "move"),
                (":dest", "/content/dam/studio/empty/moved.one"),
            ],
        ),
        Question::get(format!("{studio}/plain.json")),
        Question::get(format!("{studio}/empty.infinity.json")),
        // A destination that ends with a slash is a folder to move into.
        Question::post(
            format!("{studio}/empty/moved.one"),
            &[(":operation", "move"), (":dest", "/content/dam/studio/")],
        ),
        Question::get(format!("{studio}/moved.one.1.json")),
        Question::post(
            format!("{studio}/empty/copy"),
            &[
                (":operation", "move"),
                (":dest", "/content/dam/studio/moved.one"),
                (":replace", "true"),
            ],
        ),
        Question::post(format!("{studio}/moved.one"), &[(":operation", "delete")]),
        Question::get(format!("{studio}/moved.one.json")),
        Question::post(
            format!("{studio}/nothing"),
            &[(":operation", "move"), (":dest", "/content/dam/x")],
        ),
        Question::post(format!("{studio}/empty"), &[(":operation", "nonsense")]),
    ];
    // What is missing on the way is made.
    let deep = [("./jcr:primaryType", "sling:OrderedFolder")];
    all.push(Question::post(
        format!("{studio}/deep/deeper/deepest"),
        &deep,
    ));
    all.push(Question::get(format!("{studio}/deep.2.json")));
    let folder = [
        ("./jcr:primaryType", "sling:OrderedFolder"),
        ("./jcr:content/jcr:title", "Neu"),
    ];
    all.push(Question::post(format!("{studio}/new folder"), &folder));
    all.push(Question::get(format!("{studio}/new%20folder.2.json")));
    all.push(Question::post(format!("{studio}/new folder"), &folder));
    all
}

#[tokio::test]
async fn the_demo_server_answers_as_sling_does() {
    let Some(both) = Both::start().await else {
        return;
    };
    let demo = both.demo_url();
    let original = "/content/dam/studio/poster.v2.jpg/jcr:content/renditions/original";
    let first = Question::get(original).ask(&both.sling.url).await;
    assert_eq!(first.bytes.as_deref(), Some(BYTES), "the seed");
    // Later than both wrote it.
    let since = httpdate_of_now();
    let mut unexpected = Vec::new();
    let mut met = vec![false; KNOWN.len()];
    let (mut equal, mut known) = (0, 0);
    let all = questions(&since);
    for question in &all {
        let (sling, ours) = (
            question.ask(&both.sling.url).await,
            question.ask(&demo).await,
        );
        let differences = sling.differences(&ours);
        if differences.is_empty() {
            equal += 1;
            continue;
        }
        let name = question.name();
        let mut reasons = 0;
        for difference in &differences {
            let reason = KNOWN
                .iter()
                .position(|(asked, what, _)| name.contains(asked) && difference.contains(what));
            match reason {
                Some(reason) => {
                    met[reason] = true;
                    reasons += 1;
                }
                None => unexpected.push(format!("{name}: {difference}")),
            }
        }
        if reasons == differences.len() {
            known += 1;
        }
    }
    println!(
        "{} answers compared, {equal} equal, {known} differ as is known (Sling / demo server)",
        all.len()
    );
    assert!(
        unexpected.is_empty(),
        "Sling / demo server:\n{}",
        unexpected.join("\n")
    );
    for (at, (asked, what, _)) in KNOWN.iter().enumerate() {
        assert!(met[at], "no longer a difference: {asked}: {what}");
    }
}

/// As a header says it.
fn httpdate_of_now() -> String {
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&jiff::Timestamp::now())
        .unwrap()
}
