import type { DoctorStep, Health } from "../../ipc/bindings";
import { pluralIn } from "../plural";

const plural = pluralIn("fr");

const steps: Record<DoctorStep, string> = {
  address: "Adresse",
  proxy: "Proxy",
  dns: "Nom du serveur",
  tcp: "Connexion",
  tls: "Certificat",
  http: "Réponse",
  clock: "Horloge",
  product: "Produit",
  keychain: "Trousseau",
  login: "Identification",
  read: "Droit de lecture",
  write: "Droit d’écriture",
  capability: "Le serveur sait faire",
  "cache-folder": "Dossier de cache",
  "free-space": "Espace libre",
};

const health: Record<Health, string> = {
  ok: "Bon",
  warn: "À voir",
  fail: "Échec",
  skipped: "Non vérifié",
};

export const doctor = {
  title: "Vérifier la connexion",
  titleOf: (name: string) => `Vérifier la connexion ${name}`,
  running: "Vérification étape par étape…",
  steps,
  health,
  allFine: "Tout est en ordre.",
  warnings: (n: number) => plural(n, { one: "# point à regarder.", other: "# points à regarder." }),
  fails: "Voici où cela échoue :",
  again: "Vérifier de nouveau",
  copy: "Copier le texte",
  copied: "Copié",
  took: (time: string) => time,
  can: "Ce que le serveur sait faire",
  capabilities: {
    locks: "Extraire et archiver",
    "locks-expire": "Les verrous expirent d’eux-mêmes",
    "forced-release": "Les administrateurs peuvent lever les verrous",
    "locks-enforced": "Le serveur refuse d’écrire sur ce que d’autres ont extrait",
    ranges: "Les téléchargements reprennent où ils s’étaient arrêtés",
    "resumable-upload": "Les chargements reprennent où ils s’étaient arrêtés",
    versions: "Historique des versions",
    "version-comments": "Commentaires de version",
    search: "Recherche",
    thumbnails: "Vignettes",
    copy: "Duplication sur le serveur",
    "change-feed": "Signale les modifications",
    "feed-sees-deletions": "Signale les suppressions",
    "empty-files": "Fichiers vides",
  } as Record<string, string>,
  yes: "oui",
  no: "non",
};
