//! AEM 6.5 where everything that nobody documents is another way.

use std::sync::Arc;

use async_trait::async_trait;
use damson_core::policy::Policy;
use damson_demo_server::{
    Personality, Switches,
    switches::{
        InvalidQuery, NoDirectUpload, OwnCheckout, Processing, SirenOrder, VersionDate, WhenLocked,
    },
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
        Arc::new(DemoBackend::start(Personality::Aem65, odd()).await)
    }

    fn policy() -> Policy {
        super::policy()
    }
}

fn odd() -> Switches {
    Switches {
        // Only its login form is open, and that under a path.
        basic_auth: Some(false),
        csrf_enforced: true,
        context_path: "/author".to_owned(),
        // Locks are refused in the wrong words, or not at all.
        locked_createasset: WhenLocked::S409,
        locked_api_put: WhenLocked::S500,
        locked_api_delete: WhenLocked::S403,
        locked_move: WhenLocked::S500,
        locked_wcmcommand: WhenLocked::S409,
        locked_versions: WhenLocked::Allow,
        own_checkout: OwnCheckout::Conflict,
        checkout_bumps_modified: true,
        copy_carries_lock: true,
        // Listings say little, in small pages, in another order.
        show_property: false,
        siren_max_limit: Some(2),
        siren_order: SirenOrder::NameDescending,
        siren_next_link: false,
        json_limit: 3,
        query_type_group: false,
        query_invalid: InvalidQuery::SuccessFalse,
        query_index_delay_ms: 60_000,
        version_created: VersionDate::Millis,
        direct_upload_refusal: NoDirectUpload::Html,
        // As a real one is said not to be.
        platform_without_link: false,
        createasset_versions: false,
        folder_refused_with_200: false,
        asset_path_dated: true,
        forms_latin1: true,
        drop_x_headers: true,
        writes_answer_html: true,
        query_reads_at_most: Some(1),
        check_outs_unindexed: true,
        range_ignored: true,
        // Until a scenario settles, a hash is that of the bytes before.
        processing: Processing::Manual,
        stale_sha1_while_processing: true,
        clock_skew_s: 3_600,
        ..Switches::default()
    }
}
