//! Looks step by step for what is wrong with a connection.
//!
//! A step that needs one that failed is skipped, so that the first failure is the cause.

mod dam;
mod handshake;
mod here;
mod reach;
mod trace;

use std::{sync::Arc, time::Duration};

use damson_remote::{Error, ErrorKind};
use tokio::time::{Instant, timeout};

pub(crate) use trace::record;

use crate::{
    certificate::whose,
    config::{accounts::Account, settings::Settings},
    connect::{address::Address, client_certificate, route::Route},
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{CheckView, DoctorStep, DoctorView, FindingView, Health},
    },
    sessions::Sessions,
};

/// What one step found.
pub(super) struct Finding<T> {
    health: Health,
    detail: Option<String>,
    found: Option<FindingView>,
    error: Option<UserError>,
    /// The value that later steps need; `None` skips those steps.
    value: Option<T>,
}

/// An examination with the steps that are done.
pub(super) struct Exam {
    server: String,
    checks: Vec<CheckView>,
}

/// How long a step may take before it has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// Examines a connection, or an address to which there is no connection yet.
pub(crate) async fn examine(
    sessions: &Arc<Sessions>,
    connection: Option<&str>,
    url: Option<&str>,
) -> Result<DoctorView> {
    let account = match url {
        Some(_) => None,
        None => Some(sessions.store.account(connection)?),
    };
    let typed = url.unwrap_or_default().to_owned();
    let address = account
        .as_ref()
        .map_or(typed, |account| account.url.clone());
    let mut exam = Exam {
        server: address.clone(),
        checks: Vec::new(),
    };
    let route = Route::of(&sessions.store, account.as_ref()).await;
    let read = async { read_address(&address, account.as_ref(), route.as_ref().err()) };
    let read = exam.step(DoctorStep::Address, read).await;
    let read = on_its_way(&mut exam, sessions, account.as_ref(), read, route).await;
    let answers = reach::reach(&mut exam, read.as_ref()).await;
    dam::examine(
        &mut exam,
        sessions,
        account.as_ref(),
        read.as_ref().filter(|_| answers),
    )
    .await;
    here::examine(&mut exam, sessions, account.as_ref()).await;
    Ok(DoctorView {
        url: address,
        connection: account.map(|account| account.name),
        checks: exam.checks,
    })
}

/// Reads the address. The address of no connection may be plain http, because no secret is sent there.
fn read_address(
    address: &str,
    account: Option<&Account>,
    trouble: Option<&Error>,
) -> Finding<Address> {
    let is_own_step = |kind: &ErrorKind| matches!(kind, ErrorKind::ClientCertificate(_));
    if let Some(error) = trouble.filter(|error| !is_own_step(&error.kind)) {
        return Finding::fail(error.into());
    }
    let read = match account {
        Some(account) => {
            let allowed = Address::read(address, account.allow_plain_http);
            allowed.and_then(|_| Ok(Address::of(account)?))
        }
        None => Address::read(address, true),
    };
    match read {
        Ok(address) => {
            let connector = account.map(|account| account.connector).unwrap_or_default();
            let url = address.url(connector).to_owned();
            let plain = address.is_plain();
            let found = Finding::ok(url, address);
            if plain {
                found.warn(ErrorCode::PlainHttp.into())
            } else {
                found
            }
        }
        Err(error) => Finding::fail(error),
    }
}

/// The address with the route that the settings say. A client certificate is a step of its own, because
/// the people who look after certificates are seldom those who run the server.
async fn on_its_way(
    exam: &mut Exam,
    sessions: &Arc<Sessions>,
    account: Option<&Account>,
    address: Option<Address>,
    route: Result<Route, Error>,
) -> Option<Address> {
    let address = address?;
    let nothing = Settings::default();
    let special = account.map_or(&nothing, |account| &account.settings);
    if sessions
        .store
        .config()
        .settings
        .client_certificate(special)
        .is_some()
    {
        let shown = async { client_certificate(sessions, special).await };
        exam.step(DoctorStep::ClientCertificate, shown).await?;
    }
    Some(route.ok()?.to(address))
}

/// Whose client certificate is used, with a warning when it ends soon.
async fn client_certificate(sessions: &Arc<Sessions>, special: &Settings) -> Finding<()> {
    let opened = match client_certificate::open(&sessions.store, special).await {
        Ok(Some(opened)) => opened,
        Ok(None) => return Finding::is(FindingView::NotSaid, ()),
        Err(error) => return Finding::fail(error.into()),
    };
    let Some(whose) = whose(opened.certificate.der()) else {
        return Finding::is(FindingView::NotSaid, ());
    };
    let few_days = whose.few_days;
    let found = FindingView::ClientCertificate {
        whose: whose.name,
        issuer: whose.issuer,
        until: whose.until,
    };
    let found = Finding::is(found, ());
    match few_days {
        Some(days) => {
            found.warn(UserError::new(ErrorCode::ClientCertificateEnds).detail(days.to_string()))
        }
        None => found,
    }
}

impl Exam {
    /// Carries out a step, records what it found, and returns the value for later steps.
    async fn step<T>(
        &mut self,
        step: DoctorStep,
        look: impl Future<Output = Finding<T>>,
    ) -> Option<T> {
        let began = Instant::now();
        let found = timeout(PATIENCE, look)
            .await
            .unwrap_or_else(|_| Finding::fail(ErrorCode::Timeout.into()));
        self.checks.push(CheckView {
            step,
            health: found.health,
            detail: found.detail,
            found: found.found,
            error: found.error.map(|error| error.server(&self.server)),
            milliseconds: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        });
        found.value
    }

    /// Records steps that can't be carried out.
    fn skip(&mut self, steps: &[DoctorStep]) {
        let skipped = |step: &DoctorStep| CheckView {
            step: *step,
            health: Health::Skipped,
            detail: None,
            found: None,
            error: None,
            milliseconds: 0,
        };
        self.checks.extend(steps.iter().map(skipped));
    }
}

impl<T> Finding<T> {
    fn ok(detail: impl Into<String>, value: T) -> Self {
        Self {
            health: Health::Ok,
            detail: Some(detail.into()),
            found: None,
            error: None,
            value: Some(value),
        }
    }

    /// A finding without trouble that a front end can say in its language.
    fn is(found: FindingView, value: T) -> Self {
        let detail = found.to_string();
        Self {
            found: Some(found),
            ..Self::ok(detail, value)
        }
    }

    fn fail(error: UserError) -> Self {
        Self {
            health: Health::Fail,
            detail: error.said.clone(),
            found: None,
            error: Some(error),
            value: None,
        }
    }

    /// The same finding as a warning, which stops no later step.
    fn warn(self, error: UserError) -> Self {
        Self {
            health: Health::Warn,
            error: Some(error),
            ..self
        }
    }

    fn detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }

    /// The same finding with words that a front end can say in its language.
    fn found(self, found: FindingView) -> Self {
        Self {
            detail: Some(found.to_string()),
            found: Some(found),
            ..self
        }
    }
}
