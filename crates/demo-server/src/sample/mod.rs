//! What an empty storage is filled with.

pub(crate) mod container;
mod described;
mod document;
mod forms;
mod full;
mod gathered;
mod picture;
pub(crate) mod psd;
mod seed;
mod small;
mod vocabulary;

use crate::{Sample, collections, content, control::ControlError, dam::Dam, tags};

/// Fills a storage that was never filled.
pub(crate) fn fill(dam: &Dam, sample: Sample) -> Result<(), ControlError> {
    // Every AEM has them, whatever assets it has; a storage of an earlier release has not.
    content::put(&dam.store, tags::ROOT, &vocabulary::tags())?;
    content::put(&dam.store, content::FORMS, &forms::forms())?;
    content::put(&dam.store, collections::ROOT, &collections::empty())?;
    if dam.store.setting("filled")?.is_some() {
        return Ok(());
    }
    match sample {
        Sample::None => {}
        Sample::Small => {
            small::plant_all(dam)?;
            described::small(dam)?;
            gathered::small(dam)?;
        }
        Sample::Full => {
            full::plant_all(dam)?;
            described::full(dam)?;
            gathered::full(dam)?;
        }
    }
    Ok(dam.store.set_setting("filled", "yes")?)
}
