//! The small sample; [`crate::Sample::Small`] says what is in it.

use super::{
    document, full,
    picture::{self, Scene},
    psd,
    seed::{self, Seed},
};
use crate::{control::ControlError, dam::Dam};

pub(crate) fn plant_all(dam: &Dam) -> Result<(), ControlError> {
    let hero = full::png(&picture::draw(Scene::Hills, 1, 96, 64));
    let locked = psd::write(&picture::draw(Scene::Fruit, 2, 48, 32));
    let text = |path, user, bytes: &[u8]| Seed {
        path,
        user,
        bytes: bytes.to_vec(),
        ..Seed::default()
    };
    let seeds = [
        Seed {
            path: "Campaigns/Autumn/hero.png",
            bytes: hero,
            user: "jane",
            title: Some("Autumn hero"),
            ..Seed::default()
        },
        text(
            "Campaigns/Autumn/notes.txt",
            "omar",
            b"Notes on the campaign.\n",
        ),
        Seed {
            path: "Campaigns/Autumn/locked.psd",
            bytes: locked,
            user: "omar",
            holder: Some("omar"),
            ..Seed::default()
        },
        text("Campaigns/Spring/plan.txt", "jane", b"A plan.\n"),
        text(
            "Brand/logo.svg",
            "admin",
            document::logo("#4a2c4f", "#6b8e4e", true).as_bytes(),
        ),
        text("Brand/history.txt", "jane", b"one\n"),
    ];
    for seed in &seeds {
        seed::plant(dam, seed)?;
    }
    for (hour, bytes) in (1..).zip([b"two\n".as_slice(), b"three\n", b"four\n"]) {
        let user = if hour % 2 == 0 { "jane" } else { "omar" };
        let next = Seed {
            hour,
            ..text("Brand/history.txt", user, bytes)
        };
        seed::replace(dam, &next, &format!("Change {hour}"))?;
    }
    Ok(())
}
