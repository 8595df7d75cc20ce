//! Sending the bytes of a file, and making sure that they arrived.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{Base, ByteCount, DamPath, Digest, Revision, Sameness};
use damson_remote::{
    Entry, Error as RemoteError, ErrorKind, Expect, LockGrant, Source, UploadLedger, UploadRequest,
};

use serde::{Deserialize, Serialize};

use super::{Job, amend_now, drive};
use crate::{
    context::Context,
    model::{EngineError, IfExists, JournalError, OrderId, Stamp, TransferDirection, TransferId},
    observe::{self, compare_bytes::SECOND},
    transfer_state::{Entered, queue::Priority},
};

/// What is sent, and what it replaces.
#[derive(Debug, Clone)]
pub(crate) struct Send {
    pub(crate) path: DamPath,
    pub(crate) stamp: Stamp,
    pub(crate) digest: Digest,
    /// `None` for a first upload.
    pub(crate) replaces: Option<Expect>,
    pub(crate) comment: Option<String>,
    pub(crate) title: Option<String>,
    /// What a later process needs to continue the upload.
    pub(crate) options: Option<String>,
    pub(crate) priority: Priority,
    pub(crate) resumes: Option<TransferId>,
    pub(crate) part_of: Option<OrderId>,
    /// Nothing but what the server says of it has to be noted, which is then done with its end.
    pub(crate) alone: bool,
    pub(crate) source: Arc<dyn Source>,
}

/// How often, and how long apart, the server is asked for the hash of what it received.
const HASH_LOOKS: u32 = 5;
const HASH_PAUSE: Duration = Duration::from_secs(1);

/// Kept with an upload in the journal: it stays checked out afterwards.
pub(crate) const KEEP_CHECKED_OUT: &str = "keep-checked-out";

/// The options that the journal keeps with an upload from outside the cache folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outside {
    pub(crate) file: PathBuf,
    pub(crate) new_version: bool,
}

pub(crate) fn outside_option(file: &Path, if_exists: IfExists) -> String {
    let outside = Outside {
        file: file.to_owned(),
        new_version: if_exists == IfExists::NewVersion,
    };
    // A path that is no text is uploaded, but not taken up again after a restart.
    serde_json::to_string(&outside).unwrap_or_default()
}

/// The file of an upload from outside the cache folder.
pub(crate) fn outside_of(options: Option<&str>) -> Option<Outside> {
    serde_json::from_str(options?).ok()
}

/// An upload that counted.
#[derive(Debug)]
pub(crate) struct Arrived {
    /// The base that both sides share after the upload.
    pub(crate) base: Base,
    pub(crate) entry: Entry,
    /// This person's lock, where the upload changed it.
    pub(crate) lock: Option<LockGrant>,
    /// The journal has the entry.
    pub(crate) noted: bool,
    /// The server took the file, and has another number of bytes than were sent: it changes what it
    /// takes (SharePoint adds to documents), or somebody was quick to write over it.
    pub(crate) altered: bool,
}

/// Uploads a file, with further attempts as its failures allow.
pub(crate) async fn upload(context: &Arc<Context>, send: Send) -> Result<Arrived, EngineError> {
    let job = Job {
        path: send.path.clone(),
        direction: TransferDirection::Upload,
        priority: send.priority,
        total: Some(send.stamp.size),
        expect: send
            .replaces
            .as_ref()
            .and_then(|expect| expect.revision.clone()),
        comment: send.comment.clone(),
        options: send.options.clone(),
        entered: None,
        resumes: send.resumes,
        part_of: send.part_of,
    };
    let tried = AtomicBool::new(false);
    let whole = Arc::new(AtomicBool::new(false));
    drive(context, job, |Entered { id, earlier }| {
        let again = tried.swap(true, Ordering::Relaxed);
        let (send, whole) = (&send, Arc::clone(&whole));
        async move {
            let arrived = attempt(context, id, send, whole, again, earlier).await?;
            Ok(if send.alone {
                finish(context, id, send, arrived).await
            } else {
                arrived
            })
        }
    })
    .await
}

/// Notes what came of it together with its end.
async fn finish(context: &Arc<Context>, id: TransferId, send: &Send, arrived: Arrived) -> Arrived {
    let (at, entry, length) = (Arc::clone(context), arrived.entry.clone(), send.stamp.size);
    let note = move || {
        if at.journal.finish_upload(id, &entry, length, at.now())? {
            observe::follow(&at, &[entry.path])?;
        }
        Ok::<_, JournalError>(())
    };
    let noted = context.blocking(note).await;
    match &noted {
        Ok(()) => context.queue.note_finished(id),
        // The file arrived all the same: its end is written as that of any other transfer.
        Err(error) => tracing::debug!(%error, "an upload is noted later"),
    }
    Arrived {
        noted: noted.is_ok(),
        ..arrived
    }
}

async fn attempt(
    context: &Arc<Context>,
    id: TransferId,
    send: &Send,
    whole: Arc<AtomicBool>,
    again: bool,
    earlier: bool,
) -> Result<Arrived, EngineError> {
    // The answer to an earlier attempt may have been lost, not the upload.
    let looks = looks(send, whole.swap(false, Ordering::Relaxed));
    let mut there = None;
    if again {
        there = arrived_by_and_by(context, send, looks).await?;
    }
    // The connector has something left to do where a comment belongs to a first upload.
    let finishes = send.replaces.is_none() && send.comment.is_some();
    if let Some(entry) = there.take_if(|_| !finishes) {
        return Ok(unanswered(send, entry));
    }
    let tried = again || earlier;
    let kept = if tried {
        context
            .in_journal(move |journal| journal.transfer(id))
            .await?
    } else {
        None
    };
    let ledger = Ledger {
        context: Arc::clone(context),
        id,
        kept: kept.and_then(|kept| kept.resume),
        tried,
        of: format!("{} ", send.digest.hex()),
        total: send.stamp.size,
        saved: Arc::default(),
    };
    let paced = Paced {
        context: Arc::clone(context),
        source: Arc::clone(&send.source),
        whole,
    };
    let request = UploadRequest {
        path: &send.path,
        source: &paced,
        replaces: send.replaces.as_ref(),
        comment: send.comment.as_deref(),
        title: send.title.as_deref(),
        ledger: &ledger,
    };
    let uploaded = match (
        context.note_answer(context.remote().upload(request).await),
        there,
    ) {
        (Ok(uploaded), _) => uploaded,
        (Err(_), Some(entry)) => return Ok(unanswered(send, entry)),
        (Err(error), None) => return Err(error.into()),
    };
    let settled = settle(context, send, uploaded.entry).await?;
    Ok(Arrived {
        base: base(send, settled.sent.as_ref().unwrap_or(&settled.latest)),
        entry: settled.latest,
        lock: uploaded.lock,
        noted: false,
        altered: settled.altered,
    })
}

/// The result of an upload that arrived although its answer was lost.
fn unanswered(send: &Send, entry: Entry) -> Arrived {
    Arrived {
        base: base(send, &entry),
        entry,
        lock: None,
        noted: false,
        altered: false,
    }
}

/// A file of more bytes than this is not sent twice without patience.
const DEAR: u64 = 1024 * 1024;

/// How long to wait before each further look for what was sent as a whole: a server puts the parts
/// of a large file together while a gateway before it has long given up.
fn looks(send: &Send, whole: bool) -> &'static [u64] {
    match (whole, send.stamp.size.0 > DEAR) {
        (true, true) => &[5, 10, 20, 30],
        (true, false) => &[2],
        (false, _) => &[],
    }
}

/// As [`arrived`], with a look after each of these times, in seconds.
async fn arrived_by_and_by(
    context: &Arc<Context>,
    send: &Send,
    looks: &[u64],
) -> Result<Option<Entry>, EngineError> {
    let mut there = arrived(context, send).await?;
    for pause in looks {
        if there.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_secs(*pause)).await;
        there = arrived(context, send).await?;
    }
    Ok(there)
}

/// Whether the server has these bytes already.
async fn arrived(context: &Arc<Context>, send: &Send) -> Result<Option<Entry>, EngineError> {
    match context.note_answer(context.remote().stat(&send.path).await) {
        Ok(entry) => {
            let entry = entry.without_former_hash();
            let here = entry.revision.holds(&send.digest, send.stamp.size) == Sameness::Same;
            Ok(here.then_some(entry))
        }
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What the server has after an upload.
struct Settled {
    latest: Entry,
    /// The entry of what was sent, where somebody has written over it since.
    sent: Option<Entry>,
    altered: bool,
}

/// Compares what the server says it received with what was sent. While it is still processing,
/// its hash may be missing or that of the former bytes; that proves nothing either way.
async fn settle(context: &Arc<Context>, send: &Send, first: Entry) -> Result<Settled, EngineError> {
    let first = first.without_former_hash();
    let mut entry = first.clone();
    // Of a whole shoot nobody waits for each hash: a first upload can't show a former one.
    let in_bulk = send.priority == Priority::Bulk && send.replaces.is_none();
    let looks = if in_bulk { 0 } else { HASH_LOOKS };
    for look in 0..=looks {
        if first.revision.compare(&entry.revision) == Sameness::Different {
            return Ok(Settled {
                latest: entry,
                sent: Some(first),
                altered: false,
            });
        }
        if wrong_size(send, &entry.revision) {
            return Ok(altered(send, entry));
        }
        match entry.revision.holds(&send.digest, send.stamp.size) {
            Sameness::Same => break,
            Sameness::Unknown | Sameness::Question if !entry.processing => break,
            Sameness::Different if !entry.processing => {
                return Err(RemoteError::new(ErrorKind::Changed)
                    .about(&send.path)
                    .retry(damson_remote::Retry::Never)
                    .said("the server holds other bytes than were sent")
                    .into());
            }
            Sameness::Unknown | Sameness::Question | Sameness::Different => {}
        }
        if look < looks {
            tokio::time::sleep(HASH_PAUSE).await;
            let told = context.note_answer(context.remote().stat(&send.path).await)?;
            entry = told.without_former_hash();
        }
    }
    if entry.revision.unsettled && !in_bulk {
        entry = after_the_second(context, send, entry).await;
    }
    Ok(Settled {
        latest: entry,
        sent: None,
        altered: false,
    })
}

/// What was sent is nobody's revision any more: nothing but its size and its bytes are known.
fn altered(order: &Send, latest: Entry) -> Settled {
    let sent = Entry {
        revision: Revision {
            size: Some(order.stamp.size),
            ..Revision::default()
        },
        ..latest.clone()
    };
    Settled {
        latest,
        sent: Some(sent),
        altered: true,
    }
}

/// Looks again when the second of the upload is over, where nobody else could write meanwhile: so
/// a write in that second can't look like this one. Elsewhere the bytes are read later.
async fn after_the_second(context: &Context, send: &Send, entry: Entry) -> Entry {
    if !entry.lock.is_mine() || !context.capability().locks_enforced {
        return entry;
    }
    tokio::time::sleep(SECOND).await;
    match context.note_answer(context.remote().stat(&send.path).await) {
        Ok(later) if later.revision.says_the_same(&entry.revision) && later.lock.is_mine() => later,
        // It arrived, whatever comes of this look.
        Ok(_) | Err(_) => entry,
    }
}

fn wrong_size(send: &Send, revision: &Revision) -> bool {
    revision.size.is_some_and(|size| size != send.stamp.size)
}

/// The digest that was sent counts, whatever the server says later of a hash.
fn base(send: &Send, entry: &Entry) -> Base {
    let revision = &entry.revision;
    // Without tag and hash another write of as many bytes would look the same: the bytes are compared
    // before anything rests upon it. What is checked out nobody else wrote.
    let proven = revision.content.is_some() || revision.digest.is_some() || entry.lock.is_mine();
    Base {
        revision: Revision {
            unsettled: revision.unsettled || !proven,
            ..revision.clone()
        },
        digest: Some(send.digest.clone()),
        size: Some(send.stamp.size),
    }
}

/// Keeps the state of a resumable upload in the journal.
#[derive(Debug)]
struct Ledger {
    context: Arc<Context>,
    id: TransferId,
    kept: Option<String>,
    /// Bytes may have been sent before, in this run or an earlier one.
    tried: bool,
    /// Stands before what is kept: it is of these bytes, and of no others that the file may have
    /// by the time it goes on.
    of: String,
    total: ByteCount,
    /// How many states were saved.
    saved: Arc<AtomicU64>,
}

impl UploadLedger for Ledger {
    fn resume(&self) -> Option<String> {
        let state = self.kept.as_deref()?.strip_prefix(&self.of)?;
        Some(state.to_owned())
    }

    fn tried(&self) -> bool {
        self.tried
    }

    fn save(&self, state: &str) {
        let at = Arc::clone(&self.context);
        let (id, state) = (self.id, format!("{}{state}", self.of));
        let nth = self.saved.fetch_add(1, Ordering::Relaxed) + 1;
        let saved = Arc::clone(&self.saved);
        self.context.aside(move || {
            // A later state may overtake this one on its way to the disk.
            let kept = amend_now(&at, id, |record| {
                if saved.load(Ordering::Relaxed) == nth {
                    record.resume = Some(state);
                }
            });
            if let Err(error) = kept {
                tracing::warn!(%error, "an upload will start over after a restart");
            }
        });
    }

    fn progress(&self, sent: ByteCount) {
        self.context.queue.progress(self.id, sent, Some(self.total));
    }
}

/// A source that keeps to the bandwidth limit.
#[derive(Debug)]
struct Paced {
    context: Arc<Context>,
    source: Arc<dyn Source>,
    /// The last byte was handed over.
    whole: Arc<AtomicBool>,
}

#[async_trait]
impl Source for Paced {
    fn length(&self) -> ByteCount {
        self.source.length()
    }

    fn digest(&self) -> Option<&Digest> {
        self.source.digest()
    }

    async fn read_at(&self, offset: u64, most: usize) -> damson_remote::Result<Bytes> {
        let bytes = self.source.read_at(offset, most).await?;
        self.context.upload_rate_limit.take(bytes.len()).await;
        if offset + bytes.len() as u64 >= self.length().0 {
            self.whole.store(true, Ordering::Relaxed);
        }
        Ok(bytes)
    }

    async fn seal(&self) -> damson_remote::Result<()> {
        self.source.seal().await
    }
}
