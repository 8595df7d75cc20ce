//! AEM as a Cloud Service where everything that nobody documents is another way.

use std::sync::Arc;

use async_trait::async_trait;
use damson_core::policy::Policy;
use damson_demo_server::{
    Personality, Switches,
    switches::{InvalidQuery, OwnCheckout, Processing, SirenOrder, VersionDate, WhenLocked},
};
use damson_tests::{DemoBackend, Place};

#[path = "../scenarios/everywhere/mod.rs"]
mod everywhere;

type World = damson_tests::World<Odd>;

#[derive(Debug)]
struct Odd;

#[async_trait]
impl Place for Odd {
    type Server = DemoBackend;

    async fn found() -> Arc<DemoBackend> {
        Arc::new(DemoBackend::start(Personality::Cloud, odd()).await)
    }

    fn policy() -> Policy {
        super::policy()
    }
}

fn odd() -> Switches {
    Switches {
        // Locks keep nobody from writing.
        locked_complete_upload: WhenLocked::Allow,
        locked_api_put: WhenLocked::Allow,
        locked_api_delete: WhenLocked::Allow,
        locked_move: WhenLocked::Allow,
        locked_wcmcommand: WhenLocked::Allow,
        locked_versions: WhenLocked::Allow,
        own_checkout: OwnCheckout::Conflict,
        // Listings say little, in another order, and behind a dispatcher.
        context_path: "/cms".to_owned(),
        block_bin: true,
        show_property: false,
        siren_order: SirenOrder::Insertion,
        query_type_group: false,
        query_invalid: InvalidQuery::SuccessFalse,
        query_index_delay_ms: 60_000,
        version_created: VersionDate::Ecma,
        folder_refused_with_200: false,
        asset_path_dated: true,
        writes_answer_html: true,
        // Transfers go through the author, in parts of a byte.
        relative_upload_uris: true,
        redirect_download: Some(false),
        min_part_size: 1,
        max_part_size: 1,
        // Until a scenario settles, there is no hash at all.
        processing: Processing::Manual,
        stale_sha1_while_processing: false,
        processing_bumps_modified: false,
        clock_skew_s: -3_600,
        ..Switches::default()
    }
}
