//! Searches: what the server can't compare is compared here.

use damson_core::ByteCount;
use damson_engine::{Command, Outcome};
use damson_remote::{Capability, Orientation, Search, SearchScope, Verb};
use damson_tests::dam;

use crate::World;

/// The header of a PNG of that size, which is all that a server needs of it.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

fn compares_nothing(capability: &mut Capability) {
    capability.searches_locks = false;
    capability.searches_sizes = false;
    capability.searches_orientation = false;
}

/// Pictures in a folder that nobody has opened here.
async fn gallery(squares: usize) -> World {
    let world = World::new().await;
    for nth in 0..squares {
        world
            .server()
            .write(dam(&format!("gallery/{nth:03}.png")), picture(80, 80));
    }
    for (name, width, height) in [("y.png", 120, 80), ("z.png", 80, 120)] {
        world
            .server()
            .write(dam(&format!("gallery/{name}")), picture(width, height));
    }
    world
}

async fn page(world: &World, search: &Search, page: Option<String>) -> (Vec<String>, u64, bool) {
    let search = search.clone();
    let found = world.perform(Command::Search { search, page }).await;
    let Ok(Outcome::Found {
        rows,
        next,
        left_out,
        ..
    }) = found
    else {
        panic!("{found:?}");
    };
    let paths = rows.iter().map(|row| row.path.to_string());
    (paths.collect(), left_out, next.is_some())
}

fn in_gallery() -> Search {
    Search {
        scope: SearchScope::Below(dam("gallery")),
        ..Search::default()
    }
}

#[tokio::test(start_paused = true)]
async fn pages_are_read_on_until_something_fits() {
    let world = gallery(130).await;
    world.server().set_page_size(10);
    let portrait = Search {
        orientation: Some(Orientation::Portrait),
        ..in_gallery()
    };
    // A server that compares says what fits, and nothing is left out here.
    let found = (vec!["/gallery/z.png".to_owned()], 0, false);
    assert_eq!(page(&world, &portrait, None).await, found);
    world.server().set_capability(compares_nothing);
    let found = (vec!["/gallery/z.png".to_owned()], 131, false);
    assert_eq!(page(&world, &portrait, None).await, found);
}

#[tokio::test(start_paused = true)]
async fn a_search_for_little_in_much_ends_a_page_early_and_goes_on() {
    let world = gallery(250).await;
    world.server().set_page_size(10);
    world.server().set_capability(compares_nothing);
    world.server().forget_calls();
    let search = Search {
        orientation: Some(Orientation::Landscape),
        ..in_gallery()
    };
    let Ok(Outcome::Found {
        rows,
        next,
        left_out,
        ..
    }) = world
        .perform(Command::Search {
            search: search.clone(),
            page: None,
        })
        .await
    else {
        panic!("nothing was answered");
    };
    assert_eq!((rows.len(), left_out), (0, 200));
    assert_eq!(world.server().count(Verb::Search, ""), 20);
    let found = (vec!["/gallery/y.png".to_owned()], 51, false);
    assert_eq!(page(&world, &search, next).await, found);
}

#[tokio::test(start_paused = true)]
async fn sizes_and_locks_are_compared_here_where_the_server_does_not() {
    let world = gallery(2).await;
    let server = world.server();
    server.write(dam("gallery/large.png"), vec![0; 5_000]);
    world.lock_there("gallery/000.png", "omar").await;
    let large = Search {
        size_from: Some(ByteCount(4_000)),
        ..in_gallery()
    };
    let small = Search {
        size_below: Some(ByteCount(4_000)),
        ..in_gallery()
    };
    let theirs = Search {
        theirs: true,
        ..in_gallery()
    };
    let count = |found: (Vec<String>, u64, bool)| (found.0.len(), found.1);
    for (search, fits) in [(&large, 1), (&small, 4), (&theirs, 1)] {
        let found = count(page(&world, search, None).await);
        assert_eq!(found, (fits, 0), "{search:?}");
    }
    server.set_capability(compares_nothing);
    for (search, fits) in [(&large, 1), (&small, 4), (&theirs, 1)] {
        let found = count(page(&world, search, None).await);
        assert_eq!(found, (fits, 5 - fits as u64), "{search:?}");
    }
}
