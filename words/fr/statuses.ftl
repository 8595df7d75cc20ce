## Statuses: the name, what it means, and what to do next

status-cloud-only = Cloud uniquement
    .means = La ressource est sur le serveur. Il n’y en a pas de copie sur cet ordinateur.
    .next = Modifier l’extrait, la télécharge et l’ouvre. Télécharger en apporte une copie ici.
    .next-terminal = `damson get` la télécharge, `damson edit` l’extrait et l’ouvre.
    .counted = { $count } dans le cloud uniquement
status-available-locally = Disponible localement
    .means = Une copie est sur cet ordinateur, identique à celle du serveur.
    .next = Modifier l’extrait et l’ouvre.
    .next-terminal = `damson open` l’ouvre, `damson edit` l’extrait et l’ouvre.
    .counted =
        { $count ->
            [one] { $count } disponible localement
           *[other] { $count } disponibles localement
        }
status-edited-locally = Modifiée localement
    .means = Vous avez modifié la copie sur cet ordinateur. Le serveur n’a pas changé.
    .next = Chargez vos modifications quand vous avez terminé ; la ressource est archivée par la même occasion.
    .next-terminal = `damson put` charge vos modifications, `damson discard` les abandonne.
    .counted =
        { $count ->
            [one] { $count } modifiée localement
           *[other] { $count } modifiées localement
        }
status-modified-remotely = Modifiée à distance
    .means = Quelqu’un l’a modifiée sur le serveur. Votre copie est plus ancienne, et vous ne l’avez pas modifiée.
    .next = Mettre à jour récupère la version plus récente.
    .next-terminal = `damson update` récupère la version plus récente.
    .counted =
        { $count ->
            [one] { $count } modifiée à distance
           *[other] { $count } modifiées à distance
        }
status-editing-conflict = Conflit de modification
    .means = Vous et quelqu’un d’autre l’avez modifiée, ou vous avez modifié ce qui a été supprimé.
    .next = Comparez les deux versions, puis gardez la vôtre, la leur ou les deux.
    .next-terminal = `damson resolve` montre les deux versions ; `--keep mine`, `theirs` ou `both` décide.
    .counted =
        { $count ->
            [one] { $count } conflit de modification
           *[other] { $count } conflits de modification
        }
status-removed-remotely = Supprimée à distance
    .means = Elle a été supprimée du serveur. Votre copie est toujours là.
    .next = Retirez votre copie (elle est conservée dans Récupérés), ou chargez-la de nouveau sous son nom.
    .next-terminal = `damson free` retire votre copie (elle est conservée dans Récupérés).
    .counted =
        { $count ->
            [one] { $count } supprimée à distance
           *[other] { $count } supprimées à distance
        }
status-new-locally = Nouvelle localement
    .means = Un fichier du dossier de cache qui n’est pas encore sur le serveur.
    .next = Charger mes modifications la place sur le serveur.
    .next-terminal = `damson put` la charge.
    .counted =
        { $count ->
            [one] { $count } nouvelle localement
           *[other] { $count } nouvelles localement
        }

## How a conflict came to be

conflict-both-changed = Vous et quelqu’un d’autre l’avez modifiée. Rien n’a été envoyé ni remplacé.
conflict-deleted-on-server = Vous l’avez modifiée, et entre-temps elle a été supprimée sur le serveur. Vos modifications sont toujours là.
conflict-unrelated = Un de vos fichiers se trouve là où le serveur a une autre ressource. Aucun des deux n’a été touché.

## Transfers

transfer-waiting = En attente
    .terminal = en attente
transfer-running = En cours
    .terminal = en cours
transfer-paused = Suspendu
    .terminal = suspendu
transfer-retrying = Nouvel essai
    .terminal = nouvel essai prévu
transfer-failed = Échec
    .terminal = échec
transfer-finished = Terminé
    .terminal = terminé
transfer-cancelled = Annulé
    .terminal = annulé
direction-download = Téléchargement
    .terminal = téléchargement
direction-upload = Chargement
    .terminal = chargement

## What is wrong with a row: beside its details, in a table (`.note`), below one (`.sentence`)

problem-refused-name = Aucun chemin ne peut contenir ce nom : impossible de télécharger tant que quelqu’un ne l’a pas renommé sur le serveur.
    .note = son nom ne peut pas être un chemin
    .sentence = Dans { $folder }, le serveur a un élément nommé `{ $name }`, qui ne peut pas faire partie d’un chemin ({ $detail }). Impossible de le télécharger tant que quelqu’un ne l’a pas renommé sur le serveur.
problem-withheld = Le serveur la mentionne sans donner de détails. Ce qu’on en savait est conservé.
    .note = le serveur ne donne pas de détails
    .sentence = Le serveur mentionne { $path } sans donner de détails ({ $detail }). Ce qu’on en savait est conservé ; les responsables du serveur peuvent dire pourquoi.
problem-folder-there = C’est un fichier ici et un dossier sur le serveur. Donnez un autre nom au fichier, puis chargez-le.
    .note = le serveur a un dossier de ce nom
    .sentence = { $path } est un fichier ici et un dossier sur le serveur. Donnez un autre nom au fichier ; `damson put` le charge ensuite.
problem-renamed-here = Vous l’avez renommée ici. Sur le serveur, elle porte toujours son ancien nom.
    .note = renommée ici, auparavant { $former }
    .sentence = { $path } s’appelait { $former } avant d’être renommée ici. `damson mv { $former-typed } { $path-typed }` la renomme sur le serveur ; `damson put { $path-typed }` la charge comme seconde ressource.
problem-check-out-ended = Votre extraction a pris fin : quelqu’un a levé le verrou, ou le serveur l’a perdu. Votre copie est restée telle quelle.
    .note = votre extraction a pris fin
    .sentence = Votre extraction de { $path } a pris fin : quelqu’un a levé le verrou, ou le serveur l’a perdu. Votre copie est restée telle quelle ; `damson checkout` l’extrait de nouveau.
    .note-taken = votre extraction a pris fin : { $who } l’a extraite
    .sentence-taken = Votre extraction de { $path } a pris fin, et { $who } l’a extraite. Votre copie est restée telle quelle ; ce que vous y enregistrez est conservé.
problem-path-too-long = Le chemin est trop long pour cet ordinateur. Déplacez le dossier de cache vers un chemin plus court, ou raccourcissez les noms sur le serveur.
    .note = le chemin est trop long pour cet ordinateur
    .sentence = { $path } : { $detail }. Déplacez le dossier de cache vers un chemin plus court, ou raccourcissez les noms sur le serveur.
problem-name = Cet ordinateur ne peut pas enregistrer un fichier de ce nom.
problem-other = Cet ordinateur a un problème avec ce fichier.
    .sentence = { $path } : { $detail }.

## Why a look at the cache folder leaves something out

left-out-link = C’est un lien, et les liens ne sont pas suivis.
    .note = c’est un lien, et les liens ne sont pas suivis
    .sentence = { $path } est laissé de côté : c’est un lien, et les liens ne sont pas suivis.
left-out-device = Ce n’est ni un fichier ni un dossier (un tube, une socket ou un périphérique).
    .note = ni fichier ni dossier (un tube, une socket ou un périphérique)
    .sentence = { $path } est laissé de côté : ce n’est ni un fichier ni un dossier (un tube, une socket ou un périphérique).
left-out-unreadable = Le fichier sur cet ordinateur est illisible.
    .note = illisible ; vérifiez ses droits
    .sentence = { $path } est laissé de côté : le fichier est illisible ; vérifiez ses droits.
left-out-name = Son nom n’est pas autorisé dans le DAM. Donnez-lui-en un autre.
    .note = son nom n’est pas autorisé dans le DAM ; donnez-lui-en un autre
    .sentence = { $path } est laissé de côté : son nom n’est pas autorisé dans le DAM ; donnez-lui-en un autre.
