export const statuses = {
  folder: "Ordner",
  noFile: "Inhalt ohne Datei",
  noName: "Kein verwendbarer Name",
  noFileMeans: "Der Inhalt existiert nur auf dem Server. „Im Browser öffnen“ zeigt ihn an.",
  nextMine: "Öffnen Sie es und laden Sie Ihre Änderungen hoch, wenn Sie fertig sind.",
  nextLater: "Der Server ist nicht erreichbar: Es wird bis dahin vorgemerkt.",
  checkedOutByMe: "Von mir ausgecheckt",
  checkedOutBy: (who: string) => `Ausgecheckt von ${who}`,
  me: "ich",
  pinned: "Angeheftet",
  pinnedMeans: "Bleibt auf diesem Computer und wird aktuell gehalten.",
  readOnly: "Schreibgeschützt",
  readOnlyMeans: "Sie können es ansehen, aber auf dem Server nicht ändern.",
  processing: "Wird auf dem Server noch verarbeitet",
  writtenBack: "Wahrscheinlich wurden auf dem Server nur Metadaten in die Datei geschrieben, nachdem Sie sie hier bearbeitet hatten.",
  transfer: {
    downloading: "Wird heruntergeladen",
    uploading: "Wird hochgeladen",
  },
  renamedHere: (former: string) =>
    `Sie haben es hier umbenannt. Auf dem Server heißt es noch ${former}. Wenn Sie es so hochladen, entsteht ein zweites Asset.`,
  queued: (action: string) => `In der Warteschlange: ${action}`,
};
