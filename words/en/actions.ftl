# What actions are called.
action-open = Open
action-edit = Edit
action-check-out = Check out
action-check-in = Check in
action-upload-changes = Upload changes
action-discard-changes = Discard changes
action-download = Download
action-update = Update
action-remove-local-copy = Remove local copy
action-keep-mine = Keep mine
action-keep-theirs = Keep theirs
action-keep-both = Keep both
action-compare = Compare
action-reveal =
    { $system ->
        [windows] Show in Explorer
        [macos] Show in Finder
       *[linux] Show in Files
    }
action-open-in-web = Open in web
action-release-lock = Release lock
action-upload-here = Upload here
action-rename = Rename
action-move = Move
action-duplicate = Duplicate
action-new-folder = New folder
action-delete = Delete
action-pin = Pin
action-unpin = Unpin
action-history = Version history
action-restore = Restore
