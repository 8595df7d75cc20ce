import type { TransferDirectionView, TransferStateView } from "../../ipc/bindings";
import { pluralIn } from "../plural";

const plural = pluralIn("fr");

const states: Record<TransferStateView, string> = {
  waiting: "En attente",
  running: "En cours",
  paused: "Suspendu",
  retrying: "Nouvel essai",
  failed: "Échec",
  finished: "Terminé",
  cancelled: "Annulé",
};

const directions: Record<TransferDirectionView, string> = { download: "Téléchargement", upload: "Chargement" };

export const transfers = {
  title: "Transferts",
  states,
  directions,
  current: "En cours",
  failed: "Échecs",
  history: "Historique",
  summary: (n: number) => plural(n, { one: "# transfert", other: "# transferts" }),
  idle: "Aucun transfert en cours.",
  overall: "Tous les transferts",
  doneOf: (done: string, of: string) => `${done} sur ${of}`,
  rate: (rate: string) => rate,
  left: (time: string) => `encore ${time}`,
  waitingN: (n: number) => plural(n, { one: "# en attente", other: "# en attente" }),
  pauseAll: "Tout suspendre",
  resumeAll: "Tout reprendre",
  cancelAll: "Tout annuler",
  cancelAllAsked: {
    title: "Annuler tous les transferts ?",
    text: "Ce qui est déjà ici ou sur le serveur y reste. Tout le reste devra être redemandé.",
    yes: "Annuler tous les transferts",
  },
  first: (name: string) => `Faire passer ${name} en premier`,
  /** What was asked for at once. */
  orders: {
    download: (name: string) => `Téléchargement de ${name}`,
    upload: (name: string) => `Chargement dans ${name}`,
    over: {
      download: (name: string) => `${name} : téléchargement`,
      upload: (name: string) => `${name} : chargement`,
    },
    files: (n: number) => plural(n, { one: "# fichier", other: "# fichiers" }),
    of: (done: string, of: number) => plural(of, { one: `${done} sur # fichier`, other: `${done} sur # fichiers` }),
    counting: (done: number) => `${plural(done, { one: "# fichier", other: "# fichiers" })} jusqu’ici`,
    failed: (n: number) => plural(n, { one: "# échec", other: "# échecs" }),
    cancelled: (n: number) => plural(n, { one: "# annulé", other: "# annulés" }),
    open: (name: string) => `Afficher les fichiers de ${name}`,
    close: (name: string) => `Masquer les fichiers de ${name}`,
    parts: (name: string) => `Fichiers de ${name}`,
    more: (n: number) => plural(n, { one: "# autre fichier", other: "# autres fichiers" }),
  },
  clear: "Effacer l’historique",
  retryAll: "Réessayer tous les échecs",
  pause: (name: string) => `Suspendre ${name}`,
  resume: (name: string) => `Reprendre ${name}`,
  cancel: (name: string) => `Annuler ${name}`,
  retry: (name: string) => `Réessayer ${name}`,
  show: (name: string) => `Afficher ${name} dans son dossier`,
  retryAt: (when: string) => `Nouvel essai ${when}`,
  retrySoon: "Nouvel essai dans un instant",
  finishedAt: (when: string) => when,
  inFolder: (folder: string) => `dans ${folder}`,
  queued: "En file d’attente (hors ligne)",
  queuedSince: (ago: string) => `En file d’attente depuis : ${ago}`,
  queuedCancel: (name: string) => `Retirer ${name} de la file`,
  queuedForget: (name: string) => `Retirer ${name} de la file`,
  emptyTitle: "Aucun transfert",
  emptyText: "Les téléchargements et les chargements apparaissent ici et restent dans l’historique.",
  cancelled: "Annulé par vous",
  offline: {
    title: "En attente du serveur",
    text: "Ce qui figure ici reprendra de lui-même dès que le serveur répondra.",
    edits: (n: number) =>
      plural(n, {
        one: "# ressource modifiée pourra alors être chargée.",
        other: "# ressources modifiées pourront alors être chargées.",
      }),
    show: "Afficher les modifications",
  },
};
