//! Folders that are read page by page for a front end.

use std::collections::BTreeMap;

use damson_engine::Listing;

/// The listings that front ends have begun to read and not read to their end, by number.
#[derive(Debug, Default)]
pub(crate) struct Listings {
    last: u64,
    open: BTreeMap<u64, Listing>,
}

/// Listings; of more than these, the oldest is dropped, because whoever began it has most likely gone.
const MOST: usize = 16;

impl Listings {
    /// Takes out the listing with this number.
    pub(crate) fn take(&mut self, number: u64) -> Option<Listing> {
        self.open.remove(&number)
    }

    /// Stores a listing that is not read to its end under its number, or under the next one.
    pub(crate) fn put(&mut self, listing: Listing, number: Option<u64>) -> u64 {
        let number = number.unwrap_or_else(|| {
            self.last += 1;
            self.last
        });
        self.open.insert(number, listing);
        while self.open.len() > MOST {
            self.open.pop_first();
        }
        number
    }
}
