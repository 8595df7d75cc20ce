import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("fr");

export const dialogs = {
  asset: "Ressource",
  more: (n: number) => plural(n, { one: "et 1 autre", other: "et # autres" }),
  failed: {
    title: (n: number) => plural(n, { one: "Échec pour # ressource", other: "Échec pour # ressources" }),
    done: (n: number) => plural(n, { one: "# autre a été traitée.", other: "# autres ont été traitées." }),
    retry: "Réessayer celles-ci",
  },

  upload: {
    title: (n: number, name: string) =>
      plural(n, {
        one: `Charger les modifications de ${name}`,
        other: "Charger les modifications de # ressources",
      }),
    text: {
      kept: "Chacune devient une nouvelle version sur le serveur. La version précédente reste dans l’historique.",
      without: "Chacune remplace ce que contient le serveur, qui ne conserve pas de versions antérieures.",
    },
    textOne: {
      kept: "Elle devient une nouvelle version sur le serveur. La version précédente reste dans l’historique.",
      without: "Elle remplace ce que contient le serveur, qui ne conserve pas de versions antérieures.",
    },
    textNew: (n: number) =>
      plural(n, {
        one: "Elle devient une nouvelle ressource sur le serveur.",
        other: "Elles deviennent de nouvelles ressources sur le serveur.",
      }),
    textSomeNew: (n: number) =>
      plural(n, { one: "# d’entre elles est nouvelle pour le serveur.", other: "# d’entre elles sont nouvelles pour le serveur." }),
    comment: "Commentaire",
    commentHint: "Les autres le lisent dans l’historique des versions. Vous pouvez le laisser vide.",
    noComments: "Ce serveur ne conserve pas de commentaire avec les versions.",
    keepOut: "Garder extraite",
    keepOutHint: "Sinon, elle est archivée après le chargement.",
    go: "Charger",
  },

  discard: {
    title: (n: number, name: string) =>
      plural(n, {
        one: `Abandonner vos modifications de ${name} ?`,
        other: "Abandonner vos modifications de # ressources ?",
      }),
    text: (n: number) =>
      plural(n, {
        one: "Votre copie modifiée passe dans Récupérés, où elle est conservée un certain temps. La ressource sur le serveur reste telle quelle.",
        other:
          "Vos copies modifiées passent dans Récupérés, où elles sont conservées un certain temps. Les ressources sur le serveur restent telles quelles.",
      }),
    checkIn: "Archiver également",
    checkInHint: "Pour que d’autres puissent de nouveau la modifier.",
    go: "Abandonner mes modifications",
  },

  checkIn: {
    title: (n: number, name: string) =>
      plural(n, { one: `Archiver ${name} sans charger ?`, other: "Archiver # ressources sans charger ?" }),
    text: (n: number) =>
      plural(n, {
        one: "Elle contient des modifications que vous n’avez pas chargées. Ces modifications restent sur cet ordinateur, mais d’autres peuvent modifier la ressource entre-temps, ce qui crée un conflit.",
        other:
          "Elles contiennent des modifications que vous n’avez pas chargées. Ces modifications restent sur cet ordinateur, mais d’autres peuvent modifier les ressources entre-temps, ce qui crée des conflits.",
      }),
    upload: "Charger mes modifications…",
    go: "Archiver quand même",
  },

  delete: {
    title: (n: number, name: string) =>
      plural(n, { one: `Supprimer ${name} ?`, other: "Supprimer # éléments ?" }),
    asset: "Elle est supprimée sur le serveur, pour tout le monde.",
    folder: "Le dossier et tout ce qu’il contient sont supprimés sur le serveur, pour tout le monde.",
    many: "Ils sont supprimés sur le serveur, pour tout le monde. Les dossiers le sont avec tout leur contenu.",
    counting: "Calcul de ce qu’il contient…",
    holds: (assets: string) => `${assets} en tout.`,
    notCounted: "Le contenu n’a pas pu être compté.",
    edited: "Vos copies modifiées passent d’abord dans Récupérés.",
    held: "Extraites par d’autres",
    heldText: (n: number) =>
      plural(n, {
        one: "# ressource qu’il contient est extraite. Rien n’a été supprimé.",
        other: "# ressources qu’il contient sont extraites. Rien n’a été supprimé.",
      }),
    mineInside: "Vous y avez vous-même des ressources extraites.",
    anyway: "Supprimer tout de même, y compris ce que j’ai extrait",
    heldBy: (who: string) => `extraite par ${who}`,
    go: "Supprimer",
  },

  move: {
    title: (n: number, name: string) => plural(n, { one: `Déplacer ${name}`, other: "Déplacer # éléments" }),
    into: (folder: string) => `Déplacer vers ${folder}`,
    same: "L’élément est déjà dans ce dossier.",
    inside: "Un dossier ne peut pas être déplacé dans lui-même.",
  },

  duplicate: {
    suffix: "copie",
  },

  renameMany: {
    menu: (n: number) => plural(n, { one: "Renommer 1 élément…", other: "Renommer # éléments…" }),
    title: (n: number) => plural(n, { one: "Renommer 1 élément", other: "Renommer # éléments" }),
    pattern: "Nouveaux noms",
    patternHint: "L’extension reste. {n:3} est un numéro à trois chiffres, {date} le jour de la dernière modification.",
    strange: (part: string) => `${part} n’a pas de sens ici.`,
    insert: "Insérer",
    parts: { "{name}": "Nom", "{n:3}": "Numéro", "{date}": "Date" },
    find: "Rechercher dans le nom",
    replace: "Remplacer par",
    start: "Premier numéro",
    preview: "Aperçu",
    now: "Nom actuel",
    then: "Nouveau nom",
    troubles: {
      same: "Reste tel quel",
      empty: "Le nom serait vide.",
      date: "La date n’est pas connue.",
      refused: "Le serveur n’accepte pas ce nom.",
      twice: "Plusieurs auraient ce nom.",
      taken: "Ce nom est déjà pris.",
    },
    wrong: (n: number) => plural(n, { one: "1 nom est impossible.", other: "# noms sont impossibles." }),
    stops: "Ils sont renommés l’un après l’autre. Si l’un échoue, les suivants gardent leur nom.",
    go: (n: number) => plural(n, { one: "Renommer 1 élément", other: "Renommer # éléments" }),
    doneOne: (from: string, to: string) => `« ${from} » a été renommé en « ${to} ».`,
    done: (n: number) => plural(n, { one: "1 élément a été renommé.", other: "# éléments ont été renommés." }),
    stopped: (done: number, of: number) => `${done} renommés sur ${of}, puis arrêt`,
    kept: (n: number) => plural(n, { one: "1 élément garde son nom :", other: "# éléments gardent leur nom :" }),
  },
  folders: {
    label: "Dossiers",
  },

  newFolder: {
    title: (folder: string) => `Nouveau dossier dans ${folder}`,
    name: "Nom",
    initial: "dossier sans titre",
    go: "Créer",
    empty: "Un dossier doit avoir un nom.",
    slash: "Un nom ne peut pas contenir de barre oblique.",
  },

  rename: {
    title: (name: string) => `Renommer ${name}`,
    name: "Nom",
    go: "Renommer",
    ending: (from: string, to: string) =>
      `L’extension passe de ${from} à ${to}. Les applications pourraient ne plus reconnaître le fichier.`,
    noEnding: "aucune",
  },

  download: {
    title: (name: string) => `Télécharger ${name} ?`,
    titleMany: (n: number) =>
      plural(n, { one: "Télécharger # élément ?", other: "Télécharger # éléments ?" }),
    counting: "Calcul de ce qu’il contient…",
    text: (assets: string, size: string) => `Cela représente ${assets}, ${size}.`,
    textAtLeast: (assets: string, size: string) => `Cela représente ${assets}, au moins ${size}.`,
    background:
      "Le téléchargement se poursuit en arrière-plan ; vous pouvez le suspendre et l’annuler sous Transferts.",
    uncounted: "Le contenu n’a pas pu être compté.",
    go: "Télécharger",
  },

  manyLinks: {
    title: (name: string) => `Télécharger les fichiers liés à ${name} ?`,
    text: (assets: string, bytes: string) => `${assets} (${bytes}) auxquelles ce document est lié ne sont pas sur cet ordinateur.`,
    without: "Sans elles, l’application affichera des liens manquants.",
    none: "Ouvrir sans",
    all: "Télécharger et ouvrir",
  },

  linksMissing: {
    title: (name: string) => `Charger les fichiers liés à ${name} ?`,
    titleMany: "Charger les fichiers liés à ces documents ?",
    text: "Le serveur n’a pas ces fichiers. Sans eux, les autres verront des liens manquants.",
    alone: "Ces fichiers de cet ordinateur vont être chargés :",
    nowhere: "Absents aussi de cet ordinateur :",
    loading: "Recherche des fichiers liés…",
    none: "Charger sans",
    all: "Tout charger",
    only: "Charger",
  },

  restricted: {
    title: (name: string) => `Utiliser quand même « ${name} » ?`,
    titleMany: (n: number) => `Utiliser quand même ces ${n} ressources ?`,
    others: (n: number) => (n === 1 ? "Et 1 autre." : `Et ${n} autres.`),
    go: "Utiliser quand même",
    goMany: "Utiliser quand même",
  },

  executable: {
    title: (name: string) => `Ouvrir ${name} comme un programme ?`,
    text: (type: string) =>
      `Les fichiers de type ${type} s’exécutent comme des programmes et peuvent nuire à cet ordinateur. Ne l’ouvrez que si vous savez d’où il vient.`,
    by: (who: string) => `Dernière modification par ${who}.`,
    go: "Ouvrir quand même",
  },

  release: {
    title: (name: string, who: string) => `Lever le verrou de ${who} sur ${name} ?`,
    titleMany: (n: number) => plural(n, { one: "Lever # verrou ?", other: "Lever # verrous ?" }),
    text: (who: string) =>
      `${who} est peut-être en train de la modifier et rencontrerait un conflit au prochain chargement. Mieux vaut demander d’abord.`,
    go: "Lever le verrou",
  },

  removeLocal: {
    title: (n: number, name: string) =>
      plural(n, { one: `Retirer la copie locale de ${name} ?`, other: "Retirer # copies locales ?" }),
    gone: "Elle a été supprimée du serveur. Votre copie passe dans Récupérés, où elle est conservée un certain temps.",
    goneMany:
      "Elles ont été supprimées du serveur. Vos copies passent dans Récupérés, où elles sont conservées un certain temps.",
    go: "Retirer la copie locale",
  },

  remote: {
    title: (name: string) => `${name} a été modifiée sur le serveur`,
    titleMany: (n: number) =>
      plural(n, {
        one: "# ressource a été modifiée sur le serveur",
        other: "# ressources ont été modifiées sur le serveur",
      }),
    text: "Votre copie est plus ancienne et ne contient aucune modification de votre part.",
    textMany: "Vos copies sont plus anciennes et ne contiennent aucune modification de votre part.",
    goneTitle: (name: string) => `${name} a été supprimée du serveur`,
    goneTitleMany: (n: number) =>
      plural(n, {
        one: "# ressource a été supprimée du serveur",
        other: "# ressources ont été supprimées du serveur",
      }),
    goneText: "Votre copie est toujours là. C’est peut-être la seule.",
    goneTextMany: "Vos copies sont toujours là. Ce sont peut-être les seules.",
    update: "Mettre à jour",
    remove: "Retirer la copie locale",
    keep: "Laisser tel quel",
    updateHint: "récupère la version plus récente",
    removeHint: "libère de la place ; la ressource reste sur le serveur",
    removeGoneHint: "place votre copie dans Récupérés",
    revealHint: "montre votre copie, pour l’enregistrer ailleurs",
  },

  conflict: {
    title: (name: string, who: string) => `Vous et ${who} avez tous deux modifié ${name}`,
    titleElsewhere: (name: string) => `Vous avez modifié ${name} ici et ailleurs`,
    titleDeleted: (name: string) => `Vous avez modifié ${name}, supprimée entre-temps sur le serveur`,
    titleUnrelated: (name: string) => `Un de vos fichiers occupe la place de ${name}`,
    titleMany: (n: number) =>
      plural(n, { one: "# conflit de modification", other: "# conflits de modification" }),
    text: "Rien n’a été envoyé ni remplacé. Quelle version voulez-vous garder ?",
    textMany: "Rien n’a été envoyé ni remplacé. Décidez au cas par cas, ou d’un seul choix pour tous.",
    compareTitle: (name: string) => `Comparer ${name}`,
    mine: "Ma version, sur cet ordinateur",
    copy: "Ma copie, sur cet ordinateur",
    theirs: "Leur version, sur le serveur",
    you: "vous",
    who: "Modifiée par",
    when: "Modifiée",
    size: "Taille",
    dimensions: "Dimensions",
    same: "identique",
    deleted: "Supprimée sur le serveur",
    noPreview: "Pas d’aperçu pour ce type",
    noCopy: "Aucune copie sur cet ordinateur",
    open: "Ouvrir ma version",
    web: "Ouvrir leur version sur le Web",
    larger: (size: string) => `${size} de plus`,
    smaller: (size: string) => `${size} de moins`,
    newer: "plus récente",
    choose: "Choisissez",
    keepMine: "Garder ma version",
    keepMineText: "Votre version sera chargée. La leur reste dans l’historique.",
    keepMineDeleted: "Votre version sera de nouveau chargée sous son nom.",
    keepTheirs: "Garder leur version",
    keepTheirsText: (days: string) =>
      `Leur version remplace la vôtre sur cet ordinateur. La vôtre passe dans Récupérés, où elle est conservée ${days}.`,
    keepTheirsDeleted: (days: string) =>
      `La suppression est maintenue. Votre version passe dans Récupérés, où elle est conservée ${days}.`,
    keepBoth: "Garder les deux",
    keepBothText: (copy: string) =>
      `Votre version devient un nouveau fichier à côté de la leur, nommé à la manière de « ${copy} ».`,
    copyName: (stem: string, ending: string) => `${stem} (… copy …)${ending}`,
    days: (n: number) => plural(n, { one: "# jour", other: "# jours" }),
    aWhile: "un certain temps",
    later: "Décider plus tard",
    apply: (choice: string) => choice,
    applyAll: (n: number) =>
      plural(n, { one: "Faire de même pour ce conflit", other: "Faire de même pour les # conflits" }),
    place: (n: string, of: string) => `Conflit ${n} sur ${of}`,
    previous: "Conflit précédent",
    next: "Conflit suivant",
    resolved: (n: number) => plural(n, { one: "# conflit réglé", other: "# conflits réglés" }),
    gone: "Ce conflit est réglé.",
  },

  uploadHere: {
    title: (folder: string) => `Charger dans ${folder}`,
    choose: "Que voulez-vous charger ?",
    files: "Choisir des fichiers…",
    folder: "Choisir un dossier…",
    orDrop: "Vous pouvez aussi déposer des fichiers et des dossiers sur la fenêtre.",
    planning: "Vérification de ce qui existe déjà…",
    summary: (files: string, folders: string, size: string) => `${files} dans ${folders}, ${size}`,
    summaryFlat: (files: string, size: string) => `${files}, ${size}`,
    nothing: "Il n’y a rien à charger dans votre sélection.",
    renamed: (n: number) => plural(n, { one: "# nom va changer", other: "# noms vont changer" }),
    renamedText: "Le serveur n’accepte pas ces noms tels quels, ou deux de ces fichiers porteraient le même nom.",
    becomes: (name: string) => `devient ${name}`,
    exists: (n: number) => plural(n, { one: "# existe déjà", other: "# existent déjà" }),
    existsText: "Que faut-il faire de ces fichiers ?",
    newVersion: "Charger comme nouvelle version",
    newVersionHint: "La version existante reste dans l’historique.",
    newVersionHintWithout: "Le fichier remplace ce qui s’y trouve : ce serveur ne conserve pas de versions antérieures.",
    keepBoth: "Garder les deux",
    keepBothHint: "Le fichier chargé reçoit un numéro dans son nom.",
    skip: "Les ignorer",
    skipHint: "Seul ce qui est nouveau est chargé.",
    comment: "Commentaire des nouvelles versions",
    skipped: (n: number) => plural(n, { one: "# ignoré", other: "# ignorés" }),
    allFiles: "Tout ce qui est chargé",
    go: (files: string) => `Charger ${files}`,
    pickFiles: "Fichiers à charger",
    pickFolder: "Dossier à charger",
    started: (n: number) =>
      plural(n, { one: "Chargement de # fichier…", other: "Chargement de # fichiers…" }),
    done: (n: number) => plural(n, { one: "# fichier a été chargé.", other: "# fichiers ont été chargés." }),
    someFailed: (n: number) =>
      plural(n, { one: "# fichier n’a pas été chargé", other: "# fichiers n’ont pas été chargés" }),
    left: (time: string) => `encore ${time}`,
    pause: "Suspendre",
    resume: "Reprendre",
    cancel: "Annuler le chargement",
  },

  link: {
    unread: "Impossible de suivre un lien : il est incomplet, ou Damson ne le connaît pas.",
    title: "Ouvrir depuis un lien ?",
    open: (n: number) =>
      plural(n, { one: "Ce lien va ouvrir cette ressource :", other: "Ce lien va ouvrir ces # ressources :" }),
    edit: (n: number) =>
      plural(n, {
        one: "Ce lien va extraire cette ressource et l’ouvrir pour la modifier :",
        other: "Ce lien va extraire ces # ressources et les ouvrir pour les modifier :",
      }),
    reveal: (n: number) =>
      plural(n, {
        one: "Ce lien va télécharger cette ressource et l’afficher dans son dossier :",
        other: "Ce lien va télécharger ces # ressources et les afficher dans leurs dossiers :",
      }),
    on: "Serveur",
    unknown: (server: string) => `Vous n’êtes pas connecté à ${server} : rien ne peut être ouvert.`,
    connect: "Se connecter à ce serveur…",
    warning: "Continuez seulement si vous venez de cliquer vous-même sur un tel lien.",
    goOpen: "Ouvrir",
    goEdit: "Extraire et ouvrir",
    get goReveal() {
      return actionNames("fr").reveal;
    },
    no: "Annuler",
  },

  quit: {
    title: "Quitter Damson ?",
    edited: (n: number) =>
      plural(n, {
        one: "# ressource modifiée n’est pas chargée.",
        other: "# ressources modifiées ne sont pas chargées.",
      }),
    newFiles: (n: number) => plural(n, { one: "# nouveau fichier n’est pas chargé.", other: "# nouveaux fichiers ne sont pas chargés." }),
    left: (n: number) =>
      plural(n, {
        one: "Vous avez encore # ressource extraite : personne d’autre ne peut la modifier.",
        other: "Vous avez encore # ressources extraites : personne d’autre ne peut les modifier.",
      }),
    transfers: (n: number) =>
      plural(n, {
        one: "# transfert reprendra au prochain démarrage.",
        other: "# transferts reprendront au prochain démarrage.",
      }),
    safe: "Rien n’est perdu : les modifications restent sur cet ordinateur.",
    go: "Quitter",
    stay: "Annuler",
  },
};
