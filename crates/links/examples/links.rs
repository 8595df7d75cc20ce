//! Says which files the documents given as arguments link to.

#![expect(clippy::print_stdout, reason = "it is a program for the terminal")]

use std::{env, fs::File};

fn main() {
    for path in env::args().skip(1) {
        let read = File::open(&path)
            .map_err(damson_links::Error::from)
            .and_then(|mut file| {
                damson_links::read(&path, &mut file, damson_links::Bounds::default())
            });
        match read {
            Ok(document) => {
                println!(
                    "{path}: {} links, complete: {}",
                    document.links.len(),
                    document.complete
                );
                for link in document.links {
                    println!(
                        "  {} {:?} {:?} {:?} {:?}",
                        link.written, link.stored, link.size, link.modified, link.document_id
                    );
                }
            }
            Err(error) => println!("{path}: {error}"),
        }
    }
}
