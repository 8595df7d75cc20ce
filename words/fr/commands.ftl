## Copies

get-much =
    { $path } contient { $count ->
        [one] { $count } ressource
       *[other] { $count } ressources
    } à télécharger, { $size } en tout.
get-unknown-size = de taille inconnue
get-at-least = au moins { $size } (le serveur ne donne pas la taille de { $count })
get-copied =
    { $count ->
        [one] { $count } fichier copié
       *[other] { $count } fichiers copiés
    } dans { $folder }.
discard-still-out = Vous l’avez toujours extraite ; `damson checkin { $path-typed }` l’archive.
move-already-there = { $path } y est déjà.
folder-exists = Le dossier { $path } existe déjà.

## Recovered

recovered-none = Récupérés est vide.
recovered-restored = Restauré à côté de son emplacement d’origine. `damson status` le montre.
recovered-removed = Supprimé définitivement.
recovered-hint = `damson recovered restore N°` en restaure un à côté de son emplacement d’origine.

## A conflict

resolve-none = { $path } n’est pas en conflit : { $state }.
resolve-yours = La vôtre
resolve-theirs = La leur
resolve-no-copy = aucune
resolve-deleted = supprimée
resolve-on-server = sur le serveur
resolve-mine = charger ensuite la vôtre ; la leur reste dans l’historique
resolve-keep-theirs = la leur ; la vôtre est conservée dans Récupérés
resolve-both = côte à côte

## From every login on

service-installed = Damson tourne désormais, et à chaque ouverture de session. `damson service remove` y met fin.
service-removed = Damson n’est plus lancé à l’ouverture de session.

## Settings

settings-all-default = Chaque réglage a sa valeur par défaut.
settings-proxy-login = Damson se connecte au proxy { $proxy } en tant que { $user }.
settings-no-proxy-login = Damson ne se connecte plus au proxy.
settings-no-proxy = Aucun proxy n’est réglé auquel se connecter : d’abord `damson settings set proxy http://proxy.example.com:8080`.
settings-no-certificate = Aucun certificat client n’est réglé, il n’y a donc pas de phrase secrète à conserver : d’abord `damson settings set client-certificate /path/to/file.p12`.
settings-no-passphrase = Damson n’a plus de phrase secrète pour { $file }.
settings-certificate-shown = Damson présente le certificat client de { $whose }, valable jusqu’au { $until }, aux serveurs qui en demandent un.
settings-cache-folder = Dossier de cache : { $folder }
settings-kept-in = Conservés dans : { $file }
settings-unknown-keys = le fichier de réglages contient des clés que Damson ne connaît pas : { $keys }
settings-for-all = pour toutes
settings-for-one = pour cette connexion

## What wants attention

named-state = { $name } : { $state }
status-changed = Modifiées
status-checked-out = Extraites par vous
status-transfers = Transferts
status-nothing = Rien n’est modifié, et rien n’est extrait par vous.
status-as-of = { $connection } : { $state } (au { $since })
status-of-connection = { $connection } : { $state }
status-continues = Damson reprend.
status-file = Fichier : { $file }
status-told = Le serveur en a parlé { $ago }.
status-told-at = Le serveur est injoignable. Il en a parlé pour la dernière fois le { $when }.
status-more = … et { $count } de plus
status-freed = { $path } est disponible : { $who } ne l’a plus extraite.
status-edited-unlocked = Vous avez modifié { $path } sans l’extraire. `damson checkout { $path-typed }` le signale aux autres.
status-at-work = Damson n’avait pas fini de vérifier ou de transférer au moment de l’affichage ; ceci peut donc changer. `damson watch --until-idle` attend que tout soit terminé.
status-resume = `damson transfers resume` réessaie les transferts en échec.
status-recovered =
    { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    } dans Récupérés : `damson recovered`.

## The support bundle

support-look = Les mots de passe, les serveurs et les personnes n’y figurent pas ; les noms de ressources et de dossiers, si. Regardez-le avant de l’envoyer.
man-written = { $count } pages écrites dans { $folder }.

## Transfers

transfers-none = Il n’y a pas de transferts.
transfers-unaffected = Aucun transfert n’est concerné.
transfers-percent = { $percent } % de { $size }
transfers-paused = Suspendu.
transfers-resumed = Repris.
transfers-cancelled = Annulé.
transfers-cleared = Les transferts terminés sont effacés.
transfers-paused-count =
    { $count ->
        [one] { $count } transfert suspendu
       *[other] { $count } transferts suspendus
    }.
transfers-resumed-count =
    { $count ->
        [one] { $count } transfert repris
       *[other] { $count } transferts repris
    }.
transfers-cancelled-count =
    { $count ->
        [one] { $count } transfert annulé
       *[other] { $count } transferts annulés
    }.
transfers-cleared-count =
    { $count ->
        [one] { $count } transfert terminé effacé
       *[other] { $count } transferts terminés effacés
    }.

## Uploads

upload-much =
    { $count ->
        [one] { $count } fichier
       *[other] { $count } fichiers
    }, { $size } en tout.
upload-nothing-sent = Rien n’a été envoyé.
upload-noted = { $name } : { $notes }
upload-notes = { $first } ; { $rest }
upload-name-refused = renommé : le serveur n’accepte pas le nom
upload-name-taken = renommé : un autre de ces fichiers a ce nom
upload-folder-exists = le dossier existe
upload-left-alone = existe : laissé tel quel
upload-next-version = existe : devient sa prochaine version
upload-free-name = existe : reçoit un nom libre
upload-ignored =
    { $count ->
        [one] { $count } fichier temporaire
       *[other] { $count } fichiers temporaires
    } de systèmes et d’applications laissés de côté, comme { $file }. Nommez-en un pour l’envoyer malgré tout.
upload-becomes-refused = le serveur n’accepte pas le nom de { $file } ; il devient { $path }
upload-becomes-taken = un autre de ces fichiers a le nom de { $file } ; il devient { $path }

## Versions

versions-none = { $path } n’a pas de versions antérieures.
versions-current = actuelle
versions-no-comments = ce serveur ne conserve pas de commentaires avec les versions, le vôtre n’est donc pas dans son historique.

## While Damson runs

progress-working = en cours …
watch-running = Damson tourne ici et sert d’autres commandes. Ctrl+C l’arrête.
watch-stopped = Damson s’est arrêté.
watch-stopping = Arrêt en cours ; les transferts reprendront la prochaine fois.
watch-transfer = { $direction } de { $path } : { $state }
watch-no-copy = pas de copie ici
watch-freed = { $path } est disponible : { $who } ne l’a plus extraite
watch-edited-unlocked = { $path } a été modifiée sans être extraite
watch-continues = Damson reprend
watch-mine =
    { $count } { $count ->
        [one] extraite par vous
       *[other] extraites par vous
    }
watch-nothing = rien n’est encore connu

## Collections

collection-none = Il n’y a aucune collection.
collection-empty = La collection { $name } est vide.
collection-static = statique
collection-smart = dynamique
collection-unknown = Il n’y a pas de collection { $name }.
    .todo = `damson collection ls` les montre.
collection-several = Plusieurs collections s’appellent { $name }.
    .todo = Précisez laquelle par les titres qui y mènent, comme dans `Press/Social posts`, ou par l’identifiant que donne `damson collection ls --json`.
collection-added = { $count ->
    [one] { $count } élément ajouté à { $name }.
   *[other] { $count } éléments ajoutés à { $name }.
}
collection-removed = { $count ->
    [one] { $count } élément retiré de { $name }.
   *[other] { $count } éléments retirés de { $name }.
}
