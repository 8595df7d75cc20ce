import type { DoctorStep, Health } from "../../ipc/bindings";
import type { FoundWords } from "../found";
import { pluralIn } from "../plural";

const plural = pluralIn("de");

const steps: Record<DoctorStep, string> = {
  address: "Adresse",
  "client-certificate": "Clientzertifikat",
  proxy: "Proxy",
  dns: "Servername",
  tcp: "Verbindung",
  tls: "Zertifikat",
  http: "Antwort",
  clock: "Uhr",
  product: "Produkt",
  keychain: "Schlüsselbund",
  login: "Anmeldung",
  read: "Lesezugriff",
  write: "Schreibzugriff",
  capability: "Der Server kann",
  "cache-folder": "Cache-Ordner",
  "free-space": "Freier Speicherplatz",
};

const health: Record<Health, string> = {
  ok: "OK",
  warn: "Warnung",
  fail: "Fehlgeschlagen",
  skipped: "Übersprungen",
};

/** What a step found, in words. */
const found: FoundWords = {
  "no-proxy": () => "Keiner",
  "no-proxy-by-settings": () => "Keiner, laut Einstellungen",
  "no-proxy-for-host": ({ host }) => `Keiner für ${host}`,
  "no-proxy-by-environment": ({ host }) => `Keiner: NO_PROXY nennt ${host}`,
  "by-script": ({ script, address }) =>
    address === null ? `Keiner, laut Skript ${script}` : `${address}, laut Skript ${script}`,
  proxy: ({ address, user, variable }) =>
    `${address ?? "Nicht lesbare Adresse"}${user === null ? "" : `, als ${user}`} (${variable ?? "Einstellungen"})`,
  "no-certificate": () => "Keines: http ist nicht verschlüsselt",
  trusted: () => "Vertrauenswürdig",
  certificate: ({ trusted, host, more, issuer, until }) =>
    `${trusted ? "Vertrauenswürdig: für" : "Für"} ${host}${more === 0 ? "" : plural(more, { one: " und 1 weiteren", other: " und # weitere" })}, ausgestellt von ${issuer ?? "sich selbst"}, gültig bis ${until}`,
  "client-certificate": ({ whose, issuer, until }) =>
    `Von ${whose}, ausgestellt von ${issuer ?? "sich selbst"}, gültig bis ${until}`,
  "not-said": () => "Der Server macht dazu keine Angabe",
  "product-elsewhere": ({ product, at }) => `${product}, unter ${at}`,
  "webdav-with-locks": () => "WebDAV, laut Server mit Sperren",
  "perhaps-webdav": () => "Vielleicht WebDAV: Das zeigt sich erst nach der Anmeldung",
  "top-folder": ({ entries, more }) =>
    `Im obersten Ordner: ${more ? "mehr als " : ""}${plural(entries, { one: "1 Element", other: "# Elemente" })}`,
  "read-write": () => "Lesen und Schreiben",
  "read-only": () => "Nur Lesen",
  "keychain-answers": () => "Verfügbar",
  "no-keychain": () => "Keiner: Sie müssen sich beim nächsten Mal erneut anmelden",
  "locks-as-said": () => "Auschecken und Einchecken, laut Server; Damson überprüft jedes Auschecken",
  "no-locks": ({ why }) => `Kein Auschecken und Einchecken: ${why}`,
  "compares-writes": ({ compares }) => {
    if (compares === true) return "Der Server lehnt es ab, zu ersetzen, was andere inzwischen geschrieben haben";
    return compares === false
      ? "Der Server vergleicht beim Schreiben nicht: Damson prüft unmittelbar davor, und Auschecken schützt"
      : "Schutz vor Überschreiben: noch unbekannt, das erste Hochladen über eine Datei zeigt es";
  },
};

export const doctor = {
  title: "Verbindung prüfen",
  titleOf: (name: string) => `Verbindung ${name} prüfen`,
  running: "Schritt für Schritt wird geprüft…",
  steps,
  health,
  found,
  allFine: "Alles funktioniert.",
  warnings: (n: number) => plural(n, { one: "1 Warnung", other: "# Warnungen" }),
  fails: "Hier liegt das Problem:",
  again: "Erneut prüfen",
  copy: "Als Text kopieren",
  copied: "Kopiert",
  took: (time: string) => time,
  can: "Was der Server kann",
  capabilities: {
    locks: "Auschecken und Einchecken",
    "locks-expire": "Sperren laufen von selbst ab",
    "forced-release": "Administratoren können Sperren aufheben",
    "locks-enforced": "Der Server lehnt Änderungen an dem ab, was andere ausgecheckt haben",
    ranges: "Unterbrochenes Herunterladen wird fortgesetzt",
    "resumable-upload": "Unterbrochenes Hochladen wird fortgesetzt",
    versions: "Versionsverlauf",
    "version-comments": "Kommentare zu Versionen",
    search: "Suche",
    thumbnails: "Miniaturen",
    copy: "Duplizieren auf dem Server",
    "change-feed": "Meldet Änderungen",
    "feed-sees-deletions": "Meldet Löschungen",
    "empty-files": "Leere Dateien",
  } as Record<string, string>,
  yes: "ja",
  no: "nein",
};
