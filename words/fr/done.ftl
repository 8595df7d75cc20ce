## What was done, in one sentence

done-open = { $path } est ouverte.
done-edit = { $path } est extraite et ouverte.
done-check-out = { $path } est extraite.
done-check-in = { $path } est archivée.
done-upload-changes = Vos modifications de { $path } sont chargées.
done-discard-changes = Vos modifications de { $path } sont abandonnées ; elles sont conservées dans Récupérés.
done-download = { $path } est sur cet ordinateur.
done-update = { $path } est à jour.
done-remove-local-copy = La copie de { $path } est retirée de cet ordinateur.
done-keep-mine = Votre version est gardée. Chargez-la comme prochaine version : `damson put { $path-typed }`.
done-keep-theirs = Leur version est sur cet ordinateur sous { $path } ; la vôtre est conservée dans Récupérés.
done-keep-both = Leur version est sur cet ordinateur sous { $path } ; la vôtre est à côté, sous son propre nom.
done-compare = Les deux versions de { $path } sont affichées.
done-reveal = { $path } est affichée dans le gestionnaire de fichiers.
done-open-in-web = La page de { $path } est ouverte dans le navigateur.
done-release-lock = Le verrou de { $path } est levé ; la ressource est archivée.
done-upload-here = Chargé dans { $path }.
done-rename = { $path } est renommée.
done-move = { $path } est déplacée.
done-duplicate = { $path } est dupliquée.
done-new-folder = Le dossier { $path } est créé.
done-delete = { $path } est supprimée du serveur.
done-pin = { $path } est épinglée : elle est conservée sur cet ordinateur et tenue à jour.
done-unpin = { $path } n’est plus épinglée ; la copie reste.
done-history = Les versions de { $path } sont affichées.
done-restore = { $path } est restaurée.
done-opened-unlocked = { $path } est ouverte, mais pas extraite, car ce serveur n’a pas de verrous : les autres ne voient pas que vous y travaillez.

## A bulk action that met nothing to do

nothing-download = Tout ce que contient { $path } est sur cet ordinateur.
nothing-remove-local-copy = { $path } n’a pas de copies sur cet ordinateur.
nothing-update = Tout ce que contient { $path } est à jour.
nothing-upload-here = Il n’y avait rien à charger dans { $path }.
nothing-other = Il n’y avait rien à faire dans { $path }.
nothing-to-do = Il n’y a rien à faire.

## What is so already

already-check-out = Vous avez déjà extrait { $path }.
already-check-in = { $path } n’est pas extraite.
already-update = { $path } est déjà à jour.
already-download = { $path } est déjà sur cet ordinateur.
already-remove-local-copy = { $path } n’a pas de copie sur cet ordinateur.
already-pin = { $path } est déjà épinglée.
already-unpin = { $path } n’est pas épinglée.
already-download-with = { $sentence } : { $state }.

## What a bulk action came to

tally-download =
    { $count ->
        [one] { $count } ressource téléchargée
       *[other] { $count } ressources téléchargées
    }
tally-update =
    { $count ->
        [one] { $count } ressource mise à jour
       *[other] { $count } ressources mises à jour
    }
tally-remove-local-copy =
    Copies de { $count ->
        [one] { $count } ressource retirées
       *[other] { $count } ressources retirées
    }
tally-upload-here =
    { $count ->
        [one] { $count } ressource chargée
       *[other] { $count } ressources chargées
    }
tally-delete =
    { $count ->
        [one] { $count } ressource supprimée
       *[other] { $count } ressources supprimées
    }
tally-pin =
    { $count ->
        [one] { $count } ressource épinglée
       *[other] { $count } ressources épinglées
    }
tally-unpin =
    { $count ->
        [one] { $count } ressource désépinglée
       *[other] { $count } ressources désépinglées
    }
tally-other =
    { $count ->
        [one] { $count } ressource traitée
       *[other] { $count } ressources traitées
    }
tally-folders =
    { $count ->
        [one] { $count } dossier créé
       *[other] { $count } dossiers créés
    }
tally-skipped =
    { $count ->
        [one] { $count } ressource laissée telle quelle
       *[other] { $count } ressources laissées telles quelles
    }
tally-failed =
    { $count ->
        [one] { $count } ressource en échec
       *[other] { $count } ressources en échec
    }
tally = { $parts }.
tally-nothing = Rien n’a été fait : { $parts }.
tally-parts = { $first }, { $rest }
