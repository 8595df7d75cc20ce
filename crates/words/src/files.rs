//! The files of the catalogue, compiled in.

use crate::Language;

/// The files of a language, one an area.
macro_rules! of {
    ($language:literal) => {
        [
            include_str!(concat!("../../../words/", $language, "/actions.ftl")),
            include_str!(concat!("../../../words/", $language, "/commands.ftl")),
            include_str!(concat!("../../../words/", $language, "/doctor.ftl")),
            include_str!(concat!("../../../words/", $language, "/done.ftl")),
            include_str!(concat!("../../../words/", $language, "/errors.ftl")),
            include_str!(concat!("../../../words/", $language, "/halts.ftl")),
            include_str!(concat!("../../../words/", $language, "/metadata.ftl")),
            include_str!(concat!("../../../words/", $language, "/questions.ftl")),
            include_str!(concat!("../../../words/", $language, "/recovered.ftl")),
            include_str!(concat!("../../../words/", $language, "/refusals.ftl")),
            include_str!(concat!("../../../words/", $language, "/statuses.ftl")),
            include_str!(concat!("../../../words/", $language, "/tables.ftl")),
            include_str!(concat!("../../../words/", $language, "/terminal.ftl")),
            include_str!(concat!("../../../words/", $language, "/unknown.ftl")),
        ]
    };
}

/// The files of a language.
pub fn files(language: Language) -> [&'static str; 14] {
    match language {
        Language::English => of!("en"),
        Language::German => of!("de"),
        Language::French => of!("fr"),
        Language::Japanese => of!("ja"),
    }
}
