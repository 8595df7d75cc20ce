## What is known of an asset beside its bytes: `damson meta`

meta-none = Aucune métadonnée à afficher pour { $path }.
meta-saved = { $all ->
    [one] { $done ->
        [0] Rien n’a été enregistré.
       *[other] Métadonnées de 1 ressource enregistrées.
    }
   *[other] Métadonnées de { $done } ressources sur { $all } enregistrées.
}
meta-no-tags = Aucune balise n’a « { $text } » dans son titre.
meta-nothing-to-set = Rien à définir n’a été indiqué.
    .todo = Par exemple : `--set dc:title=Harvest`, `--add cq:tags=season:autumn`, `--clear dc:creator`
meta-twice = { $field } est à la fois défini et modifié autrement.
meta-no-number = { $field } contient un nombre, et « { $text } » n’en est pas un.
meta-no-flag = { $field } vaut true ou false, pas « { $text } ».
meta-no-date = { $field } contient une date telle que 2027-01-31, et « { $text } » n’en est pas une.
meta-no-field = « { $text } » ne nomme aucun champ.
    .todo = Indiquez CHAMP=VALEUR, par exemple `dc:title=Harvest`.
meta-no-json = { $file } ne contient pas d’objet de champs.
restriction-expired = Expirée depuis { $when }.
restriction-not-yet-on = À ne pas utiliser avant { $when }.
restriction-withdrawn = Retirée depuis { $when }.
restriction-rejected = Refusée à la validation.
restriction-licensed = Une licence doit être acceptée avant l’utilisation : { $licence }
restricted-others =
    { $count ->
        [one] Et 1 autre.
       *[other] Et { $count } autres.
    }
