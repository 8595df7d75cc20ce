import type { errors as english } from "../en/errors";
import { actions } from "./actions";

export const errors: typeof english = {
  it: "cette ressource",
  itself: "Cette ressource",
  serverSaid: (said) => `Détail : ${said}`,
  refused: (action, it) => `${action} : impossible pour ${it}.`,
  unknownDetail: "rien de plus n’est connu",
  byCode: {
    "unknown-host": ({ server }) => [
      `Aucun serveur ne s’appelle ${server}.`,
      "Vérifiez l’orthographe de l’adresse, et que vous êtes sur le réseau ou le VPN de votre entreprise.",
    ],
    offline: ({ server }) => [
      `${server} est injoignable.`,
      "Vérifiez votre réseau ou votre VPN, puis réessayez. Ce qui est sur cet ordinateur peut toujours être ouvert et modifié.",
    ],
    timeout: ({ server }) => [
      `${server} n’a pas répondu à temps.`,
      "Il est peut-être occupé, ou le réseau est lent : réessayez dans une minute. Les transferts reprennent où ils s’étaient arrêtés.",
    ],
    tls: ({ server, detail }) =>
      detail === "not-tls"
        ? [
            `${server} ne répond pas en https sur ce port.`,
            "Vérifiez le port dans l’adresse. Si le serveur n’a aucun chiffrement, son adresse commence par http://.",
          ]
        : [
            `La connexion à ${server} n’est pas sûre : cet ordinateur ne fait pas confiance à son certificat.`,
            "Ne saisissez pas de mot de passe. Adressez-vous aux responsables du DAM : un certificat de votre entreprise doit peut-être être installé sur cet ordinateur.",
          ],
    "client-certificate-missing": ({ it }) => [
      `Le certificat client est illisible : ${it}.`,
      "Choisissez à nouveau le fichier dans les préférences. S’il se trouve sur un autre disque ou dans un dossier réseau, connectez d’abord celui-ci.",
    ],
    "client-certificate-unreadable": ({ it }) => [
      `Ce fichier ne peut pas servir de certificat client : ${it}.`,
      "Utilisez un fichier .p12 ou .pfx, ou un fichier PEM avec le certificat et sa clé privée. L’émetteur peut vous en fournir un.",
    ],
    "client-certificate-no-key": ({ it }) => [
      `Le certificat client n’a pas de clé privée : ${it}.`,
      "Exportez-le avec sa clé privée, dans un fichier .p12 ou .pfx.",
    ],
    "client-certificate-other-key": ({ it }) => [
      `La clé privée ne correspond pas au certificat qui l’accompagne : ${it}.`,
      "Exportez à nouveau le certificat et la clé, ou adressez-vous à l’émetteur.",
    ],
    "client-passphrase-needed": ({ it }) => [
      `Le certificat client est protégé par une phrase secrète : ${it}.`,
      "Saisissez-la dans les préférences, sous Connexion. Elle est conservée dans le trousseau.",
    ],
    "client-passphrase-wrong": ({ it }) => [
      `La phrase secrète n’ouvre pas le certificat client : ${it}.`,
      "Saisissez-la à nouveau dans les préférences, sous Connexion. L’émetteur du fichier la connaît.",
    ],
    "client-certificate-expired": ({ it, said }) => [
      `Le certificat client a expiré le ${said} : ${it}.`,
      "Demandez-en un nouveau à l’émetteur. Si la date est fausse, réglez l’horloge de cet ordinateur.",
    ],
    "client-certificate-wanted": ({ server }) => [
      `${server} demande un certificat client et n’en a reçu aucun.`,
      "Demandez le vôtre aux responsables du DAM, puis choisissez son fichier dans les préférences, sous Connexion.",
    ],
    "client-certificate-refused": ({ server }) => [
      `${server} n’a pas accepté le certificat client de cet ordinateur.`,
      "Les préférences, sous Connexion, indiquent lequel est utilisé et jusqu’à quand il est valable. Sinon, adressez-vous aux responsables du DAM.",
    ],
    "client-certificate-ends": ({ detail }) => [
      `Votre certificat client expire bientôt (jours restants : ${detail}).`,
      "Demandez-en un nouveau à l’émetteur avant de ne plus pouvoir vous connecter.",
    ],
    proxy: ({ server }) => [
      `Le proxy de ce réseau n’a pas laissé Damson accéder à ${server}.`,
      "Vérifiez les réglages de proxy de cet ordinateur, ou demandez à votre service informatique d’autoriser l’adresse.",
    ],
    "not-a-dam": ({ server }) => [
      `Un serveur répond à l’adresse ${server}, mais ce n’est pas un DAM que Damson connaît.`,
      "Prenez l’adresse avec laquelle vous ouvrez le DAM dans un navigateur, jusqu’à la première barre oblique.",
    ],
    "login-needed": ({ server }) => [
      `Vous n’êtes pas connecté à ${server}, ou la session est terminée.`,
      "Reconnectez-vous. Rien n’est perdu sur cet ordinateur.",
    ],
    "wrong-credentials": ({ server }) => [
      `${server} n’a pas accepté le nom et le mot de passe, ou le jeton.`,
      "Vérifiez-les et réessayez. Un jeton de développement n’est valable qu’un jour.",
    ],
    "login-not-taken": ({ server }) => [
      `${server} s’identifie comme un serveur WebDAV, et seul AEM permet ce mode de connexion.`,
      "Connectez-vous avec un nom et un mot de passe, ou avec un jeton.",
    ],
    forbidden: ({ server, it }) => [
      `${server} ne vous permet pas cela pour ${it}.`,
      "Demandez aux responsables du DAM le droit de la modifier.",
    ],
    "not-found": ({ it }) => [
      `${it} est introuvable sur le serveur.`,
      "La ressource a peut-être été déplacée, renommée ou supprimée. La recherche peut la retrouver.",
    ],
    exists: ({ it }) => [
      `Il existe déjà quelque chose qui s’appelle ${it}.`,
      "Choisissez un autre nom, ou chargez le fichier comme nouvelle version.",
    ],
    locked: ({ it, who }) => [
      `${who} a extrait ${it}. Rien n’a été modifié.`,
      `Demandez à ${who} de l’archiver. Un administrateur peut lever le verrou.`,
    ],
    changed: ({ it }) => [
      `Entre-temps, ${it} a changé sur le serveur. Rien n’a été envoyé ni remplacé.`,
      "Regardez de nouveau, puis décidez.",
    ],
    "name-refused": ({ server, it }) => [
      `${server} n’accepte pas le nom de ${it}.`,
      "Utilisez des lettres, des chiffres, des espaces, des points et des tirets ; pas de barre oblique, deux-points, astérisque, point d’interrogation, guillemet, crochet, pour cent ni dièse.",
    ],
    "too-large": ({ server, it }) => [
      `${it} dépasse la taille que ${server} accepte.`,
      "Demandez la limite aux responsables du DAM.",
    ],
    "server-full": ({ server, it }) => [
      `${server} n’a plus de place pour ${it}.`,
      "Prévenez les responsables du DAM. Votre fichier reste sur cet ordinateur.",
    ],
    throttled: ({ server }) => [
      `${server} a reçu trop de requêtes et demande une pause.`,
      "Attendez une minute et réessayez. Les transferts reprennent d’eux-mêmes.",
    ],
    unavailable: ({ server }) => [
      `${server} n’est pas prêt : il démarre, est surchargé ou en panne.`,
      "Attendez quelques minutes et réessayez. Les transferts reprennent d’eux-mêmes.",
    ],
    unsupported: ({ server }) => [
      `${server} ne sait pas le faire.`,
      "Préférences, sous Connexion, montre ce qu’il sait faire.",
    ],
    "no-file": ({ it }) => [
      `Il n’y a pas de fichier pour ${it} : ce contenu n’existe que sur le serveur.`,
      "Ouvrir sur le Web le montre dans le navigateur.",
    ],
    corrupt: ({ it }) => [
      `${it} est arrivée endommagée : le téléchargement a été écarté.`,
      "Réessayez. Si cela persiste, le réseau ou le serveur endommage les fichiers : prévenez votre service informatique.",
    ],
    garbled: ({ server }) => [
      `${server} a donné une réponse inattendue.`,
      "Réessayez. Si cela persiste, envoyez un dossier d’assistance aux responsables du DAM.",
    ],
    "local-file": ({ it }) => [
      `Impossible de lire ${it} sur cet ordinateur, ou le fichier a été enregistré pendant le chargement.`,
      "Enregistrez et fermez le fichier dans son application, puis réessayez.",
    ],
    cancelled: ({ it }) => [`Annulé : ${it}.`, "Relancez quand vous voulez."],
    "certificate-ends": ({ server, detail }) => [
      `Le certificat de ${server} expire bientôt (jours restants : ${detail}).`,
      "Prévenez les responsables du DAM avant que plus personne ne puisse se connecter.",
    ],
    "clock-differs": ({ server, detail }) => [
      `Les horloges de ${server} et de cet ordinateur diffèrent de ${detail} secondes.`,
      "Laissez cet ordinateur régler son horloge par le réseau ; sinon les connexions échouent et les heures sont fausses.",
    ],
    refused: ({ it }) => [`C’est impossible pour ${it}.`, "Regardez son état dans les détails."],
    conflict: ({ it }) => [
      `Vous et quelqu’un d’autre avez tous deux modifié ${it}. Rien n’a été envoyé ni remplacé.`,
      "Comparez les deux versions, puis gardez la vôtre, la leur ou les deux.",
    ],
    "edits-not-uploaded": ({ it }) => [
      `Vous n’avez pas chargé vos modifications de ${it}, qui reste donc extraite.`,
      "Chargez-les, ce qui l’archive aussi. Ou archivez-la et gardez-les ici.",
    ],
    "many-links": ({ it }) => [
      `${it} est liée à plus de fichiers qu’il n’en est téléchargé sans demander. Elle n’a pas été ouverte.`,
      "Ouvrez-la de nouveau, avec tous ses liens ou sans eux.",
    ],
    "links-missing": ({ it }) => [
      `${it} est liée à des fichiers que le serveur n’a pas. Rien n’a été chargé.`,
      "Chargez-la de nouveau, avec ces fichiers ou sans eux.",
    ],
    "still-coming": ({ it }) => [
      `Le téléchargement de ${it} n’est pas terminé : le transfert est suspendu ou attend le serveur.`,
      "Il se poursuivra quand vous le reprendrez dans « Transferts », ou quand le serveur sera joignable.",
    ],
    "locked-inside": ({ it, detail }) => [
      `${it} contient des ressources extraites : ${detail}. Rien n’a été modifié.`,
      "Elles doivent d’abord être archivées.",
    ],
    "package-inside": ({ it }) => [
      `L’assemblage ne peut pas aller dans ${it} : c’est dans le dossier de cache.`,
      "Choisissez un autre dossier.",
    ],
    halted: () => [
      "Par prudence, Damson a arrêté toutes les opérations.",
      "Le message en haut dit ce qui s’est passé. Vérifiez, puis reprenez.",
    ],
    "file-in-use": ({ it }) => [
      `Une application a ouvert ${it}, qui ne peut donc pas être remplacée pour l’instant.`,
      "Fermez-la dans cette application et réessayez. Rien n’a été modifié.",
    ],
    "file-denied": ({ it }) => [
      `Cet ordinateur ne laisse pas Damson lire ou écrire le fichier de ${it}.`,
      "Vérifiez les droits du dossier de cache ; les préférences montrent où il se trouve.",
    ],
    "disk-full": ({ it }) => [
      `Il n’y a pas assez de place sur le disque de cet ordinateur pour ${it}.`,
      "Faites de la place, par exemple avec Retirer la copie locale pour ce qui ne sert plus, et réessayez.",
    ],
    "file-changed": ({ it }) => [
      `Entre-temps, ${it} a été enregistrée sur cet ordinateur. Rien n’a été envoyé ni remplacé.`,
      "Regardez de nouveau, puis décidez.",
    ],
    "file-exists": ({ it }) => [
      `Un de vos fichiers se trouve là où ${it} devait être placée. Votre fichier n’a pas été touché.`,
      "Comparez les deux versions, puis gardez la vôtre, la leur ou les deux.",
    ],
    "file-missing": ({ it }) => [
      `La copie de ${it} n’est plus sur cet ordinateur.`,
      "Téléchargez-la de nouveau.",
    ],
    outside: ({ it }) => [
      `${it} aurait été écrite hors du dossier de cache ; elle ne l’a donc pas été.`,
      "Un lien dans le dossier de cache mène ailleurs, ou le serveur a envoyé un nom non valable. Supprimez le lien et réessayez.",
    ],
    name: ({ it }) => [
      `Cet ordinateur ne peut pas enregistrer un fichier du nom ou du chemin de ${it}.`,
      "Renommez-la sur le serveur, ou utilisez un dossier de cache au chemin plus court.",
    ],
    "no-cache-folder": ({ it }) => [
      `Le dossier de cache est introuvable : ${it}.`,
      "S’il se trouve sur un autre disque, branchez-le. Rien n’a été modifié entre-temps.",
    ],
    "not-a-file": ({ it }) => [
      `Ni fichier ni dossier : ${it} (un tube, un périphérique ou un lien) a été laissé de côté.`,
      "Choisissez le fichier désigné, s’il y en a un.",
    ],
    "still-written": ({ it }) => [
      `${it} est encore en cours d’écriture : le fichier n’a pas été chargé.`,
      "Attendez que son application l’ait enregistré ou copié, puis réessayez.",
    ],
    "no-such": ({ detail }) => [`Rien ne porte le numéro ${detail}.`, "Il a peut-être été supprimé entre-temps."],
    "is-over": ({ detail }) => [`Le transfert ${detail} est déjà terminé.`, "Il n’y a rien à faire."],
    disk: ({ it, said }) => [
      `Erreur de disque sur cet ordinateur, pour ${it} : ${said}`,
      "Réessayez. Si cela persiste, faites vérifier le disque ; vos modifications sont toujours là où vous les avez enregistrées.",
    ],
    journal: ({ said }) => [
      `Les données internes de Damson ne peuvent être ni lues ni écrites : ${said}`,
      "Vérifiez qu’il reste de la place sur le disque. Vos fichiers dans le dossier de cache sont intacts.",
    ],
    "journal-too-new": () => [
      "Les données de Damson ont été écrites par une version plus récente de Damson.",
      "Installez la dernière version et utilisez-la. Vos fichiers dans le dossier de cache sont intacts.",
    ],
    "cache-folder-in-use": () => [
      "Un Damson d’un autre type utilise ce dossier de cache.",
      "Fermez-le, puis réessayez.",
    ],
    "no-locks": ({ it, said }) => [
      `Le système de fichiers de ${it} ne permet pas de verrous : ${said}`,
      "Damson en a besoin pour que deux programmes n’y écrivent jamais en même temps. Utilisez un dossier sur un disque de cet ordinateur, ou faites autoriser les verrous sur le dossier réseau.",
    ],
    incomplete: ({ detail }) => [`Il manque quelque chose : ${detail}.`, "Complétez et réessayez."],
    "bad-path": ({ detail }) => [
      `${detail} n’est pas un chemin du DAM.`,
      "Un chemin ressemble à ceci : /Campaigns/Spring/hero.psd.",
    ],
    "bad-address": ({ detail }) => [
      `${detail} n’est pas l’adresse d’un serveur.`,
      "Une adresse ressemble à ceci : https://author.example.com",
    ],
    "plain-http": ({ server }) => [
      `La connexion à ${server} n’est pas chiffrée : d’autres sur le réseau pourraient lire votre mot de passe.`,
      "Prenez son adresse https. N’autorisez l’adresse non protégée que s’il n’y en a pas d’autre et que vous faites confiance à tout le réseau.",
    ],
    "bad-name": ({ detail }) => [
      `${detail} ne peut pas être le nom d’une connexion.`,
      "Utilisez des lettres, des chiffres, des points et des tirets.",
    ],
    "no-connection": () => ["Vous n’êtes encore connecté à aucun DAM.", "Connectez-vous d’abord."],
    "unknown-connection": ({ detail }) => [
      `Aucune connexion ne s’appelle ${detail}.`,
      "Choisissez l’une de celles de la barre latérale, ou créez-en une.",
    ],
    "connection-exists": ({ detail }) => [
      `Il existe déjà une connexion ${detail}, vers un autre serveur ou sous un autre nom d’utilisateur.`,
      "Choisissez un autre nom, ou retirez l’autre connexion.",
    ],
    "cache-folder-taken": ({ detail }) => [
      `La connexion ${detail} utilise ce dossier de cache, ou un dossier qui le contient ou qu’il contient.`,
      "Choisissez un autre dossier pour cette connexion.",
    ],
    "folder-not-empty": ({ it }) => [
      `Le dossier de cache ne peut pas être déplacé vers ${it} : ce dossier n’est pas vide.`,
      "Choisissez un dossier vide.",
    ],
    "folder-inside": ({ it }) => [
      `Le dossier de cache ne peut pas être déplacé vers ${it} : c’est le dossier de cache lui-même, un dossier qu’il contient ou qui le contient, ou un dossier propre à Damson.`,
      "Choisissez un dossier ailleurs.",
    ],
    "unknown-setting": ({ detail }) => [
      `Aucun réglage ne s’appelle ${detail}.`,
      "Il appartient peut-être à une autre version de Damson.",
    ],
    "bad-setting": ({ detail, said }) => [
      `Le réglage n’accepte pas cette valeur : ${detail}.`,
      `Valeurs possibles : ${said}`,
    ],
    "executable-type": ({ it }) => [
      `${it} n’a pas été ouverte : un fichier de ce type peut s’exécuter comme un programme.`,
      `Si vous attendez un programme et lui faites confiance, lancez-le vous-même depuis son dossier : ${actions.byAction.reveal}.`,
    ],
    desktop: ({ it }) => [
      `Cet ordinateur n’a pas pu ouvrir ${it}.`,
      `Choisissez dans les réglages du système une application pour les fichiers de ce type. Pour voir le fichier : ${actions.byAction.reveal}.`,
    ],
    keychain: () => [
      "Le trousseau de cet ordinateur n’a pas pu lire ou conserver les identifiants.",
      "Déverrouillez-le et réessayez, ou connectez-vous sans mémoriser et saisissez le mot de passe à chaque fois.",
    ],
    settings: ({ it, said }) => [
      `Les réglages sont illisibles : ${it}. ${said}`,
      "Corrigez le fichier, ou déplacez-le ; Damson démarre alors avec les réglages par défaut.",
    ],
    "versions-differ": ({ detail }) => [
      `Une autre version de Damson est en cours d’exécution : ${detail}.`,
      "Fermez-le, puis réessayez.",
    ],
    "not-answering": () => [
      "Le Damson en cours d’exécution ne répond pas.",
      "Fermez-le et réessayez. Les transferts interrompus reprendront ensuite.",
    ],
    "shutting-down": () => ["Damson est en train de s’arrêter.", "Réessayez dans un instant."],
    unexpected: ({ said }) => [
      `Une erreur inattendue s’est produite : ${said}`,
      "Vos fichiers sont intacts. Signalez-le avec un dossier d’assistance ; les préférences en créent un.",
    ],
  },
};
