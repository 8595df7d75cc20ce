//! The handle of a connection at work.

use std::{
    fs::File,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use damson_core::{
    DamPath,
    brake::Brake,
    name::{Outgoing, conventional_asset, conventional_folder},
    policy::Policy,
    usage::Use,
};
use damson_remote::{
    Collection, CollectionEdit, CollectionId, Error as RemoteError, ErrorKind, Form, Metadata,
    MetadataEdit, ReadBody, Remote, Rendition, TagSuggestion, ThumbnailSize, VersionId,
};
use tokio::{
    sync::{mpsc, oneshot, watch as channel},
    task::JoinHandle,
};
use url::Url;

use crate::{
    collections,
    context::{Context, Ports, blocking},
    disk::{Changes, WatchEvent, Watching, watch},
    events::Event,
    journal::Journal,
    metadata,
    model::{
        Command, EngineError, LocalError, Outcome, Restricted, RowPage, RowQuery, Snapshot,
        Unwatched,
    },
    place::{self, Place},
    ports::{Clock, Local, Shell, SystemClock},
    renditions,
    rows::{self, streamed::Listing},
    session::Session,
};

/// What a connection is made of.
#[derive(Debug)]
pub struct EngineConfig {
    pub local: Arc<dyn Local>,
    pub journal: Arc<Journal>,
    pub remote: Arc<dyn Remote>,
    pub shell: Arc<dyn Shell>,
    pub clock: Arc<dyn Clock>,
    /// The display name of who works here, for the names of copies.
    pub person: String,
    pub policy: Policy,
    /// What changed in the cache folder, from a watcher; without one, only scans find changes.
    pub changes: Option<Changes>,
}

/// What a connection on a real disk is made of.
#[derive(Debug)]
pub struct OpenConfig {
    pub place: Place,
    pub remote: Arc<dyn Remote>,
    pub shell: Arc<dyn Shell>,
    /// The display name of who works here, for the names of copies.
    pub person: String,
    pub policy: Policy,
}

/// A connection at work. Dropping it stops the work; what is under way goes on after the next
/// start.
#[derive(Debug)]
pub struct Engine {
    context: Arc<Context>,
    snapshot: channel::Receiver<Arc<Snapshot>>,
    stop: Mutex<Option<oneshot::Sender<()>>>,
    session: Mutex<Option<JoinHandle<()>>>,
    hints: Mutex<Option<JoinHandle<()>>>,
    /// Kept open for as long as the cache folder is this engine's.
    locked: Mutex<Option<File>>,
}

impl Engine {
    /// Starts to work. Needs a tokio runtime.
    pub fn start(config: EngineConfig) -> Self {
        let hints = match config.changes {
            Some(changes) => Hints::Told(changes),
            None => Hints::None,
        };
        let ports = Ports {
            local: config.local,
            journal: config.journal,
            remote: config.remote,
            shell: config.shell,
            clock: config.clock,
        };
        Self::begin(ports, config.person, config.policy, hints, None)
    }

    /// Opens the folders of a connection, watches the cache folder, and starts to work. Needs a
    /// tokio runtime, and blocks for a moment. Fails with [`EngineError::InUse`] while another
    /// process has the folders.
    pub fn open(config: OpenConfig) -> Result<Self, EngineError> {
        let opened = place::open(&config.place)?;
        let hints = match watch(&opened.local) {
            Ok(watching) => Hints::Watched(watching),
            Err(error) => {
                tracing::warn!(%error, "the cache folder is scanned, not watched");
                Hints::Nothing
            }
        };
        let ports = Ports {
            local: Arc::new(opened.local),
            journal: opened.journal,
            remote: config.remote,
            shell: config.shell,
            clock: Arc::new(SystemClock),
        };
        let locked = Some(opened.locked);
        Ok(Self::begin(
            ports,
            config.person,
            config.policy,
            hints,
            locked,
        ))
    }

    fn begin(
        ports: Ports,
        person: String,
        policy: Policy,
        hints: Hints,
        locked: Option<File>,
    ) -> Self {
        let (events, queue) = mpsc::unbounded_channel();
        let context = Arc::new(Context::new(ports, person, policy, events));
        context.remind(&*context.remote());
        // Nothing is begun in a folder that is not the cache folder.
        if let Err(LocalError::NoCacheFolder { .. }) = context.local.stat(&DamPath::root()) {
            let before = context.journal.count_here(&DamPath::root()).unwrap_or(0);
            context.halt(Brake::EmptiedRoot { before }, &DamPath::root());
        }
        let (shown, snapshot) = channel::channel(Arc::new(Snapshot::default()));
        let (stop, stopped) = oneshot::channel();
        let session = Session::new(Arc::clone(&context), queue, shown);
        let hints = tokio::spawn(pass_on(Arc::clone(&context), hints));
        Self {
            session: Mutex::new(Some(tokio::spawn(session.run(stopped)))),
            context,
            snapshot,
            stop: Mutex::new(Some(stop)),
            hints: Mutex::new(Some(hints)),
            locked: Mutex::new(locked),
        }
    }

    /// Does what the command says, and answers when it is done, refused or failed. Dropping the
    /// future does not undo the order.
    pub async fn perform(&self, command: Command) -> Result<Outcome, EngineError> {
        let (reply, answer) = oneshot::channel();
        self.context.send(Event::Command(Box::new(command), reply));
        answer.await.unwrap_or(Err(EngineError::Cancelled))
    }

    /// What is shown; changes whenever something did, ten times a second at most.
    pub fn snapshot(&self) -> channel::Receiver<Arc<Snapshot>> {
        self.snapshot.clone()
    }

    /// A page of what is known, as of the last look. Asks neither the server nor the disk.
    pub async fn rows(&self, query: RowQuery) -> Result<RowPage, EngineError> {
        let generation = self.snapshot.borrow().generation;
        let mut page = rows::page(&self.context, query).await?;
        page.generation = generation;
        Ok(page)
    }

    /// Reads a folder afresh from server and disk, and hands its rows over as they come. Dropping
    /// the listing does not end the reading.
    pub fn list(&self, folder: DamPath) -> Listing {
        let (to, arrived) = mpsc::unbounded_channel();
        let (reply, ended) = oneshot::channel();
        self.context.send(Event::List(folder, to, reply));
        Listing::new(Arc::clone(&self.context), arrived, ended)
    }

    /// A preview of an asset, as the server has it.
    pub async fn thumbnail(
        &self,
        path: &DamPath,
        size: ThumbnailSize,
    ) -> Result<Bytes, EngineError> {
        let remote = self.context.remote();
        Ok(self
            .context
            .note_answer(remote.thumbnail(path, size).await)?)
    }

    /// What is known of an asset beside its bytes, read afresh, and the form to edit it.
    pub async fn metadata(&self, path: &DamPath) -> Result<(Metadata, Form), EngineError> {
        metadata::read(&self.context, path).await
    }

    /// Edits some fields of the metadata and returns what was read back; the row follows.
    pub async fn set_metadata(
        &self,
        path: &DamPath,
        edit: &MetadataEdit,
    ) -> Result<Metadata, EngineError> {
        metadata::set(&self.context, path, edit).await
    }

    /// The forms in which the server keeps an asset, the original first.
    pub async fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>, EngineError> {
        renditions::list(&self.context, path).await
    }

    /// Writes one of them to a file outside the cache folder, where nothing is.
    pub async fn export_rendition(
        &self,
        path: &DamPath,
        name: &str,
        to: &Path,
    ) -> Result<(), EngineError> {
        renditions::export(&self.context, path, name, to).await
    }

    /// The collections that this person sees: each behind the one that holds it.
    pub async fn collections(&self) -> Result<Vec<Collection>, EngineError> {
        collections::list(&self.context).await
    }

    /// One page of the members of a collection, in its order: [`Outcome::Found`].
    pub async fn collection_members(
        &self,
        id: &CollectionId,
        page: Option<String>,
    ) -> Result<Outcome, EngineError> {
        collections::members(&self.context, id, page).await
    }

    /// Adds members to a static collection and removes others.
    pub async fn edit_collection(
        &self,
        id: &CollectionId,
        edit: &CollectionEdit,
    ) -> Result<(), EngineError> {
        collections::edit(&self.context, id, edit).await
    }

    /// Tags of the server's vocabulary whose titles contain a text, in a language.
    pub async fn suggest_tags(
        &self,
        text: &str,
        language: &str,
    ) -> Result<Vec<TagSuggestion>, EngineError> {
        let remote = self.context.remote();
        Ok(self
            .context
            .note_answer(remote.suggest_tags(text, language).await)?)
    }

    /// The server's page for an asset or a folder.
    pub fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        self.context.remote().web_page(path, is_folder)
    }

    /// The bytes of an earlier version.
    pub async fn version(
        &self,
        path: &DamPath,
        version: &VersionId,
    ) -> Result<ReadBody, EngineError> {
        let remote = self.context.remote();
        Ok(self
            .context
            .note_answer(remote.read_version(path, version).await)?)
    }

    /// The assets because of which who wants to use `paths` is asked first, as far as it is known what
    /// restricts them. The server is asked about assets of which no answer said that.
    pub async fn restricted(
        &self,
        used: Use,
        paths: &[DamPath],
    ) -> Result<Restricted, EngineError> {
        rows::restricted::of(&self.context, used, paths).await
    }

    /// What a name will be that a person gives: as the server takes it, by the convention of this
    /// connection. The name that was given is the title where it differs. Asks nobody.
    pub fn name_for(&self, name: &str, is_folder: bool) -> Result<Outgoing, EngineError> {
        let (rules, convention) = (self.context.capability().names, self.context.policy().names);
        let taken = if is_folder {
            conventional_folder(name, rules, convention)
        } else {
            conventional_asset(name, rules, convention)
        };
        taken.map_err(|_| RemoteError::new(ErrorKind::NameRefused).said(name).into())
    }

    /// Goes on with another login of the same person.
    pub fn set_remote(&self, remote: Arc<dyn Remote>) {
        self.context.remind(&*remote);
        self.context.send(Event::LoggedIn(remote));
    }

    /// Waits until nothing is under way. What is paused, or waits for the network, is not.
    pub async fn settled(&self) {
        let (reply, answer) = oneshot::channel();
        self.context.send(Event::Settle(reply));
        // A session that has ended has nothing under way.
        let _ = answer.await;
    }

    /// Ends the work and waits for its end; the cache folder is free then, whoever still holds this
    /// handle. Transfers go on after the next start.
    pub async fn stop(&self) {
        self.signal_stop();
        let session = lock(&self.session).take();
        if let Some(session) = session
            && let Err(error) = session.await
        {
            tracing::error!(%error, "the session ended badly");
        }
        let hints = lock(&self.hints).take();
        if let Some(hints) = hints {
            // Aborted: its watch of the folder ends with it.
            let _ = hints.await;
        }
        self.context.end().await;
        let Some(locked) = lock(&self.locked).take() else {
            return;
        };
        let journal = Arc::clone(&self.context.journal);
        blocking(move || {
            journal.close();
            drop(locked);
        })
        .await;
    }

    fn signal_stop(&self) {
        if let Some(hints) = &*lock(&self.hints) {
            hints.abort();
        }
        if let Some(stop) = lock(&self.stop).take() {
            let _ = stop.send(());
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.signal_stop();
    }
}

/// Where hints about the cache folder come from.
#[derive(Debug)]
enum Hints {
    None,
    /// The system watches nothing for this person.
    Nothing,
    Told(Changes),
    Watched(Watching),
}

async fn pass_on(context: Arc<Context>, mut hints: Hints) {
    loop {
        let hint = match &mut hints {
            Hints::None => None,
            Hints::Nothing => {
                context.send(Event::Unwatched(Some(Unwatched {
                    folders: [DamPath::root()].into(),
                    limit: true,
                })));
                None
            }
            Hints::Told(changes) => changes.next().await,
            Hints::Watched(watching) => watching.changes.next().await,
        };
        context.send(match hint {
            Some(WatchEvent::Changed(path)) => Event::Disk(path),
            Some(WatchEvent::Overflow) => Event::DiskOverflow,
            Some(WatchEvent::Unwatched(unwatched)) => Event::Unwatched(unwatched),
            None => return,
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
