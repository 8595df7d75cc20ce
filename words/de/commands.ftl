## Copies

get-much =
    In { $path } { $count ->
        [one] ist 1 Asset
       *[other] sind { $count } Assets
    } herunterzuladen, insgesamt { $size }.
get-unknown-size = unbekannter Größe
get-at-least = mindestens { $size } (für { $count } nennt der Server keine Größe)
get-copied =
    { $count ->
        [one] 1 Datei
       *[other] { $count } Dateien
    } nach { $folder } kopiert.
discard-still-out = Sie haben es noch ausgecheckt; `damson checkin { $path-typed }` checkt es ein.
move-already-there = { $path } ist bereits dort.
folder-exists = Den Ordner { $path } gibt es bereits.

## Recovered

recovered-none = Die Wiederherstellung ist leer.
recovered-restored = Neben dem ursprünglichen Ort wiederhergestellt. `damson status` zeigt die Datei.
recovered-removed = Endgültig entfernt.
recovered-hint = `damson recovered restore NR` stellt eine Datei neben ihrem ursprünglichen Ort wieder her.

## A conflict

resolve-none = Bei { $path } gibt es keinen Konflikt: { $state }.
resolve-yours = Ihre
resolve-theirs = Vom Server
resolve-no-copy = keine
resolve-deleted = gelöscht
resolve-on-server = auf dem Server
resolve-mine = als Nächstes Ihre hochladen; die andere bleibt im Verlauf
resolve-keep-theirs = die vom Server; Ihre bleibt in der Wiederherstellung
resolve-both = beide nebeneinander

## From every login on

service-installed = Damson läuft ab jetzt und ab jeder Anmeldung. `damson service remove` beendet das.
service-removed = Damson wird bei der Anmeldung nicht mehr gestartet.

## Settings

settings-all-default = Jede Einstellung hat ihren Standardwert.
settings-proxy-login = Damson meldet sich beim Proxy { $proxy } als { $user } an.
settings-no-proxy-login = Damson meldet sich nicht mehr beim Proxy an.
settings-no-proxy = Es ist kein Proxy eingestellt, bei dem Damson sich anmelden könnte: zuerst `damson settings set proxy http://proxy.example.com:8080`.
settings-no-certificate = Es ist kein Clientzertifikat eingestellt, für das es eine Passphrase gäbe: zuerst `damson settings set client-certificate /path/to/file.p12`.
settings-no-passphrase = Damson hat keine Passphrase mehr für { $file }.
settings-certificate-shown = Damson zeigt Servern, die danach fragen, das Clientzertifikat von { $whose }, gültig bis { $until }.
settings-cache-folder = Cache-Ordner: { $folder }
settings-kept-in = Gespeichert in: { $file }
settings-unknown-keys = Die Einstellungsdatei enthält Schlüssel, die Damson nicht kennt: { $keys }
settings-for-all = für alle
settings-for-one = für diese Verbindung

## What wants attention

named-state = { $name }: { $state }
status-changed = Geändert
status-checked-out = Von Ihnen ausgecheckt
status-transfers = Übertragungen
status-nothing = Nichts ist geändert, und nichts ist von Ihnen ausgecheckt.
status-as-of = { $connection }: { $state } (Stand { $since })
status-of-connection = { $connection }: { $state }
status-continues = Damson fährt fort.
status-file = Datei: { $file }
status-told = Der Server hat es { $ago } genannt.
status-told-at = Der Server ist nicht erreichbar. Er hat es zuletzt am { $when } genannt.
status-more = … und { $count } weitere
status-freed = { $path } ist verfügbar: { $who } hat es nicht mehr ausgecheckt.
status-edited-unlocked = Sie haben { $path } bearbeitet, ohne es auszuchecken. `damson checkout { $path-typed }` zeigt es anderen.
status-at-work = Damson sah noch nach oder übertrug noch, als dies ausgegeben wurde; es kann sich also ändern. `damson watch --until-idle` wartet, bis alles erledigt ist.
status-resume = `damson transfers resume` versucht die fehlgeschlagenen Übertragungen erneut.
status-recovered =
    { $count ->
        [one] 1 Datei
       *[other] { $count } Dateien
    } in der Wiederherstellung: `damson recovered`.

## The support bundle

support-look = Kennwörter, Server und Personen sind nicht enthalten, wohl aber Namen von Assets und Ordnern. Sehen Sie das Paket an, bevor Sie es senden.
man-written = { $count } Seiten nach { $folder } geschrieben.

## Transfers

transfers-none = Es gibt keine Übertragungen.
transfers-unaffected = Keine Übertragung ist betroffen.
transfers-percent = { $percent } % von { $size }
transfers-paused = Angehalten.
transfers-resumed = Fortgesetzt.
transfers-cancelled = Abgebrochen.
transfers-cleared = Die abgeschlossenen Übertragungen wurden gelöscht.
transfers-paused-count =
    { $count ->
        [one] 1 Übertragung
       *[other] { $count } Übertragungen
    } angehalten.
transfers-resumed-count =
    { $count ->
        [one] 1 Übertragung
       *[other] { $count } Übertragungen
    } fortgesetzt.
transfers-cancelled-count =
    { $count ->
        [one] 1 Übertragung
       *[other] { $count } Übertragungen
    } abgebrochen.
transfers-cleared-count =
    { $count ->
        [one] 1 abgeschlossene Übertragung
       *[other] { $count } abgeschlossene Übertragungen
    } gelöscht.

## Uploads

upload-much =
    { $count ->
        [one] 1 Datei
       *[other] { $count } Dateien
    }, insgesamt { $size }.
upload-nothing-sent = Nichts wurde gesendet.
upload-noted = { $name }: { $notes }
upload-notes = { $first }; { $rest }
upload-name-refused = umbenannt: Der Server akzeptiert den Namen nicht
upload-name-taken = umbenannt: Eine andere dieser Dateien hat den Namen
upload-folder-exists = Den Ordner gibt es
upload-left-alone = gibt es: bleibt unverändert
upload-next-version = gibt es: wird die nächste Version
upload-free-name = gibt es: erhält einen freien Namen
upload-ignored =
    { $count ->
        [one] 1 temporäre Datei
       *[other] { $count } temporäre Dateien
    } von Systemen und Programmen ausgelassen, zum Beispiel { $file }. Geben Sie eine davon an, um sie dennoch zu senden.
upload-becomes-refused = Der Server akzeptiert den Namen von { $file } nicht; daraus wird { $path }
upload-becomes-taken = Eine andere dieser Dateien heißt wie { $file }; daraus wird { $path }

## Versions

versions-none = { $path } hat keine früheren Versionen.
versions-current = aktuell
versions-no-comments = Dieser Server speichert keine Kommentare zu Versionen, daher steht Ihrer nicht in seinem Verlauf.

## While Damson runs

progress-working = in Arbeit …
watch-running = Damson läuft hier und bedient andere Befehle. Strg+C beendet es.
watch-stopped = Damson wurde beendet.
watch-stopping = Wird beendet; Übertragungen gehen beim nächsten Mal weiter.
watch-transfer = { $direction } von { $path }: { $state }
watch-no-copy = keine Kopie hier
watch-freed = { $path } ist verfügbar: { $who } hat es nicht mehr ausgecheckt
watch-edited-unlocked = { $path } wurde bearbeitet, ohne ausgecheckt zu sein
watch-continues = Damson fährt fort
watch-mine = { $count } von Ihnen ausgecheckt
watch-nothing = noch ist nichts bekannt

## Collections

collection-none = Es gibt keine Sammlungen.
collection-empty = In der Sammlung { $name } ist nichts.
collection-static = statisch
collection-smart = intelligent
collection-unknown = Es gibt keine Sammlung { $name }.
    .todo = `damson collection ls` listet auf, was es gibt.
collection-several = Mehrere Sammlungen heißen { $name }.
    .todo = Welche gemeint ist, sagen die Titel auf dem Weg zu ihr wie in `Press/Social posts` oder die Nummer, die `damson collection ls --json` ausgibt.
collection-added = { $count ->
    [one] 1 Mitglied zu { $name } hinzugefügt.
   *[other] { $count } Mitglieder zu { $name } hinzugefügt.
}
collection-removed = { $count ->
    [one] 1 Mitglied aus { $name } entfernt.
   *[other] { $count } Mitglieder aus { $name } entfernt.
}
