## What was done, in one sentence

done-open = { $path } wurde geöffnet.
done-edit = { $path } wurde ausgecheckt und geöffnet.
done-check-out = { $path } wurde ausgecheckt.
done-check-in = { $path } wurde eingecheckt.
done-upload-changes = Ihre Änderungen an { $path } wurden hochgeladen.
done-discard-changes = Ihre Änderungen an { $path } wurden verworfen; sie bleiben in der Wiederherstellung.
done-download = { $path } ist auf diesem Computer.
done-update = { $path } ist aktuell.
done-remove-local-copy = Die Kopie von { $path } wurde von diesem Computer entfernt.
done-keep-mine = Ihre Version wird behalten. Laden Sie sie als nächste Version hoch: `damson put { $path-typed }`.
done-keep-theirs = Die Version vom Server ist auf diesem Computer als { $path }; Ihre bleibt in der Wiederherstellung.
done-keep-both = Die Version vom Server ist auf diesem Computer als { $path }; Ihre liegt unter eigenem Namen daneben.
done-compare = Beide Seiten von { $path } wurden gezeigt.
done-reveal = { $path } wird im Dateimanager gezeigt.
done-open-in-web = Die Seite von { $path } wurde im Browser geöffnet.
done-release-lock = Die Sperre von { $path } wurde aufgehoben; das Asset ist eingecheckt.
done-upload-here = Nach { $path } hochgeladen.
done-rename = { $path } wurde umbenannt.
done-move = { $path } wurde verschoben.
done-duplicate = { $path } wurde dupliziert.
done-new-folder = Der Ordner { $path } wurde angelegt.
done-delete = { $path } wurde auf dem Server gelöscht.
done-pin = { $path } wurde angeheftet: bleibt auf diesem Computer und wird aktuell gehalten.
done-unpin = { $path } ist nicht mehr angeheftet; die Kopie bleibt.
done-history = Die Versionen von { $path } wurden gezeigt.
done-restore = { $path } wurde wiederhergestellt.
done-opened-unlocked = { $path } wurde geöffnet, aber nicht ausgecheckt, weil dieser Server keine Sperren hat: Andere sehen nicht, dass Sie daran arbeiten.

## A bulk action that met nothing to do

nothing-download = Alles in { $path } ist auf diesem Computer.
nothing-remove-local-copy = Von { $path } gibt es keine Kopien auf diesem Computer.
nothing-update = Alles in { $path } ist aktuell.
nothing-upload-here = Nach { $path } war nichts hochzuladen.
nothing-other = In { $path } war nichts zu tun.
nothing-to-do = Es gibt nichts zu tun.

## What is so already

already-check-out = Sie haben { $path } bereits ausgecheckt.
already-check-in = { $path } ist nicht ausgecheckt.
already-update = { $path } ist bereits aktuell.
already-download = { $path } ist bereits auf diesem Computer.
already-remove-local-copy = Von { $path } gibt es keine Kopie auf diesem Computer.
already-pin = { $path } ist bereits angeheftet.
already-unpin = { $path } ist nicht angeheftet.
already-download-with = { $sentence }: { $state }.

## What a bulk action came to

tally-download =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } heruntergeladen
tally-update =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } aktualisiert
tally-remove-local-copy =
    Kopien von { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } entfernt
tally-upload-here =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } hochgeladen
tally-delete =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } gelöscht
tally-pin =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } angeheftet
tally-unpin =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } nicht mehr angeheftet
tally-other =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } erledigt
tally-folders =
    { $count ->
        [one] 1 Ordner
       *[other] { $count } Ordner
    } angelegt
tally-skipped =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } unverändert gelassen
tally-failed =
    { $count ->
        [one] 1 Asset
       *[other] { $count } Assets
    } fehlgeschlagen
tally = { $parts }.
tally-nothing = Nichts wurde getan: { $parts }.
tally-parts = { $first }, { $rest }
