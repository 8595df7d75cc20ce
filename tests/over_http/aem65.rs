//! AEM 6.5.

use std::sync::Arc;

use async_trait::async_trait;
use damson_core::policy::Policy;
use damson_demo_server::{Personality, Switches};
use damson_tests::{DemoBackend, Place};

#[path = "../scenarios/everywhere/mod.rs"]
mod everywhere;

type World = damson_tests::World<Friendly>;

#[derive(Debug)]
struct Friendly;

#[async_trait]
impl Place for Friendly {
    type Server = DemoBackend;

    async fn found() -> Arc<DemoBackend> {
        Arc::new(DemoBackend::start(Personality::Aem65, Switches::default()).await)
    }

    fn policy() -> Policy {
        super::policy()
    }
}
