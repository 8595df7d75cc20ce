## Why a file was moved to Recovered

kept-discarded = Sie haben Ihre Änderungen verworfen
kept-kept-theirs = Sie haben bei einem Konflikt die Serverversion behalten
kept-deleted = Auf dem Server gelöscht
kept-altered = Der Server hat die Datei beim Empfang geändert, oder jemand hat sie sofort überschrieben
kept-removed-from-server = Vom Server entfernt
kept-replaced = Wäre ersetzt worden
kept-other = Wäre verloren gegangen
