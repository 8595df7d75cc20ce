//! What a power cut does to a cache folder in memory, and a look at all that is left.

use std::collections::BTreeMap;

use damson_core::DamPath;

use super::MemoryLocal;

impl MemoryLocal {
    /// Everything that is there, junk and all.
    pub fn everything(&self) -> BTreeMap<DamPath, Vec<u8>> {
        let state = self.state();
        let files = state.files.iter();
        files
            .map(|(path, file)| (path.clone(), file.bytes.to_vec()))
            .collect()
    }

    /// Changes the bytes of a file behind everybody's back, as a power cut does to what was not
    /// flushed.
    pub fn damage(&self, path: &DamPath, damage: impl FnOnce(&mut Vec<u8>)) {
        if let Some(file) = self.state().files.get_mut(path) {
            let mut bytes = file.bytes.to_vec();
            damage(&mut bytes);
            file.bytes = bytes.into();
        }
    }

    /// As [`MemoryLocal::damage`], for every partial file of a download.
    pub fn damage_partials(&self, mut damage: impl FnMut(&DamPath, &mut Vec<u8>)) {
        for (path, bytes) in &mut self.state().partials {
            damage(path, bytes);
        }
    }
}
