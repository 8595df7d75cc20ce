import type { Connector, LoginKind } from "../../ipc/bindings";

const logins: Record<LoginKind, string> = {
  browser: "Dans une fenêtre de connexion",
  password: "Nom et mot de passe",
  token: "Jeton d’accès",
  "service-credentials": "Identifiants de service",
};

const loginHints: Record<LoginKind, string> = {
  browser:
    "Ouvre la page de connexion du serveur, telle que votre entreprise l’a configurée (SSO, SAML, compte Adobe).",
  password: "",
  token:
    "Depuis la console de développement, sous forme de texte ou de document JSON. Un jeton de développement est valable un jour.",
  "service-credentials": "Le document JSON d’un identifiant OAuth serveur à serveur (Server-to-Server).",
};

const connectors: Record<Connector, string> = {
  aem: "Adobe Experience Manager Assets",
  webdav: "Serveur WebDAV",
};

export const connect = {
  title: "Connectez-vous à votre DAM",
  subtitle: "Adobe Experience Manager Assets, ou tout serveur WebDAV.",
  again: (name: string) => `Se reconnecter à ${name}`,
  againText: "Vos modifications et vos copies sont toujours sur cet ordinateur.",
  further: "Se connecter à un autre serveur",
  address: "Adresse",
  addressHint: "Celle que vous ouvrez dans le navigateur. L’adresse de n’importe quelle page ou ressource convient.",
  addressExample: "author.example.com",
  recognise: "Continuer",
  recognising: "Connexion au serveur…",
  change: "Changer d’adresse",
  found: (product: string, where: string) => `${product} à l’adresse ${where}`,
  cloudService: "Adobe Experience Manager as a Cloud Service",
  perhaps: (where: string) =>
    `Un serveur répond à l’adresse ${where}. Damson saura s’il s’agit d’un DAM une fois que vous serez connecté.`,
  unknown: (where: string) =>
    `Un serveur répond à l’adresse ${where}, mais il ne s’identifie pas comme un DAM. Certains ne le font qu’après la connexion : un jeton d’accès, des identifiants de service ou la fenêtre de connexion peuvent convenir.`,
  connectors,
  login: "Comment vous connectez-vous ?",
  logins,
  loginHints,
  user: "Nom",
  password: "Mot de passe",
  show: "Afficher le mot de passe",
  hide: "Masquer le mot de passe",
  token: "Jeton d’accès",
  credentials: "Identifiants de service",
  pasteOrChoose: "Collez-le ici, ou choisissez le fichier.",
  chooseFile: "Choisir un fichier…",
  remember: "Mémoriser la connexion",
  rememberHint: "Dans le trousseau de cet ordinateur, et nulle part ailleurs.",
  more: "Plus d’options",
  name: "Nom de cette connexion",
  nameHint: "Affiché dans la fenêtre. À défaut, la connexion porte le nom du serveur.",
  folder: "Dossier de cache",
  folderHint: "L’emplacement des copies. À défaut : Damson dans votre dossier personnel.",
  chooseFolder: "Choisir un dossier…",
  folderTitle: "Dossier de cache de cette connexion",
  go: "Se connecter",
  going: "Connexion…",
  logIn: "Se connecter",
  openWindow: "Ouvrir la fenêtre de connexion",
  window: {
    opened: "Connectez-vous dans la fenêtre qui vient de s’ouvrir.",
    waiting: "En attente de votre connexion…",
    connecting: "Vous êtes identifié. Connexion…",
  },
  closeWindow: "Fermer la fenêtre de connexion",
  plain: {
    title: "Cette adresse n’est pas protégée",
    text: (server: string) =>
      `La connexion à ${server} n’est pas chiffrée. N’importe qui sur le réseau pourrait lire votre mot de passe et vos fichiers.`,
    allow: "Je fais confiance à tout le réseau entre cet ordinateur et le serveur",
    go: "Se connecter sans protection",
    secure: "Essayer plutôt en https",
  },
  tls: {
    expired: "Le certificat du serveur a expiré. Prévenez les responsables du DAM.",
    "not-yet-valid": "Le certificat n’est pas encore valable. Vérifiez l’horloge de cet ordinateur.",
    "other-host": "Le certificat appartient à un autre serveur. Vérifiez l’adresse.",
    "unknown-issuer":
      "Le certificat a été émis par une autorité que cet ordinateur ne connaît pas. S’il s’agit de celle de votre entreprise, demandez à votre service informatique de l’installer sur cet ordinateur.",
    revoked: "Le certificat a été révoqué. N’allez pas plus loin et prévenez les responsables du DAM.",
    "not-tls": "",
    other: "",
  } as Record<string, string>,
  examine: "Chercher ce qui ne va pas",
  demo: "Essayer avec un DAM de démonstration",
  demoHint:
    "Démarre un petit DAM sur cet ordinateur, avec des exemples de ressources. Rien ne quitte l’ordinateur.",
  demoStarting: "Démarrage du DAM de démonstration…",
  demoMeanwhile: "Un petit DAM avec des exemples de ressources démarre sur cet ordinateur et s’ouvre dans quelques secondes. Rien ne quitte l’ordinateur.",
  noKeychain: "Aucun trousseau n’est disponible ; vous devrez vous reconnecter la prochaine fois.",
  servers: "Serveurs",
  current: "Utilisé",
  use: (name: string) => `Utiliser ${name}`,
  asUser: (user: string) => `en tant que ${user}`,
  demoName: "DAM de démonstration",
  addServer: "Se connecter à un autre serveur…",
  logOut: "Se déconnecter",
  logInAgain: "Se connecter…",
  forget: "Retirer de la liste…",
  forgetTitle: (name: string) => `Retirer ${name} de la liste ?`,
  forgetText:
    "Vous serez déconnecté. Les copies et les modifications restent dans le dossier de cache et sont retrouvées quand vous vous reconnectez à ce serveur sous le même nom.",
  examineConnection: "Vérifier la connexion",
};
