## What the terminal asks. `question-yes` has the answers that mean yes, besides those of English.

question-yes-no = { $question } [o/N]
question-yes = o oui
question-text = { $question } :
question-nobody = Une réponse est nécessaire, et il n’y a pas de terminal pour la demander : { $question }
    .todo = Avec `--yes`, c’est fait sans demander.
question-declined = Rien n’a été fait, comme vous l’avez dit.
question-discard = Abandonner vos modifications de { $path } ?
question-download =
    Télécharger { $count ->
        [one] { $count } ressource
       *[other] { $count } ressources
    } ({ $size }) ?
question-restricted = { $detail } L’utiliser quand même ?
question-restricted-many = { $detail } Utiliser quand même les { $count } ressources ?
question-release = Archiver { $path }, que { $who } a extraite ?
question-forget = Retirer la connexion { $name } de la liste ?
question-delete = Supprimer { $path } du serveur, pour tout le monde ?
question-delete-folder =
    Supprimer { $path } et tout son contenu ({ $count ->
        [one] { $count } ressource
       *[other] { $count } ressources
    }) du serveur, pour tout le monde ?
question-remove-recovered = Supprimer définitivement le fichier récupéré { $id } ?
question-restore = Faire de la version { $version } la version actuelle de { $path } ?
question-upload-names = Charger sous ces noms ?
question-without-links = La charger sans eux ?
question-with-links = Charger aussi ceux qui sont sur cet ordinateur ? [o]ui, [s]ans eux, [a]nnuler
question-without = s sans
question-upload-links = Charger ces fichiers ?
question-user = Votre nom d’utilisateur
question-password = Mot de passe de { $user } sur { $server }
question-proxy-password = Mot de passe de { $user } sur le proxy
question-passphrase = Phrase secrète de { $file }
missing-user = Il manque votre nom d’utilisateur sur le serveur.
    .todo = Indiquez-le avec `--user NOM`, ou connectez-vous avec `--token-file FICHIER`.
missing-password = Un mot de passe est nécessaire, et il n’y a pas de terminal pour le demander.
    .todo = Définissez DAMSON_PASSWORD, ou passez-le avec `--password-stdin`.
    .todo-proxy = Passez-le avec `--password-stdin`.
missing-passphrase = Une phrase secrète est nécessaire, et il n’y a pas de terminal pour la demander.
    .todo = Passez-la avec `--passphrase-stdin`.
