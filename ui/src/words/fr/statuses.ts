export const statuses = {
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
  writtenBack: "Le serveur n’a probablement fait qu’écrire des métadonnées dans le fichier, après votre modification ici.",
  transfer: {
    downloading: "Téléchargement",
    uploading: "Chargement",
  },
  renamedHere: (former: string) =>
    `Vous l’avez renommée ici. Sur le serveur, elle s’appelle toujours ${former}. Chargée telle quelle, elle devient une seconde ressource.`,
  queued: (action: string) => `En file d’attente : ${action}`,
};
