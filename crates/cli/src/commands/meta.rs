//! `meta`: what is known of assets beside their bytes.

use std::{collections::BTreeMap, io::Read as _, path::Path};

use damson_app::{
    Intent, Reply,
    view::{
        FieldChangeView, FieldKindView, FieldValueView, FormFieldView, MetadataSetView,
        MetadataView, TagView,
    },
};

use crate::{
    acting::each,
    args::{Meta, MetaGet, MetaSet, MetaTags, MetaVerb},
    exit::Exit,
    failure::Failure,
    report,
    session::{Session, unexpected},
    table::{Cell, Table},
    words::{self, say},
};

pub(crate) async fn meta(args: &Meta, session: &Session) -> Result<Exit, Failure> {
    match &args.verb {
        MetaVerb::Get(args) => get(args, session).await,
        MetaVerb::Set(args) => set(args, session).await,
        MetaVerb::Tags(args) => tags(args, session).await,
    }
}

async fn get(args: &MetaGet, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        session.seen(path).await?;
        let read = read(path, session).await?;
        if session.output.json {
            session.output.json_line(&read)?;
        } else {
            show(&read, args.all, session)?;
        }
        Ok(Exit::Done)
    })
    .await
}

async fn read(path: &str, session: &Session) -> Result<MetadataView, Failure> {
    let asked = Intent::Metadata {
        connection: session.connection.clone(),
        path: path.to_owned(),
    };
    let reply = session.send(asked).await?;
    let Reply::Metadata(read) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(*read)
}

/// Fields in the order of the form, then the others by name.
fn show(read: &MetadataView, all: bool, session: &Session) -> Result<(), Failure> {
    let output = &session.output;
    output.sentence(&read.path)?;
    for restriction in &read.restrictions {
        output.warning(words::restriction(restriction));
    }
    let form: Vec<&FormFieldView> = fields(read).collect();
    let in_form = form.iter().map(|field| (field.name.as_str(), Some(*field)));
    let known: Vec<&str> = form.iter().map(|field| field.name.as_str()).collect();
    let others = read.fields.keys().map(String::as_str);
    let others = others.filter(|name| all && !known.contains(name));
    let mut cells = Vec::new();
    for (name, field) in in_form.chain(others.map(|name| (name, None))) {
        let Some(value) = read.fields.get(name) else {
            continue;
        };
        let label = field.and_then(|field| field.label.as_deref());
        cells.push(vec![
            Cell::new(name),
            Cell::new(label.unwrap_or_default()),
            Cell::new(words::field_value(value)),
        ]);
    }
    if cells.is_empty() {
        output.message(say!("meta-none", path = &read.path));
        return Ok(());
    }
    let mut table = Table::new(&[
        say!("heading-field"),
        say!("heading-label"),
        say!("heading-value"),
    ]);
    output.table(&mut table, &cells, 2)?;
    Ok(())
}

fn fields(read: &MetadataView) -> impl Iterator<Item = &FormFieldView> {
    read.form
        .sections
        .iter()
        .flat_map(|section| &section.fields)
}

async fn set(args: &MetaSet, session: &Session) -> Result<Exit, Failure> {
    let paths = session.paths(&args.paths).await?;
    for path in &paths {
        session.seen(path).await?;
    }
    let typed = Typed::new(args)?;
    // What a field is, the form of the first asset says.
    let form = match paths.first() {
        Some(first) if typed.needs_form() => Some(read(first, session).await?),
        Some(_) | None => None,
    };
    let changes = typed.changes(form.as_ref())?;
    let count = u64::try_from(paths.len()).unwrap_or(u64::MAX);
    let asked = Intent::SetMetadata {
        connection: session.connection.clone(),
        paths,
        changes,
        seen: None,
    };
    let reply = session.send(asked).await?;
    let Reply::MetadataSet(done) = reply else {
        return Err(unexpected(&reply));
    };
    say_saved(&done, count, session)
}

/// What was saved and what was not, with the exit code to match.
fn say_saved(done: &MetadataSetView, count: u64, session: &Session) -> Result<Exit, Failure> {
    let output = &session.output;
    if output.json {
        output.json_line(done)?;
    } else {
        report::problems(&done.problems, output);
        output.result(say!("meta-saved", done = done.saved, all = count))?;
    }
    Ok(match (done.saved, done.problems.len()) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Failed,
        (_, _) => Exit::Partly,
    })
}

async fn tags(args: &MetaTags, session: &Session) -> Result<Exit, Failure> {
    let asked = Intent::SuggestTags {
        connection: session.connection.clone(),
        text: args.text.clone(),
        language: words::language_tag().to_owned(),
    };
    let reply = session.send(asked).await?;
    let Reply::Tags(tags) = reply else {
        return Err(unexpected(&reply));
    };
    let output = &session.output;
    if output.json {
        for tag in &tags {
            output.json_line(tag)?;
        }
    } else if tags.is_empty() {
        output.message(say!("meta-no-tags", text = &args.text));
    } else {
        let cells: Vec<Vec<Cell>> = tags.iter().map(cells).collect();
        let mut table = Table::new(&[say!("heading-tag"), say!("heading-title")]);
        output.table(&mut table, &cells, 0)?;
    }
    Ok(Exit::Done)
}

fn cells(tag: &TagView) -> Vec<Cell> {
    let place = tag.place.as_deref().unwrap_or(&tag.title);
    vec![Cell::new(&tag.id), Cell::new(place)]
}

/// The changes as they were typed, before it is known what each field holds.
struct Typed {
    set: BTreeMap<String, Vec<String>>,
    other: BTreeMap<String, FieldChangeView>,
}

impl Typed {
    fn new(args: &MetaSet) -> Result<Self, Failure> {
        let mut typed = Self {
            set: BTreeMap::new(),
            other: BTreeMap::new(),
        };
        if let Some(file) = &args.from {
            typed.other = from_json(file)?;
        }
        for text in &args.set {
            let (name, value) = parted(text)?;
            typed.set.entry(name).or_default().push(value);
        }
        for (texts, adds) in [(&args.add, true), (&args.remove, false)] {
            for text in texts {
                let (name, value) = parted(text)?;
                typed.amend(name, value, adds);
            }
        }
        for name in &args.clear {
            typed.other.insert(name.clone(), FieldChangeView::Clear);
        }
        if typed.set.is_empty() && typed.other.is_empty() {
            return Err(Failure::Usage {
                what: say!("meta-nothing-to-set"),
                hint: say!("meta-nothing-to-set"."todo"),
            });
        }
        if let Some(name) = typed
            .set
            .keys()
            .find(|name| typed.other.contains_key(*name))
        {
            return Err(Failure::Usage {
                what: say!("meta-twice", field = name),
                hint: String::new(),
            });
        }
        Ok(typed)
    }

    fn amend(&mut self, name: String, value: String, adds: bool) {
        let empty = || FieldChangeView::Amend {
            add: Vec::new(),
            remove: Vec::new(),
        };
        let change = self.other.entry(name).or_insert_with(empty);
        if !matches!(change, FieldChangeView::Amend { .. }) {
            *change = empty();
        }
        if let FieldChangeView::Amend { add, remove } = change {
            if adds { add } else { remove }.push(value);
        }
    }

    fn needs_form(&self) -> bool {
        !self.set.is_empty()
    }

    fn changes(
        self,
        read: Option<&MetadataView>,
    ) -> Result<BTreeMap<String, FieldChangeView>, Failure> {
        let mut changes = self.other;
        for (name, values) in self.set {
            let field = read.and_then(|read| fields(read).find(|field| field.name == name));
            let before = read.and_then(|read| read.fields.get(&name));
            let value = value_of(&name, values, field.map(|field| field.kind), before)?;
            changes.insert(name, FieldChangeView::Set(value));
        }
        Ok(changes)
    }
}

/// A value of the kind that the form says, else of the kind that the field has; else text.
fn value_of(
    name: &str,
    mut values: Vec<String>,
    kind: Option<FieldKindView>,
    before: Option<&FieldValueView>,
) -> Result<FieldValueView, Failure> {
    let kind = kind.or(before.map(|before| match before {
        FieldValueView::Flag(_) => FieldKindView::Flag,
        FieldValueView::Number(_) => FieldKindView::Number,
        FieldValueView::Text(_) => FieldKindView::Text,
        FieldValueView::Texts(_) => FieldKindView::Texts,
        FieldValueView::Date { .. } => FieldKindView::Date,
    }));
    let is_list = matches!(
        kind,
        Some(FieldKindView::Texts | FieldKindView::Choices | FieldKindView::Tags)
    );
    if is_list || values.len() > 1 {
        return Ok(FieldValueView::Texts(values));
    }
    let text = values.pop().unwrap_or_default();
    let wrong = |message: String| Failure::Usage {
        what: message,
        hint: String::new(),
    };
    Ok(match kind {
        Some(FieldKindView::Number) => FieldValueView::Number(
            text.parse()
                .map_err(|_| wrong(say!("meta-no-number", field = name, text = &text)))?,
        ),
        Some(FieldKindView::Flag) => FieldValueView::Flag(
            text.parse()
                .map_err(|_| wrong(say!("meta-no-flag", field = name, text = &text)))?,
        ),
        Some(FieldKindView::Date) => FieldValueView::Date {
            date: date(&text)
                .ok_or_else(|| wrong(say!("meta-no-date", field = name, text = &text)))?,
        },
        Some(
            FieldKindView::Text
            | FieldKindView::LongText
            | FieldKindView::Texts
            | FieldKindView::Choice
            | FieldKindView::Choices
            | FieldKindView::Tags,
        )
        | None => FieldValueView::Text(text),
    })
}

/// RFC 3339, a date and a time of this computer's zone, or the beginning of a day there.
fn date(text: &str) -> Option<String> {
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.to_string());
    }
    let civil: jiff::civil::DateTime = text
        .parse()
        .or_else(|_| text.parse().map(jiff::civil::Date::into))
        .ok()?;
    let zoned = civil.to_zoned(jiff::tz::TimeZone::system()).ok()?;
    Some(zoned.timestamp().to_string())
}

fn parted(text: &str) -> Result<(String, String), Failure> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        Some(_) | None => Err(Failure::Usage {
            what: say!("meta-no-field", text = text),
            hint: say!("meta-no-field"."todo"),
        }),
    }
}

/// An object of fields; null clears one.
fn from_json(file: &Path) -> Result<BTreeMap<String, FieldChangeView>, Failure> {
    let failed = |source| Failure::File {
        file: file.display().to_string(),
        source,
    };
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map_err(failed)?;
    } else {
        text = std::fs::read_to_string(file).map_err(failed)?;
    }
    let fields: BTreeMap<String, Option<FieldValueView>> =
        serde_json::from_str(&text).map_err(|error| Failure::Usage {
            what: say!("meta-no-json", file = file.display().to_string()),
            hint: error.to_string(),
        })?;
    let change = |value: Option<_>| value.map_or(FieldChangeView::Clear, FieldChangeView::Set);
    Ok(fields
        .into_iter()
        .map(|(name, value)| (name, change(value)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_its_field_holds() {
        let value = |kind, text: &str| value_of("x", vec![text.to_owned()], kind, None).ok();
        let text = FieldValueView::Text("3".to_owned());
        assert_eq!(value(None, "3"), Some(text));
        let number = Some(FieldKindView::Number);
        assert_eq!(value(number, "3"), Some(FieldValueView::Number(3.0)));
        assert_eq!(value(number, "three"), None);
        let tags = value(Some(FieldKindView::Tags), "a:b");
        assert_eq!(tags, Some(FieldValueView::Texts(vec!["a:b".to_owned()])));
        assert_eq!(value(Some(FieldKindView::Date), "soon"), None);
        let day = value(Some(FieldKindView::Date), "2027-01-31T10:00:00Z");
        let date = "2027-01-31T10:00:00Z".to_owned();
        assert_eq!(day, Some(FieldValueView::Date { date }));
        assert!(value(Some(FieldKindView::Date), "2027-01-31").is_some());
        let before = FieldValueView::Flag(true);
        let flag = value_of("x", vec!["false".to_owned()], None, Some(&before)).ok();
        assert_eq!(flag, Some(FieldValueView::Flag(false)));
    }
}
