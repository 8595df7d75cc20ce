action-open = Öffnen
action-edit = Bearbeiten
action-check-out = Auschecken
action-check-in = Einchecken
action-upload-changes = Änderungen hochladen
action-discard-changes = Änderungen verwerfen
action-download = Herunterladen
action-update = Aktualisieren
action-remove-local-copy = Lokale Kopie entfernen
action-keep-mine = Meine Version behalten
action-keep-theirs = Serverversion behalten
action-keep-both = Beide behalten
action-compare = Vergleichen
action-reveal =
    { $system ->
        [windows] Im Explorer anzeigen
        [macos] Im Finder anzeigen
       *[linux] Im Dateimanager anzeigen
    }
action-open-in-web = Im Browser öffnen
action-release-lock = Sperre aufheben
action-upload-here = Hierher hochladen
action-rename = Umbenennen
action-move = Verschieben
action-duplicate = Duplizieren
action-new-folder = Neuer Ordner
action-delete = Löschen
action-pin = Anheften
action-unpin = Nicht mehr anheften
action-history = Versionsverlauf
action-restore = Wiederherstellen
