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
    edited: "Mes modifications",
    conflicts: "Conflits",
    mine: "Extraites par moi",
    pinned: "Épinglées",
    transfers: "Transferts",
    recovered: "Récupérés",
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
    `${server} est injoignable depuis ${since}. Ce qui est sur cet ordinateur reste utilisable ; la suite se fera au retour du serveur.`,
  offlineBannerNoTime: (server: string) =>
    `${server} est injoignable. Ce qui est sur cet ordinateur reste utilisable ; la suite se fera au retour du serveur.`,
  waiting: (n: number) => plural(n, { one: "# action l’attend.", other: "# actions l’attendent." }),
  showWaiting: "Voir ce qui attend",
  newConflicts: (n: number) =>
    plural(n, {
      one: "Quelqu’un d’autre a modifié une ressource sur laquelle vous travaillez.",
      other: "D’autres ont modifié # ressources sur lesquelles vous travaillez.",
    }),
  freed: (name: string, who: string) => `${name} est disponible : ${who} l’a archivé.`,
  rebuilt:
    "Les notes de Damson sur vos copies étaient endommagées : il a réexaminé chaque fichier et le serveur. Rien n’a été supprimé. Les copies qui diffèrent du serveur sont signalées comme conflits.",
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
    upload: "Charger les modifications",
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
};
