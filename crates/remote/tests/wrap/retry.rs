use super::*;

#[tokio::test(start_paused = true)]
async fn reads_are_sent_again_until_patience_ends() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    let (faulty, retrying) = failing(&server);
    for _ in 0..5 {
        faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Timeout));
    }
    retrying.stat(&path("a.psd")).await.unwrap();
    assert_eq!(server.count(Verb::Stat, "a.psd"), 1);
    for _ in 0..6 {
        faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Timeout));
    }
    let failed = retrying.stat(&path("a.psd")).await.unwrap_err();
    assert_eq!(failed.kind, ErrorKind::Timeout);
}

#[tokio::test(start_paused = true)]
async fn what_can_never_work_is_not_sent_again() {
    let server = MemoryServer::new();
    let (faulty, retrying) = failing(&server);
    faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Forbidden));
    let began = Instant::now();
    let failed = retrying.stat(&path("a.psd")).await.unwrap_err();
    assert_eq!(failed.kind, ErrorKind::Forbidden);
    assert_eq!(began.elapsed(), Duration::ZERO);
    assert!(server.calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn waits_as_long_as_the_server_asks_or_not_at_all() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    let asks = |wait| {
        Arc::new(Asking::new(
            &server,
            Retry::After(Duration::from_secs(wait)),
        ))
    };
    let began = Instant::now();
    let retrying = Retrying::new(asks(20), Patience::default());
    retrying.stat(&path("a.psd")).await.unwrap();
    assert!(
        began.elapsed() >= Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    let began = Instant::now();
    let retrying = Retrying::new(asks(3600), Patience::default());
    assert!(retrying.stat(&path("a.psd")).await.is_err());
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn an_upload_whose_answer_was_lost_is_found_and_not_sent_twice() {
    let server = MemoryServer::new();
    let (faulty, retrying) = failing(&server);
    let (asset, one, two) = (path("a.psd"), Known::new(b"one"), Known::new(b"number two"));
    faulty.next(Verb::Upload, lost());
    retrying.upload(upload(&asset, &one, None)).await.unwrap();
    let revision = server.revision("a.psd");
    let expect = Expect {
        revision,
        token: None,
    };
    faulty.next(Verb::Upload, lost());
    let uploaded = retrying
        .upload(upload(&asset, &two, Some(&expect)))
        .await
        .unwrap();
    assert!(uploaded.versioned);
    assert_eq!(server.ever_written().len(), 2);
    assert_eq!(server.versions("a.psd").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_never_arrived_is_sent_again() {
    let server = MemoryServer::new();
    let (faulty, retrying) = failing(&server);
    let (asset, one) = (path("a.psd"), Known::new(b"one"));
    faulty.next(Verb::Upload, Glitch::Fail(ErrorKind::Offline));
    faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Offline));
    retrying.upload(upload(&asset, &one, None)).await.unwrap();
    assert_eq!(server.read("a.psd").unwrap(), "one");
}

#[tokio::test(start_paused = true)]
async fn an_upload_is_not_sent_over_what_came_in_the_meantime() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    let (faulty, retrying) = failing(&server);
    let (asset, mine) = (path("a.psd"), Known::new(b"mine"));
    let expect = Expect {
        revision: server.revision("a.psd"),
        token: None,
    };
    faulty.next(Verb::Upload, Glitch::Fail(ErrorKind::Offline));
    server.before_next(Verb::Stat, |server| server.write("a.psd", "theirs"));
    let failed = retrying
        .upload(upload(&asset, &mine, Some(&expect)))
        .await
        .unwrap_err();
    assert_eq!(failed.kind, ErrorKind::Offline);
    assert_eq!(server.count(Verb::Upload, "a.psd"), 0);
    assert_eq!(server.read("a.psd").unwrap(), "theirs");
}

#[tokio::test(start_paused = true)]
async fn writes_whose_answer_was_lost_count_once() {
    let server = MemoryServer::new();
    let (faulty, retrying) = failing(&server);
    let any = Expect::default();
    let verbs = [
        Verb::MakeFolder,
        Verb::Rename,
        Verb::Lock,
        Verb::Unlock,
        Verb::Remove,
    ];
    for verb in verbs {
        faulty.next(verb, lost());
    }
    retrying
        .make_folder(&path("folder"), "folder")
        .await
        .unwrap();
    server.write("folder/a.psd", "one");
    let (old, fresh) = (path("folder/a.psd"), path("folder/b.psd"));
    retrying.rename(&old, &fresh, &any).await.unwrap();
    retrying.lock(&fresh).await.unwrap();
    assert_eq!(server.holder("folder/b.psd").as_deref(), Some("jane"));
    retrying.unlock(&fresh, None).await.unwrap();
    assert_eq!(server.holder("folder/b.psd"), None);
    retrying.remove(&fresh, &any).await.unwrap();
    assert_eq!(server.list_all().len(), 1);
    assert_eq!(faulty.struck().len(), verbs.len());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_removed_twice_without_knowing_what_it_is() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    let (faulty, retrying) = failing(&server);
    faulty.next(Verb::Remove, Glitch::Fail(ErrorKind::Offline));
    let removed = retrying.remove(&path("a.psd"), &Expect::default()).await;
    assert_eq!(removed.unwrap_err().kind, ErrorKind::Offline);
    assert!(server.exists("a.psd"));
    let expect = Expect {
        revision: server.revision("a.psd"),
        token: None,
    };
    faulty.next(Verb::Remove, Glitch::Fail(ErrorKind::Offline));
    retrying.remove(&path("a.psd"), &expect).await.unwrap();
    assert!(!server.exists("a.psd"));
}

#[tokio::test(start_paused = true)]
async fn a_release_is_not_sent_again_to_whoever_holds_it_by_then() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    server.lock_as("a.psd", "jane");
    let faulty = Faulty::scripted(Arc::new(server.login("admin")));
    let retrying = Retrying::new(Arc::new(faulty.clone()), Patience::default());
    faulty.next(Verb::ForceUnlock, lost());
    server.before_next(Verb::Stat, |server| server.lock_as("a.psd", "omar"));
    assert!(retrying.force_unlock(&path("a.psd")).await.is_err());
    assert_eq!(server.holder("a.psd").as_deref(), Some("omar"));
}

#[tokio::test(start_paused = true)]
async fn with_a_seed_the_waits_are_the_same_each_time() {
    let run = |seed| async move {
        let server = MemoryServer::new();
        let faulty = Faulty::scripted(Arc::new(server.login("jane")));
        let patience = Patience {
            seed: Some(seed),
            ..Patience::default()
        };
        let retrying = Retrying::new(Arc::new(faulty.clone()), patience);
        for _ in 0..5 {
            faulty.next(Verb::WhoAmI, Glitch::Fail(ErrorKind::Offline));
        }
        let began = Instant::now();
        retrying.who_am_i().await.unwrap();
        began.elapsed()
    };
    assert_eq!(run(1).await, run(1).await);
    assert_ne!(run(1).await, run(2).await);
}

/// On a server of several nodes a folder that was just made may be missing for some seconds, to what
/// looks at it and to what writes into it.
#[tokio::test(start_paused = true)]
async fn a_folder_that_was_just_made_is_waited_for() {
    let server = MemoryServer::new();
    let (faulty, retrying) = failing(&server);
    let (folder, asset, one) = (path("new"), path("new/a.psd"), Known::new(b"one"));
    retrying.make_folder(&folder, "new").await.unwrap();
    let began = Instant::now();
    for verb in [Verb::List, Verb::MakeFolder, Verb::Upload, Verb::Upload] {
        faulty.next(verb, Glitch::Fail(ErrorKind::NotFound));
    }
    retrying.list(&folder, None).await.unwrap();
    let inside = path("new/inside");
    retrying.make_folder(&inside, "inside").await.unwrap();
    retrying.upload(upload(&asset, &one, None)).await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(4));
    assert_eq!(server.ever_written().len(), 1);

    // A name that is free in it is free at once.
    let began = Instant::now();
    let free = retrying.stat(&path("new/b.psd")).await.unwrap_err();
    assert_eq!(free.kind, ErrorKind::NotFound);
    assert_eq!(began.elapsed(), Duration::ZERO);

    // What was removed is missing, and so is what was made long ago.
    retrying.remove(&inside, &Expect::default()).await.unwrap();
    assert!(retrying.list(&inside, None).await.is_err());
    tokio::time::advance(Duration::from_secs(31)).await;
    faulty.next(Verb::List, Glitch::Fail(ErrorKind::NotFound));
    let began = Instant::now();
    let missing = retrying.list(&folder, None).await.unwrap_err();
    assert_eq!(
        (missing.kind, missing.retry),
        (ErrorKind::NotFound, Retry::Never)
    );
    assert_eq!(began.elapsed(), Duration::ZERO);
}

/// What stays missing is said to be missing, and not tried for ever.
#[tokio::test(start_paused = true)]
async fn a_folder_that_stays_missing_is_missing() {
    let server = MemoryServer::new();
    let (_, retrying) = failing(&server);
    let folder = path("new");
    retrying.make_folder(&folder, "new").await.unwrap();
    server.remove("new");
    let missing = retrying.list(&folder, None).await.unwrap_err();
    assert_eq!(
        (missing.kind, missing.retry),
        (ErrorKind::NotFound, Retry::Never)
    );
}
