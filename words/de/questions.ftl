## What the terminal asks. `question-yes` has the answers that mean yes, besides those of English.

question-yes-no = { $question } [j/N]
question-yes = j ja
question-text = { $question }:
question-nobody = Das braucht eine Antwort, und es gibt kein Terminal für die Frage: { $question }
    .todo = Mit `--yes` geschieht es ohne Frage.
question-declined = Nichts wurde getan, wie Sie es wollten.
question-discard = Ihre Änderungen an { $path } verwerfen?
question-download =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } ({ $size }) herunterladen?
question-restricted = { $detail } Trotzdem verwenden?
question-restricted-many = { $detail } Trotzdem alle { $count } verwenden?
question-release = { $path } einchecken, obwohl { $who } es ausgecheckt hat?
question-forget = Die Verbindung { $name } aus der Liste entfernen?
question-delete = { $path } auf dem Server löschen, für alle?
question-delete-folder =
    { $path } und alles darin ({ $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    }) auf dem Server löschen, für alle?
question-remove-recovered = Die wiederherstellbare Datei { $id } endgültig entfernen?
question-restore = Version { $version } zur aktuellen von { $path } machen?
question-upload-names = Unter diesen Namen hochladen?
question-without-links = Ohne sie hochladen?
question-with-links = Auch die hochladen, die auf diesem Computer sind? [j]a, [o]hne sie, [a]bbrechen
question-without = o ohne
question-upload-links = Diese Dateien hochladen?
question-user = Ihr Benutzername
question-password = Kennwort von { $user } bei { $server }
question-proxy-password = Kennwort von { $user } beim Proxy
question-passphrase = Passphrase von { $file }
missing-user = Ihr Benutzername auf dem Server fehlt.
    .todo = Geben Sie ihn mit `--user NAME` an oder melden Sie sich mit `--token-file DATEI` an.
missing-password = Ein Kennwort wird gebraucht, und es gibt kein Terminal, um danach zu fragen.
    .todo = Setzen Sie DAMSON_PASSWORD oder übergeben Sie es mit `--password-stdin`.
    .todo-proxy = Übergeben Sie es mit `--password-stdin`.
missing-passphrase = Eine Passphrase wird gebraucht, und es gibt kein Terminal, um danach zu fragen.
    .todo = Übergeben Sie sie mit `--passphrase-stdin`.
