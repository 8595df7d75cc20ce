import type { Connector, LoginKind } from "../../ipc/bindings";

const logins: Record<LoginKind, string> = {
  browser: "In einem Anmeldefenster",
  password: "Name und Kennwort",
  token: "Zugriffstoken",
  "service-credentials": "Dienstanmeldedaten",
};

const loginHints: Record<LoginKind, string> = {
  browser:
    "Öffnet die Anmeldeseite des Servers, so wie Ihr Unternehmen sie eingerichtet hat (SSO, SAML, Adobe-Konto).",
  password: "",
  token: "Aus der Entwicklerkonsole, als Text oder als JSON-Dokument. Ein Entwicklertoken gilt einen Tag lang.",
  "service-credentials": "Das JSON-Dokument einer OAuth-Server-zu-Server-Anmeldung.",
};

const connectors: Record<Connector, string> = {
  aem: "Adobe Experience Manager Assets",
  webdav: "WebDAV-Server",
};

export const connect = {
  title: "Mit Ihrem DAM verbinden",
  subtitle: "Adobe Experience Manager Assets oder ein WebDAV-Server.",
  again: (name: string) => `Erneut bei ${name} anmelden`,
  againText: "Ihre Änderungen und Kopien auf diesem Computer sind noch da.",
  further: "Mit einem weiteren Server verbinden",
  address: "Adresse",
  addressHint: "Die Adresse, die Sie im Browser öffnen. Auch die einer beliebigen Seite oder eines Assets ist möglich.",
  addressExample: "author.example.com",
  recognise: "Weiter",
  recognising: "Server wird kontaktiert…",
  change: "Adresse ändern",
  found: (product: string, where: string) => `${product} unter ${where}`,
  cloudService: "Adobe Experience Manager as a Cloud Service",
  perhaps: (where: string) =>
    `Unter ${where} antwortet ein Server. Ob es ein DAM ist, zeigt sich nach der Anmeldung.`,
  unknown: (where: string) =>
    `Unter ${where} antwortet ein Server, der sich aber nicht als DAM zu erkennen gibt. Manche tun das erst nach der Anmeldung: Ein Zugriffstoken, Dienstanmeldedaten oder das Anmeldefenster können trotzdem funktionieren.`,
  connectors,
  login: "Wie melden Sie sich an?",
  logins,
  loginHints,
  user: "Name",
  password: "Kennwort",
  show: "Kennwort anzeigen",
  hide: "Kennwort verbergen",
  token: "Zugriffstoken",
  credentials: "Dienstanmeldedaten",
  pasteOrChoose: "Hier einfügen oder die Datei auswählen.",
  chooseFile: "Datei auswählen…",
  remember: "Anmeldung merken",
  rememberHint: "Wird im Schlüsselbund dieses Computers gespeichert, sonst nirgends.",
  more: "Weitere Optionen",
  name: "Name der Verbindung",
  nameHint: "Wird im Fenster angezeigt. Ohne Angabe: der Name des Servers.",
  folder: "Cache-Ordner",
  folderHint: "Hier werden Kopien gespeichert. Ohne Angabe: Damson in Ihrem Benutzerordner.",
  chooseFolder: "Ordner auswählen…",
  folderTitle: "Cache-Ordner dieser Verbindung",
  go: "Verbinden",
  going: "Verbinden…",
  logIn: "Anmelden",
  openWindow: "Anmeldefenster öffnen",
  window: {
    opened: "Melden Sie sich in dem Fenster an, das sich gerade geöffnet hat.",
    waiting: "Warten auf Ihre Anmeldung…",
    connecting: "Angemeldet. Verbinden…",
  },
  closeWindow: "Anmeldefenster schließen",
  plain: {
    title: "Diese Adresse ist nicht geschützt",
    text: (server: string) =>
      `${server} verwendet keine Verschlüsselung. Andere im Netzwerk könnten Ihr Kennwort und Ihre Dateien lesen.`,
    allow: "Ich vertraue dem gesamten Netzwerk zwischen diesem Computer und dem Server",
    go: "Ungeschützt verbinden",
    secure: "Stattdessen https versuchen",
  },
  tls: {
    expired: "Das Zertifikat des Servers ist abgelaufen. Informieren Sie die Betreiber des DAM.",
    "not-yet-valid": "Das Zertifikat ist noch nicht gültig. Prüfen Sie die Uhr dieses Computers.",
    "other-host": "Das Zertifikat gehört zu einem anderen Server. Prüfen Sie die Adresse.",
    "unknown-issuer":
      "Das Zertifikat wurde von einer Stelle ausgestellt, die dieser Computer nicht kennt. Gehört sie zu Ihrem Unternehmen, bitten Sie Ihre IT-Abteilung, sie auf diesem Computer zu installieren.",
    revoked: "Das Zertifikat wurde gesperrt. Fahren Sie nicht fort und informieren Sie die Betreiber des DAM.",
    "not-tls": "",
    other: "",
  } as Record<string, string>,
  examine: "Nach der Ursache suchen",
  demo: "Mit einem Demo-DAM ausprobieren",
  demoHint: "Startet ein kleines DAM mit Beispiel-Assets auf diesem Computer. Nichts verlässt den Computer.",
  demoStarting: "Demo-DAM wird gestartet…",
  demoMeanwhile: "Ein kleines DAM mit Beispiel-Assets startet auf diesem Computer und öffnet sich in wenigen Sekunden. Nichts verlässt den Computer.",
  noKeychain: "Kein Schlüsselbund verfügbar; Sie müssen sich beim nächsten Mal erneut anmelden.",
  servers: "Server",
  current: "In Verwendung",
  use: (name: string) => `${name} verwenden`,
  asUser: (user: string) => `als ${user}`,
  demoName: "Demo-DAM",
  addServer: "Mit weiterem Server verbinden…",
  logOut: "Abmelden",
  logInAgain: "Anmelden…",
  forget: "Aus der Liste entfernen…",
  forgetTitle: (name: string) => `${name} aus der Liste entfernen?`,
  forgetText:
    "Sie werden abgemeldet. Kopien und Änderungen bleiben im Cache-Ordner und sind wieder da, wenn Sie sich als dieselbe Person mit diesem Server verbinden.",
  examineConnection: "Verbindung prüfen",
};
