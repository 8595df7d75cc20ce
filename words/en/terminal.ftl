## Before what is said

label-error = Error:
label-warning = Warning:
label-hint = Hint:

## What stands around other messages

said-by-server = { $what } It said: { $said }
hint-later = { $hint } With `--later` it is queued until the server is back.
dry-run = { $what } Nothing was changed: it is a dry run.
dry-run-asked = This would be asked for: { $kind }.
dry-run-action = Would be done: { $action }, { $path }.
dry-run-action-to = Would be done: { $action }, { $path } to { $to }.
dry-run-copy = Would be copied: { $path } to { $to }.
dry-run-collection-add = Would be added: { $path } to { $name }.
dry-run-collection-remove = Would be removed: { $path } from { $name }.
dry-run-support = Would be done: create the support bundle.
dry-run-service = Would be removed: { $file }.
message-hint = { $what } { $hint }

## When the program itself can't go on

failure-interrupted = Interrupted.
failure-output = The results could not be printed: { $said }
    .todo = Check where the output goes.
failure-demo = The demo server did not start: { $said }
    .todo = If the port is taken, choose another: `damson demo --port 0` takes a free one.
failure-file = { $file } can't be read: { $said }
    .todo = Check the path, and that you may read it.
failure-step = { $program } failed: { $said }
    .todo = `damson service install --print` shows the file, to be installed by hand.
failure-elsewhere = That is no address of an asset at { $server }: { $typed }
    .todo = `damson connections` lists the servers; `--connection NAME` chooses one.
failure-no-match = Nothing fits { $path }.
    .todo = `*` stands for any characters of a name, and `?` for one; `damson ls` shows what there is.
failure-no-version = { $path } has no version { $version }.
    .todo = `damson history { $path-typed }` lists them.
failure-no-password-login = { $server } doesn't accept a name and a password.
    .todo = Log in with a developer token of the AEM Developer Console, `--token-file FILE`, or with an OAuth Server-to-Server credential of the Adobe Developer Console, `--service-credentials FILE`.
failure-no-shell = There are no completions for { $name }.
    .todo = There are for { $shells }.

## Connections

connect-connected = Connected to { $server } as { $person }.
connect-you = you
connect-server = Server
connect-connection = Connection
connect-cache-folder = Cache folder
connect-no-keychain = this computer has no keychain, so the login is not kept: you are asked again next time, or set DAMSON_PASSWORD.
connect-next = Next: `damson ls` shows what there is.
connect-in-use = Commands use the connection { $name }.
connect-logged-out = Logged out. The copies on this computer stay where they are.
connect-forgotten = Removed the connection { $name }. The copies on this computer stay where they are.
connection-stopped = not running
connection-connecting = connecting
connection-online = online
connection-offline = offline
connection-login-needed = login needed

## The cache folder

cache-now = The cache folder is now { $folder }.
cache-left = these files stay in the old folder, because they changed in the meantime:
cache-holds =
    { $folder }: { $size } in { $count ->
        [one] 1 file
       *[other] { $count } files
    }
cache-clean = { $size } of it is the same on the server and not checked out by you.
cache-limit = Above { $size }, copies that have been unused for the longest time are removed first.
cache-no-limit = There is no limit; `damson settings set cache-limit 20G` sets one.
cache-moving =
    Moved { $done } of { $count ->
        [one] 1 file
       *[other] { $count } files
    }

## The demo server

demo-at = Demo DAM at { $server }
demo-people = People: jane and omar edit, reader only reads, admin releases check-outs.
demo-elsewhere = In another terminal:
demo-password = (the password is jane)
demo-temporary = What you upload is deleted when this ends; use --storage FOLDER to keep it.
demo-stop = Stop with Ctrl-C.
demo-stopping = Stopping.

## The doctor

doctor-checking = Checking { $server }
doctor-fine = Everything is working.
doctor-recorded = The connection's calls are recorded in { $file }, without any names. Read it through before you send it to anybody.

## What waits

later-none = Nothing is queued.
later-removed = Removed from the queue.
later-title = Queued until the server is back
later-queued = queued
later-waits = The server can't be reached: { $path } waits, and is carried out when it is back. `damson later` lists what waits.
await-notified = You'll be notified when { $path } is available, by the window or by `damson watch` while one of them runs, else by the next `damson status`. `--wait` waits here.
await-free = Nobody else has { $path } checked out.
await-no-longer = Damson no longer waits for { $path }.
await-waiting = Waiting for { $path }. Ctrl-C stops it.
await-available = { $path } is available.

## Links of documents

links-none = { $path } links to no files.
links-no-reader = Damson can't read the links in files like { $path }.
links-broken = The links in { $path } can't be read: the file is damaged, or its name has the wrong extension.
links-too-large = { $path } is too large to search for links.
links-incomplete = { $path } could not be read to the end; there may be more links.
links-brought =
    Downloaded { $count ->
        [one] 1 linked asset
       *[other] { $count } linked assets
    }.
links-summary =
    { $count ->
        [one] 1 link
       *[other] { $count } links
    }: { $parts }.
links-get = `--get` downloads what is missing or older.
links-here = { $count } here
links-older = { $count } older here than on the server
links-on-server = { $count } only on the server
links-not-found = { $count } not on the server
links-embedded = { $count } embedded
links-on-web = { $count } on the web
link-by-name = { $name } (by its name)
link-embedded = Embedded
link-on-web = On the web
link-not-found = Not on the server
links-sent =
    Uploaded { $count ->
        [one] 1 linked file
       *[other] { $count } linked files
    }.
links-missing-there =
    It links to { $count ->
        [one] 1 file
       *[other] { $count } files
    } that the server does not have: { $names }
links-used-by-none = No document that Damson has read on this computer links to { $path }.
links-lacking = { $path } links to files that the server does not have.
links-nothing-to-send = Nothing that { $path } links to has to be uploaded from this computer.
links-only-here = { $count } on this computer and not on the server
links-send = `--upload-missing` uploads what the server lacks.
link-elsewhere = Only on this computer
link-not-here = { $name } (not on this computer)
link-in-cache-folder = { $name } (in the cache folder)
package-done =
    Packaged { $path } in { $folder }: { $count ->
        [one] 1 file
       *[other] { $count } files
    }.
package-lacks =
    Packaged { $path } in { $folder }: { $count ->
        [one] 1 file
       *[other] { $count } files
    }, { $missing } missing.

## Listings

list-empty = This folder is empty.
list-no-results = No results.
list-first = The first { $count }; `--limit` shows more.
list-looked-through =
    { $count ->
        [one] 1 result was looked through here: the server can't compare that itself.
       *[other] { $count } results were looked through here: the server can't compare that itself.
    }
list-known-before = { $what } This is what was known before.
list-expired-hidden =
    { $count ->
        [one] 1 expired asset is hidden.
       *[other] { $count } expired assets are hidden.
    }
list-more-problems = { $count } more have a problem.
locks-none = Nothing is checked out.
locks-list = They have to be checked in first; `damson lock ls { $path-typed }` lists them.
