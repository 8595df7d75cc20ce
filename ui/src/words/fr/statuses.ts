import type { ConflictView, StatusView } from "../../ipc/bindings";

/** What is said of a status: its name, what it means, and what to do next. */
export type StatusWords = { name: string; means: string; next: string };

const byStatus: Record<StatusView, StatusWords> = {
  "cloud-only": {
    name: "Cloud uniquement",
    means: "La ressource est sur le serveur. Il n’y en a pas de copie sur cet ordinateur.",
    next: "Modifier l’extrait, la télécharge et l’ouvre. Télécharger en apporte une copie ici.",
  },
  "available-locally": {
    name: "Disponible localement",
    means: "Une copie est sur cet ordinateur, identique à celle du serveur.",
    next: "Modifier l’extrait et l’ouvre.",
  },
  "edited-locally": {
    name: "Modifiée localement",
    means: "Vous avez modifié la copie sur cet ordinateur. Le serveur n’a pas changé.",
    next: "Chargez vos modifications quand vous avez terminé ; la ressource est archivée par la même occasion.",
  },
  "modified-remotely": {
    name: "Modifiée à distance",
    means: "Quelqu’un l’a modifiée sur le serveur. Votre copie est plus ancienne, et vous ne l’avez pas modifiée.",
    next: "Mettre à jour récupère la version plus récente.",
  },
  "editing-conflict": {
    name: "Conflit de modification",
    means: "Vous et quelqu’un d’autre l’avez modifiée. Rien n’a été envoyé ni remplacé.",
    next: "Comparez les deux versions, puis gardez la vôtre, la leur ou les deux.",
  },
  "removed-remotely": {
    name: "Supprimée à distance",
    means: "Elle a été supprimée du serveur. Votre copie est toujours là.",
    next: "Retirez votre copie (elle est conservée dans Récupérés), ou chargez-la de nouveau sous son nom.",
  },
  "new-locally": {
    name: "Nouvelle localement",
    means: "Pas encore sur le serveur.",
    next: "Charger mes modifications la place sur le serveur.",
  },
};

const byConflict: Record<ConflictView, string> = {
  "both-changed": "Vous et quelqu’un d’autre l’avez modifiée. Rien n’a été envoyé ni remplacé.",
  "deleted-on-server":
    "Vous l’avez modifiée, et entre-temps elle a été supprimée sur le serveur. Vos modifications sont toujours là.",
  unrelated: "Un de vos fichiers se trouve là où le serveur a une autre ressource. Aucun des deux n’a été touché.",
};

export const statuses = {
  byStatus,
  byConflict,
  folder: "Dossier",
  noFile: "Contenu sans fichier",
  noName: "Nom inutilisable",
  noFileMeans: "Il n’existe que sur le serveur. Ouvrir sur le Web le montre.",
  nextMine: "Ouvrez-la, puis chargez vos modifications quand vous avez terminé.",
  nextLater: "Le serveur est injoignable : ce sera fait à son retour.",
  checkedOutByMe: "Extraite par moi",
  checkedOutBy: (who: string) => `Extraite par ${who}`,
  me: "moi",
  pinned: "Épinglée",
  pinnedMeans: "Elle est conservée sur cet ordinateur et tenue à jour.",
  readOnly: "Lecture seule",
  readOnlyMeans: "Vous pouvez la consulter, mais pas la modifier sur le serveur.",
  processing: "Le serveur la traite encore",
  transfer: {
    downloading: "Téléchargement",
    uploading: "Chargement",
    waiting: "En attente",
    running: "En cours",
    paused: "Suspendu",
    retrying: "Nouvel essai",
    failed: "Échec",
    finished: "Terminé",
    cancelled: "Annulé",
  },
  renamedHere: (former: string) =>
    `Vous l’avez renommée ici. Sur le serveur, elle s’appelle toujours ${former}. Chargée telle quelle, elle devient une seconde ressource.`,
  problem: {
    "renamed-here": "Vous l’avez renommée ici. Sur le serveur, elle porte toujours son ancien nom.",
    name: "Cet ordinateur ne peut pas enregistrer un fichier de ce nom.",
    "path-too-long":
      "Le chemin est trop long pour cet ordinateur. Déplacez le dossier de cache vers un chemin plus court, ou raccourcissez les noms sur le serveur.",
    "refused-name":
      "Aucun chemin ne peut contenir ce nom : impossible de télécharger tant que quelqu’un ne l’a pas renommé sur le serveur.",
    withheld: "Le serveur la mentionne sans donner de détails. Ce qu’on en savait est conservé.",
    "folder-there":
      "C’est un fichier ici et un dossier sur le serveur. Donnez un autre nom au fichier, puis chargez-le.",
    link: "C’est un lien, et les liens ne sont pas suivis.",
    device: "Ce n’est ni un fichier ni un dossier (un tube, une socket ou un périphérique).",
    "check-out-ended":
      "Votre extraction a pris fin : quelqu’un a levé le verrou, ou le serveur l’a perdu. Votre copie est restée telle quelle.",
    unreadable: "Le fichier sur cet ordinateur est illisible.",
    other: "Cet ordinateur a un problème avec ce fichier.",
  },
  queued: (action: string) => `En file d’attente : ${action}`,
};
