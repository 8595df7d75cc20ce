## What was done, in one sentence

done-open = Opened { $path }.
done-edit = Checked out and opened { $path }.
done-check-out = Checked out { $path }.
done-check-in = Checked in { $path }.
done-upload-changes = Uploaded your changes to { $path }.
done-discard-changes = Discarded your changes to { $path }; they are kept in Recovered.
done-download = { $path } is on this computer.
done-update = { $path } is up to date.
done-remove-local-copy = Removed the copy of { $path } from this computer.
done-keep-mine = Your version is kept. Upload it as the next version: `damson put { $path-typed }`.
done-keep-theirs = Their version is on this computer as { $path }; yours is kept in Recovered.
done-keep-both = Their version is on this computer as { $path }; yours is next to it under its own name.
done-compare = Showed both sides of { $path }.
done-reveal = Showed { $path } in the file manager.
done-open-in-web = Opened the page of { $path } in the browser.
done-release-lock = Released { $path }; it is checked in.
done-upload-here = Uploaded to { $path }.
done-rename = Renamed { $path }.
done-move = Moved { $path }.
done-duplicate = Duplicated { $path }.
done-new-folder = Created the folder { $path }.
done-delete = Deleted { $path } on the server.
done-pin = Pinned { $path }: it is kept on this computer and up to date.
done-unpin = Unpinned { $path }; the copy stays.
done-history = Listed the versions of { $path }.
done-restore = Restored { $path }.
done-opened-unlocked = Opened { $path }. It is not checked out, because this server has no locks: others can't see that you are editing it.

## A bulk action that met nothing to do

nothing-download = Everything in { $path } is on this computer.
nothing-remove-local-copy = { $path } has no copies on this computer.
nothing-update = Everything in { $path } is up to date.
nothing-upload-here = There was nothing to upload to { $path }.
nothing-other = There was nothing to do in { $path }.
nothing-to-do = There is nothing to do.

## What is so already

already-check-out = You have already checked out { $path }.
already-check-in = { $path } is not checked out.
already-update = { $path } is already up to date.
already-download = { $path } is already on this computer.
already-remove-local-copy = { $path } has no copy on this computer.
already-pin = { $path } is already pinned.
already-unpin = { $path } is not pinned.
already-download-with = { $sentence }: { $state }.

## What a bulk action came to

tally-download =
    Downloaded { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-update =
    Updated { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-remove-local-copy =
    Removed the copies of { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-upload-here =
    Uploaded { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-delete =
    Deleted { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-pin =
    Pinned { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-unpin =
    Unpinned { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-other =
    Done with { $count ->
        [one] 1 asset
       *[other] { $count } assets
    }
tally-folders =
    made { $count ->
        [one] 1 folder
       *[other] { $count } folders
    }
tally-skipped =
    { $count ->
        [one] 1 asset
       *[other] { $count } assets
    } left unchanged
tally-failed =
    { $count ->
        [one] 1 asset
       *[other] { $count } assets
    } failed
tally = { $parts }.
tally-nothing = Nothing was done: { $parts }.
tally-parts = { $first }, { $rest }
