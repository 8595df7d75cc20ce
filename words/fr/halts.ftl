## Why Damson stopped all changes; `.short` where no more is known than that it did

halt-emptied-root =
    Le dossier de cache s’est vidé d’un coup : il contenait { $before ->
        [one] { $before } fichier
       *[other] { $before } fichiers
    }. Se trouve-t-il sur un disque débranché, ou a-t-il été déplacé ?
    .short = Le dossier de cache s’est vidé d’un coup.
halt-mass-change =
    { $changed } sur { $of ->
        [one] { $of } fichier
       *[other] { $of } fichiers
    } ont changé ou disparu d’un coup.
    .short = Un grand nombre de fichiers ont changé ou disparu d’un coup.
halt-vanished =
    { $gone } sur { $of ->
        [one] { $of } fichier épinglé
       *[other] { $of } fichiers épinglés
    } d’un dossier ont disparu du serveur d’un coup. Un partage du serveur manque-t-il, ou avez-vous perdu un droit ? Reprendre déplace les copies vers Récupérés.
    .short = Une grande partie d’un dossier épinglé a disparu du serveur d’un coup.
halt-other-account = Le dossier de cache appartient à quelqu’un d’autre ou à un autre serveur.
    .short = { halt-other-account }
halt-clock-jump =
    L’horloge de cet ordinateur a fait un saut de { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }.
    .short = L’horloge de cet ordinateur a fait un saut.

## What else a session reports

journal-rebuilt = Les données de Damson sur vos copies étaient endommagées : il a de nouveau comparé chaque fichier au serveur. Rien n’a été supprimé. Une copie qui diffère du serveur compte comme la vôtre et est signalée comme conflit : comparez avant d’en garder une.
unwatched-limit =
    Cet ordinateur ne peut pas surveiller davantage de dossiers : les changements dans { $folders ->
        [one] un dossier
       *[other] { $folders } dossiers
    } apparaissent avec jusqu’à une minute de retard.
    .todo = Son administrateur peut relever la limite (sous Linux : fs.inotify.max_user_watches).
    .todo-terminal = Relevez la limite : sous Linux fs.inotify.max_user_watches (ou max_user_instances), par exemple avec `sudo sysctl fs.inotify.max_user_watches=1048576`.
unwatched-denied =
    Damson n’a pas le droit de lire { $folders ->
        [one] un dossier
       *[other] { $folders } dossiers
    } du dossier de cache : les changements n’y apparaissent pas.
