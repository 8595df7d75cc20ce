import type { ActionView, RefusalCode } from "../../ipc/bindings";
import { bySystem } from "../system.svelte";

const byAction: Record<ActionView, string> = {
  open: "Ouvrir",
  edit: "Modifier",
  "check-out": "Extraire",
  "check-in": "Archiver",
  "upload-changes": "Charger mes modifications",
  "discard-changes": "Abandonner mes modifications",
  download: "Télécharger",
  update: "Mettre à jour",
  "remove-local-copy": "Retirer la copie locale",
  "keep-mine": "Garder ma version",
  "keep-theirs": "Garder leur version",
  "keep-both": "Garder les deux",
  compare: "Comparer",
  get reveal() {
    return bySystem({
      windows: "Afficher dans l’Explorateur",
      macos: "Afficher dans le Finder",
      linux: "Afficher dans Fichiers",
    });
  },
  "open-in-web": "Ouvrir sur le Web",
  "release-lock": "Lever le verrou",
  "upload-here": "Charger ici",
  rename: "Renommer",
  move: "Déplacer",
  duplicate: "Dupliquer",
  "new-folder": "Nouveau dossier",
  delete: "Supprimer",
  pin: "Épingler",
  unpin: "Désépingler",
  history: "Historique des versions",
  restore: "Restaurer",
};

export const actions = {
  byAction,
  /** Items that open something first. */
  more: {
    "upload-changes": "Charger mes modifications…",
    "discard-changes": "Abandonner mes modifications…",
    compare: "Comparer…",
    "release-lock": "Lever le verrou…",
    "upload-here": "Charger ici…",
    move: "Déplacer…",
    delete: "Supprimer…",
  } as Partial<Record<ActionView, string>>,
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

/** Why an action is refused, in one sentence; `who` holds the asset. */
export const refusals: Record<RefusalCode, (who: string) => string> = {
  offline: () => "Cette action nécessite le serveur, qui est injoignable pour l’instant.",
  "not-on-this-server": () => "Ce serveur ne le permet pas.",
  "for-folders-only": () => "Possible pour les dossiers seulement.",
  "for-assets-only": () => "Possible pour les ressources seulement, pas pour les dossiers.",
  "no-file": () => "Il n’y a pas de fichier : ce contenu n’existe que sur le serveur.",
  "no-right": () => "Vous pouvez consulter cet élément, mais pas le modifier.",
  "checked-out-by": (who) => `La ressource est extraite par ${who}.`,
  "already-checked-out": () => "Vous l’avez déjà extraite.",
  "not-checked-out": () => "La ressource n’est pas extraite.",
  "not-administrator": () => "Seul un administrateur peut archiver ce que quelqu’un d’autre a extrait.",
  "not-here": () => "Il n’y en a pas de copie sur cet ordinateur.",
  "already-here": () => "La copie est déjà sur cet ordinateur.",
  "up-to-date": () => "La copie est déjà identique à celle du serveur.",
  "not-edited": () => "Vous n’y avez apporté aucune modification.",
  "has-edits": () =>
    "Il y a des modifications qui n’existent que sur cet ordinateur. Chargez-les ou abandonnez-les d’abord.",
  "in-conflict": () => "Vous et quelqu’un d’autre avez tous deux modifié cette ressource. Réglez d’abord le conflit.",
  "not-in-conflict": () => "Il n’y a pas de conflit.",
  "only-here": () => "Cette ressource n’existe que sur cet ordinateur. Chargez-la d’abord.",
  "removed-from-server": () => "La ressource a été supprimée du serveur.",
  pinned: () => "L’élément est épinglé, donc conservé sur cet ordinateur. Désépinglez-le d’abord.",
  "not-pinned": () => "L’élément n’est pas épinglé.",
  busy: () => "Un transfert est en cours.",
  "name-problem": () => "Cet ordinateur ne peut pas enregistrer un fichier de ce nom ou de ce chemin.",
  "is-root": () => "La racine du DAM ne peut être ni déplacée, ni renommée, ni copiée, ni supprimée.",
};
