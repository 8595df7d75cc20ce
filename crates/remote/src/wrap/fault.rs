//! A remote that fails as networks and servers do, by a script or by a seed, the same each time.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use damson_core::DamPath;
use futures::{StreamExt as _, future::ready};

use super::around::{Around, Attempt, Site};
use crate::{Entry, Error, ErrorKind, Page, PageToken, ReadBody, Remote, Result, Verb};

/// One thing that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Glitch {
    /// The call fails before it takes effect.
    Fail(ErrorKind),
    /// The call takes effect, and its answer is lost.
    LoseAnswer(ErrorKind),
    /// The body breaks off after so many bytes, with an error.
    BreakBody(u64),
    /// The body ends after so many bytes as if that were all.
    CutBody(u64),
    /// One bit of the body is another.
    FlipBit,
    /// The call takes this much longer.
    Stall(Duration),
    /// A listing is answered as it was when it was last asked for.
    StaleList,
}

/// See the module. Cheap to clone: every clone is the same remote, so that a test keeps a handle.
#[derive(Debug, Clone)]
pub struct Faulty {
    inner: Arc<dyn Remote>,
    script: Arc<Mutex<Script>>,
}

#[derive(Debug)]
struct Script {
    planned: Vec<(Verb, Glitch)>,
    random: Option<(fastrand::Rng, u32)>,
    struck: Vec<(Verb, DamPath, Glitch)>,
    pages: BTreeMap<(DamPath, Option<String>), Page<Entry>>,
}

impl Faulty {
    /// Fails only as [`Faulty::next`] says.
    pub fn scripted(inner: Arc<dyn Remote>) -> Self {
        Self::new(inner, None)
    }

    /// One call in `one_in` goes wrong, by chance that is the same for the same seed and the same
    /// order of calls.
    pub fn seeded(inner: Arc<dyn Remote>, seed: u64, one_in: u32) -> Self {
        Self::new(inner, Some((fastrand::Rng::with_seed(seed), one_in.max(1))))
    }

    /// The next call of `verb` that has no glitch planned goes wrong so.
    pub fn next(&self, verb: Verb, glitch: Glitch) {
        self.script().planned.push((verb, glitch));
    }

    /// Nothing goes wrong from here on.
    pub fn calm(&self) {
        let mut script = self.script();
        script.planned.clear();
        script.random = None;
    }

    /// What went wrong so far.
    pub fn struck(&self) -> Vec<(Verb, DamPath, Glitch)> {
        self.script().struck.clone()
    }

    fn new(inner: Arc<dyn Remote>, random: Option<(fastrand::Rng, u32)>) -> Self {
        let script = Script {
            planned: Vec::new(),
            random,
            struck: Vec::new(),
            pages: BTreeMap::new(),
        };
        Self {
            inner,
            script: Arc::new(Mutex::new(script)),
        }
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn suffer<'a, T>(
        &'a self,
        site: Site<'a>,
        glitch: Option<&Glitch>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        match glitch {
            Some(Glitch::Fail(kind)) => Err(Error::new(kind.clone()).about(site.path)),
            Some(Glitch::LoseAnswer(kind)) => {
                attempt().await?;
                Err(Error::new(kind.clone()).about(site.path))
            }
            Some(Glitch::Stall(time)) => {
                tokio::time::sleep(*time).await;
                attempt().await
            }
            Some(
                Glitch::BreakBody(_) | Glitch::CutBody(_) | Glitch::FlipBit | Glitch::StaleList,
            )
            | None => attempt().await,
        }
    }
}

impl Around for Faulty {
    fn inner(&self) -> &dyn Remote {
        &*self.inner
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        let glitch = self.script().draw(site);
        self.suffer(site, glitch.as_ref(), attempt).await
    }

    async fn on_read<'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, ReadBody>,
    ) -> Result<ReadBody> {
        let glitch = self.script().draw(site);
        let body = self.suffer(site, glitch.as_ref(), attempt).await?;
        Ok(match glitch {
            Some(Glitch::BreakBody(after)) => shortened(body, after, true),
            Some(Glitch::CutBody(after)) => shortened(body, after, false),
            Some(Glitch::FlipBit) => flipped(body),
            Some(
                Glitch::Fail(_) | Glitch::LoseAnswer(_) | Glitch::Stall(_) | Glitch::StaleList,
            )
            | None => body,
        })
    }

    async fn on_list<'a>(
        &'a self,
        site: Site<'a>,
        page: Option<&'a PageToken>,
        attempt: Attempt<'a, Page<Entry>>,
    ) -> Result<Page<Entry>> {
        let glitch = self.script().draw(site);
        let key = (site.path.clone(), page.map(|page| page.0.clone()));
        if glitch == Some(Glitch::StaleList)
            && let Some(stale) = self.script().pages.get(&key)
        {
            return Ok(stale.clone());
        }
        let fresh = self.suffer(site, glitch.as_ref(), attempt).await?;
        self.script().pages.insert(key, fresh.clone());
        Ok(fresh)
    }
}

impl Script {
    fn draw(&mut self, site: Site<'_>) -> Option<Glitch> {
        let planned = self.planned.iter().position(|(verb, _)| *verb == site.verb);
        let glitch = match planned {
            Some(at) => Some(self.planned.remove(at).1),
            None => self.chance(site.verb),
        }?;
        self.struck
            .push((site.verb, site.path.clone(), glitch.clone()));
        Some(glitch)
    }

    fn chance(&mut self, verb: Verb) -> Option<Glitch> {
        let (random, one_in) = self.random.as_mut()?;
        if random.u32(0..*one_in) != 0 {
            return None;
        }
        let kinds = [
            ErrorKind::Offline,
            ErrorKind::Timeout,
            ErrorKind::Unavailable,
            ErrorKind::Throttled,
        ];
        let kind = kinds[random.usize(0..kinds.len())].clone();
        let has_body = matches!(verb, Verb::Read | Verb::ReadVersion);
        Some(match random.u32(0..6) {
            0 => Glitch::Stall(Duration::from_millis(random.u64(1..60_000))),
            1 if verb == Verb::List => Glitch::StaleList,
            1 if has_body => Glitch::BreakBody(random.u64(0..100_000)),
            2 if has_body => Glitch::CutBody(random.u64(0..100_000)),
            3 if has_body => Glitch::FlipBit,
            // A throttled call has no effect by definition.
            1..=3 if !verb.is_read() && kind != ErrorKind::Throttled => Glitch::LoseAnswer(kind),
            _ => Glitch::Fail(kind),
        })
    }
}

fn shortened(body: ReadBody, after: u64, with_error: bool) -> ReadBody {
    let mut left = usize::try_from(after).unwrap_or(usize::MAX);
    let stream = body.stream.scan((), move |(), chunk| {
        ready(match chunk {
            Ok(_) if left == 0 => None,
            Ok(bytes) => {
                let kept = bytes.slice(..left.min(bytes.len()));
                left -= kept.len();
                Some(Ok(kept))
            }
            Err(error) => Some(Err(error)),
        })
    });
    let broken = with_error.then(|| Err(Error::new(ErrorKind::Offline)));
    let whole = body.length.is_some_and(|length| length <= after);
    let ending = futures::stream::iter(broken.filter(|_| !whole));
    ReadBody {
        stream: stream.chain(ending).boxed(),
        ..body
    }
}

fn flipped(body: ReadBody) -> ReadBody {
    let mut done = false;
    let stream = body.stream.map(move |chunk| {
        chunk.map(|bytes| {
            if done || bytes.is_empty() {
                return bytes;
            }
            done = true;
            let mut bytes = bytes.to_vec();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x10;
            Bytes::from(bytes)
        })
    });
    ReadBody {
        stream: stream.boxed(),
        ..body
    }
}
