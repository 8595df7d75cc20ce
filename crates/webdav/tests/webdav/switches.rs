//! What the proxy rewrites, by switches: each imitates a server or a front server that was met.

/// All of them; the default rewrites nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Switches {
    pub(crate) tags: Tags,
    pub(crate) dates: Dates,
    pub(crate) statuses: Statuses,
    pub(crate) way: Way,
    pub(crate) coding: Coding,
    pub(crate) fate: Fate,
}

/// Entity tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tags {
    #[default]
    Plain,
    /// As nginx does when it compresses.
    Weak,
    Dropped,
    /// In listings, as nephele does.
    Unquoted,
    /// As Apache's `mod_deflate` does; listings have the tag without.
    GzipOnGet,
    /// Nextcloud: LOCK and UNLOCK change it, and bytes, size and time stay.
    NewAtLock,
    /// Another one in each answer.
    NewEachTime,
    /// Nextcloud and sabre/dav: it stays the same while the second of the file's time does.
    Coarse,
}

/// `getlastmodified` and `Last-Modified`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Dates {
    #[default]
    Plain,
    OneDigitDay,
    NumericZone,
    Utc,
    Iso8601,
    Rfc850,
    Asctime,
    Empty,
    Dropped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Statuses {
    #[default]
    Plain,
    /// LOCK of what exists.
    CreatedForLock,
    OkForNoContent,
    /// A refusal as a multistatus with the real status inside.
    Wrapped,
    /// 404 as a propstat.
    MissingInside,
    /// 404 as an empty multistatus.
    MissingIsEmpty,
    /// 503 for one child of every third listing.
    ChildBroken,
}

/// Addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Way {
    #[default]
    Plain,
    /// The server hears another host than the client asks, and says a third one.
    OtherHost,
    /// The first folder of the address is known to the proxy alone.
    Prefix,
}

/// Lengths and codings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Coding {
    #[default]
    Plain,
    NoLength,
    /// Whatever the client asked for.
    Gzip,
}

/// What becomes of every fifth write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Fate {
    #[default]
    Plain,
    /// The server does it, and the connection ends.
    Lost,
    /// The server does it, and the answer is 504.
    Gateway,
    /// 503, and nothing is done.
    Refused,
    Slow,
}

const TAGS: [Tags; 8] = [
    Tags::Plain,
    Tags::Weak,
    Tags::Dropped,
    Tags::Unquoted,
    Tags::GzipOnGet,
    Tags::NewAtLock,
    Tags::NewEachTime,
    Tags::Coarse,
];
const DATES: [Dates; 9] = [
    Dates::Plain,
    Dates::OneDigitDay,
    Dates::NumericZone,
    Dates::Utc,
    Dates::Iso8601,
    Dates::Rfc850,
    Dates::Asctime,
    Dates::Empty,
    Dates::Dropped,
];
const STATUSES: [Statuses; 7] = [
    Statuses::Plain,
    Statuses::CreatedForLock,
    Statuses::OkForNoContent,
    Statuses::Wrapped,
    Statuses::MissingInside,
    Statuses::MissingIsEmpty,
    Statuses::ChildBroken,
];
const WAYS: [Way; 3] = [Way::Plain, Way::OtherHost, Way::Prefix];
const CODINGS: [Coding; 3] = [Coding::Plain, Coding::NoLength, Coding::Gzip];
const FATES: [Fate; 5] = [
    Fate::Plain,
    Fate::Lost,
    Fate::Gateway,
    Fate::Refused,
    Fate::Slow,
];

impl Switches {
    /// By chance: of each kind, none as often as any.
    pub(crate) fn drawn(rng: &mut fastrand::Rng) -> Self {
        fn one<T: Copy + Default>(rng: &mut fastrand::Rng, all: &[T]) -> T {
            if rng.bool() {
                T::default()
            } else {
                all[rng.usize(0..all.len())]
            }
        }
        Self {
            tags: one(rng, &TAGS),
            dates: one(rng, &DATES),
            statuses: one(rng, &STATUSES),
            way: one(rng, &WAYS),
            coding: one(rng, &CODINGS),
            fate: one(rng, &FATES),
        }
    }

    /// Each switch by itself.
    pub(crate) fn each() -> Vec<Self> {
        let none = Self::default();
        let tags = TAGS.map(|tags| Self { tags, ..none });
        let dates = DATES.map(|dates| Self { dates, ..none });
        let statuses = STATUSES.map(|statuses| Self { statuses, ..none });
        let ways = WAYS.map(|way| Self { way, ..none });
        let codings = CODINGS.map(|coding| Self { coding, ..none });
        let fates = FATES.map(|fate| Self { fate, ..none });
        let all = [&tags[..], &dates, &statuses, &ways, &codings, &fates].concat();
        all.into_iter()
            .filter(|switches| *switches != none)
            .collect()
    }
}

/// An HTTP date (RFC 9110, 5.6.7) in another form; `None` where there is none any more. What is no
/// such date stays.
pub(crate) fn date(form: Dates, text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let [week, day, month, year, time, zone] = words[..] else {
        return Some(text.to_owned());
    };
    let week = week.trim_end_matches(',');
    Some(match form {
        Dates::Plain => text.to_owned(),
        Dates::OneDigitDay => {
            let day = day.trim_start_matches('0');
            format!("{week}, {day} {month} {year} {time} {zone}")
        }
        Dates::NumericZone => format!("{week}, {day} {month} {year} {time} +0000"),
        Dates::Utc => format!("{week}, {day} {month} {year} {time} UTC"),
        Dates::Iso8601 => format!("{year}-{:02}-{day}T{time}Z", number_of(month)),
        Dates::Rfc850 => {
            let short = year.get(2..).unwrap_or(year);
            format!("{}, {day}-{month}-{short} {time} {zone}", long(week))
        }
        Dates::Asctime => {
            let day = day.trim_start_matches('0');
            format!("{week} {month} {day:>2} {time} {year}")
        }
        Dates::Empty => String::new(),
        Dates::Dropped => return None,
    })
}

fn number_of(month: &str) -> usize {
    let all = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    all.find(month).map_or(0, |at| at / 4 + 1)
}

fn long(week: &str) -> &str {
    let all = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    all.into_iter()
        .find(|name| name.starts_with(week))
        .unwrap_or(week)
}

#[test]
fn dates_are_rewritten_in_every_form() {
    let said = "Sun, 01 Nov 2026 08:49:37 GMT";
    let forms = DATES.map(|form| date(form, said).unwrap_or_else(|| "–".to_owned()));
    assert_eq!(
        forms,
        [
            said,
            "Sun, 1 Nov 2026 08:49:37 GMT",
            "Sun, 01 Nov 2026 08:49:37 +0000",
            "Sun, 01 Nov 2026 08:49:37 UTC",
            "2026-11-01T08:49:37Z",
            "Sunday, 01-Nov-26 08:49:37 GMT",
            "Sun Nov  1 08:49:37 2026",
            "",
            "–",
        ]
    );
}
