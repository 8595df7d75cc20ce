action-open = Ouvrir
action-edit = Modifier
action-check-out = Extraire
action-check-in = Archiver
action-upload-changes = Charger mes modifications
action-discard-changes = Abandonner mes modifications
action-download = Télécharger
action-update = Mettre à jour
action-remove-local-copy = Retirer la copie locale
action-keep-mine = Garder ma version
action-keep-theirs = Garder leur version
action-keep-both = Garder les deux
action-compare = Comparer
action-reveal =
    { $system ->
        [windows] Afficher dans l’Explorateur
        [macos] Afficher dans le Finder
       *[linux] Afficher dans Fichiers
    }
action-open-in-web = Ouvrir sur le Web
action-release-lock = Lever le verrou
action-upload-here = Charger ici
action-rename = Renommer
action-move = Déplacer
action-duplicate = Dupliquer
action-new-folder = Nouveau dossier
action-delete = Supprimer
action-pin = Épingler
action-unpin = Désépingler
action-history = Historique des versions
action-restore = Restaurer
