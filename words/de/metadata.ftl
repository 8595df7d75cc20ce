## What is known of an asset beside its bytes: `damson meta`

meta-none = Keine Metadaten für { $path }.
meta-saved = { $all ->
    [one] { $done ->
        [0] Nichts wurde gesichert.
       *[other] Metadaten von 1 Asset gesichert.
    }
   *[other] Metadaten von { $done } der { $all } Assets gesichert.
}
meta-no-tags = Kein Tag hat „{ $text }“ im Titel.
meta-nothing-to-set = Es ist nichts zu setzen angegeben.
    .todo = Zum Beispiel: `--set dc:title=Harvest`, `--add cq:tags=season:autumn`, `--clear dc:creator`
meta-twice = { $field } wird gesetzt und zugleich anders geändert.
meta-no-number = { $field } enthält eine Zahl, und „{ $text }“ ist keine.
meta-no-flag = { $field } ist true oder false, nicht „{ $text }“.
meta-no-date = { $field } enthält ein Datum wie 2027-01-31, und „{ $text }“ ist keines.
meta-no-field = „{ $text }“ nennt kein Feld.
    .todo = Geben Sie FELD=WERT an, etwa `dc:title=Harvest`.
meta-no-json = { $file } enthält kein Objekt mit Feldern.
restriction-expired = Abgelaufen seit { $when }.
restriction-not-yet-on = Nicht vor { $when } verwenden.
restriction-withdrawn = Zurückgezogen seit { $when }.
restriction-rejected = In der Prüfung abgelehnt.
restriction-licensed = Vor der Verwendung ist eine Lizenz anzunehmen: { $licence }
restricted-others =
    { $count ->
        [one] Und 1 weiteres.
       *[other] Und { $count } weitere.
    }
