//! Views for tests.

use damson_app::view::{
    ConnectionState, ConnectionView, CountsView, LoginKind, SessionView, TransferTotalsView,
};

pub(crate) fn connection(name: &str) -> ConnectionView {
    ConnectionView {
        name: name.to_owned(),
        url: format!("https://{name}.example.com"),
        connector: damson_app::accounts::Connector::Aem,
        user: None,
        login: LoginKind::Password,
        remembered: true,
        current: false,
        cache_folder: String::new(),
        allow_plain_http: false,
        state: ConnectionState::Online,
        error: None,
        capability: None,
        moving: None,
    }
}

pub(crate) fn session(connection: &str) -> SessionView {
    SessionView {
        connection: connection.to_owned(),
        generation: 1,
        state: ConnectionState::Online,
        since: None,
        halted: None,
        counts: CountsView::default(),
        transfers: Vec::new(),
        totals: TransferTotalsView::default(),
        orders: Vec::new(),
        unwatched: None,
        offer_check_out: Vec::new(),
        queued: Vec::new(),
        freed: Vec::new(),
        rebuilt: None,
    }
}
