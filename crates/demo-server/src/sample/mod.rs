//! What an empty storage is filled with.

pub(crate) mod psd;

use damson_core::DamPath;

use crate::{
    Sample,
    control::{self, ControlError},
    dam::Dam,
    ingest::IfThere,
};

/// Fills a storage that was never filled.
pub(crate) fn fill(dam: &Dam, sample: Sample) -> Result<(), ControlError> {
    if dam.store.setting("filled")?.is_some() {
        return Ok(());
    }
    match sample {
        Sample::None => {}
        Sample::Small | Sample::Full => small(dam)?,
    }
    Ok(dam.store.set_setting("filled", "yes")?)
}

fn small(dam: &Dam) -> Result<(), ControlError> {
    put(
        dam,
        "Campaigns/notes.txt",
        b"Notes on the campaign.\n",
        "jane",
    )
}

fn put(dam: &Dam, path: &str, bytes: &[u8], user: &str) -> Result<(), ControlError> {
    control::put(dam, &at(path), bytes, user, IfThere::Update)
}

fn at(path: &str) -> DamPath {
    DamPath::parse(path).expect("the sample's paths are well-formed")
}
