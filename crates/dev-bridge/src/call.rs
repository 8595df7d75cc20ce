//! The window's commands by their names, as the desktop shell has them.

use damson_app::{ErrorCode, Intent, UserError, error::Result};
use damson_desk::{
    Desk, DeskPreferences, DeskWords, LoginWindow,
    crossing::{Platform, System},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::bench::not_here;

#[derive(Deserialize)]
struct Send {
    intent: Intent,
}
#[derive(Deserialize)]
struct Title {
    title: String,
}
#[derive(Deserialize)]
struct Connect {
    connect: LoginWindow,
}
#[derive(Deserialize)]
struct Paths {
    connection: Option<String>,
    paths: Vec<String>,
}
#[derive(Deserialize)]
struct DragOut {
    connection: Option<String>,
    paths: Vec<String>,
    image: Option<Vec<u8>>,
}
#[derive(Deserialize)]
struct Export {
    connection: Option<String>,
    paths: Vec<String>,
    folder: std::path::PathBuf,
    flat: bool,
    rendition: Option<String>,
}
#[derive(Deserialize)]
struct OpenWith {
    connection: Option<String>,
    path: String,
    program: std::path::PathBuf,
}
#[derive(Deserialize)]
struct Text {
    text: String,
}
#[derive(Deserialize)]
struct Preferences {
    preferences: DeskPreferences,
}
#[derive(Deserialize)]
struct Words {
    words: DeskWords,
}
#[derive(Deserialize)]
struct Link {
    url: String,
}
#[derive(Deserialize)]
struct File {
    file: std::path::PathBuf,
}
#[derive(Deserialize)]
struct Quit {
    anyway: bool,
}
#[derive(Deserialize)]
struct Log {
    level: String,
    message: String,
}

/// Carries out one command.
pub(crate) async fn call(desk: &Desk, name: &str, body: Value) -> Result<Value> {
    match name {
        "send" => given(desk.send(read::<Send>(body)?.intent).await?),
        "snapshot" => given(&*desk.snapshot()),
        "system" => given(system(desk)),
        "pick_files" => {
            let title = read::<Title>(body)?.title;
            given(desk.screen().pick_files(&title).await)
        }
        "pick_folder" => {
            let title = read::<Title>(body)?.title;
            given(desk.screen().pick_folder(&title).await)
        }
        "start_demo" => given(desk.start_demo().await?),
        "login_window" => given(desk.login_window(read::<Connect>(body)?.connect).await?),
        "cancel_login_window" => {
            desk.cancel_login_window();
            given(())
        }
        "drag_out" => {
            let DragOut {
                connection,
                paths,
                image,
            } = read(body)?;
            given(desk.drag_out(connection, paths, image).await?)
        }
        "copy_files" => {
            let Paths { connection, paths } = read(body)?;
            given(desk.copy_files(connection, paths).await?)
        }
        "copied_files" => given(desk.screen().copied_files()),
        "export" => {
            let Export {
                connection,
                paths,
                folder,
                flat,
                rendition,
            } = read(body)?;
            let exported = desk.export(connection, paths, &folder, flat, rendition.as_deref());
            given(exported.await?)
        }
        "pick_application" => {
            let title = read::<Title>(body)?.title;
            given(desk.screen().pick_application(&title).await)
        }
        "open_with" => {
            let OpenWith {
                connection,
                path,
                program,
            } = read(body)?;
            given(desk.open_with(connection, path, &program).await?)
        }
        "link_to" => {
            let Paths { connection, paths } = read(body)?;
            given(desk.link_to(connection.as_deref(), &paths)?)
        }
        "copy_text" => given(desk.screen().copy_text(&read::<Text>(body)?.text)?),
        "preferences" => given(desk.preferences()),
        "set_preferences" => given(desk.set_preferences(read::<Preferences>(body)?.preferences)?),
        "set_words" => {
            desk.set_words(read::<Words>(body)?.words);
            given(())
        }
        "preview_link" => given(desk.preview_link(&read::<Link>(body)?.url)?),
        "links" => given(desk.links()),
        "support_bundle" => given(desk.support_bundle().await?),
        "show_file" => given(desk.show_file(&read::<File>(body)?.file)?),
        "licences" => given(damson_desk::licences()),
        "check_update" => given(()),
        "install_update" => Err(not_here()),
        "quit" => given(desk.quit(read::<Quit>(body)?.anyway)),
        "log" => {
            let Log { level, message } = read(body)?;
            damson_desk::desk::log(&level, &message);
            given(())
        }
        other => Err(UserError::new(ErrorCode::Unsupported).detail(other)),
    }
}

fn system(desk: &Desk) -> System {
    System {
        platform: Platform::of_this_computer(),
        locale: damson_desk::locale(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: None,
        dev: true,
        demo_wanted: desk.demo_wanted(),
    }
}

fn read<T: DeserializeOwned>(body: Value) -> Result<T> {
    serde_json::from_value(body)
        .map_err(|error| UserError::new(ErrorCode::Incomplete).said(error.to_string()))
}

fn given<T: Serialize>(value: T) -> Result<Value> {
    serde_json::to_value(value)
        .map_err(|error| UserError::new(ErrorCode::Unexpected).said(error.to_string()))
}
