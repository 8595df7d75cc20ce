## Why Damson stopped all changes; `.short` where no more is known than that it did

halt-emptied-root =
    Der Cache-Ordner ist auf einmal leer: Er enthielt { $before ->
        [one] 1 Datei
       *[other] { $before } Dateien
    }. Liegt er auf einem getrennten Laufwerk, oder wurde er verschoben?
    .short = Der Cache-Ordner ist auf einmal leer.
halt-mass-change =
    { $changed } von { $of ->
        [one] 1 Datei
       *[other] { $of } Dateien
    } wurden auf einmal geändert oder verschwanden.
    .short = Sehr viele Dateien wurden auf einmal geändert oder verschwanden.
halt-vanished =
    { $gone } von { $of ->
        [one] 1 angehefteten Datei
       *[other] { $of } angehefteten Dateien
    } in einem Ordner sind auf einmal vom Server verschwunden. Fehlt eine Freigabe des Servers, oder haben Sie eine Berechtigung verloren? Wenn Sie fortfahren, werden die Kopien in die Wiederherstellung verschoben.
    .short = Ein großer Teil eines angehefteten Ordners ist auf einmal vom Server verschwunden.
halt-other-account = Der Cache-Ordner gehört einer anderen Person oder zu einem anderen Server.
    .short = { halt-other-account }
halt-clock-jump =
    Die Uhr dieses Computers ist um { $seconds ->
        [one] 1 Sekunde
       *[other] { $seconds } Sekunden
    } gesprungen.
    .short = Die Uhr dieses Computers ist gesprungen.

## What else a session reports

journal-rebuilt = Damsons Daten über Ihre Kopien waren beschädigt, daher wurde jede Datei erneut mit dem Server verglichen. Nichts wurde entfernt. Eine Kopie, die vom Server abweicht, gilt als Ihre und wird als Konflikt angezeigt: Vergleichen Sie, bevor Sie eine behalten.
unwatched-limit =
    Dieser Computer kann keine weiteren Ordner überwachen. Änderungen in { $folders ->
        [one] einem Ordner
       *[other] { $folders } Ordnern
    } erscheinen daher bis zu einer Minute später.
    .todo = Administratoren können die Grenze erhöhen (unter Linux: fs.inotify.max_user_watches).
    .todo-terminal = Erhöhen Sie die Grenze: unter Linux fs.inotify.max_user_watches (oder max_user_instances), zum Beispiel mit `sudo sysctl fs.inotify.max_user_watches=1048576`.
unwatched-denied =
    Damson darf { $folders ->
        [one] einen Ordner
       *[other] { $folders } Ordner
    } im Cache-Ordner nicht lesen. Änderungen dort erscheinen daher nicht.
