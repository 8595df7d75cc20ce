## Before what is said

label-error = Erreur :
label-warning = Attention :
label-hint = Conseil :

## What stands around other messages

said-by-server = { $what } Sa réponse : { $said }
hint-later = { $hint } Avec `--later`, l’action attend le retour du serveur.
dry-run = { $what } Rien n’a été modifié : c’est un essai à blanc.
dry-run-asked = Ceci serait demandé : { $kind }.
dry-run-action = Serait fait : { $action }, { $path }.
dry-run-action-to = Serait fait : { $action }, { $path } vers { $to }.
dry-run-copy = Serait copié : { $path } vers { $to }.
dry-run-collection-add = Serait ajouté : { $path } à { $name }.
dry-run-collection-remove = Serait retiré : { $path } de { $name }.
dry-run-support = Serait fait : créer le dossier d’assistance.
dry-run-service = Serait supprimé : { $file }.
message-hint = { $what } { $hint }

## When the program itself can't go on

failure-interrupted = Interrompu.
failure-output = Les résultats n’ont pas pu être affichés : { $said }
    .todo = Vérifiez où va la sortie.
failure-demo = Le serveur de démonstration n’a pas démarré : { $said }
    .todo = Si le port est pris, choisissez-en un autre : `damson demo --port 0` en prend un libre.
failure-file = { $file } est illisible : { $said }
    .todo = Vérifiez le chemin, et que vous avez le droit de le lire.
failure-step = Échec de { $program } : { $said }
    .todo = `damson service install --print` montre le fichier, à installer à la main.
failure-elsewhere = Ce n’est pas l’adresse d’une ressource sur { $server } : { $typed }
    .todo = `damson connections` montre les serveurs ; `--connection NOM` en choisit un.
failure-no-match = Rien ne correspond à { $path }.
    .todo = `*` remplace n’importe quels caractères d’un nom, et `?` un seul ; `damson ls` montre ce qu’il y a.
failure-no-version = { $path } n’a pas de version { $version }.
    .todo = `damson history { $path-typed }` les montre.
failure-no-password-login = { $server } n’accepte pas de nom et de mot de passe.
    .todo = Connectez-vous avec un jeton de développement de l’AEM Developer Console, `--token-file FICHIER`, ou avec des identifiants OAuth Server-to-Server de l’Adobe Developer Console, `--service-credentials FICHIER`.
failure-no-shell = Il n’y a pas de complétion pour { $name }.
    .todo = Il y en a pour { $shells }.

## Connections

connect-connected = Connecté à { $server } en tant que { $person }.
connect-you = vous
connect-server = Serveur
connect-connection = Connexion
connect-cache-folder = Dossier de cache
connect-no-keychain = cet ordinateur n’a pas de trousseau, les identifiants ne sont donc pas conservés : ils vous seront demandés la prochaine fois, ou définissez DAMSON_PASSWORD.
connect-next = Ensuite : `damson ls` montre ce qu’il y a.
connect-in-use = Les commandes utilisent la connexion { $name }.
connect-logged-out = Déconnecté. Les copies sur cet ordinateur restent où elles sont.
connect-forgotten = La connexion { $name } est retirée. Les copies sur cet ordinateur restent où elles sont.
connection-stopped = arrêtée
connection-connecting = connexion en cours
connection-online = en ligne
connection-offline = hors ligne
connection-login-needed = identification requise

## The cache folder

cache-now = Le dossier de cache est maintenant { $folder }.
cache-left = ces fichiers restent dans l’ancien dossier, car ils ont changé entre-temps :
cache-holds =
    { $folder } : { $size } dans { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }
cache-clean = { $size } en sont identiques sur le serveur et non extraits par vous.
cache-limit = Au-delà de { $size }, les copies inutilisées depuis le plus longtemps sont retirées en premier.
cache-no-limit = Il n’y a pas de limite ; `damson settings set cache-limit 20G` en fixe une.
cache-moving =
    { $done } sur { $count ->
        [one] { $count } fichier déplacé
       *[other] { $count } fichiers déplacés
    }

## The demo server

demo-at = DAM de démonstration à l’adresse { $server }
demo-people = Personnes : jane et omar modifient, reader lit seulement, admin lève les verrous.
demo-elsewhere = Dans un autre terminal :
demo-password = (le mot de passe est jane)
demo-temporary = Ce que vous chargez est supprimé à la fin ; avec --storage DOSSIER, c’est conservé.
demo-stop = Arrêter avec Ctrl+C.
demo-stopping = Arrêt en cours.

## The doctor

doctor-checking = Vérification de { $server }
doctor-fine = Tout fonctionne.
doctor-recorded = Les appels de la connexion sont enregistrés dans { $file }, sans aucun nom. Relisez-le avant de l’envoyer à qui que ce soit.

## What waits

later-none = Rien n’est en attente.
later-removed = Retiré de la file d’attente.
later-title = En attente du retour du serveur
later-queued = en attente
later-waits = Le serveur est injoignable : { $path } attend, et l’action sera faite à son retour. `damson later` montre ce qui attend.
await-notified = Vous serez averti quand { $path } sera disponible, par la fenêtre ou par `damson watch` si l’un des deux fonctionne, sinon par le prochain `damson status`. `--wait` attend ici.
await-free = Personne d’autre n’a extrait { $path }.
await-no-longer = Damson n’attend plus { $path }.
await-waiting = En attente de { $path }. Ctrl+C arrête.
await-available = { $path } est disponible.

## Links of documents

links-none = { $path } n’est liée à aucun fichier.
links-no-reader = Damson ne sait pas lire les liens de fichiers comme { $path }.
links-broken = Les liens de { $path } sont illisibles : le fichier est endommagé, ou son nom n’a pas la bonne extension.
links-too-large = { $path } est trop volumineuse pour y chercher des liens.
links-incomplete = { $path } n’a pas pu être lue jusqu’au bout ; il peut y avoir d’autres liens.
links-brought =
    { $count ->
        [one] { $count } ressource liée téléchargée
       *[other] { $count } ressources liées téléchargées
    }.
links-summary =
    { $count ->
        [one] { $count } lien
       *[other] { $count } liens
    } : { $parts }.
links-get = `--get` télécharge ce qui manque ou est plus ancien.
links-here = { $count } ici
links-older =
    { $count } plus { $count ->
        [one] ancien ici
       *[other] anciens ici
    } que sur le serveur
links-on-server = { $count } seulement sur le serveur
links-not-found =
    { $count } { $count ->
        [one] absent du serveur
       *[other] absents du serveur
    }
links-embedded =
    { $count } { $count ->
        [one] incorporé
       *[other] incorporés
    }
links-on-web = { $count } sur le Web
link-by-name = { $name } (d’après son nom)
link-embedded = Incorporé
link-on-web = Sur le Web
link-not-found = Absent du serveur
links-sent =
    { $count ->
        [one] { $count } fichier lié chargé
       *[other] { $count } fichiers liés chargés
    }.
links-missing-there =
    Elle est liée à { $count ->
        [one] { $count } fichier que le serveur n’a pas
       *[other] { $count } fichiers que le serveur n’a pas
    } : { $names }
links-used-by-none = Aucun document que Damson a lu sur cet ordinateur n’est lié à { $path }.
links-lacking = { $path } est liée à des fichiers que le serveur n’a pas.
links-nothing-to-send = Rien de ce à quoi { $path } est liée n’est à charger depuis cet ordinateur.
links-only-here = { $count } sur cet ordinateur et non sur le serveur
links-send = `--upload-missing` charge ce qui manque au serveur.
link-elsewhere = Seulement sur cet ordinateur
link-not-here = { $name } (pas sur cet ordinateur)
link-in-cache-folder = { $name } (dans le dossier de cache)
package-done =
    { $path } est assemblée dans { $folder } : { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }.
package-lacks =
    { $path } est assemblée dans { $folder } : { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }, { $missing } en manque.

## Listings

list-empty = Ce dossier est vide.
list-no-results = Aucun résultat.
list-first = Les { $count } premiers ; `--limit` en montre plus.
list-looked-through =
    { $count ->
        [one] { $count } résultat a été examiné ici : le serveur ne peut pas faire lui-même cette comparaison.
       *[other] { $count } résultats ont été examinés ici : le serveur ne peut pas faire lui-même cette comparaison.
    }
list-known-before = { $what } Voici ce qui était connu auparavant.
list-expired-hidden =
    { $count ->
        [one] { $count } ressource expirée est masquée.
       *[other] { $count } ressources expirées sont masquées.
    }
list-more-problems = { $count } de plus ont un problème.
locks-none = Rien n’est extrait.
locks-list = Elles doivent d’abord être archivées ; `damson lock ls { $path-typed }` les montre.
