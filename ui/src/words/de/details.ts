import { pluralIn } from "../plural";

const plural = pluralIn("de");

export const details = {
  /** For whoever is new here. */
  hints: {
    label: "Tipp",
    gotIt: "Verstanden",
    none: "Keine Tipps mehr",
    texts: {
      edit: (keys: string) =>
        `Wählen Sie ein Asset und dann „Bearbeiten“ (${keys}). Es wird für Sie ausgecheckt, damit niemand sonst es inzwischen ändert, und in seiner Anwendung geöffnet.`,
      "quick-look": (keys: string) => `${keys} zeigt ein großes Bild der Auswahl.`,
      favourite: (keys: string) => `Der Stern hinter dem Namen eines Ordners (${keys}) hält ihn über den Ordnern bereit.`,
      keys: (keys: string) => `${keys} zeigt alle Tastenkürzel.`,
    },
  },
  label: "Details",
  none: "Wählen Sie ein Asset aus, um Details zu sehen.",
  preview: (name: string) => `Vorschau von ${name}`,
  noPreview: "Keine Vorschau",
  status: "Status",
  next: "Nächster Schritt",
  lastChecked: (when: string) => `Zuletzt geprüft: ${when}`,
  neverChecked: "Noch nicht mit dem Server abgeglichen",
  properties: "Eigenschaften",
  title: "Titel",
  name: "Name",
  size: "Größe",
  dimensions: "Abmessungen",
  type: "Typ",
  modified: "Geändert",
  modifiedBy: (when: string, who: string) => `${when} von ${who}`,
  path: "Pfad",
  file: "Auf diesem Computer",
  lock: "Ausgecheckt",
  lockSince: (who: string, when: string) => `von ${who}, seit ${when}`,
  since: (ago: string, when: string) => `Bekannt seit ${when} (${ago})`,
  lockBy: (who: string) => `von ${who}`,
  below: "In diesem Ordner",
  links: {
    title: "Verknüpfte Dateien",
    show: "Verknüpfte Dateien anzeigen",
    none: "Keine verknüpften Dateien",
    fetch: (n: number) => plural(n, { one: "1 verknüpfte Datei herunterladen", other: "# verknüpfte Dateien herunterladen" }),
    byName: "am Namen erkannt",
    incomplete: "Es können mehr sein: Das Dokument ließ sich nicht bis zum Ende lesen.",
    targets: { asset: "Auf dem Server", "not-found": "Nicht auf dem Server", embedded: "Eingebettet", remote: "Im Web" },
    troubles: {
      "no-reader": "Verknüpfungen in Dateien dieses Typs lassen sich nicht lesen.",
      broken: "Die Verknüpfungen lassen sich nicht lesen: Die Datei ist beschädigt oder von einem anderen Typ, als ihr Name sagt.",
      "too-large": "Die Verknüpfungen lassen sich nicht lesen: Die Datei ist dafür zu umfangreich.",
    },
  },
  versions: "Versionen",
  noVersions: "Keine früheren Versionen",
  currentVersion: "Aktuelle Version",
  version: (label: string) => `Version ${label}`,
  noComment: "Kein Kommentar",
  restore: "Wiederherstellen",
  restoreTitle: (label: string) => `Version ${label} wiederherstellen?`,
  restoreText:
    "Sie wird zur aktuellen Version auf dem Server. Die jetzt aktuelle Version bleibt im Verlauf.",
  restored: (label: string) => `Version ${label} wurde wiederhergestellt`,
  many: "Auswahl",
  total: (size: string) => `${size} insgesamt`,
};
