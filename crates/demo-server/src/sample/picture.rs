//! Photographs that nobody took: landscapes, still lifes and blurred lights, drawn by formula.
//! The same seed always gives the same picture.

#![expect(
    clippy::unreadable_literal,
    reason = "colours are written as six hexadecimal digits, as everywhere"
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers are positive and small, and a wrong pixel would do no harm"
)]

use std::f32::consts::TAU;

use image::{Rgb, RgbImage};

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scene {
    /// Hills behind rows of a field.
    Hills,
    /// Hills behind a lake.
    Lake,
    /// Fruit on a table.
    Fruit,
    /// Lights out of focus behind leaves.
    Bokeh,
    /// Overlapping shapes on a ground.
    Shapes,
}

type Colour = [f32; 3];

/// Colours from far and light to near and dark, and an accent.
#[derive(Debug, Clone, Copy)]
struct Palette {
    sky: Colour,
    horizon: Colour,
    far: Colour,
    near: Colour,
    ground: Colour,
    accent: Colour,
}

const PALETTES: [Palette; 6] = [
    palette([0x6fa8d6, 0xf7e3c4, 0x9db4c0, 0x3e5c41, 0xc89b3c, 0xfff1c9]),
    palette([0x2f4b7c, 0xf4a261, 0x7d6b91, 0x2d3047, 0x8f5d3b, 0xffd6a5]),
    palette([0x8ec9e8, 0xfdf6ec, 0xa9c4a4, 0x4d7c3a, 0x8fb04e, 0xffffff]),
    palette([0xd7a9a0, 0xfbe8d3, 0xb08ea2, 0x5b4a63, 0xa8674a, 0xffe3b3]),
    palette([0x4a6fa5, 0xe8d5b7, 0x8fa3ad, 0x37474f, 0x795548, 0xffcc80]),
    palette([0x90b8c8, 0xf2efe9, 0xb3c6c0, 0x58745e, 0xd8b35a, 0xfff8e1]),
];

/// Draws a picture.
pub(crate) fn draw(scene: Scene, seed: u32, width: u32, height: u32) -> RgbImage {
    let colours = PALETTES[(seed as usize) % PALETTES.len()];
    let place = |x: u32, y: u32| {
        let scale = height as f32;
        (x as f32 / scale, y as f32 / scale)
    };
    let aspect = width as f32 / height as f32;
    let things = match scene {
        Scene::Hills | Scene::Lake => trees(seed, aspect),
        Scene::Fruit => fruits(seed, aspect),
        Scene::Bokeh => lights(seed, aspect),
        Scene::Shapes => shapes(seed, aspect),
    };
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = place(x, y);
        let colour = match scene {
            Scene::Hills => hills(seed, &colours, &things, u, v, aspect),
            Scene::Lake => lake(seed, &colours, &things, u, v, aspect),
            Scene::Fruit => fruit(seed, &colours, &things, u, v),
            Scene::Bokeh => bokeh(seed, &colours, &things, u, v),
            Scene::Shapes => shaped(&colours, &things, u, v),
        };
        let grain = (hash(x, y, seed) - 0.5) * 5.0;
        Rgb(colour.map(|part| (part + grain).clamp(0.0, 255.0) as u8))
    })
}

/// A round thing: where, how large, in which colour.
#[derive(Debug, Clone, Copy)]
struct Thing {
    u: f32,
    v: f32,
    radius: f32,
    colour: Colour,
}

/// From near to far: the first thing that covers the point is what is seen.
fn hills(seed: u32, colours: &Palette, trees: &[Thing], u: f32, v: f32, aspect: f32) -> Colour {
    let field = 0.66 + ridge(seed + 99, u, 0.8) * 0.02;
    if v > field {
        let near = (v - field) / (1.0 - field);
        let rows = ((u - aspect * 0.5) / (near + 0.12) * 26.0).sin() * 0.5 + 0.5;
        let blades = noise(u * 160.0 / (near + 0.3), v * 90.0, seed + 5);
        let light = 0.72 + rows * 0.22 * near.min(0.8) + blades * 0.24;
        return scale(
            mix(colours.ground, colours.horizon, (1.0 - near) * 0.35),
            light,
        );
    }
    if let Some(colour) = trees
        .iter()
        .rev()
        .find_map(|tree| tree_colour(seed, colours, tree, u, v))
    {
        return colour;
    }
    for layer in (0..4_u32).rev() {
        let depth = (layer as f32 + 1.0) / 4.0;
        let height = ridge(seed + layer * 17, u, 1.4 + layer as f32) * (0.12 - depth * 0.05);
        if v > 0.42 + depth * 0.2 - height {
            let shade = noise(u * 30.0 * depth + 9.0, v * 60.0, seed + layer) * 14.0 * depth;
            let hill = mix(mix(colours.horizon, colours.far, 0.75), colours.near, depth);
            return mix(
                add(hill, shade - 7.0),
                colours.horizon,
                (1.0 - depth) * 0.25,
            );
        }
    }
    sky(seed, colours, u, v, aspect)
}

fn lake(seed: u32, colours: &Palette, trees: &[Thing], u: f32, v: f32, aspect: f32) -> Colour {
    const SHORE: f32 = 0.64;
    if v <= SHORE {
        return hills(seed, colours, trees, u, v, aspect);
    }
    let near = (v - SHORE) / (1.0 - SHORE);
    let ripple = (noise(u * 14.0, v * 140.0, seed + 3) - 0.5) * 0.05 * (0.3 + near);
    let mirrored = hills(
        seed,
        colours,
        trees,
        u + ripple,
        (SHORE - (v - SHORE) * 1.15 + ripple).max(0.0),
        aspect,
    );
    let water = mix(mirrored, colours.sky, 0.25 + near * 0.15);
    let glint = noise(u * 20.0, v * 220.0, seed + 8).powi(6) * 60.0 * (1.0 - near * 0.5);
    add(scale(water, 0.92), glint)
}

fn sky(seed: u32, colours: &Palette, u: f32, v: f32, aspect: f32) -> Colour {
    let mut colour = mix(colours.sky, colours.horizon, smooth(v / 0.58));
    let cloud = fractal(u * 2.2, v * 5.0, seed + 40);
    colour = mix(
        colour,
        [255.0, 252.0, 246.0],
        smooth((cloud - 0.5) * 3.2) * 0.55 * (1.0 - v),
    );
    let sun = (
        aspect * (0.25 + hash(seed, 1, 7) * 0.5),
        0.3 + hash(seed, 2, 7) * 0.12,
    );
    let far = ((u - sun.0).powi(2) + (v - sun.1).powi(2)).sqrt();
    colour = mix(colour, colours.accent, (-far * far * 14.0).exp() * 0.75);
    mix(colour, [255.0, 253.0, 244.0], smooth((0.052 - far) * 60.0))
}

fn trees(seed: u32, aspect: f32) -> Vec<Thing> {
    (0..14)
        .map(|i| Thing {
            u: hash(seed, i, 21) * aspect,
            v: 0.585 + hash(seed, i, 22) * 0.05,
            radius: 0.018 + hash(seed, i, 23) * 0.028,
            colour: [0.0; 3],
        })
        .collect()
}

fn tree_colour(seed: u32, colours: &Palette, tree: &Thing, u: f32, v: f32) -> Option<Colour> {
    let (du, dv) = (
        (u - tree.u) / tree.radius,
        (v - tree.v) / (tree.radius * 1.25),
    );
    if du.abs() > 1.2 || !(-1.2..1.9).contains(&dv) {
        return None;
    }
    let leaves = noise(u * 130.0, v * 130.0, seed + 77);
    if du * du + dv * dv < 0.7 + leaves * 0.5 {
        let light = 0.55 + leaves * 0.5 - (du + dv) * 0.16;
        return Some(scale(mix(colours.near, colours.ground, 0.3), light));
    }
    let trunk = du.abs() < 0.09 && dv > 0.0 && dv < 1.9;
    trunk.then(|| scale(colours.near, 0.5))
}

fn fruits(seed: u32, aspect: f32) -> Vec<Thing> {
    const SKINS: [Colour; 6] = [
        [196.0, 58.0, 44.0],
        [222.0, 164.0, 52.0],
        [136.0, 158.0, 62.0],
        [108.0, 52.0, 84.0],
        [226.0, 118.0, 48.0],
        [170.0, 36.0, 52.0],
    ];
    let mut things: Vec<Thing> = (0..7)
        .map(|i| {
            let radius = 0.085 + hash(seed, i, 32) * 0.06;
            Thing {
                u: aspect * (0.2 + 0.6 * (i as f32 + hash(seed, i, 31) * 0.7) / 7.0),
                v: 0.78 - radius + hash(seed, i, 33) * 0.1,
                radius,
                colour: SKINS[(seed + i) as usize % SKINS.len()],
            }
        })
        .collect();
    things.sort_by(|a, b| (a.v + a.radius).total_cmp(&(b.v + b.radius)));
    things
}

fn fruit(seed: u32, colours: &Palette, fruits: &[Thing], u: f32, v: f32) -> Colour {
    let wall = mix(
        scale(colours.near, 0.85),
        colours.far,
        smooth(u * 0.5 + (1.0 - v) * 0.4),
    );
    let mut colour = add(wall, fractal(u * 3.0, v * 3.0, seed) * 16.0 - 8.0);
    if v > 0.68 {
        let grain = noise(
            u * 3.0,
            v * 90.0 + fractal(u * 2.0, v * 6.0, seed + 2) * 9.0,
            seed + 4,
        );
        let wood = mix([92.0, 58.0, 36.0], [158.0, 108.0, 66.0], grain);
        colour = scale(wood, 0.75 + (v - 0.68) * 0.9);
        for fruit in fruits {
            let (du, dv) = (
                (u - fruit.u - fruit.radius * 0.35) / (fruit.radius * 1.35),
                (v - fruit.v - fruit.radius) / (fruit.radius * 0.34),
            );
            colour = scale(colour, 1.0 - 0.6 * (-(du * du + dv * dv) * 1.6).exp());
        }
    }
    for fruit in fruits {
        let (du, dv) = ((u - fruit.u) / fruit.radius, (v - fruit.v) / fruit.radius);
        let square = du * du + dv * dv;
        if square < 1.0 {
            let facing = (1.0 - square).sqrt();
            let light = (-du * 0.5 - dv * 0.55 + facing * 0.67).max(0.0);
            let speckle = noise(du * 22.0 + fruit.u * 50.0, dv * 22.0, seed + 6) * 0.14;
            let skin = mix(
                fruit.colour,
                [236.0, 196.0, 92.0],
                smooth(dv * 0.5 + 0.1) * 0.35,
            );
            colour = add(
                scale(skin, 0.28 + light * 0.82 - speckle),
                light.powi(22) * 150.0,
            );
        }
        let stem = (u - fruit.u - (fruit.v - fruit.radius - v) * 0.3).abs() < fruit.radius * 0.035;
        if stem && dv > -1.28 && dv < -0.92 {
            colour = [74.0, 52.0, 32.0];
        }
    }
    colour
}

fn lights(seed: u32, aspect: f32) -> Vec<Thing> {
    (0..46)
        .map(|i| {
            let warm = hash(seed, i, 44);
            Thing {
                u: hash(seed, i, 41) * aspect,
                v: hash(seed, i, 42),
                radius: 0.02 + hash(seed, i, 43).powi(2) * 0.11,
                colour: mix([255.0, 196.0, 108.0], [255.0, 244.0, 214.0], warm),
            }
        })
        .collect()
}

fn bokeh(seed: u32, colours: &Palette, lights: &[Thing], u: f32, v: f32) -> Colour {
    let mut colour = scale(
        mix(
            colours.near,
            colours.ground,
            fractal(u * 1.3, v * 1.3, seed),
        ),
        0.55 + v * 0.3,
    );
    for light in lights {
        let (du, dv) = (u - light.u, v - light.v);
        if du.abs() < light.radius && dv.abs() < light.radius {
            let far = (du * du + dv * dv).sqrt() / light.radius;
            let disc = smooth((1.0 - far) * 9.0) * (0.22 + 0.16 * far);
            colour = mix(colour, light.colour, disc.clamp(0.0, 1.0));
        }
    }
    for leaf in lights.iter().take(9) {
        // A leaf is where two circles overlap.
        let (du, dv) = (u - leaf.v * 1.4, v - 0.2 - leaf.u * 0.4);
        if du.abs() > 0.18 || dv.abs() > 0.18 {
            continue;
        }
        let (sin, cos) = (leaf.radius * 40.0).sin_cos();
        let (along, across) = (du * cos + dv * sin, dv * cos - du * sin);
        let width = 0.055 * (1.0 - (along / 0.17).powi(2));
        if along.abs() < 0.17 && across.abs() < width {
            let vein = (across.abs() * 90.0 + along * 40.0).sin().abs();
            let body = mix(
                colours.ground,
                [200.0, 84.0, 34.0],
                hash(seed, 3, (leaf.u * 1000.0) as u32),
            );
            colour = scale(body, 0.75 + vein * 0.2 + across * 2.0);
        }
    }
    colour
}

fn shapes(seed: u32, aspect: f32) -> Vec<Thing> {
    let colours = PALETTES[(seed as usize) % PALETTES.len()];
    let all = [
        colours.far,
        colours.ground,
        colours.accent,
        colours.near,
        colours.sky,
    ];
    (0..6)
        .map(|i| Thing {
            u: hash(seed, i, 51) * aspect,
            v: hash(seed, i, 52),
            radius: 0.18 + hash(seed, i, 53) * 0.3,
            colour: all[(i as usize) % all.len()],
        })
        .collect()
}

fn shaped(colours: &Palette, shapes: &[Thing], u: f32, v: f32) -> Colour {
    let mut colour = mix(colours.horizon, colours.sky, smooth(v) * 0.35);
    for (i, shape) in shapes.iter().enumerate() {
        let (du, dv) = (u - shape.u, v - shape.v);
        let far = if i % 3 == 2 {
            du.abs().max(dv.abs())
        } else {
            (du * du + dv * dv).sqrt()
        };
        let edge = smooth((shape.radius - far) * 300.0);
        colour = mix(colour, shape.colour, edge * 0.82);
    }
    colour
}

/// A line of hills between -1 and 1.
fn ridge(seed: u32, u: f32, frequency: f32) -> f32 {
    (1..5_u32)
        .map(|i| {
            let turn = hash(seed, i, 11) * TAU;
            let many = i as f32;
            (u * frequency * many * 1.7 + turn).sin() / (many * 1.3)
        })
        .sum::<f32>()
        * 0.6
}

fn fractal(u: f32, v: f32, seed: u32) -> f32 {
    noise(u, v, seed) * 0.5
        + noise(u * 2.1, v * 2.1, seed + 1) * 0.27
        + noise(u * 4.3, v * 4.3, seed + 2) * 0.15
        + noise(u * 8.7, v * 8.7, seed + 3) * 0.08
}

/// Smooth noise between 0 and 1.
fn noise(u: f32, v: f32, seed: u32) -> f32 {
    let (x, y) = (u + 1000.0, v + 1000.0);
    let (left, top) = (x.floor(), y.floor());
    let (fx, fy) = (smooth(x - left), smooth(y - top));
    let (x, y) = (left as u32, top as u32);
    let upper = hash(x, y, seed) * (1.0 - fx) + hash(x + 1, y, seed) * fx;
    let lower = hash(x, y + 1, seed) * (1.0 - fx) + hash(x + 1, y + 1, seed) * fx;
    upper * (1.0 - fy) + lower * fy
}

/// Between 0 and 1, scattered.
fn hash(x: u32, y: u32, seed: u32) -> f32 {
    let mut bits =
        x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77) ^ seed.wrapping_mul(0xc2b2_ae3d);
    bits ^= bits >> 15;
    bits = bits.wrapping_mul(0x2c1b_3c6d);
    bits ^= bits >> 12;
    bits = bits.wrapping_mul(0x297a_2d39);
    bits ^= bits >> 15;
    (bits >> 8) as f32 / 16_777_216.0
}

fn smooth(part: f32) -> f32 {
    let part = part.clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}

fn mix(from: Colour, to: Colour, part: f32) -> Colour {
    let part = part.clamp(0.0, 1.0);
    [0, 1, 2].map(|i| from[i] + (to[i] - from[i]) * part)
}

fn scale(colour: Colour, by: f32) -> Colour {
    colour.map(|part| part * by)
}

fn add(colour: Colour, by: f32) -> Colour {
    colour.map(|part| part + by)
}

const fn palette(hex: [u32; 6]) -> Palette {
    Palette {
        sky: rgb(hex[0]),
        horizon: rgb(hex[1]),
        far: rgb(hex[2]),
        near: rgb(hex[3]),
        ground: rgb(hex[4]),
        accent: rgb(hex[5]),
    }
}

const fn rgb(hex: u32) -> Colour {
    [
        ((hex >> 16) & 255) as f32,
        ((hex >> 8) & 255) as f32,
        (hex & 255) as f32,
    ]
}
