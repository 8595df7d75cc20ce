## Statuses: the name, what it means, and what to do next

status-cloud-only = Nur in der Cloud
    .means = Das Asset ist auf dem Server. Auf diesem Computer gibt es keine Kopie.
    .next = „Bearbeiten“ checkt es aus, lädt es herunter und öffnet es. „Herunterladen“ holt eine Kopie auf diesen Computer.
    .next-terminal = `damson get` lädt es herunter, `damson edit` checkt es aus und öffnet es.
    .counted = { $count } nur in der Cloud
status-available-locally = Lokal verfügbar
    .means = Auf diesem Computer ist eine Kopie, die mit dem Server übereinstimmt.
    .next = „Bearbeiten“ checkt das Asset aus und öffnet es.
    .next-terminal = `damson open` öffnet es, `damson edit` checkt es aus und öffnet es.
    .counted = { $count } lokal verfügbar
status-edited-locally = Lokal bearbeitet
    .means = Sie haben die Kopie auf diesem Computer geändert. Auf dem Server ist alles unverändert.
    .next = Laden Sie Ihre Änderungen hoch, wenn Sie fertig sind; dabei wird auch eingecheckt.
    .next-terminal = `damson put` lädt Ihre Änderungen hoch, `damson discard` verwirft sie.
    .counted = { $count } lokal bearbeitet
status-modified-remotely = Remote geändert
    .means = Jemand hat das Asset auf dem Server geändert. Ihre Kopie ist älter, und Sie haben sie nicht geändert.
    .next = „Aktualisieren“ lädt die neuere Version herunter.
    .next-terminal = `damson update` lädt die neuere Version herunter.
    .counted = { $count } remote geändert
status-editing-conflict = Bearbeitungskonflikt
    .means = Sie und eine andere Person haben das Asset geändert, oder Sie haben geändert, was gelöscht wurde.
    .next = Vergleichen Sie beide Versionen und behalten Sie dann Ihre, die vom Server oder beide.
    .next-terminal = `damson resolve` zeigt beide Seiten; `--keep mine`, `theirs` oder `both` entscheidet.
    .counted =
        { $count ->
            [one] { $count } Bearbeitungskonflikt
           *[other] { $count } Bearbeitungskonflikte
        }
status-removed-remotely = Remote entfernt
    .means = Das Asset wurde vom Server entfernt. Ihre Kopie ist noch da.
    .next = Entfernen Sie Ihre Kopie (sie bleibt in „Wiederherstellung“) oder laden Sie sie unter ihrem Namen erneut hoch.
    .next-terminal = `damson free` entfernt Ihre Kopie (sie bleibt in der Wiederherstellung).
    .counted = { $count } remote entfernt
status-new-locally = Lokal neu
    .means = Eine Datei im Cache-Ordner, die noch nicht auf dem Server ist.
    .next = „Änderungen hochladen“ sendet die Datei an den Server.
    .next-terminal = `damson put` lädt sie hoch.
    .counted = { $count } lokal neu

## How a conflict came to be

conflict-both-changed = Sie und eine andere Person haben das Asset geändert. Nichts wurde gesendet oder überschrieben.
conflict-deleted-on-server = Sie haben das Asset geändert, und inzwischen wurde es auf dem Server gelöscht. Ihre Änderungen sind noch da.
conflict-unrelated = Eine Ihrer Dateien liegt dort, wo der Server ein anderes Asset hat. Beide wurden nicht angetastet.

## Transfers

transfer-waiting = Wartet
    .terminal = wartet
transfer-running = Läuft
    .terminal = läuft
transfer-paused = Angehalten
    .terminal = angehalten
transfer-retrying = Neuer Versuch
    .terminal = wird erneut versucht
transfer-failed = Fehlgeschlagen
    .terminal = fehlgeschlagen
transfer-finished = Abgeschlossen
    .terminal = abgeschlossen
transfer-cancelled = Abgebrochen
    .terminal = abgebrochen
direction-download = Herunterladen
    .terminal = Download
direction-upload = Hochladen
    .terminal = Upload

## What is wrong with a row: beside its details, in a table (`.note`), below one (`.sentence`)

problem-refused-name = Dieser Name kann nicht Teil eines Pfads sein. Herunterladen ist erst möglich, wenn jemand das Asset auf dem Server umbenennt.
    .note = der Name kann kein Pfad sein
    .sentence = In { $folder } gibt es auf dem Server etwas namens `{ $name }`, was nicht Teil eines Pfads sein kann ({ $detail }). Herunterladen ist erst möglich, wenn jemand es auf dem Server umbenennt.
problem-withheld = Der Server nennt es, gibt aber keine Auskunft dazu. Was bisher bekannt war, bleibt erhalten.
    .note = der Server gibt keine Auskunft
    .sentence = Der Server nennt { $path }, gibt aber keine Auskunft dazu ({ $detail }). Was bisher bekannt war, bleibt erhalten; die Betreiber des Servers kennen den Grund.
problem-folder-there = Hier ist es eine Datei, auf dem Server ein Ordner. Geben Sie der Datei einen anderen Namen und laden Sie sie dann hoch.
    .note = auf dem Server ist ein Ordner dieses Namens
    .sentence = { $path } ist hier eine Datei und auf dem Server ein Ordner. Geben Sie der Datei einen anderen Namen; dann lädt `damson put` sie hoch.
problem-renamed-here = Sie haben es hier umbenannt. Auf dem Server hat es noch den alten Namen.
    .note = hier umbenannt, vorher { $former }
    .sentence = { $path } hieß { $former }, bis es hier umbenannt wurde. `damson mv { $former-typed } { $path-typed }` benennt es auf dem Server um; `damson put { $path-typed }` lädt es als zweites Asset hoch.
problem-check-out-ended = Sie haben das Asset nicht mehr ausgecheckt: Jemand hat die Sperre aufgehoben, oder der Server hat sie verloren. Ihre Kopie ist unverändert.
    .note = nicht mehr von Ihnen ausgecheckt
    .sentence = Sie haben { $path } nicht mehr ausgecheckt: Jemand hat die Sperre aufgehoben, oder der Server hat sie verloren. Ihre Kopie ist unverändert; `damson checkout` checkt es erneut aus.
    .note-taken = nicht mehr von Ihnen ausgecheckt, sondern von { $who }
    .sentence-taken = Sie haben { $path } nicht mehr ausgecheckt, sondern { $who }. Ihre Kopie ist unverändert; was Sie darin speichern, bleibt erhalten.
problem-path-too-long = Der Pfad ist zu lang für diesen Computer. Verschieben Sie den Cache-Ordner an einen Ort mit kürzerem Pfad oder kürzen Sie die Namen auf dem Server.
    .note = der Pfad ist zu lang für diesen Computer
    .sentence = { $path }: { $detail }. Verschieben Sie den Cache-Ordner an einen Ort mit kürzerem Pfad oder kürzen Sie die Namen auf dem Server.
problem-name = Dieser Computer kann keine Datei mit diesem Namen speichern.
problem-other = Dieser Computer hat ein Problem mit dieser Datei.
    .sentence = { $path }: { $detail }.

## Why a look at the cache folder leaves something out

left-out-link = Es ist ein Link, und Links wird nicht gefolgt.
    .note = ein Link, und Links wird nicht gefolgt
    .sentence = { $path } wird ausgelassen: Es ist ein Link, und Links wird nicht gefolgt.
left-out-device = Es ist weder eine Datei noch ein Ordner (sondern eine Pipe, ein Socket oder ein Gerät).
    .note = weder Datei noch Ordner (sondern eine Pipe, ein Socket oder ein Gerät)
    .sentence = { $path } wird ausgelassen: Es ist weder eine Datei noch ein Ordner (sondern eine Pipe, ein Socket oder ein Gerät).
left-out-unreadable = Die Datei auf diesem Computer kann nicht gelesen werden.
    .note = nicht lesbar; prüfen Sie die Berechtigungen
    .sentence = { $path } wird ausgelassen, weil die Datei nicht lesbar ist; prüfen Sie ihre Berechtigungen.
left-out-name = Der Name ist im DAM nicht erlaubt. Geben Sie der Datei einen anderen.
    .note = der Name ist im DAM nicht erlaubt; geben Sie der Datei einen anderen
    .sentence = { $path } wird ausgelassen: Der Name ist im DAM nicht erlaubt; geben Sie der Datei einen anderen.
