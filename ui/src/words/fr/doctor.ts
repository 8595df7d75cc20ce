import type { DoctorStep, Health } from "../../ipc/bindings";
import type { FoundWords } from "../found";
import { pluralIn } from "../plural";

const plural = pluralIn("fr");

const steps: Record<DoctorStep, string> = {
  address: "Adresse",
  "client-certificate": "Certificat client",
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
  ok: "OK",
  warn: "Avertissement",
  fail: "Échec",
  skipped: "Ignoré",
};

/** What a step found, in words. */
const found: FoundWords = {
  "no-proxy": () => "Aucun",
  "no-proxy-by-settings": () => "Aucun, selon les préférences",
  "no-proxy-for-host": ({ host }) => `Aucun pour ${host}`,
  "no-proxy-by-environment": ({ host }) => `Aucun : NO_PROXY nomme ${host}`,
  "by-script": ({ script, address }) =>
    address === null ? `Aucun, d’après le script ${script}` : `${address}, d’après le script ${script}`,
  proxy: ({ address, user, variable }) =>
    `${address ?? "Adresse illisible"}${user === null ? "" : `, en tant que ${user}`} (${variable ?? "préférences"})`,
  "no-certificate": () => "Aucun : http n’est pas chiffré",
  trusted: () => "De confiance",
  certificate: ({ trusted, host, more, issuer, until }) =>
    `${trusted ? "De confiance : pour" : "Pour"} ${host}${more === 0 ? "" : plural(more, { one: " et # autre", other: " et # autres" })}, émis par ${issuer ?? "lui-même"}, valable jusqu’au ${until}`,
  "client-certificate": ({ whose, issuer, until }) =>
    `De ${whose}, émis par ${issuer ?? "lui-même"}, valable jusqu’au ${until}`,
  "not-said": () => "Le serveur ne le dit pas",
  "product-elsewhere": ({ product, at }) => `${product}, à l’adresse ${at}`,
  "webdav-with-locks": () => "WebDAV, avec des verrous selon le serveur",
  "perhaps-webdav": () => "Peut-être WebDAV : Damson le saura une fois que vous serez connecté",
  "top-folder": ({ entries, more }) =>
    `Dans le dossier racine : ${more ? "plus de " : ""}${plural(entries, { one: "# élément", other: "# éléments" })}`,
  "read-write": () => "Lecture et écriture",
  "read-only": () => "Lecture seule",
  "keychain-answers": () => "Disponible",
  "no-keychain": () => "Aucun : vous devrez vous reconnecter la prochaine fois",
  "locks-as-said": () => "Extraire et archiver, selon le serveur ; Damson vérifie chaque extraction",
  "no-locks": ({ why }) => `Ni extraction ni archivage : ${why}`,
  "compares-writes": ({ compares }) => {
    if (compares === true) return "Le serveur refuse de remplacer ce que quelqu’un a écrit entre-temps";
    return compares === false
      ? "Le serveur ne compare pas avant d’écrire : Damson vérifie juste avant, et l’extraction protège"
      : "Protection contre le remplacement : pas encore connue, le premier chargement sur un fichier le dira";
  },
};

export const doctor = {
  title: "Vérifier la connexion",
  titleOf: (name: string) => `Vérifier la connexion ${name}`,
  running: "Vérification étape par étape…",
  steps,
  health,
  found,
  allFine: "Tout fonctionne.",
  warnings: (n: number) => plural(n, { one: "# avertissement", other: "# avertissements" }),
  fails: "Voici où se trouve le problème :",
  again: "Vérifier de nouveau",
  copy: "Copier le texte",
  copied: "Copié",
  took: (time: string) => time,
  can: "Ce que le serveur sait faire",
  capabilities: {
    locks: "Extraire et archiver",
    "locks-expire": "Les verrous expirent d’eux-mêmes",
    "forced-release": "Les administrateurs peuvent lever les verrous",
    "locks-enforced": "Le serveur refuse de modifier ce que d’autres ont extrait",
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
