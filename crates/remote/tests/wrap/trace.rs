use super::*;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Says things that nobody may log.
#[derive(Debug)]
struct Talkative(damson_remote::MemoryRemote);

impl Around for Talkative {
    fn inner(&self) -> &dyn Remote {
        &self.0
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        if site.verb == Verb::Versions {
            let words = "https://store.example/?sig=hunter2";
            return Err(Error::new(ErrorKind::Garbled).said(words).caused_by(words));
        }
        attempt().await
    }
}

async fn logged(level: tracing::Level) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let server = MemoryServer::new();
    server.write("secret-campaign.psd", "hunter2");
    let traced = Traced::new(Arc::new(Talkative(server.login("jane"))));
    let asset = path("secret-campaign.psd");
    all(&traced, &asset).await.unwrap();
    let token = damson_remote::LockToken("hunter2".to_owned());
    let _ = traced.refresh_lock(&asset, &token).await;
    let _ = traced.versions(&asset).await;
    let bytes = log.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn tells_what_happened_and_no_secret() {
    let log = logged(tracing::Level::DEBUG).await;
    for part in [
        "verb=read",
        "path=/secret-campaign.psd",
        "bytes=7",
        "whole",
        "Garbled",
    ] {
        assert!(log.contains(part), "{part} in {log}");
    }
    assert!(
        !log.contains("hunter2") && !log.contains("store.example"),
        "{log}"
    );
    let log = logged(tracing::Level::INFO).await;
    assert!(
        log.contains("Garbled") && !log.contains("secret-campaign"),
        "{log}"
    );
}
