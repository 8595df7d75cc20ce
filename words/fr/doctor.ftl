## Steps

step-address = Adresse
step-client-certificate = Certificat client
step-proxy = Proxy
step-dns = Nom du serveur
step-tcp = Connexion
step-tls = Certificat
step-http = Réponse
step-clock = Horloge
step-product = Produit
step-keychain = Trousseau
step-login = Identification
step-read = Droit de lecture
step-write = Droit d’écriture
step-capability = Le serveur sait faire
step-cache-folder = Dossier de cache
step-free-space = Espace libre

## How a step went

health-ok = OK
    .terminal = ok
health-warn = Avertissement
    .terminal = avertissement
health-fail = Échec
    .terminal = ÉCHEC
health-skipped = Ignoré
    .terminal = ignoré

## What a step found

finding-no-proxy = Aucun
finding-no-proxy-by-settings = Aucun, selon les préférences
finding-no-proxy-for-host = Aucun pour { $host }
finding-no-proxy-by-environment = Aucun : NO_PROXY nomme { $host }
finding-proxy = { $address } ({ $variable })
    .as = { $address }, en tant que { $user } ({ $variable })
    .unreadable = Adresse illisible
    .settings = préférences
finding-by-script = { $address }, d’après le script { $script }
    .none = Aucun, d’après le script { $script }
finding-no-certificate = Aucun : http n’est pas chiffré
finding-trusted = De confiance
finding-certificate =
    { $trusted ->
        [yes] De confiance : pour { $host }
       *[no] Pour { $host }
    }{ $more ->
        [0] { "" }
        [one] { " " }et { $more } autre
       *[other] { " " }et { $more } autres
    }, émis par { $issuer }, valable jusqu’au { $until }
    .itself = lui-même
finding-client-certificate = De { $whose }, émis par { $issuer }, valable jusqu’au { $until }
finding-not-said = Le serveur ne le dit pas
finding-product-elsewhere = { $product }, à l’adresse { $at }
finding-webdav-with-locks = WebDAV, avec des verrous selon le serveur
finding-perhaps-webdav = Peut-être WebDAV : Damson le saura une fois que vous serez connecté
finding-top-folder =
    Dans le dossier racine : { $entries ->
        [one] { $entries } élément
       *[other] { $entries } éléments
    }
    .more =
        Dans le dossier racine : plus de { $entries ->
            [one] { $entries } élément
           *[other] { $entries } éléments
        }
finding-read-write = Lecture et écriture
finding-read-only = Lecture seule
finding-keychain-answers = Disponible
finding-no-keychain = Aucun : vous devrez vous reconnecter la prochaine fois
finding-locks-as-said = Extraire et archiver, selon le serveur ; Damson vérifie chaque extraction
finding-no-locks = Ni extraction ni archivage : { $why }
finding-compares-writes =
    { $compares ->
        [yes] Le serveur refuse de remplacer ce que quelqu’un a écrit entre-temps
        [no] Le serveur ne compare pas avant d’écrire : Damson vérifie juste avant, et l’extraction protège
       *[unknown] Protection contre le remplacement : pas encore connue, le premier chargement sur un fichier le dira
    }

## What a server can do

capability-locks = Extraire et archiver
capability-locks-expire = Les verrous expirent d’eux-mêmes
capability-forced-release = Les administrateurs peuvent lever les verrous
capability-locks-enforced = Le serveur refuse de modifier ce que d’autres ont extrait
capability-ranges = Les téléchargements reprennent où ils s’étaient arrêtés
capability-resumable-upload = Les chargements reprennent où ils s’étaient arrêtés
capability-versions = Historique des versions
capability-version-comments = Commentaires de version
capability-search = Recherche
capability-thumbnails = Vignettes
capability-renditions = Rendus des ressources
capability-copy = Duplication sur le serveur
capability-metadata = Lit et modifie les métadonnées
capability-tags = Suggère des balises
capability-collections = Parcourt et modifie les collections
capability-change-feed = Signale les modifications
capability-feed-sees-deletions = Signale les suppressions
capability-empty-files = Fichiers vides
no-capability = { $capability } : non
