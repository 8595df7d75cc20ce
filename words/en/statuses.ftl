## Statuses: the name, what it means, and what to do next

status-cloud-only = Cloud only
    .means = It is on the server. There is no copy on this computer.
    .next = Edit checks it out, downloads it and opens it. Download brings a copy to this computer.
    .next-terminal = `damson get` downloads it, `damson edit` checks it out and opens it.
    .counted = { $count } cloud only
status-available-locally = Available locally
    .means = A copy is on this computer, the same as on the server.
    .next = Edit checks it out and opens it.
    .next-terminal = `damson open` opens it, `damson edit` checks it out and opens it.
    .counted = { $count } available locally
status-edited-locally = Edited locally
    .means = You changed the copy on this computer. The server has not changed.
    .next = Upload your changes when you are done; that also checks it in.
    .next-terminal = `damson put` uploads your changes, `damson discard` discards them.
    .counted = { $count } edited locally
status-modified-remotely = Modified remotely
    .means = Somebody changed it on the server. Your copy is older, and you have not changed it.
    .next = Update downloads the newer version.
    .next-terminal = `damson update` downloads the newer version.
    .counted = { $count } modified remotely
status-editing-conflict = Editing conflict
    .means = You and somebody else changed it, or you changed what was deleted.
    .next = Compare both versions, then keep yours, theirs or both.
    .next-terminal = `damson resolve` shows both sides; `--keep mine`, `theirs` or `both` decides.
    .counted = { $count } editing conflict
status-removed-remotely = Removed remotely
    .means = It was removed from the server. Your copy is still here.
    .next = Remove your copy (it is kept in Recovered), or upload it again under its name.
    .next-terminal = `damson free` removes your copy (it is kept in Recovered).
    .counted = { $count } removed remotely
status-new-locally = New locally
    .means = A file in the cache folder that is not on the server yet.
    .next = Upload changes sends it to the server.
    .next-terminal = `damson put` uploads it.
    .counted = { $count } new locally

## How a conflict came to be

conflict-both-changed = You and somebody else changed it. Nothing was sent or overwritten.
conflict-deleted-on-server = You changed it, and in the meantime it was deleted on the server. Your changes are still here.
conflict-unrelated = One of your files is where the server has another asset. Neither was touched.

## Transfers

transfer-waiting = Waiting
    .terminal = waiting
transfer-running = Running
    .terminal = running
transfer-paused = Paused
    .terminal = paused
transfer-retrying = Trying again
    .terminal = will be tried again
transfer-failed = Failed
    .terminal = failed
transfer-finished = Finished
    .terminal = finished
transfer-cancelled = Cancelled
    .terminal = cancelled
direction-download = Download
    .terminal = download
direction-upload = Upload
    .terminal = upload

## What is wrong with a row: beside its details, in a table (`.note`), below one (`.sentence`)

problem-refused-name = This name can't be part of a path, so it can't be downloaded until somebody renames it on the server.
    .note = its name can't be a path
    .sentence = In { $folder } the server has something called `{ $name }`, which can't be part of a path ({ $detail }). It can't be downloaded until somebody renames it on the server.
problem-withheld = The server lists it but gives no details. What was known about it is kept.
    .note = the server gives no details
    .sentence = The server lists { $path } but gives no details ({ $detail }). What was known about it is kept; whoever looks after the server can say why.
problem-folder-there = It is a file here and a folder on the server. Give the file another name, then upload it.
    .note = the server has a folder of that name
    .sentence = { $path } is a file here and a folder on the server. Give the file another name; then `damson put` uploads it.
problem-renamed-here = You renamed it here. On the server it still has its old name.
    .note = renamed here from { $former }
    .sentence = { $path } was { $former } until it was renamed here. `damson mv { $former-typed } { $path-typed }` renames it on the server; `damson put { $path-typed }` uploads it as a second asset.
problem-check-out-ended = Your check-out ended: somebody released it, or the server lost it. Your copy is as you left it.
    .note = your check-out ended
    .sentence = Your check-out of { $path } ended: somebody released it, or the server lost it. Your copy is as you left it; `damson checkout` takes it again.
    .note-taken = your check-out ended: { $who } has it
    .sentence-taken = Your check-out of { $path } ended, and { $who } has it checked out. Your copy is as you left it; what you save in it is kept.
problem-path-too-long = The path is too long for this computer. Move the cache folder to a shorter path, or shorten the names on the server.
    .note = the path is too long for this computer
    .sentence = { $path }: { $detail }. Move the cache folder to a shorter path, or shorten the names on the server.
problem-name = This computer can't store a file with this name.
problem-other = This computer has a problem with this file.
    .sentence = { $path }: { $detail }.

## Why a look at the cache folder leaves something out

left-out-link = It is a link, and links are not followed.
    .note = it is a link, and links are not followed
    .sentence = { $path } is left out: it is a link, and links are not followed.
left-out-device = It is neither a file nor a folder (a pipe, a socket or a device).
    .note = it is neither a file nor a folder (a pipe, a socket or a device)
    .sentence = { $path } is left out: it is neither a file nor a folder (a pipe, a socket or a device).
left-out-unreadable = The file on this computer can't be read.
    .note = it can't be read; check its permissions
    .sentence = { $path } is left out: it can't be read; check its permissions.
left-out-name = Its name is not allowed in the DAM. Give it another one.
    .note = its name is not allowed in the DAM; give it another one
    .sentence = { $path } is left out: its name is not allowed in the DAM; give it another one.
