//! Photoshop's descriptors: trees of keys and values, of which only texts are of interest.

use std::collections::BTreeMap;

use crate::bounded::number::{be16, be32, be64};

const DEEPEST: usize = 16;
const MOST_ITEMS: u32 = 10_000;

/// Reads one value behind the other; every method gives `None` beyond the end.
pub(super) struct Reader<'d> {
    data: &'d [u8],
    at: usize,
}

impl<'d> Reader<'d> {
    pub(super) fn new(data: &'d [u8]) -> Self {
        Self { data, at: 0 }
    }

    pub(super) fn skip(&mut self, bytes: usize) -> Option<()> {
        self.take(bytes).map(drop)
    }

    fn take(&mut self, bytes: usize) -> Option<&'d [u8]> {
        let end = self.at.checked_add(bytes)?;
        let taken = self.data.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        be32(self.take(4)?, 0)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        be64(self.take(8)?, 0)
    }

    /// UTF-16 behind the number of its units, without the zero at its end.
    pub(super) fn unicode(&mut self) -> Option<String> {
        let units = usize::try_from(self.u32()?).ok()?;
        let bytes = self.take(units.checked_mul(2)?)?;
        let units = bytes.chunks_exact(2).filter_map(|pair| be16(pair, 0));
        let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        Some(text.collect::<String>().trim_end_matches('\0').to_owned())
    }

    /// Year, month, day, hour, minute, seconds: milliseconds since 1970; 0 for no date.
    pub(super) fn date(&mut self) -> Option<i64> {
        let year = self.u32()?;
        let [month, day, hour, minute] = self.take(4)?.try_into().ok()?;
        let seconds = f64::from_bits(self.u64()?);
        let sensible = (1970..10_000).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && (0.0..61.0).contains(&seconds);
        if !sensible {
            return Some(0);
        }
        let days = days_since_1970(i64::from(year), i64::from(month), i64::from(day));
        let minutes = (days * 24 + i64::from(hour)) * 60 + i64::from(minute);
        #[expect(clippy::cast_possible_truncation, reason = "at most 61,000")]
        let rest = (seconds * 1000.0) as i64;
        Some(minutes * 60_000 + rest)
    }

    /// The texts of a descriptor by their keys, those inside it as well.
    pub(super) fn descriptor(&mut self, depth: usize) -> Option<BTreeMap<String, String>> {
        let mut texts = BTreeMap::new();
        self.unicode()?;
        self.key()?;
        let count = self.u32().filter(|count| *count <= MOST_ITEMS)?;
        for _ in 0..count {
            let key = self.key()?;
            self.value(depth + 1, &key, &mut texts)?;
        }
        Some(texts)
    }

    fn key(&mut self) -> Option<String> {
        let length = usize::try_from(self.u32()?).ok()?;
        let bytes = self.take(if length == 0 { 4 } else { length })?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    /// One value; a text is kept under its key.
    fn value(
        &mut self,
        depth: usize,
        key: &str,
        texts: &mut BTreeMap<String, String>,
    ) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match self.take(4)? {
            b"TEXT" => {
                let text = self.unicode()?;
                texts.entry(key.to_owned()).or_insert(text);
            }
            b"Objc" | b"GlbO" => {
                for (key, text) in self.descriptor(depth)? {
                    texts.entry(key).or_insert(text);
                }
            }
            b"VlLs" => {
                let count = self.u32().filter(|count| *count <= MOST_ITEMS)?;
                for _ in 0..count {
                    self.value(depth + 1, key, texts)?;
                }
            }
            b"doub" | b"comp" => self.skip(8)?,
            b"UntF" => self.skip(12)?,
            b"enum" => {
                self.key()?;
                self.key()?;
            }
            b"long" => self.skip(4)?,
            b"bool" => self.skip(1)?,
            b"type" | b"GlbC" => {
                self.unicode()?;
                self.key()?;
            }
            b"alis" | b"tdta" | b"Pth " => {
                let length = usize::try_from(self.u32()?).ok()?;
                self.skip(length)?;
            }
            _ => return None,
        }
        Some(())
    }
}

/// The proleptic Gregorian calendar.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
