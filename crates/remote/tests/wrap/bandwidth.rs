use super::*;

const LARGE: &[u8] = &[7; 100_000];

fn limited(limits: &Limits) -> (MemoryServer, Limited) {
    let server = MemoryServer::new();
    server.write("a.psd", LARGE);
    server.set_chunk_size(1000);
    let limited = Limited::new(Arc::new(server.login("jane")), limits.clone());
    (server, limited)
}

#[track_caller]
fn assert_took(began: Instant, seconds: f64) {
    let took = began.elapsed().as_secs_f64();
    assert!(
        (took - seconds).abs() < seconds * 0.05 + 0.01,
        "{took} s, not {seconds} s"
    );
}

#[tokio::test(start_paused = true)]
async fn downloads_and_uploads_keep_to_their_limits() {
    let limits = Limits::new(10_000, 20_000);
    let (server, limited) = limited(&limits);
    let began = Instant::now();
    assert_eq!(all(&limited, &path("a.psd")).await.unwrap(), LARGE);
    assert_took(began, 10.0);
    let began = Instant::now();
    let (asset, source) = (path("b.psd"), Known::new(LARGE));
    limited.upload(upload(&asset, &source, None)).await.unwrap();
    assert_took(began, 5.0);
    assert_eq!(server.read("b.psd").unwrap(), LARGE);
}

#[tokio::test(start_paused = true)]
async fn two_downloads_share_the_limit() {
    let limits = Limits::new(10_000, 0);
    let (_server, limited) = limited(&limits);
    let began = Instant::now();
    let asset = path("a.psd");
    let (one, two) = tokio::join!(all(&limited, &asset), all(&limited, &asset));
    assert_eq!((one.unwrap(), two.unwrap()), (LARGE.into(), LARGE.into()));
    assert_took(began, 20.0);
}

#[tokio::test(start_paused = true)]
async fn a_change_holds_at_once() {
    let limits = Limits::new(10, 0);
    let (_server, limited) = limited(&limits);
    let began = Instant::now();
    let asset = path("a.psd");
    let change = async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        limits.set_download(0);
    };
    let (read, ()) = tokio::join!(all(&limited, &asset), change);
    assert_eq!(read.unwrap(), LARGE);
    assert_took(began, 5.0);
}
