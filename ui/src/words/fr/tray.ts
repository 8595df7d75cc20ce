import type { DeskWords } from "../../ipc/bindings";

export const tray: DeskWords = {
  language: "fr",
  open: "Ouvrir Damson",
  pause_all: "Suspendre tous les transferts",
  resume_all: "Reprendre tous les transferts",
  quit: "Quitter Damson",
  no_connection: "Connecté à aucun DAM",
  up_to_date: "À jour",
  connecting: "Connexion…",
  offline: "Hors ligne",
  login_needed: "Identification nécessaire",
  halted: "Arrêt par précaution : à vérifier",
  transferring: { one: "1 transfert en cours", other: "{count} transferts en cours" },
  paused: { one: "1 transfert suspendu", other: "{count} transferts suspendus" },
  failed: { one: "1 transfert échoué", other: "{count} transferts échoués" },
  edited: { one: "1 ressource modifiée localement", other: "{count} ressources modifiées localement" },
  new_files: { one: "1 nouveau fichier non chargé", other: "{count} nouveaux fichiers non chargés" },
  conflicts: { one: "1 conflit de modification", other: "{count} conflits de modification" },
  checked_out: { one: "1 ressource extraite par moi", other: "{count} ressources extraites par moi" },
  conflict_found: {
    title: "Conflit de modification",
    body: {
      one: "Vous et quelqu’un d’autre avez tous deux modifié {name}. Rien n’a été remplacé.",
      other: "Vous et d’autres avez modifié {count} ressources. Rien n’a été remplacé.",
    },
  },
  upload_failed: {
    title: "Échec du chargement",
    body: {
      one: "{name} n’a pas été chargée. Ouvrez Damson pour savoir pourquoi.",
      other: "{count} ressources n’ont pas été chargées. Ouvrez Damson pour savoir pourquoi.",
    },
  },
  download_failed: {
    title: "Échec du téléchargement",
    body: {
      one: "{name} n’a pas été téléchargée. Ouvrez Damson pour savoir pourquoi.",
      other: "{count} ressources n’ont pas été téléchargées. Ouvrez Damson pour savoir pourquoi.",
    },
  },
  order_done: {
    title: "Transfert terminé",
    body: { one: "Tout le contenu de {name} a été transféré.", other: "{count} transferts de plusieurs fichiers sont terminés." },
  },
  checked_in: {
    title: "Ressource archivée",
    body: { one: "{name} peut de nouveau être extraite.", other: "{count} ressources peuvent de nouveau être extraites." },
  },
  login_needed_notice: {
    title: "Identification nécessaire",
    body: { one: "Vous n’êtes plus connecté à {name}.", other: "Vous n’êtes plus connecté à {count} serveurs." },
  },
  halted_notice: {
    title: "Damson a tout arrêté par précaution",
    body: { one: "Vérifiez {name}, puis continuez.", other: "Vérifiez {count} connexions, puis continuez." },
  },
};
