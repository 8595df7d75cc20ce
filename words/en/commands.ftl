## Copies

get-much =
    { $path } has { $count ->
        [one] 1 asset
       *[other] { $count } assets
    } to download, { $size } in all.
get-unknown-size = of unknown size
get-at-least = at least { $size } (the server gives no size for { $count })
get-copied =
    Copied { $count ->
        [one] 1 file
       *[other] { $count } files
    } to { $folder }.
discard-still-out = You still have it checked out; `damson checkin { $path-typed }` checks it in.
move-already-there = { $path } is already there.
folder-exists = The folder { $path } already exists.

## Recovered

recovered-none = Recovered is empty.
recovered-restored = Restored next to where it was. `damson status` shows it.
recovered-removed = Removed for good.
recovered-hint = `damson recovered restore ID` restores one next to where it was.

## A conflict

resolve-none = { $path } is not in conflict: { $state }.
resolve-yours = Yours
resolve-theirs = Theirs
resolve-no-copy = none
resolve-deleted = deleted
resolve-on-server = on the server
resolve-mine = upload yours next; theirs stays in the history
resolve-keep-theirs = theirs; yours is kept in Recovered
resolve-both = side by side

## From every login on

service-installed = Damson runs from here on, and from every login on. `damson service remove` ends that.
service-removed = Damson is not started at a login any more.

## Settings

settings-all-default = Every setting has its default value.
settings-proxy-login = Damson logs in to the proxy { $proxy } as { $user }.
settings-no-proxy-login = Damson no longer logs in to the proxy.
settings-no-proxy = No proxy is set, so there is none to log in to: `damson settings set proxy http://proxy.example.com:8080` first.
settings-no-certificate = No client certificate is set, so there is no passphrase to keep: `damson settings set client-certificate /path/to/file.p12` first.
settings-no-passphrase = Damson no longer has a passphrase for { $file }.
settings-certificate-shown = Damson shows the client certificate of { $whose }, valid until { $until }, to servers that ask for one.
settings-cache-folder = Cache folder: { $folder }
settings-kept-in = Kept in: { $file }
settings-unknown-keys = the settings file has keys that Damson doesn't know: { $keys }
settings-for-all = for all
settings-for-one = for this connection

## What wants attention

named-state = { $name }: { $state }
status-changed = Changed
status-checked-out = Checked out by you
status-transfers = Transfers
status-nothing = Nothing is changed, and nothing is checked out by you.
status-as-of = { $connection }: { $state } (as of { $since })
status-of-connection = { $connection }: { $state }
status-continues = Damson continues.
status-file = File: { $file }
status-told = The server told of it { $ago }.
status-told-at = The server can't be reached. It told of it last at { $when }.
status-more = … and { $count } more
status-freed = { $path } is available: { $who } no longer has it checked out.
status-edited-unlocked = You edited { $path } without checking it out. `damson checkout { $path-typed }` tells others.
status-at-work = Damson was still looking or transferring when this was printed, so it may change. `damson watch --until-idle` waits until all is done.
status-resume = `damson transfers resume` tries the failed transfers again.
status-recovered =
    { $count ->
        [one] 1 file
       *[other] { $count } files
    } in Recovered: `damson recovered`.

## The support bundle

support-look = Passwords, servers and people are left out of it; names of assets and folders are in it. Look at it before you send it.
man-written = Wrote { $count } pages into { $folder }.

## Transfers

transfers-none = There are no transfers.
transfers-unaffected = No transfer is affected.
transfers-percent = { $percent }% of { $size }
transfers-paused = Paused.
transfers-resumed = Resumed.
transfers-cancelled = Cancelled.
transfers-cleared = Cleared the finished transfers.
transfers-paused-count =
    Paused { $count ->
        [one] 1 transfer
       *[other] { $count } transfers
    }.
transfers-resumed-count =
    Resumed { $count ->
        [one] 1 transfer
       *[other] { $count } transfers
    }.
transfers-cancelled-count =
    Cancelled { $count ->
        [one] 1 transfer
       *[other] { $count } transfers
    }.
transfers-cleared-count =
    Cleared the finished transfers { $count ->
        [one] 1 transfer
       *[other] { $count } transfers
    }.

## Uploads

upload-much =
    { $count ->
        [one] 1 file
       *[other] { $count } files
    }, { $size } in all.
upload-nothing-sent = Nothing was sent.
upload-noted = { $name }: { $notes }
upload-notes = { $first }; { $rest }
upload-name-refused = renamed: the server doesn't accept the name
upload-name-taken = renamed: another of these files has the name
upload-folder-exists = the folder exists
upload-left-alone = exists: left alone
upload-next-version = exists: becomes its next version
upload-free-name = exists: gets a free name
upload-ignored =
    { $count ->
        [one] 1 temporary file
       *[other] { $count } temporary files
    } of systems and applications left out, as { $file }. Name one of them to send it all the same.
upload-becomes-refused = the server doesn't accept the name of { $file }; it becomes { $path }
upload-becomes-taken = another of these files has the name of { $file }; it becomes { $path }

## Versions

versions-none = { $path } has no earlier versions.
versions-current = current
versions-no-comments = this server keeps no comments with versions, so yours is not in its history.

## While Damson runs

progress-working = working …
watch-running = Damson is running here and serves other commands. Ctrl-C stops it.
watch-stopped = Damson has stopped.
watch-stopping = Stopping; transfers continue next time.
watch-transfer = { $direction } of { $path } { $state }
watch-no-copy = no copy here
watch-freed = { $path } is available: { $who } no longer has it checked out
watch-edited-unlocked = { $path } was edited without being checked out
watch-continues = Damson continues
watch-mine = { $count } checked out by you
watch-nothing = nothing is known yet

## Collections

collection-none = There are no collections.
collection-empty = Nothing is in the collection { $name }.
collection-static = static
collection-smart = smart
collection-unknown = There is no collection { $name }.
    .todo = `damson collection ls` lists them.
collection-several = Several collections are called { $name }.
    .todo = Say which with the titles on the way to it, as in `Press/Social posts`, or with the id that `damson collection ls --json` prints.
collection-added = { $count ->
    [one] Added 1 member to { $name }.
   *[other] Added { $count } members to { $name }.
}
collection-removed = { $count ->
    [one] Removed 1 member from { $name }.
   *[other] Removed { $count } members from { $name }.
}
