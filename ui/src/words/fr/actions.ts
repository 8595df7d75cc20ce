import type { Action } from "../../ipc/bindings";

export const actions = {
  /** Items that open something first. */
  more: {
    "upload-changes": "Charger mes modifications…",
    "discard-changes": "Abandonner mes modifications…",
    compare: "Comparer…",
    "release-lock": "Lever le verrou…",
    "upload-here": "Charger ici…",
    move: "Déplacer…",
    delete: "Supprimer…",
  } as Partial<Record<Action, string>>,
  renameOnServer: "Renommer sur le serveur",
  copyPath: "Copier le chemin",
  copyLink: "Copier le lien",
  awaitFree: "M’avertir quand elle sera disponible",
  awaitNoLonger: "Ne plus m’avertir",
  awaited: "Nous vous avertirons quand elle sera disponible.",
  awaiting: "Nous vous avertirons quand elle sera disponible.",
  copied: "Copié",
  moreActions: "Autres actions",
  forSome: (reason: string, name: string) => `${name} : ${reason}`,
  ofSome: (label: string, n: string) => `${label} (${n})`,
  leftOut: (why: string) => `Certains sont laissés de côté. ${why}`,
};
