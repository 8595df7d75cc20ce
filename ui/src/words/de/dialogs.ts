import { pluralIn } from "../plural";
import { actionNames } from "../catalogue";

const plural = pluralIn("de");

export const dialogs = {
  asset: "Asset",
  more: (n: number) => plural(n, { one: "und 1 weiteres", other: "und # weitere" }),
  failed: {
    title: (n: number) => plural(n, { one: "Bei 1 Asset hat es nicht funktioniert", other: "Bei # Assets hat es nicht funktioniert" }),
    done: (n: number) => plural(n, { one: "Bei 1 weiteren hat es funktioniert.", other: "Bei # weiteren hat es funktioniert." }),
    retry: "Diese erneut versuchen",
  },

  upload: {
    title: (n: number, name: string) =>
      plural(n, { one: `Änderungen an ${name} hochladen`, other: "Änderungen an # Assets hochladen" }),
    text: {
      kept: "Jedes Asset wird zu einer neuen Version auf dem Server. Die vorherige Version bleibt im Verlauf.",
      without: "Jedes ersetzt, was auf dem Server ist. Dieser Server behält keine früheren Versionen.",
    },
    textOne: {
      kept: "Daraus wird eine neue Version auf dem Server. Die vorherige Version bleibt im Verlauf.",
      without: "Es ersetzt, was auf dem Server ist. Dieser Server behält keine früheren Versionen.",
    },
    textNew: (n: number) =>
      plural(n, {
        one: "Daraus wird ein neues Asset auf dem Server.",
        other: "Daraus werden neue Assets auf dem Server.",
      }),
    textSomeNew: (n: number) =>
      plural(n, { one: "1 davon ist noch nicht auf dem Server.", other: "# davon sind noch nicht auf dem Server." }),
    comment: "Kommentar",
    commentHint: "Andere sehen ihn im Versionsverlauf. Sie können ihn leer lassen.",
    noComments: "Dieser Server speichert keine Kommentare zu Versionen.",
    keepOut: "Ausgecheckt lassen",
    keepOutHint: "Sonst wird nach dem Hochladen eingecheckt.",
    go: "Hochladen",
  },

  discard: {
    title: (n: number, name: string) =>
      plural(n, { one: `Ihre Änderungen an ${name} verwerfen?`, other: "Ihre Änderungen an # Assets verwerfen?" }),
    text: (n: number) =>
      plural(n, {
        one: "Ihre bearbeitete Kopie wird nach „Wiederherstellung“ verschoben und dort einige Zeit aufbewahrt. Das Asset auf dem Server bleibt unverändert.",
        other:
          "Ihre bearbeiteten Kopien werden nach „Wiederherstellung“ verschoben und dort einige Zeit aufbewahrt. Die Assets auf dem Server bleiben unverändert.",
      }),
    checkIn: "Auch einchecken",
    checkInHint: "Damit andere wieder bearbeiten können.",
    go: "Änderungen verwerfen",
  },

  checkIn: {
    title: (n: number, name: string) =>
      plural(n, { one: `${name} einchecken, ohne hochzuladen?`, other: "# Assets einchecken, ohne hochzuladen?" }),
    text: (n: number) =>
      plural(n, {
        one: "Sie haben Änderungen, die nicht hochgeladen sind. Sie bleiben auf diesem Computer, aber andere können das Asset inzwischen bearbeiten, und dann entsteht ein Konflikt.",
        other:
          "Sie haben Änderungen, die nicht hochgeladen sind. Sie bleiben auf diesem Computer, aber andere können die Assets inzwischen bearbeiten, und dann entstehen Konflikte.",
      }),
    upload: "Änderungen hochladen…",
    go: "Trotzdem einchecken",
  },

  delete: {
    title: (n: number, name: string) => plural(n, { one: `${name} löschen?`, other: "# Elemente löschen?" }),
    asset: "Es wird auf dem Server gelöscht, für alle.",
    folder: "Der Ordner und alles darin werden auf dem Server gelöscht, für alle.",
    many: "Sie werden auf dem Server gelöscht, für alle. Ordner werden mit ihrem gesamten Inhalt gelöscht.",
    counting: "Inhalt wird gezählt…",
    holds: (assets: string) => `Insgesamt ${assets}.`,
    notCounted: "Der Inhalt konnte nicht gezählt werden.",
    edited: "Ihre bearbeiteten Kopien werden zuerst nach „Wiederherstellung“ verschoben.",
    held: "Von anderen ausgecheckt",
    heldText: (n: number) =>
      plural(n, {
        one: "1 Asset darin ist ausgecheckt. Nichts wurde gelöscht.",
        other: "# Assets darin sind ausgecheckt. Nichts wurde gelöscht.",
      }),
    mineInside: "Sie selbst haben Assets darin ausgecheckt.",
    anyway: "Trotzdem löschen, auch was ich ausgecheckt habe",
    heldBy: (who: string) => `ausgecheckt von ${who}`,
    go: "Löschen",
  },

  move: {
    title: (n: number, name: string) => plural(n, { one: `${name} verschieben`, other: "# Elemente verschieben" }),
    into: (folder: string) => `Nach ${folder} verschieben`,
    same: "Das Element ist bereits in diesem Ordner.",
    inside: "Ein Ordner kann nicht in sich selbst verschoben werden.",
  },

  duplicate: {
    suffix: "Kopie",
  },

  renameMany: {
    menu: (n: number) => plural(n, { one: "1 Element umbenennen…", other: "# Elemente umbenennen…" }),
    title: (n: number) => plural(n, { one: "1 Element umbenennen", other: "# Elemente umbenennen" }),
    pattern: "Neue Namen",
    patternHint: "Die Endung bleibt. {n:3} ist eine Nummer mit drei Stellen, {date} der Tag der letzten Änderung.",
    strange: (part: string) => `${part} hat hier keine Bedeutung.`,
    insert: "Einfügen:",
    parts: { "{name}": "Name", "{n:3}": "Nummer", "{date}": "Datum" },
    find: "Im Namen suchen",
    replace: "Ersetzen durch",
    start: "Erste Nummer",
    preview: "Vorschau",
    now: "Bisheriger Name",
    then: "Neuer Name",
    troubles: {
      same: "Bleibt, wie er ist",
      empty: "Der Name wäre leer.",
      date: "Das Datum ist nicht bekannt.",
      refused: "Der Server nimmt diesen Namen nicht an.",
      twice: "Mehrere würden so heißen.",
      taken: "Dieser Name ist vergeben.",
    },
    wrong: (n: number) => plural(n, { one: "1 Name ist nicht möglich.", other: "# Namen sind nicht möglich." }),
    stops: "Sie werden nacheinander umbenannt. Schlägt eines fehl, behalten die übrigen ihre Namen.",
    go: (n: number) => plural(n, { one: "1 Element umbenennen", other: "# Elemente umbenennen" }),
    doneOne: (from: string, to: string) => `„${from}“ wurde in „${to}“ umbenannt.`,
    done: (n: number) => plural(n, { one: "1 Element wurde umbenannt.", other: "# Elemente wurden umbenannt." }),
    stopped: (done: number, of: number) => `${done} von ${of} umbenannt, dann angehalten`,
    kept: (n: number) => plural(n, { one: "1 Element behält seinen Namen:", other: "# Elemente behalten ihre Namen:" }),
  },
  folders: {
    label: "Ordner",
  },

  newFolder: {
    title: (folder: string) => `Neuer Ordner in ${folder}`,
    name: "Name",
    initial: "Neuer Ordner",
    go: "Erstellen",
    empty: "Ein Ordner braucht einen Namen.",
    slash: "Ein Name darf keinen Schrägstrich enthalten.",
  },

  rename: {
    title: (name: string) => `${name} umbenennen`,
    name: "Name",
    go: "Umbenennen",
    ending: (from: string, to: string) =>
      `Die Dateiendung ändert sich von ${from} in ${to}. Programme erkennen die Datei dann möglicherweise nicht mehr.`,
    noEnding: "keine",
  },

  download: {
    title: (name: string) => `${name} herunterladen?`,
    titleMany: (n: number) => plural(n, { one: "1 Element herunterladen?", other: "# Elemente herunterladen?" }),
    counting: "Inhalt wird gezählt…",
    text: (assets: string, size: string) => `Das sind ${assets}, ${size}.`,
    textAtLeast: (assets: string, size: string) => `Das sind ${assets}, mindestens ${size}.`,
    background:
      "Das Herunterladen läuft im Hintergrund; unter „Übertragungen“ können Sie es anhalten oder abbrechen.",
    uncounted: "Der Inhalt konnte nicht gezählt werden.",
    go: "Herunterladen",
  },

  manyLinks: {
    title: (name: string) => `Verknüpfte Dateien von ${name} herunterladen?`,
    text: (assets: string, bytes: string) => `${assets} (${bytes}), mit denen es verknüpft ist, sind nicht auf diesem Computer.`,
    without: "Ohne sie zeigt das Programm fehlende Verknüpfungen an.",
    none: "Ohne sie öffnen",
    all: "Herunterladen und öffnen",
  },

  linksMissing: {
    title: (name: string) => `Mit ${name} verknüpfte Dateien hochladen?`,
    titleMany: "Verknüpfte Dateien dieser Dokumente hochladen?",
    text: "Diese Dateien sind nicht auf dem Server. Ohne sie sehen andere fehlende Verknüpfungen.",
    alone: "Diese Dateien werden von diesem Computer hochgeladen:",
    nowhere: "Auch nicht auf diesem Computer:",
    loading: "Verknüpfte Dateien werden gesucht …",
    none: "Ohne sie hochladen",
    all: "Alles hochladen",
    only: "Hochladen",
  },

  restricted: {
    title: (name: string) => `„${name}“ trotzdem verwenden?`,
    titleMany: (n: number) => `Diese ${n} Assets trotzdem verwenden?`,
    others: (n: number) => (n === 1 ? "Und 1 weiteres." : `Und ${n} weitere.`),
    go: "Trotzdem verwenden",
    goMany: "Trotzdem verwenden",
  },

  executable: {
    title: (name: string) => `${name} als Programm öffnen?`,
    text: (type: string) =>
      `Dateien vom Typ ${type} werden als Programm ausgeführt und könnten diesem Computer schaden. Öffnen Sie die Datei nur, wenn Sie wissen, woher sie stammt.`,
    by: (who: string) => `Zuletzt geändert von ${who}.`,
    go: "Trotzdem öffnen",
  },

  release: {
    title: (name: string, who: string) => `Sperre durch ${who} für ${name} aufheben?`,
    titleMany: (n: number) => plural(n, { one: "1 Sperre aufheben?", other: "# Sperren aufheben?" }),
    text: (who: string) =>
      `${who} bearbeitet das Asset vielleicht gerade und bekäme beim nächsten Hochladen einen Konflikt. Fragen Sie besser vorher nach.`,
    go: "Sperre aufheben",
  },

  removeLocal: {
    title: (n: number, name: string) =>
      plural(n, { one: `Lokale Kopie von ${name} entfernen?`, other: "# lokale Kopien entfernen?" }),
    gone: "Das Asset wurde vom Server entfernt. Ihre Kopie wird nach „Wiederherstellung“ verschoben und dort einige Zeit aufbewahrt.",
    goneMany:
      "Die Assets wurden vom Server entfernt. Ihre Kopien werden nach „Wiederherstellung“ verschoben und dort einige Zeit aufbewahrt.",
    go: "Lokale Kopie entfernen",
  },

  remote: {
    title: (name: string) => `${name} wurde auf dem Server geändert`,
    titleMany: (n: number) =>
      plural(n, { one: "1 Asset wurde auf dem Server geändert", other: "# Assets wurden auf dem Server geändert" }),
    text: "Ihre Kopie ist älter, und Sie haben sie nicht geändert.",
    textMany: "Ihre Kopien sind älter, und Sie haben sie nicht geändert.",
    goneTitle: (name: string) => `${name} wurde vom Server entfernt`,
    goneTitleMany: (n: number) =>
      plural(n, { one: "1 Asset wurde vom Server entfernt", other: "# Assets wurden vom Server entfernt" }),
    goneText: "Ihre Kopie ist noch da. Sie ist möglicherweise die einzige.",
    goneTextMany: "Ihre Kopien sind noch da. Sie sind möglicherweise die einzigen.",
    update: "Aktualisieren",
    remove: "Lokale Kopie entfernen",
    keep: "So lassen",
    updateHint: "lädt die neuere Version herunter",
    removeHint: "gibt Speicherplatz frei; das Asset bleibt auf dem Server",
    removeGoneHint: "verschiebt Ihre Kopie nach „Wiederherstellung“",
    revealHint: "zeigt Ihre Kopie, damit Sie sie anderswo speichern können",
  },

  conflict: {
    title: (name: string, who: string) => `Sie und ${who} haben beide ${name} geändert`,
    titleElsewhere: (name: string) => `Sie haben ${name} hier und anderswo geändert`,
    titleDeleted: (name: string) => `Sie haben ${name} geändert, auf dem Server wurde es gelöscht`,
    titleUnrelated: (name: string) => `Ihre Datei liegt an der Stelle von ${name}`,
    titleMany: (n: number) => plural(n, { one: "1 Bearbeitungskonflikt", other: "# Bearbeitungskonflikte" }),
    text: "Nichts wurde gesendet oder überschrieben. Welche Version möchten Sie behalten?",
    textMany: "Nichts wurde gesendet oder überschrieben. Lösen Sie die Konflikte einzeln oder alle auf einmal.",
    compareTitle: (name: string) => `${name} vergleichen`,
    mine: "Meine Version, auf diesem Computer",
    copy: "Meine Kopie, auf diesem Computer",
    theirs: "Serverversion",
    you: "Sie",
    who: "Geändert von",
    when: "Geändert",
    size: "Größe",
    dimensions: "Abmessungen",
    same: "gleich",
    deleted: "Auf dem Server gelöscht",
    noPreview: "Keine Vorschau für diesen Typ",
    noCopy: "Keine Kopie auf diesem Computer",
    open: "Meine öffnen",
    web: "Serverversion im Browser öffnen",
    larger: (size: string) => `${size} größer`,
    smaller: (size: string) => `${size} kleiner`,
    newer: "neuer",
    choose: "Auswählen",
    keepMine: "Meine Version behalten",
    keepMineText: "Ihre Version wird hochgeladen. Die andere bleibt im Verlauf.",
    keepMineDeleted: "Ihre Version wird unter ihrem Namen erneut hochgeladen.",
    keepTheirs: "Serverversion behalten",
    keepTheirsText: (days: string) =>
      `Die Serverversion ersetzt Ihre auf diesem Computer. Ihre wird nach „Wiederherstellung“ verschoben und dort ${days} aufbewahrt.`,
    keepTheirsDeleted: (days: string) =>
      `Das Asset bleibt gelöscht. Ihre Version wird nach „Wiederherstellung“ verschoben und dort ${days} aufbewahrt.`,
    keepBoth: "Beide behalten",
    keepBothText: (copy: string) =>
      `Ihre Version wird zu einer neuen Datei neben der anderen, mit einem Namen wie „${copy}“.`,
    copyName: (stem: string, ending: string) => `${stem} (… copy …)${ending}`,
    days: (n: number) => plural(n, { one: "1 Tag", other: "# Tage" }),
    aWhile: "einige Zeit",
    later: "Später entscheiden",
    apply: (choice: string) => choice,
    applyAll: (n: number) =>
      plural(n, { one: "Für diesen Konflikt ebenso", other: "Für alle # Konflikte ebenso" }),
    place: (n: string, of: string) => `Konflikt ${n} von ${of}`,
    previous: "Vorheriger Konflikt",
    next: "Nächster Konflikt",
    resolved: (n: number) => plural(n, { one: "1 Konflikt gelöst", other: "# Konflikte gelöst" }),
    gone: "Dieser Konflikt ist gelöst.",
  },

  uploadHere: {
    title: (folder: string) => `In ${folder} hochladen`,
    choose: "Was möchten Sie hochladen?",
    files: "Dateien auswählen…",
    folder: "Ordner auswählen…",
    orDrop: "Sie können Dateien und Ordner auch auf das Fenster ziehen.",
    planning: "Prüfen, was bereits vorhanden ist…",
    summary: (files: string, folders: string, size: string) => `${files}, ${folders}, ${size}`,
    summaryFlat: (files: string, size: string) => `${files}, ${size}`,
    nothing: "Ihre Auswahl enthält nichts, was hochgeladen werden kann.",
    renamed: (n: number) => plural(n, { one: "1 Name wird geändert", other: "# Namen werden geändert" }),
    renamedText: "Der Server akzeptiert diese Namen so nicht, oder zwei dieser Dateien hätten denselben Namen.",
    becomes: (name: string) => `wird zu ${name}`,
    exists: (n: number) => plural(n, { one: "1 ist bereits vorhanden", other: "# sind bereits vorhanden" }),
    existsText: "Was soll mit diesen Dateien geschehen?",
    newVersion: "Als neue Version hochladen",
    newVersionHint: "Die vorhandene Version bleibt im Verlauf.",
    newVersionHintWithout: "Die vorhandene Datei wird ersetzt: Dieser Server behält keine früheren Versionen.",
    keepBoth: "Beide behalten",
    keepBothHint: "Die hochgeladene Datei erhält eine Nummer im Namen.",
    skip: "Überspringen",
    skipHint: "Nur neue Dateien werden hochgeladen.",
    comment: "Kommentar zu den neuen Versionen",
    skipped: (n: number) => plural(n, { one: "1 wird übersprungen", other: "# werden übersprungen" }),
    allFiles: "Alle Dateien, die hochgeladen werden",
    go: (files: string) => `${files} hochladen`,
    pickFiles: "Dateien zum Hochladen",
    pickFolder: "Ordner zum Hochladen",
    started: (n: number) => plural(n, { one: "1 Datei wird hochgeladen…", other: "# Dateien werden hochgeladen…" }),
    done: (n: number) => plural(n, { one: "1 Datei wurde hochgeladen.", other: "# Dateien wurden hochgeladen." }),
    someFailed: (n: number) =>
      plural(n, { one: "1 Datei wurde nicht hochgeladen", other: "# Dateien wurden nicht hochgeladen" }),
    left: (time: string) => `noch ${time}`,
    pause: "Anhalten",
    resume: "Fortsetzen",
    cancel: "Hochladen abbrechen",
  },

  link: {
    unread: "Ein Link kann nicht geöffnet werden: Er ist unvollständig, oder Damson kennt ihn nicht.",
    title: "Aus einem Link öffnen?",
    open: (n: number) =>
      plural(n, { one: "Dieser Link öffnet dieses Asset:", other: "Dieser Link öffnet diese # Assets:" }),
    edit: (n: number) =>
      plural(n, {
        one: "Dieser Link checkt dieses Asset aus und öffnet es zum Bearbeiten:",
        other: "Dieser Link checkt diese # Assets aus und öffnet sie zum Bearbeiten:",
      }),
    reveal: (n: number) =>
      plural(n, {
        one: "Dieser Link lädt dieses Asset herunter und zeigt es in seinem Ordner an:",
        other: "Dieser Link lädt diese # Assets herunter und zeigt sie in ihren Ordnern an:",
      }),
    on: "Server",
    unknown: (server: string) => `Sie sind nicht mit ${server} verbunden, daher kann nichts geöffnet werden.`,
    connect: "Mit diesem Server verbinden…",
    warning: "Fahren Sie nur fort, wenn Sie gerade selbst auf einen solchen Link geklickt haben.",
    goOpen: "Öffnen",
    goEdit: "Auschecken und öffnen",
    get goReveal() {
      return actionNames("de").reveal;
    },
    no: "Abbrechen",
  },

  quit: {
    title: "Damson beenden?",
    edited: (n: number) =>
      plural(n, { one: "1 bearbeitetes Asset ist nicht hochgeladen.", other: "# bearbeitete Assets sind nicht hochgeladen." }),
    newFiles: (n: number) =>
      plural(n, { one: "1 neue Datei ist nicht hochgeladen.", other: "# neue Dateien sind nicht hochgeladen." }),
    left: (n: number) =>
      plural(n, {
        one: "Sie haben noch 1 Asset ausgecheckt, das so niemand sonst bearbeiten kann.",
        other: "Sie haben noch # Assets ausgecheckt, die so niemand sonst bearbeiten kann.",
      }),
    transfers: (n: number) =>
      plural(n, {
        one: "1 Übertragung wird beim nächsten Start fortgesetzt.",
        other: "# Übertragungen werden beim nächsten Start fortgesetzt.",
      }),
    safe: "Nichts geht verloren: Änderungen bleiben auf diesem Computer.",
    go: "Beenden",
    stay: "Abbrechen",
  },
};
