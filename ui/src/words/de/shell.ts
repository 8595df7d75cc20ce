import { pluralIn } from "../plural";

const plural = pluralIn("de");

export const shell = {
  sidebar: "Seitenleiste",
  showSidebar: "Seitenleiste einblenden",
  hideSidebar: "Seitenleiste ausblenden",
  views: "Ansichten",
  folders: "Ordner",
  view: {
    all: "Alle Assets",
    recent: "Zuletzt verwendet",
    edited: "Lokal bearbeitet",
    conflicts: "Konflikte",
    mine: "Ausgecheckt",
    pinned: "Angeheftet",
    transfers: "Übertragungen",
    recovered: "Wiederherstellung",
  },
  favourites: {
    title: "Favoriten",
    add: "Zu Favoriten hinzufügen",
    remove: "Aus Favoriten entfernen",
    up: "Nach oben",
    down: "Nach unten",
    /** Beside the name of one whose folder is gone. */
    lost: "nicht gefunden",
    gone: (path: string) => `${path} ist nicht mehr auf dem Server`,
  },
  counted: (name: string, n: string) => `${name}, ${n}`,
  preferences: "Einstellungen",
  connection: "Verbindung",
  switchTo: (name: string) => `Zu ${name} wechseln`,
  addConnection: "Mit weiterem Server verbinden…",
  logIn: "Erneut anmelden…",
  logOut: "Abmelden",
  showCacheFolder: "Cache-Ordner anzeigen",
  state: {
    stopped: "Nicht verbunden",
    connecting: "Verbinden…",
    online: "Online",
    offline: "Offline",
    "login-needed": "Anmeldung erforderlich",
  },
  offlineSince: (when: string) => `Offline seit ${when}`,
  checkedAt: (when: string) => `Zuletzt geprüft: ${when}`,
  offlineBanner: (server: string, since: string) =>
    `${server} ist seit ${since} nicht erreichbar. Mit dem, was auf diesem Computer ist, können Sie weiterarbeiten; alles Übrige folgt, sobald der Server wieder da ist.`,
  offlineBannerNoTime: (server: string) =>
    `${server} ist nicht erreichbar. Mit dem, was auf diesem Computer ist, können Sie weiterarbeiten; alles Übrige folgt, sobald der Server wieder da ist.`,
  waiting: (n: number) => plural(n, { one: "1 Aktion ist vorgemerkt.", other: "# Aktionen sind vorgemerkt." }),
  showWaiting: "Warteschlange anzeigen",
  newConflicts: (n: number) =>
    plural(n, {
      one: "Eine andere Person hat ein Asset geändert, das Sie bearbeitet haben.",
      other: "Andere haben # Assets geändert, die Sie bearbeitet haben.",
    }),
  freed: (name: string, who: string) => `${name} ist verfügbar: ${who} hat es nicht mehr ausgecheckt.`,
  rebuilt:
    "Damsons Daten über Ihre Kopien waren beschädigt, daher wurde jede Datei erneut mit dem Server verglichen. Nichts wurde entfernt. Kopien, die vom Server abweichen, werden als Konflikte angezeigt.",
  unwatched: (folders: number, limit: boolean) =>
    limit
      ? `Dieser Computer kann keine weiteren Ordner überwachen. Änderungen in ${folders === 1 ? "einem Ordner" : `${folders} Ordnern`} erscheinen daher bis zu einer Minute später. Administratoren können die Grenze erhöhen (unter Linux: fs.inotify.max_user_watches).`
      : `Damson darf ${folders === 1 ? "einen Ordner" : `${folders} Ordner`} im Cache-Ordner nicht lesen. Änderungen dort erscheinen daher nicht.`,
  tryNow: "Jetzt versuchen",
  loginBanner: (server: string) =>
    `Sie sind nicht bei ${server} angemeldet. Auf diesem Computer geht nichts verloren.`,
  brake: {
    title: "Damson hat vorsichtshalber alle Änderungen angehalten.",
    "emptied-root": (before: number) =>
      plural(before, {
        one: "Der Cache-Ordner ist auf einmal leer: Er enthielt 1 Datei.",
        other: "Der Cache-Ordner ist auf einmal leer: Er enthielt # Dateien.",
      }),
    "mass-change": (changed: number, of: number) =>
      plural(changed, { one: "1 Datei", other: "# Dateien" }) +
      plural(of, {
        one: " von 1 wurde auf einmal geändert oder verschwand.",
        other: " von # wurden auf einmal geändert oder verschwanden.",
      }),
    vanished: (gone: number, of: number) =>
      plural(gone, { one: "1 angeheftete Datei", other: "# angeheftete Dateien" }) +
      plural(of, {
        one: " von 1 ist auf einmal vom Server verschwunden. Wenn Sie fortfahren, wird die Kopie nach „Wiederherstellung“ verschoben.",
        other:
          " von # in einem Ordner sind auf einmal vom Server verschwunden. Wenn Sie fortfahren, werden die Kopien nach „Wiederherstellung“ verschoben.",
      }),
    "other-account": "Der Cache-Ordner gehört einer anderen Person oder zu einem anderen Server.",
    "clock-jump": "Die Uhr dieses Computers ist gesprungen.",
    look: "Prüfen Sie, ob das so gewollt ist. Bis Sie fortfahren, wird nichts übertragen oder geändert.",
    goOn: "Fortfahren",
    reveal: "Cache-Ordner anzeigen",
  },
  editSeen: {
    one: (name: string) => `Sie haben ${name} geändert.`,
    many: (n: number) => plural(n, { one: "Sie haben 1 Asset geändert.", other: "Sie haben # Assets geändert." }),
    offer: (name: string) => `Sie haben ${name} geändert, ohne es auszuchecken.`,
    offerMany: (n: number) =>
      plural(n, {
        one: "Sie haben 1 Asset geändert, das nicht ausgecheckt ist.",
        other: "Sie haben # Assets geändert, die nicht ausgecheckt sind.",
      }),
    comment: "Kommentar zu dieser Version",
    commentShort: "Kommentar",
    upload: "Änderungen hochladen",
    checkOut: "Auschecken",
    show: "Anzeigen",
  },
  transfers: {
    label: "Übertragungen",
    one: (name: string) => `${name} wird übertragen`,
    many: (n: number) => plural(n, { one: "1 Übertragung", other: "# Übertragungen" }),
    left: (time: string) => `noch ${time}`,
    failed: (n: number) => plural(n, { one: "1 Übertragung fehlgeschlagen", other: "# Übertragungen fehlgeschlagen" }),
    paused: (n: number) => plural(n, { one: "1 Übertragung angehalten", other: "# Übertragungen angehalten" }),
    pauseAll: "Alle anhalten",
    resumeAll: "Alle fortsetzen",
    show: "Übertragungen anzeigen",
  },
  /** What the bars of the window are called. */
  bars: {
    server: "Server und Seitenleiste",
    place: "Ort und Werkzeuge",
    view: "Filter, Sortierung und Darstellung",
    actions: "Aktionen für die Auswahl",
  },
  menuOf: (what: string) => `Aktionen für ${what}`,
  /** Searches that are kept. */
  searches: {
    title: "Suchen",
    keep: "Diese Suche behalten",
    name: "Name",
    hint: "Sie erscheint mit ihren Filtern in der Seitenleiste.",
    taken: "Die Suche dieses Namens wird ersetzt.",
    yes: "Behalten",
    forget: "Aus den Suchen entfernen",
  },
  /** The sheet of shortcuts. */
  keys: {
    title: "Tastenkürzel",
    hint: "Mit den Pfeiltasten bewegen Sie sich in der Liste, in den Ordnern und in Leisten mit Schaltflächen. Von der ersten Zeile führt der Pfeil nach oben zu den Spaltenköpfen. Buchstaben führen zum Namen, der so beginnt.",
    groups: { work: "Mit Assets arbeiten", go: "Navigieren", look: "Auswählen und anordnen", window: "Fenster" },
    names: {
      "quick-look": "Schnellansicht",
      "check-out": "Auschecken oder einchecken",
      "copy-path": "Pfad kopieren",
      "copy-files": "Dateien kopieren",
      "paste-files": "Dateien einfügen",
      "copy-link": "Link kopieren",
      back: "Zurück",
      forward: "Vorwärts",
      up: "Übergeordneter Ordner",
      "go-to": "Zu einem Pfad oder einer Adresse gehen",
      recent: "Zuletzt verwendet",
      favourite: "Zu Favoriten hinzufügen oder entfernen",
      search: "Suchen",
      filter: "Nach Namen filtern",
      refresh: "Neu laden",
      "select-all": "Alles auswählen",
      "list-view": "Liste",
      "thumbnail-view": "Miniaturen",
      density: "Großzügig oder kompakt",
      details: "Details ein- oder ausblenden",
      sidebar: "Seitenleiste ein- oder ausblenden",
      "next-region": "Nächster Teil des Fensters",
      "region-before": "Voriger Teil des Fensters",
      "full-screen": "Vollbild",
      preferences: "Einstellungen",
      "close-window": "Fenster schließen",
      help: "Tastenkürzel",
    },
  },
};
