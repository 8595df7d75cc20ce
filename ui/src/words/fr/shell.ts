import { pluralIn } from "../plural";

const plural = pluralIn("fr");

export const shell = {
  sidebar: "Barre latérale",
  showSidebar: "Afficher la barre latérale",
  hideSidebar: "Masquer la barre latérale",
  views: "Vues",
  folders: "Dossiers",
  view: {
    all: "Toutes les ressources",
    recent: "Récents",
    edited: "Modifiées localement",
    conflicts: "Conflits",
    mine: "Extraites par moi",
    pinned: "Épinglées",
    transfers: "Transferts",
    recovered: "Récupérés",
  },
  favourites: {
    title: "Favoris",
    add: "Ajouter aux favoris",
    remove: "Retirer des favoris",
    up: "Monter",
    down: "Descendre",
    /** Beside the name of one whose folder is gone. */
    lost: "introuvable",
    gone: (path: string) => `${path} n’est plus sur le serveur`,
  },
  counted: (name: string, n: string) => `${name}, ${n}`,
  preferences: "Préférences",
  connection: "Connexion",
  switchTo: (name: string) => `Passer à ${name}`,
  addConnection: "Se connecter à un autre serveur…",
  logIn: "Se reconnecter…",
  logOut: "Se déconnecter",
  showCacheFolder: "Afficher le dossier de cache",
  state: {
    stopped: "Non connecté",
    connecting: "Connexion…",
    online: "En ligne",
    offline: "Hors ligne",
    "login-needed": "Identification requise",
  },
  offlineSince: (when: string) => `Hors ligne depuis ${when}`,
  checkedAt: (when: string) => `Dernière vérification ${when}`,
  offlineBanner: (server: string, since: string) =>
    `${server} est injoignable depuis ${since}. Ce qui est sur cet ordinateur reste utilisable ; le reste reprendra au retour du serveur.`,
  offlineBannerNoTime: (server: string) =>
    `${server} est injoignable. Ce qui est sur cet ordinateur reste utilisable ; le reste reprendra au retour du serveur.`,
  waiting: (n: number) => plural(n, { one: "# action est en file d’attente.", other: "# actions sont en file d’attente." }),
  showWaiting: "Voir la file d’attente",
  newConflicts: (n: number) =>
    plural(n, {
      one: "Quelqu’un d’autre a modifié une ressource sur laquelle vous travaillez.",
      other: "D’autres ont modifié # ressources sur lesquelles vous travaillez.",
    }),
  freed: (name: string, who: string) => `${name} est disponible : ${who} ne l’a plus extraite.`,
  rebuilt:
    "Les données de Damson sur vos copies étaient endommagées : il a de nouveau comparé chaque fichier au serveur. Rien n’a été supprimé. Les copies qui diffèrent du serveur sont signalées comme conflits.",
  unwatched: (folders: number, limit: boolean) =>
    limit
      ? `Cet ordinateur ne surveille pas davantage de dossiers pour vous : les changements dans ${folders === 1 ? "un dossier" : `${folders} dossiers`} apparaissent avec jusqu’à une minute de retard. Son administrateur peut relever la limite (sous Linux : fs.inotify.max_user_watches).`
      : `Damson n’a pas le droit de lire ${folders === 1 ? "un dossier" : `${folders} dossiers`} du dossier de cache : les changements n’y apparaissent pas.`,
  tryNow: "Essayer maintenant",
  loginBanner: (server: string) =>
    `Vous n’êtes pas connecté à ${server}. Rien n’est perdu sur cet ordinateur.`,
  brake: {
    title: "Par prudence, Damson a arrêté toutes les opérations.",
    "emptied-root": (before: number) =>
      plural(before, {
        one: "Le dossier de cache s’est vidé d’un coup : il contenait # fichier.",
        other: "Le dossier de cache s’est vidé d’un coup : il contenait # fichiers.",
      }),
    "mass-change": (changed: number, of: number) =>
      plural(changed, { one: "# fichier", other: "# fichiers" }) +
      plural(of, { one: " sur # a changé ou disparu d’un coup.", other: " sur # ont changé ou disparu d’un coup." }),
    vanished: (gone: number, of: number) =>
      plural(gone, { one: "# fichier épinglé", other: "# fichiers épinglés" }) +
      plural(of, {
        one: " sur # a disparu du serveur d’un coup. Reprendre déplace la copie vers Récupérés.",
        other: " sur # d’un dossier ont disparu du serveur d’un coup. Reprendre déplace les copies vers Récupérés.",
      }),
    "other-account": "Le dossier de cache appartient à quelqu’un d’autre ou à un autre serveur.",
    "clock-jump": "L’horloge de cet ordinateur a fait un saut.",
    look: "Vérifiez si c’est bien ce que vous voulez. Rien n’est transféré ni modifié tant que vous n’avez pas repris.",
    goOn: "Reprendre",
    reveal: "Afficher le dossier de cache",
  },
  editSeen: {
    one: (name: string) => `Vous avez modifié ${name}.`,
    many: (n: number) =>
      plural(n, { one: "Vous avez modifié # ressource.", other: "Vous avez modifié # ressources." }),
    offer: (name: string) => `Vous avez modifié ${name}, qui n’est pas extraite.`,
    offerMany: (n: number) =>
      plural(n, {
        one: "Vous avez modifié # ressource qui n’est pas extraite.",
        other: "Vous avez modifié # ressources qui ne sont pas extraites.",
      }),
    comment: "Commentaire de cette version",
    commentShort: "Commentaire",
    upload: "Charger mes modifications",
    checkOut: "Extraire",
    show: "Afficher",
  },
  transfers: {
    label: "Transferts",
    one: (name: string) => `Transfert de ${name}`,
    many: (n: number) => plural(n, { one: "# transfert", other: "# transferts" }),
    left: (time: string) => `encore ${time}`,
    failed: (n: number) => plural(n, { one: "# transfert a échoué", other: "# transferts ont échoué" }),
    paused: (n: number) => plural(n, { one: "# transfert suspendu", other: "# transferts suspendus" }),
    pauseAll: "Tout suspendre",
    resumeAll: "Tout reprendre",
    show: "Afficher les transferts",
  },
  /** Les noms des barres de la fenêtre. */
  bars: {
    server: "Serveur et barre latérale",
    place: "Emplacement et outils",
    view: "Filtre, ordre et présentation",
    actions: "Actions sur la sélection",
  },
  menuOf: (what: string) => `Actions sur ${what}`,
  /** La feuille des raccourcis. */
  /** Searches that are kept. */
  searches: {
    title: "Recherches",
    keep: "Garder cette recherche",
    name: "Nom",
    hint: "Elle apparaît dans la barre latérale, avec ses filtres.",
    taken: "La recherche de ce nom sera remplacée.",
    yes: "Garder",
    forget: "Retirer des recherches",
  },
  keys: {
    title: "Raccourcis clavier",
    hint: "Les flèches se déplacent dans la liste, les dossiers et les barres de boutons. Depuis la première ligne, la flèche vers le haut mène aux en-têtes des colonnes. Les lettres mènent au nom qui commence ainsi.",
    groups: { work: "Travailler", go: "Se déplacer", look: "Sélectionner et disposer", window: "Fenêtre" },
    names: {
      "quick-look": "Aperçu rapide",
      "check-out": "Extraire ou archiver",
      "copy-path": "Copier le chemin",
      "copy-files": "Copier les fichiers",
      "paste-files": "Coller les fichiers",
      "copy-link": "Copier le lien",
      back: "Précédent",
      forward: "Suivant",
      up: "Dossier parent",
      "go-to": "Aller à un chemin ou à une adresse",
      recent: "Récents",
      favourite: "Ajouter aux favoris ou retirer",
      search: "Rechercher",
      filter: "Filtrer par nom",
      refresh: "Actualiser",
      "select-all": "Tout sélectionner",
      "list-view": "Liste",
      "thumbnail-view": "Vignettes",
      density: "Confortable ou compact",
      details: "Afficher ou masquer les détails",
      sidebar: "Afficher ou masquer la barre latérale",
      "next-region": "Partie suivante de la fenêtre",
      "region-before": "Partie précédente de la fenêtre",
      "full-screen": "Plein écran",
      preferences: "Préférences",
      "close-window": "Fermer la fenêtre",
      help: "Raccourcis clavier",
    },
  },
};
