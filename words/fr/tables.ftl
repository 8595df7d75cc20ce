## Headings

heading-name = Nom
heading-path = Chemin
heading-status = État
heading-checked-out-by = Extraite par
heading-size = Taille
heading-modified = Modifiée
heading-by = Par
heading-type = Type
heading-pixels = Pixels
heading-rendition = Rendu
heading-collection = Collection
heading-members = Éléments
heading-notes = Notes
heading-known-since = Connu depuis
heading-address = Adresse
heading-person = Personne
heading-state = État
heading-cache-folder = Dossier de cache
heading-id = N°
heading-action = Action
heading-queued = Depuis
heading-transfer = Transfert
heading-done = Fait
heading-why = Pourquoi
heading-kept = Depuis
heading-was = Était
heading-changed = Modifiée
heading-where = Où
heading-setting = Réglage
heading-value = Valeur
heading-usual = Habituel
heading-unit = Unité
heading-takes = Accepte
heading-set = Défini
heading-result = Résultat
heading-step = Étape
heading-details = Détails
heading-file = Fichier
heading-becomes = Devient
heading-version = Version
heading-when = Quand
heading-comment = Commentaire

## Rows

row-checked-out-by-you = extraite par vous
row-checked-out-by = extraite par { $who }
row-deleted-on-server = { $status } (supprimée du serveur)
row-you = vous
row-transfer = { $direction } { $state }
row-read-only = lecture seule pour vous
row-pinned = épinglée
row-processing = en cours de traitement
row-expired = expirée
row-not-yet-on = pas encore publiable
row-withdrawn = retirée
row-rejected = refusée
row-licensed = licence requise
row-written-back = Le serveur n’a probablement fait qu’écrire des métadonnées dans le fichier.
row-parts = { $first }, { $rest }
ago-just-now = à l’instant
ago-minutes = il y a { $count } min
ago-hours =
    il y a { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
ago-days =
    il y a { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
heading-field = Champ
heading-label = Libellé
heading-tag = Balise
heading-title = Titre
