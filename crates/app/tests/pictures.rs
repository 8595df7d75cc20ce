//! Which picture stands for an asset: what is on this computer, or what the server has.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

use std::{path::Path, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_app::{
    App, Dirs, Handle as _, Intent, Ports, Reply, UserError,
    intent::{ActOptions, Connect, Login, Secret},
    secrets::SessionSecrets,
    shell::SystemShell,
    view::{Action, StatusView, ThumbnailSizeView},
};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use image::{Rgb, RgbImage};
use tokio::time::timeout;

const HERO: &str = "/Campaigns/Autumn/hero.png";
const FRESH: &str = "/Campaigns/Autumn/fresh.png";
const MINE: Rgb<u8> = Rgb([250, 0, 0]);

async fn ask(app: &App, intent: Intent) -> Result<Reply, UserError> {
    let answer = timeout(Duration::from_mins(1), app.send(intent));
    answer.await.expect("in time")
}

fn picture(path: &str) -> Intent {
    sized(path, ThumbnailSizeView::Card)
}

fn sized(path: &str, size: ThumbnailSizeView) -> Intent {
    Intent::Thumbnail {
        connection: None,
        path: path.to_owned(),
        size,
    }
}

/// The colour of a picture's first pixel.
async fn colour(app: &App, intent: Intent) -> Rgb<u8> {
    *drawn(app, intent).await.get_pixel(0, 0)
}

async fn drawn(app: &App, intent: Intent) -> RgbImage {
    let Reply::Thumbnail(thumbnail) = ask(app, intent).await.unwrap() else {
        panic!("no picture");
    };
    let bytes = STANDARD.decode(thumbnail.data).unwrap();
    image::load_from_memory(&bytes).unwrap().to_rgb8()
}

fn is_mine(colour: Rgb<u8>) -> bool {
    colour[0] > 200 && colour[1] < 50
}

async fn until(app: &App, status: StatusView) {
    let mut shown = app.watch();
    let counted = shown.wait_for(|shown| {
        let counts = shown.session(None).map(|session| &session.counts);
        counts.is_some_and(|counts| counts.by_status.get(&status) == Some(&1))
    });
    timeout(Duration::from_secs(20), counted)
        .await
        .unwrap()
        .unwrap();
}

async fn act(app: &App, action: Action) {
    let act = Intent::Act {
        connection: None,
        action,
        path: HERO.to_owned(),
        options: ActOptions::default(),
    };
    ask(app, act).await.unwrap();
}

async fn connect(app: &App, url: &str) {
    let login = Login::Password {
        user: "jane".to_owned(),
        password: Secret::new("jane"),
    };
    let connect = Connect {
        url: url.to_owned(),
        name: None,
        login,
        remember: true,
        allow_plain_http: false,
        cache_folder: None,
    };
    ask(app, Intent::Connect(Box::new(connect))).await.unwrap();
    let refresh = Intent::Refresh {
        connection: None,
        folder: "/Campaigns/Autumn".to_owned(),
    };
    ask(app, refresh).await.unwrap();
}

fn open(home: &Path) -> App {
    let ports = Ports {
        secrets: Arc::new(SessionSecrets::default()),
        shell: Arc::new(SystemShell::with_opener("true")),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_edited_or_new_here_is_shown_as_it_is_here() {
    let home = tempfile::tempdir().unwrap();
    let config = DemoConfig::new(home.path().join("dam"), Personality::Aem65, Sample::Small);
    let server = DemoServer::start(config).await.unwrap();
    let app = open(home.path());
    connect(&app, server.url().as_str()).await;
    assert!(!is_mine(colour(&app, picture(HERO)).await));

    act(&app, Action::CheckOut).await;
    let folder = app
        .watch()
        .borrow()
        .connection(None)
        .unwrap()
        .cache_folder
        .clone();
    let fresh = Path::new(&folder).join(FRESH.trim_start_matches('/'));
    std::fs::create_dir_all(fresh.parent().unwrap()).unwrap();
    RgbImage::from_pixel(600, 400, MINE).save(&fresh).unwrap();
    until(&app, StatusView::NewLocally).await;
    assert!(is_mine(colour(&app, picture(FRESH)).await));

    act(&app, Action::Download).await;
    until(&app, StatusView::AvailableLocally).await;
    // Every pixel of the file that is here, and not only those of a rendition.
    let whole =
        image::image_dimensions(Path::new(&folder).join(HERO.trim_start_matches('/'))).unwrap();
    let large = drawn(&app, sized(HERO, ThumbnailSizeView::Large)).await;
    assert_eq!(large.dimensions(), whole);
    let hero = Path::new(&folder).join(HERO.trim_start_matches('/'));
    RgbImage::from_pixel(600, 400, MINE).save(&hero).unwrap();
    until(&app, StatusView::EditedLocally).await;
    assert!(is_mine(colour(&app, picture(HERO)).await));
    let theirs = Intent::RemoteThumbnail {
        connection: None,
        path: HERO.to_owned(),
        size: ThumbnailSizeView::Card,
    };
    assert!(!is_mine(colour(&app, theirs).await));
}
