## Headings

heading-name = Name
heading-path = Pfad
heading-status = Status
heading-checked-out-by = Ausgecheckt von
heading-size = Größe
heading-modified = Geändert
heading-by = Von
heading-type = Typ
heading-pixels = Pixel
heading-rendition = Darstellung
heading-collection = Sammlung
heading-members = Mitglieder
heading-notes = Hinweise
heading-known-since = Bekannt seit
heading-address = Adresse
heading-person = Person
heading-state = Zustand
heading-cache-folder = Cache-Ordner
heading-id = Nr.
heading-action = Aktion
heading-queued = Seit
heading-transfer = Übertragung
heading-done = Fertig
heading-why = Warum
heading-kept = Seit
heading-was = War
heading-changed = Geändert
heading-where = Wo
heading-setting = Einstellung
heading-value = Wert
heading-usual = Üblich
heading-unit = Einheit
heading-takes = Akzeptiert
heading-set = Gesetzt
heading-result = Ergebnis
heading-step = Schritt
heading-details = Einzelheiten
heading-file = Datei
heading-becomes = Wird zu
heading-version = Version
heading-when = Wann
heading-comment = Kommentar

## Rows

row-checked-out-by-you = von Ihnen ausgecheckt
row-checked-out-by = ausgecheckt von { $who }
row-deleted-on-server = { $status } (auf dem Server gelöscht)
row-you = Sie
row-transfer = { $direction } { $state }
row-read-only = für Sie schreibgeschützt
row-pinned = angeheftet
row-processing = wird verarbeitet
row-expired = abgelaufen
row-not-yet-on = noch nicht freigegeben
row-withdrawn = zurückgezogen
row-rejected = abgelehnt
row-licensed = Lizenz nötig
row-written-back = Der Server hat wahrscheinlich nur Metadaten in die Datei geschrieben.
row-parts = { $first }, { $rest }
ago-just-now = gerade eben
ago-minutes = vor { $count } Min.
ago-hours =
    vor { $count ->
        [one] 1 Stunde
       *[other] { $count } Stunden
    }
ago-days =
    vor { $count ->
        [one] 1 Tag
       *[other] { $count } Tagen
    }
heading-field = Feld
heading-label = Bezeichnung
heading-tag = Tag
heading-title = Titel
