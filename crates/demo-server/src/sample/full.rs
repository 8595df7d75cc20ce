//! The full sample: some forty megabytes of a brand that grows apples.

use std::{io::Cursor, sync::Mutex, thread};

use image::{ImageFormat, RgbImage, codecs::jpeg::JpegEncoder};

use super::{
    container, document,
    picture::{self, Scene},
    psd,
    seed::{self, Seed},
};
use crate::{control::ControlError, dam::Dam};

/// A picture to be drawn: path, scene, seed, size, who, and a title.
type Drawing = (
    &'static str,
    Scene,
    u32,
    (u32, u32),
    &'static str,
    &'static str,
);

const DRAWINGS: [Drawing; 25] = [
    (
        "Photography/Harvest 2026/Morning over the orchard.jpg",
        Scene::Hills,
        0,
        (1800, 1200),
        "omar",
        "Morning over the orchard",
    ),
    (
        "Photography/Harvest 2026/Evening rows.jpg",
        Scene::Hills,
        1,
        (1800, 1200),
        "omar",
        "Evening rows",
    ),
    (
        "Photography/Harvest 2026/The long field.jpg",
        Scene::Hills,
        2,
        (1800, 1200),
        "omar",
        "The long field",
    ),
    (
        "Photography/Harvest 2026/Mist in the valley.jpg",
        Scene::Hills,
        9,
        (1800, 1200),
        "omar",
        "Mist in the valley",
    ),
    (
        "Photography/Harvest 2026/Pond at dawn.jpg",
        Scene::Lake,
        3,
        (1800, 1200),
        "omar",
        "Pond at dawn",
    ),
    (
        "Photography/Harvest 2026/Still water.jpg",
        Scene::Lake,
        6,
        (1800, 1200),
        "omar",
        "Still water",
    ),
    (
        "Photography/Harvest 2026/Last light.jpg",
        Scene::Lake,
        7,
        (1800, 1200),
        "omar",
        "Last light",
    ),
    (
        "Photography/Harvest 2026/Äpfel im Korb.jpg",
        Scene::Fruit,
        4,
        (1800, 1200),
        "jane",
        "Äpfel im Korb",
    ),
    (
        "Photography/Studio/Fruit on oak 01.jpg",
        Scene::Fruit,
        0,
        (1500, 1000),
        "jane",
        "Fruit on oak 01",
    ),
    (
        "Photography/Studio/Fruit on oak 02.jpg",
        Scene::Fruit,
        1,
        (1500, 1000),
        "jane",
        "Fruit on oak 02",
    ),
    (
        "Photography/Studio/Fruit on oak 03.jpg",
        Scene::Fruit,
        2,
        (1500, 1000),
        "jane",
        "Fruit on oak 03",
    ),
    (
        "Photography/Studio/Fruit on oak 04.jpg",
        Scene::Fruit,
        5,
        (1500, 1000),
        "jane",
        "Fruit on oak 04",
    ),
    (
        "Photography/Textures/Leaves and lights 1.jpg",
        Scene::Bokeh,
        1,
        (1500, 1000),
        "omar",
        "Leaves and lights 1",
    ),
    (
        "Photography/Textures/Leaves and lights 2.jpg",
        Scene::Bokeh,
        4,
        (1500, 1000),
        "omar",
        "Leaves and lights 2",
    ),
    (
        "Photography/Textures/Leaves and lights 3.jpg",
        Scene::Bokeh,
        8,
        (1500, 1000),
        "omar",
        "Leaves and lights 3",
    ),
    (
        "Campaigns/Autumn/Social/post-square-1.jpg",
        Scene::Fruit,
        7,
        (1080, 1080),
        "jane",
        "Autumn post 1",
    ),
    (
        "Campaigns/Autumn/Social/post-square-2.jpg",
        Scene::Bokeh,
        2,
        (1080, 1080),
        "jane",
        "Autumn post 2",
    ),
    (
        "Campaigns/Autumn/Social/story-1.png",
        Scene::Shapes,
        3,
        (720, 1280),
        "jane",
        "Autumn story 1",
    ),
    (
        "Campaigns/Autumn/Banners/banner-wide.jpg",
        Scene::Hills,
        4,
        (1920, 640),
        "jane",
        "Wide banner",
    ),
    (
        "Campaigns/Spring/blossom-hero.jpg",
        Scene::Hills,
        8,
        (1600, 900),
        "omar",
        "Blossom hero",
    ),
    (
        "Campaigns/Spring/blossom-post.jpg",
        Scene::Bokeh,
        5,
        (1080, 1080),
        "omar",
        "Blossom post",
    ),
    (
        "Brand/Patterns/pattern-cider.png",
        Scene::Shapes,
        1,
        (900, 900),
        "admin",
        "Pattern: cider",
    ),
    (
        "Brand/Patterns/pattern-meadow.png",
        Scene::Shapes,
        2,
        (900, 900),
        "admin",
        "Pattern: meadow",
    ),
    (
        "Campaigns/Autumn/Key visual/autumn-hero.psd",
        Scene::Lake,
        5,
        (1800, 1200),
        "omar",
        "Autumn hero",
    ),
    (
        "Campaigns/Autumn/Key visual/autumn-fruit.psd",
        Scene::Fruit,
        3,
        (1500, 1000),
        "jane",
        "Autumn fruit",
    ),
];

/// The states of the key visual: who saved it, and what they say about it.
const HISTORY: [(&str, &str); 10] = [
    ("jane", "First layout"),
    ("omar", "Warmer light"),
    ("jane", "Crop for the homepage"),
    ("omar", "Client round 1"),
    ("jane", "Sky retouched"),
    ("jane", "Client round 2"),
    ("omar", "Back to the first crop, as agreed by phone"),
    ("jane", "Colours for print"),
    ("omar", "Client round 3"),
    ("jane", "Final"),
];

pub(crate) fn plant_all(dam: &Dam) -> Result<(), ControlError> {
    for seed in drawn() {
        seed::plant(dam, &seed)?;
    }
    plant_history(dam)?;
    for seed in documents() {
        seed::plant(dam, &seed)?;
    }
    seed::plant_fragment(dam, "Documents/Fragments/autumn-story", "Autumn story")?;
    dam.store.read(|db| {
        db.execute(
            "INSERT INTO page_references (target, page, title) VALUES (?1, ?2, ?3)",
            [
                "Campaigns/Autumn/Key visual/autumn-key-visual.jpg",
                "/content/orchard/en",
                "Orchard home",
            ],
        )?;
        Ok::<_, ControlError>(())
    })
}

/// A picture as PNG.
pub(crate) fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("a picture in memory can be written");
    bytes.into_inner()
}

fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    picture
        .write_with_encoder(encoder)
        .expect("a picture in memory can be written");
    bytes
}

/// The drawings, on as many threads as there are processors.
fn drawn() -> Vec<Seed> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let left = Mutex::new(DRAWINGS.iter().enumerate());
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = left.lock().expect("no thread panics with it").next();
                    let Some((number, drawing)) = next else {
                        return;
                    };
                    let seed = draw(number, drawing);
                    done.lock()
                        .expect("no thread panics with it")
                        .push((number, seed));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics with it");
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, seed)| seed).collect()
}

fn draw(number: usize, drawing: &Drawing) -> Seed {
    let &(path, scene, seed, (width, height), user, title) = drawing;
    let picture = picture::draw(scene, seed, width, height);
    let extension = path.rsplit('.').next().unwrap_or_default();
    let bytes = match extension {
        "psd" => psd::write(&picture),
        "png" => png(&picture),
        _ => jpeg(&picture, 90),
    };
    Seed {
        path,
        bytes,
        user,
        hour: 3 + i64::try_from(number).unwrap_or_default() * 7,
        title: Some(title),
        description: None,
        holder: (path == "Campaigns/Autumn/Key visual/autumn-hero.psd").then_some("omar"),
    }
}

fn plant_history(dam: &Dam) -> Result<(), ControlError> {
    let mut comment = "";
    for (state, (user, says)) in (0_u32..).zip(HISTORY) {
        let seed = Seed {
            path: "Campaigns/Autumn/Key visual/autumn-key-visual.jpg",
            bytes: jpeg(&picture::draw(Scene::Hills, state % 6 + 6, 1200, 600), 85),
            user,
            hour: 24 * i64::from(state),
            title: Some("Autumn key visual"),
            description: Some("The campaign's key visual for web and print."),
            holder: None,
        };
        if state == 0 {
            seed::plant(dam, &seed)?;
        } else {
            seed::replace(dam, &seed, comment)?;
        }
        comment = says;
    }
    Ok(())
}

fn documents() -> Vec<Seed> {
    let ink = "#4a2c4f";
    let leaf = "#6b8e4e";
    let cover = jpeg(&picture::draw(Scene::Lake, 2, 1000, 600), 85);
    let guide = jpeg(&picture::draw(Scene::Shapes, 4, 1000, 400), 85);
    let catalogue = [
        "Autumn catalogue",
        "Apples, cider and everything that comes from a good harvest.",
    ];
    let all: [(&'static str, Vec<u8>, &'static str, &'static str); 10] = [
        ("Brand/Logos/orchard-logo.svg", document::logo(ink, leaf, true).into_bytes(), "admin", "Orchard logo"),
        ("Brand/Logos/orchard-logo-white.svg", document::logo("#ffffff", "#ffffff", true).into_bytes(), "admin", "Orchard logo, white"),
        ("Brand/Logos/orchard-mark.svg", document::logo(ink, leaf, false).into_bytes(), "admin", "Orchard mark"),
        ("Brand/Guidelines/brand-guidelines.pdf", container::pdf("Brand guidelines", &["Leave room around the logo: the height of the leaf on every side.", "Deep plum for text, meadow green for accents, never both as a ground."], &guide, 1000, 400), "admin", "Brand guidelines"),
        ("Layouts/autumn-catalogue.idml", document::idml(&catalogue.join(". ")), "jane", "Autumn catalogue"),
        ("Layouts/autumn-catalogue.pdf", container::pdf(catalogue[0], &catalogue[1..], &cover, 1000, 600), "jane", "Autumn catalogue (proof)"),
        ("Layouts/Links/catalogue-cover.jpg", cover.clone(), "jane", "Catalogue cover"),
        ("Video/harvest-loop.avi", film(), "omar", "Harvest loop"),
        ("Documents/campaign-brief.docx", document::docx(&["Campaign brief: Autumn", "Audience: people who cook at the weekend.", "Tone: warm, unhurried, a little dry."]), "jane", "Campaign brief"),
        ("Documents/shot-list.csv", b"number,subject,light,done\n1,orchard from the hill,morning,yes\n2,rows,evening,yes\n3,basket,window,yes\n4,press,inside,no\n".to_vec(), "omar", "Shot list"),
    ];
    all.into_iter()
        .zip(0..)
        .map(|((path, bytes, user, title), number)| Seed {
            path,
            bytes,
            user,
            hour: 30 + number * 11,
            title: Some(title),
            ..Seed::default()
        })
        .collect()
}

/// Three seconds: the camera pans over a landscape.
fn film() -> Vec<u8> {
    const WIDTH: u32 = 480;
    const HEIGHT: u32 = 270;
    const FRAMES: u32 = 36;
    let wide = picture::draw(Scene::Lake, 1, WIDTH + FRAMES * 4, HEIGHT);
    let frames: Vec<Vec<u8>> = (0..FRAMES)
        .map(|frame| {
            let view = image::imageops::crop_imm(&wide, frame * 4, 0, WIDTH, HEIGHT).to_image();
            jpeg(&view, 80)
        })
        .collect();
    container::avi(&frames, WIDTH, HEIGHT, 12)
}
