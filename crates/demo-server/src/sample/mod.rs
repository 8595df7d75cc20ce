//! What an empty storage is filled with.

pub(crate) mod container;
mod document;
mod full;
mod picture;
pub(crate) mod psd;
mod seed;
mod small;

use crate::{Sample, control::ControlError, dam::Dam};

/// Fills a storage that was never filled.
pub(crate) fn fill(dam: &Dam, sample: Sample) -> Result<(), ControlError> {
    if dam.store.setting("filled")?.is_some() {
        return Ok(());
    }
    match sample {
        Sample::None => {}
        Sample::Small => small::plant_all(dam)?,
        Sample::Full => full::plant_all(dam)?,
    }
    Ok(dam.store.set_setting("filled", "yes")?)
}
