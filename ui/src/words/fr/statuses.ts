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
    means: "Quelqu’un l’a modifiée sur le serveur. Votre copie est plus ancienne et sans modification de votre part.",
    next: "Mettre à jour récupère la version plus récente.",
  },
  "editing-conflict": {
    name: "Conflit de modification",
    means: "Vous et quelqu’un d’autre l’avez modifiée. Rien n’a été envoyé ni remplacé.",
    next: "Comparez les deux côtés, puis gardez la vôtre, la leur ou les deux.",
  },
  "removed-remotely": {
    name: "Supprimée à distance",
    means: "Elle a été supprimée du serveur. Votre copie est toujours là.",
    next: "Retirez votre copie (elle est conservée dans Récupérés), ou chargez-la de nouveau sous son nom.",
  },
  "new-locally": {
    name: "Nouvelle localement",
    means: "Le serveur n’a pas encore ce fichier.",
    next: "Charger les modifications l’envoie au serveur.",
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
  problem: {
    name: "Cet ordinateur ne peut pas enregistrer un fichier de ce nom.",
    "path-too-long":
      "Le chemin est trop long pour cet ordinateur. Placez le dossier de cache plus haut, ou raccourcissez les noms sur le serveur.",
    "refused-name":
      "Aucun chemin ne peut contenir ce nom : impossible de télécharger tant que quelqu’un ne l’a pas renommé sur le serveur.",
    "folder-there":
      "C’est un fichier ici et un dossier sur le serveur. Donnez un autre nom au fichier, puis envoyez-le.",
    unreadable: "Le fichier sur cet ordinateur est illisible.",
    other: "Cet ordinateur a un problème avec ce fichier.",
  },
};
