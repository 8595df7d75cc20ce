//! The languages that there are words in.

/// A language of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    English,
    German,
    French,
    Japanese,
}

impl Language {
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Japanese];

    /// The tag of the language (BCP 47), which is also the name of its folder in `words/`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Japanese => "ja",
        }
    }

    /// The language of a locale as systems write it: `de`, `fr-CH`, `ja_JP.UTF-8`. `None` for a
    /// language that there are no words in.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let spoken = locale.split(['-', '_', '.', '@']).next()?;
        let mut all = Self::ALL.into_iter();
        all.find(|language| language.tag().eq_ignore_ascii_case(spoken))
    }

    /// What stands between groups of three digits.
    pub(crate) fn group_mark(self) -> char {
        match self {
            Self::English | Self::Japanese => ',',
            Self::German => '.',
            Self::French => '\u{202f}',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language() {
        let language = |locale| Language::of_locale(locale);
        assert_eq!(language("de"), Some(Language::German));
        assert_eq!(language("de_AT.UTF-8"), Some(Language::German));
        assert_eq!(language("fr-CH"), Some(Language::French));
        assert_eq!(language("JA"), Some(Language::Japanese));
        assert_eq!(language("en_GB@euro"), Some(Language::English));
        assert_eq!(language("jam"), None);
        assert_eq!(language("sv_SE"), None);
        assert_eq!(language(""), None);
    }
}
