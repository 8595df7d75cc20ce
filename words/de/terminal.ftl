## Before what is said

label-error = Fehler:
label-warning = Warnung:
label-hint = Hinweis:

## What stands around other messages

said-by-server = { $what } Seine Antwort: { $said }
hint-later = { $hint } Mit `--later` wartet es, bis der Server wieder da ist.
dry-run = { $what } Nichts wurde geändert: Es ist ein Probelauf.
dry-run-asked = Das würde angefordert: { $kind }.
dry-run-action = Würde getan: { $action }, { $path }.
dry-run-action-to = Würde getan: { $action }, { $path } nach { $to }.
dry-run-copy = Würde kopiert: { $path } nach { $to }.
dry-run-collection-add = Würde hinzugefügt: { $path } zu { $name }.
dry-run-collection-remove = Würde entfernt: { $path } aus { $name }.
dry-run-support = Würde getan: das Supportpaket erstellen.
dry-run-service = Würde entfernt: { $file }.
message-hint = { $what } { $hint }

## When the program itself can't go on

failure-interrupted = Unterbrochen.
failure-output = Die Ergebnisse konnten nicht ausgegeben werden: { $said }
    .todo = Prüfen Sie, wohin die Ausgabe geht.
failure-demo = Der Demoserver ist nicht gestartet: { $said }
    .todo = Ist der Port belegt, wählen Sie einen anderen: `damson demo --port 0` nimmt einen freien.
failure-file = { $file } ist nicht lesbar: { $said }
    .todo = Prüfen Sie den Pfad und ob Sie die Datei lesen dürfen.
failure-step = { $program } ist fehlgeschlagen: { $said }
    .todo = `damson service install --print` zeigt die Datei, damit Sie sie von Hand einrichten können.
failure-elsewhere = Das ist keine Adresse eines Assets bei { $server }: { $typed }
    .todo = `damson connections` zeigt die Server; `--connection NAME` wählt einen aus.
failure-no-match = Nichts passt auf { $path }.
    .todo = `*` steht für beliebige Zeichen eines Namens und `?` für eines; `damson ls` zeigt, was es gibt.
failure-no-version = { $path } hat keine Version { $version }.
    .todo = `damson history { $path-typed }` zeigt alle.
failure-no-password-login = { $server } akzeptiert keine Anmeldung mit Name und Kennwort.
    .todo = Melden Sie sich mit einem Entwicklertoken der AEM Developer Console an, `--token-file DATEI`, oder mit OAuth-Server-to-Server-Zugangsdaten der Adobe Developer Console, `--service-credentials DATEI`.
failure-no-shell = Für { $name } gibt es keine Vervollständigungen.
    .todo = Es gibt sie für { $shells }.

## Connections

connect-connected = Verbunden mit { $server } als { $person }.
connect-you = Sie
connect-server = Server
connect-connection = Verbindung
connect-cache-folder = Cache-Ordner
connect-no-keychain = Dieser Computer hat keinen Schlüsselbund, daher wird die Anmeldung nicht gespeichert: Sie werden beim nächsten Mal wieder gefragt, oder Sie setzen DAMSON_PASSWORD.
connect-next = Weiter: `damson ls` zeigt, was es gibt.
connect-in-use = Befehle verwenden die Verbindung { $name }.
connect-logged-out = Abgemeldet. Die Kopien auf diesem Computer bleiben, wo sie sind.
connect-forgotten = Die Verbindung { $name } wurde entfernt. Die Kopien auf diesem Computer bleiben, wo sie sind.
connection-stopped = läuft nicht
connection-connecting = verbindet
connection-online = online
connection-offline = offline
connection-login-needed = Anmeldung erforderlich

## The cache folder

cache-now = Der Cache-Ordner ist jetzt { $folder }.
cache-left = Diese Dateien bleiben im alten Ordner, weil sie inzwischen geändert wurden:
cache-holds =
    { $folder }: { $size } in { $count ->
        [one] 1 Datei
       *[other] { $count } Dateien
    }
cache-clean = { $size } davon stimmen mit dem Server überein und sind nicht von Ihnen ausgecheckt.
cache-limit = Über { $size } werden die am längsten unbenutzten Kopien zuerst entfernt.
cache-no-limit = Es gibt keine Grenze; `damson settings set cache-limit 20G` setzt eine.
cache-moving =
    { $done } von { $count ->
        [one] 1 Datei
       *[other] { $count } Dateien
    } verschoben

## The demo server

demo-at = Demo-DAM unter { $server }
demo-people = Personen: jane und omar bearbeiten, reader liest nur, admin hebt Sperren auf.
demo-elsewhere = In einem anderen Terminal:
demo-password = (das Kennwort ist jane)
demo-temporary = Was Sie hochladen, wird am Ende gelöscht; mit --storage ORDNER bleibt es erhalten.
demo-stop = Beenden mit Strg+C.
demo-stopping = Wird beendet.

## The doctor

doctor-checking = { $server } wird geprüft
doctor-fine = Alles funktioniert.
doctor-recorded = Die Aufrufe der Verbindung sind ohne alle Namen in { $file } aufgezeichnet. Lesen Sie die Datei durch, bevor Sie sie weitergeben.

## What waits

later-none = Nichts wartet.
later-removed = Aus der Warteschlange entfernt.
later-title = Wartet, bis der Server wieder da ist
later-queued = wartet
later-waits = Der Server ist nicht erreichbar: { $path } wartet und wird ausgeführt, sobald er wieder da ist. `damson later` zeigt, was wartet.
await-notified = Sie erfahren, wenn { $path } verfügbar ist: durch das Fenster oder `damson watch`, solange eines davon läuft, sonst durch das nächste `damson status`. `--wait` wartet hier.
await-free = Niemand sonst hat { $path } ausgecheckt.
await-no-longer = Damson wartet nicht mehr auf { $path }.
await-waiting = Warten auf { $path }. Strg+C beendet das.
await-available = { $path } ist verfügbar.

## Links of documents

links-none = { $path } ist mit keinen Dateien verknüpft.
links-no-reader = Damson kann die Verknüpfungen in Dateien wie { $path } nicht lesen.
links-broken = Die Verknüpfungen in { $path } sind nicht lesbar: Die Datei ist beschädigt, oder ihr Name hat die falsche Endung.
links-too-large = { $path } ist zu groß, um nach Verknüpfungen zu suchen.
links-incomplete = { $path } war nicht bis zum Ende lesbar; es kann weitere Verknüpfungen geben.
links-brought =
    { $count ->
        [one] 1 verknüpftes Asset
       *[other] { $count } verknüpfte Assets
    } heruntergeladen.
links-summary =
    { $count ->
        [one] 1 Verknüpfung
       *[other] { $count } Verknüpfungen
    }: { $parts }.
links-get = `--get` lädt herunter, was fehlt oder älter ist.
links-here = { $count } hier
links-older = { $count } hier älter als auf dem Server
links-on-server = { $count } nur auf dem Server
links-not-found = { $count } nicht auf dem Server
links-embedded = { $count } eingebettet
links-on-web = { $count } im Web
link-by-name = { $name } (dem Namen nach)
link-embedded = Eingebettet
link-on-web = Im Web
link-not-found = Nicht auf dem Server
links-sent =
    { $count ->
        [one] 1 verknüpfte Datei
       *[other] { $count } verknüpfte Dateien
    } hochgeladen.
links-missing-there =
    { $count ->
        [one] 1 verknüpfte Datei ist
       *[other] { $count } verknüpfte Dateien sind
    } nicht auf dem Server: { $names }
links-used-by-none = Kein Dokument, das Damson auf diesem Computer gelesen hat, ist mit { $path } verknüpft.
links-lacking = { $path } ist mit Dateien verknüpft, die nicht auf dem Server sind.
links-nothing-to-send = Von dem, womit { $path } verknüpft ist, muss von diesem Computer nichts hochgeladen werden.
links-only-here = { $count } auf diesem Computer und nicht auf dem Server
links-send = `--upload-missing` lädt hoch, was auf dem Server fehlt.
link-elsewhere = Nur auf diesem Computer
link-not-here = { $name } (nicht auf diesem Computer)
link-in-cache-folder = { $name } (im Cache-Ordner)
package-done =
    { $path } liegt als Paket in { $folder }: { $count ->
        [one] 1 Datei
       *[other] { $count } Dateien
    }.
package-lacks =
    { $path } liegt als Paket in { $folder }: { $count ->
        [one] 1 Datei
       *[other] { $count } Dateien
    }, { $missing } fehlen.

## Listings

list-empty = Dieser Ordner ist leer.
list-no-results = Keine Ergebnisse.
list-first = Die ersten { $count }; `--limit` zeigt mehr.
list-looked-through =
    { $count ->
        [one] 1 Ergebnis wurde hier durchgesehen: Der Server kann das nicht selbst vergleichen.
       *[other] { $count } Ergebnisse wurden hier durchgesehen: Der Server kann das nicht selbst vergleichen.
    }
list-known-before = { $what } Das ist der letzte bekannte Stand.
list-expired-hidden =
    { $count ->
        [one] 1 abgelaufenes Asset ist ausgeblendet.
       *[other] { $count } abgelaufene Assets sind ausgeblendet.
    }
list-more-problems = { $count } weitere haben ein Problem.
locks-none = Nichts ist ausgecheckt.
locks-list = Sie müssen zuerst eingecheckt werden; `damson lock ls { $path-typed }` zeigt sie.
