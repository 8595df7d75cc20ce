//! Names that an upload of many gives: each to one file alone.

use std::collections::BTreeMap;

use crate::path::DamPath;

/// Which paths an upload has given away so far. What a server does not take in a name is replaced,
/// and files from several folders come together in one: two of them may then want the same name.
/// The first gets it, the next a free one beside it.
#[derive(Debug, Default)]
pub struct Claims {
    taken: BTreeMap<DamPath, Claim>,
}

#[derive(Debug, PartialEq, Eq)]
enum Claim {
    /// A folder, and what it is called on the disk: folders of one name become one folder.
    Folder(String),
    Asset,
}

/// No upload has so many files of one name.
const MOST: u32 = 100_000;

impl Claims {
    /// The path for a file that would be called so; another one where something has it.
    pub fn asset(&mut self, wanted: &DamPath) -> Option<DamPath> {
        let free = self.free(wanted, |_| false)?;
        self.taken.insert(free.clone(), Claim::Asset);
        Some(free)
    }

    /// The path for a folder that is called `name` on the disk. Another folder of that very name
    /// has the same; one that only came to the same name by replacing letters has not.
    pub fn folder(&mut self, wanted: &DamPath, name: &str) -> Option<DamPath> {
        let same = |claim: &Claim| *claim == Claim::Folder(name.to_owned());
        let free = self.free(wanted, same)?;
        self.taken
            .insert(free.clone(), Claim::Folder(name.to_owned()));
        Some(free)
    }

    fn free(&self, wanted: &DamPath, shares: impl Fn(&Claim) -> bool) -> Option<DamPath> {
        let fits = |path: &DamPath| self.taken.get(path).is_none_or(&shares);
        if fits(wanted) {
            return Some(wanted.clone());
        }
        let folder = wanted.parent()?;
        (2..MOST)
            .filter_map(|nth| folder.join(&numbered(wanted.name(), nth)).ok())
            .find(fits)
    }
}

/// `name (2).psd`: the `nth` of a name that is taken.
pub fn numbered(name: &str, nth: u32) -> String {
    match name.rfind('.') {
        Some(at) if at > 0 => format!("{} ({nth}){}", &name[..at], &name[at..]),
        Some(_) | None => format!("{name} ({nth})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> DamPath {
        DamPath::parse(text).unwrap()
    }

    #[test]
    fn the_second_of_a_name_keeps_its_extension() {
        assert_eq!(numbered("a.psd", 2), "a (2).psd");
        assert_eq!(numbered(".hidden", 3), ".hidden (3)");
    }

    #[test]
    fn each_file_has_a_name_of_its_own() {
        let mut claims = Claims::default();
        let mut names = Vec::new();
        for _ in 0..3 {
            names.push(claims.asset(&path("in/a-1.jpg")).unwrap());
        }
        // One that is really called so comes after them.
        names.push(claims.asset(&path("in/a-1 (2).jpg")).unwrap());
        let names: Vec<_> = names.iter().map(DamPath::as_str).collect();
        assert_eq!(
            names,
            [
                "in/a-1.jpg",
                "in/a-1 (2).jpg",
                "in/a-1 (3).jpg",
                "in/a-1 (2) (2).jpg"
            ]
        );
    }

    #[test]
    fn folders_of_one_name_are_one_folder_and_others_are_not() {
        let mut claims = Claims::default();
        let folder = path("in/v1-0");
        assert_eq!(claims.folder(&folder, "v1.0").unwrap(), folder);
        assert_eq!(claims.folder(&folder, "v1.0").unwrap(), folder);
        assert_eq!(claims.folder(&folder, "v1#0").unwrap(), path("in/v1-0 (2)"));
        // A file does not go where a folder is.
        assert_eq!(claims.asset(&folder).unwrap(), path("in/v1-0 (3)"));
    }
}
