use super::*;

#[tokio::test(start_paused = true)]
async fn the_same_seed_fails_the_same_way() {
    let run = |seed| async move {
        let server = MemoryServer::new();
        server.write("a.psd", vec![1; 200_000]);
        let faulty = Faulty::seeded(Arc::new(server.login("jane")), seed, 3);
        for _ in 0..50 {
            let _ = all(&faulty, &path("a.psd")).await;
            let _ = faulty.list(&DamPath::root(), None).await;
            let _ = faulty.lock(&path("a.psd")).await;
        }
        faulty.struck()
    };
    let struck = run(42).await;
    assert!((20..80).contains(&struck.len()), "{}", struck.len());
    assert_eq!(struck, run(42).await);
    assert_ne!(struck, run(43).await);
}

#[tokio::test]
async fn bodies_break_and_lie() {
    let server = MemoryServer::new();
    server.write("a.psd", "0123456789");
    let faulty = Faulty::scripted(Arc::new(server.login("jane")));
    let asset = path("a.psd");
    faulty.next(Verb::Read, Glitch::BreakBody(4));
    assert_eq!(
        all(&faulty, &asset).await.unwrap_err().kind,
        ErrorKind::Offline
    );
    faulty.next(Verb::Read, Glitch::CutBody(4));
    assert_eq!(all(&faulty, &asset).await.unwrap(), "0123");
    faulty.next(Verb::Read, Glitch::FlipBit);
    let flipped = all(&faulty, &asset).await.unwrap();
    assert!(flipped != "0123456789" && flipped.len() == 10);
    assert_eq!(all(&faulty, &asset).await.unwrap(), "0123456789");
}

#[tokio::test]
async fn a_listing_can_be_old() {
    let server = MemoryServer::new();
    let faulty = Faulty::scripted(Arc::new(server.login("jane")));
    let root = DamPath::root();
    assert!(faulty.list(&root, None).await.unwrap().items.is_empty());
    server.write("a.psd", "one");
    faulty.next(Verb::List, Glitch::StaleList);
    assert!(faulty.list(&root, None).await.unwrap().items.is_empty());
    assert_eq!(faulty.list(&root, None).await.unwrap().items.len(), 1);
}
