## Why Damson stopped all changes; `.short` where no more is known than that it did

halt-emptied-root =
    The cache folder was emptied all at once: it contained { $before ->
        [one] 1 file
       *[other] { $before } files
    }. Is it on a disk that is disconnected, or was it moved?
    .short = The cache folder was emptied all at once.
halt-mass-change =
    { $changed } of { $of ->
        [one] 1 file
       *[other] { $of } files
    } changed or disappeared all at once.
    .short = A large number of files changed or disappeared all at once.
halt-vanished =
    { $gone } of { $of ->
        [one] 1 pinned file
       *[other] { $of } pinned files
    } in a folder disappeared from the server all at once. Is a share of the server missing, or did you lose a permission? If you continue, the copies move to Recovered.
    .short = Much of a pinned folder disappeared from the server all at once.
halt-other-account = The cache folder belongs to another person or another server.
    .short = { halt-other-account }
halt-clock-jump =
    This computer's clock jumped by { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }.
    .short = This computer's clock jumped.

## What else a session reports

journal-rebuilt = Damson's records of your copies were damaged, so it compared every file with the server again. Nothing was removed. A copy that differs from the server counts as yours and is shown as a conflict: compare before you keep one.
unwatched-limit =
    This computer can't watch any more folders, so changes in { $folders ->
        [one] a folder
       *[other] { $folders } folders
    } appear up to a minute later.
    .todo = Its administrator can raise the limit (on Linux: fs.inotify.max_user_watches).
    .todo-terminal = Raise the limit: fs.inotify.max_user_watches (or max_user_instances) on Linux, for example with `sudo sysctl fs.inotify.max_user_watches=1048576`.
unwatched-denied =
    Damson is not allowed to read { $folders ->
        [one] a folder
       *[other] { $folders } folders
    } in the cache folder, so changes there don't appear.
