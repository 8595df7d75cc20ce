//! `ls` and `find`.

use damson_app::{
    Intent, Reply,
    intent::{RowsFilter, RowsQuery, RowsScope, SearchQuery},
    view::{ApprovalView, KindView, OrientationView, RowOrderView, RowView, StatusView},
};
use jiff::Timestamp;

use crate::{
    args::{Decision, Find, List, Order, Shape, ShownStatus},
    exit::Exit,
    failure::Failure,
    json, place,
    rows::Columns,
    session::{Session, unexpected},
    table::Table,
    words::{self, say},
};

pub(crate) async fn ls(args: &List, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    let row = if path == "/" {
        None
    } else {
        Some(entry(&path, args, session).await?)
    };
    match row {
        Some(row) if !matches!(row.kind, KindView::Root | KindView::Folder) => {
            let columns = if args.long {
                Columns::Long
            } else {
                Columns::Short
            };
            let mut printer = Printer::new(columns, session);
            printer.print(&[row])?;
            printer.end();
        }
        Some(_) | None => folder(&path, args, session).await?,
    }
    Ok(Exit::Done)
}

pub(crate) async fn find(args: &Find, session: &Session) -> Result<Exit, Failure> {
    let within = match &args.within {
        Some(typed) => Some(session.path(typed).await?),
        None => None,
    };
    let search = SearchQuery {
        text: args.text.clone().unwrap_or_default(),
        name: args.name.clone().unwrap_or_default(),
        within,
        media_types: args.kind.clone(),
        mine: args.mine.then_some(true),
        theirs: args.theirs,
        size_from: args.from_size,
        size_below: args.below_size,
        orientation: args.orientation.map(orientation),
        tags: args.tags.clone(),
        rating_from: args.rating,
        approval: args.approval.map(approval),
        expires_by: args.expired.map(|moment| moment.to_string()),
        ..SearchQuery::default()
    };
    let mut printer = Printer::new(Columns::Paths, session);
    let mut page = None;
    let mut left = args.limit;
    let (mut looked_through, mut left_out) = (0, 0);
    loop {
        let reply = session
            .send(Intent::Search {
                connection: session.connection.clone(),
                search: search.clone(),
                page,
            })
            .await?;
        let Reply::Found(found) = reply else {
            return Err(unexpected(&reply));
        };
        looked_through += found.left_out + found.rows.len() as u64;
        left_out += found.left_out;
        let wanted = usize::try_from(left)
            .unwrap_or(usize::MAX)
            .min(found.rows.len());
        printer.print(&found.rows[..wanted])?;
        printer.hidden += found.hidden;
        left -= wanted as u64;
        page = found.next;
        if page.is_none() || left == 0 {
            break;
        }
    }
    if printer.end() == 0 {
        session.output.message(say!("list-no-results"));
    } else if page.is_some() {
        session
            .output
            .message(say!("list-first", count = args.limit));
    }
    if left_out > 0 {
        session
            .output
            .message(say!("list-looked-through", count = looked_through));
    }
    Ok(Exit::Done)
}

fn approval(decision: Decision) -> ApprovalView {
    match decision {
        Decision::Approved => ApprovalView::Approved,
        Decision::Rejected => ApprovalView::Rejected,
        Decision::Undecided => ApprovalView::Undecided,
    }
}

fn orientation(shape: Shape) -> OrientationView {
    match shape {
        Shape::Landscape => OrientationView::Landscape,
        Shape::Portrait => OrientationView::Portrait,
        Shape::Square => OrientationView::Square,
    }
}

/// The asset or folder itself, as fresh as was asked for.
async fn entry(path: &str, args: &List, session: &Session) -> Result<RowView, Failure> {
    let known = session.known(path).await?;
    let Some(row) = known else {
        return session.row(path).await;
    };
    if args.offline || matches!(row.kind, KindView::Root | KindView::Folder) {
        return Ok(row);
    }
    refresh_or_tell(place::parent(path), session).await?;
    session.row(path).await
}

async fn folder(path: &str, args: &List, session: &Session) -> Result<(), Failure> {
    let columns = match (args.below, args.long) {
        (true, _) => Columns::Paths,
        (false, true) => Columns::Long,
        (false, false) => Columns::Short,
    };
    let printed = if takes_all_as_it_comes(args) {
        print_as_it_comes(path, columns, session).await?
    } else {
        if !args.offline {
            refresh_or_tell(path, session).await?;
        }
        print_all(rows_wanted(path, args), columns, session).await?
    };
    if printed == 0 {
        session.output.message(say!("list-empty"));
    }
    Ok(())
}

/// Whether no row has to be known before another is printed.
fn takes_all_as_it_comes(args: &List) -> bool {
    let chosen = args.below || args.mine || args.here || !args.status.is_empty();
    !(args.offline || chosen || args.sort.is_some() || args.reverse)
}

fn rows_wanted(path: &str, args: &List) -> RowsQuery {
    let path = path.to_owned();
    let scope = if args.below {
        RowsScope::Below { path }
    } else {
        RowsScope::Folder { path }
    };
    RowsQuery {
        filter: RowsFilter {
            statuses: args.status.iter().copied().map(status).collect(),
            mine: args.mine,
            here: args.here,
            ..RowsFilter::default()
        },
        order: order(args.sort.unwrap_or(Order::Name)),
        descending: args.reverse,
        ..RowsQuery::new(scope)
    }
}

/// Prints a folder while the server still sends it.
async fn print_as_it_comes(
    path: &str,
    columns: Columns,
    session: &Session,
) -> Result<u64, Failure> {
    let mut printer = Printer::new(columns, session);
    let mut page = None;
    loop {
        let found = match session.list(path, page).await {
            Ok(found) => found,
            Err(error) if printer.printed == 0 => {
                tell_offline(path, session, error).await?;
                let scope = RowsScope::Folder {
                    path: path.to_owned(),
                };
                return print_all(RowsQuery::new(scope), columns, session).await;
            }
            // What was printed is true; that there was more, the error says.
            Err(error) => return Err(error),
        };
        printer.print(&found.rows)?;
        printer.hidden += found.hidden;
        page = found.next;
        if page.is_none() {
            return Ok(printer.end());
        }
    }
}

/// Prints every row of a query, a page at a time.
pub(crate) async fn print_all(
    mut query: RowsQuery,
    columns: Columns,
    session: &Session,
) -> Result<u64, Failure> {
    let mut printer = Printer::new(columns, session);
    loop {
        let page = session.rows(query.clone()).await?;
        printer.print(&page.rows)?;
        printer.hidden = page.hidden;
        query.offset += page.rows.len() as u64;
        if page.rows.is_empty() || query.offset >= page.total {
            return Ok(printer.end());
        }
    }
}

/// Reads a folder from the server; when it can't be reached, what is known is shown, and said so.
pub(crate) async fn refresh_or_tell(path: &str, session: &Session) -> Result<(), Failure> {
    match session.refresh(path).await {
        Ok(()) => Ok(()),
        Err(error) => tell_offline(path, session, error).await,
    }
}

/// Says that what follows was known before; fails with the error where nothing was, or where it is
/// about anything but the way to the server.
pub(crate) async fn tell_offline(
    path: &str,
    session: &Session,
    error: Failure,
) -> Result<(), Failure> {
    let Failure::App(error) = error else {
        return Err(error);
    };
    if crate::exit::of_error(&error) != Exit::Offline || session.known(path).await?.is_none() {
        return Err(Failure::App(error));
    }
    let message = crate::words::user_error(&error);
    session
        .output
        .warning(say!("list-known-before", what = message.what));
    Ok(())
}

/// Rows as a table, or as lines of JSON; page after page.
pub(crate) struct Printer<'a> {
    columns: Columns,
    table: Table,
    session: &'a Session,
    printed: u64,
    /// How many are left out because they have expired.
    pub(crate) hidden: u64,
    /// How many rows have a problem, and what is said of the first of them.
    problems: u64,
    sentences: Vec<String>,
}

/// Problems that are printed below a listing; the rows have the others.
const MOST_PROBLEMS: usize = 10;

impl<'a> Printer<'a> {
    pub(crate) fn new(columns: Columns, session: &'a Session) -> Self {
        Self {
            columns,
            table: columns.table(),
            session,
            printed: 0,
            hidden: 0,
            problems: 0,
            sentences: Vec::new(),
        }
    }

    /// Tells the problems of what was printed, and how many rows that was.
    pub(crate) fn end(self) -> u64 {
        let output = &self.session.output;
        for sentence in &self.sentences {
            output.warning(sentence);
        }
        let more = self.problems - self.sentences.len() as u64;
        if more > 0 {
            output.warning(say!("list-more-problems", count = more));
        }
        if self.hidden > 0 {
            output.message(say!("list-expired-hidden", count = self.hidden));
        }
        self.printed
    }

    pub(crate) fn print(&mut self, rows: &[RowView]) -> Result<(), Failure> {
        let output = &self.session.output;
        self.printed += rows.len() as u64;
        self.problems += rows.iter().filter(|row| row.problem.is_some()).count() as u64;
        let room = MOST_PROBLEMS - self.sentences.len();
        let sentences = rows.iter().filter_map(words::problem_sentence);
        self.sentences.extend(sentences.take(room));
        if output.json {
            return rows
                .iter()
                .try_for_each(|row| Ok(output.json_line(&json::Row::from(row))?));
        }
        let now = Timestamp::now();
        let cells: Vec<_> = rows
            .iter()
            .map(|row| self.columns.cells(row, now))
            .collect();
        Ok(output.table(&mut self.table, &cells, 0)?)
    }
}

fn status(shown: ShownStatus) -> StatusView {
    match shown {
        ShownStatus::CloudOnly => StatusView::CloudOnly,
        ShownStatus::AvailableLocally => StatusView::AvailableLocally,
        ShownStatus::EditedLocally => StatusView::EditedLocally,
        ShownStatus::ModifiedRemotely => StatusView::ModifiedRemotely,
        ShownStatus::EditingConflict => StatusView::EditingConflict,
        ShownStatus::RemovedRemotely => StatusView::RemovedRemotely,
        ShownStatus::NewLocally => StatusView::NewLocally,
    }
}

fn order(order: Order) -> RowOrderView {
    match order {
        Order::Name => RowOrderView::Name,
        Order::Status => RowOrderView::Status,
        Order::Size => RowOrderView::Size,
        Order::Modified => RowOrderView::Modified,
        Order::Type => RowOrderView::Type,
    }
}
