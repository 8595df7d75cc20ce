## What the terminal asks. `question-yes` has the answers that mean yes, besides those of English.

question-yes-no = { $question } [y/N]
question-yes = y yes
question-text = { $question }:
question-nobody = This needs an answer, and there is no terminal to ask: { $question }
    .todo = Use `--yes` to do it without being asked.
question-declined = Nothing was done, as you said.
question-discard = Discard your changes to { $path }?
question-download =
    Download { $count ->
        [one] 1 asset
       *[other] { $count } assets
    } ({ $size })?
question-restricted = { $detail } Use it anyway?
question-restricted-many = { $detail } Use all { $count } anyway?
question-release = Check in { $path }, which { $who } has checked out?
question-forget = Remove the connection { $name } from the list?
question-delete = Delete { $path } on the server, for everybody?
question-delete-folder =
    Delete { $path } and everything in it ({ $count ->
        [one] 1 asset
       *[other] { $count } assets
    }) on the server, for everybody?
question-remove-recovered = Remove the recovered file { $id } for good?
question-restore = Make version { $version } the current one of { $path }?
question-upload-names = Upload under these names?
question-without-links = Upload it without them?
question-with-links = Upload those that are on this computer, too? [y]es, [w]ithout them, [c]ancel
question-without = w without
question-upload-links = Upload them?
question-user = Your user name
question-password = Password of { $user } at { $server }
question-proxy-password = Password of { $user } at the proxy
question-passphrase = Passphrase of { $file }
missing-user = Your user name on the server is missing.
    .todo = Give it with `--user NAME`, or log in with `--token-file FILE`.
missing-password = A password is needed, and there is no terminal to ask for it.
    .todo = Set DAMSON_PASSWORD, or pass it with `--password-stdin`.
    .todo-proxy = Pass it with `--password-stdin`.
missing-passphrase = A passphrase is needed, and there is no terminal to ask for it.
    .todo = Pass it with `--passphrase-stdin`.
