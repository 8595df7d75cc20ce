import type { errors as english } from "../en/errors";
import { actions } from "./actions";

export const errors: typeof english = {
  it: "dieses Asset",
  itself: "Dieses Asset",
  serverSaid: (said) => `Einzelheiten: ${said}`,
  refused: (action, it) => `${action}: nicht möglich für ${it}.`,
  unknownDetail: "mehr ist nicht bekannt",
  byCode: {
    "unknown-host": ({ server }) => [
      `Es gibt keinen Server namens ${server}.`,
      "Prüfen Sie die Schreibweise der Adresse und ob Sie im Netzwerk oder VPN Ihres Unternehmens sind.",
    ],
    offline: ({ server }) => [
      `${server} ist nicht erreichbar.`,
      "Prüfen Sie Ihr Netzwerk oder VPN und versuchen Sie es erneut. Was auf diesem Computer ist, können Sie weiterhin öffnen und bearbeiten.",
    ],
    timeout: ({ server }) => [
      `${server} hat nicht rechtzeitig geantwortet.`,
      "Vielleicht ist der Server ausgelastet oder das Netzwerk langsam: Versuchen Sie es in einer Minute erneut. Übertragungen werden fortgesetzt, wo sie unterbrochen wurden.",
    ],
    tls: ({ server, detail }) =>
      detail === "not-tls"
        ? [
            `${server} antwortet an diesem Port nicht mit https.`,
            "Prüfen Sie den Port in der Adresse. Verwendet der Server gar keine Verschlüsselung, beginnt seine Adresse mit http://.",
          ]
        : [
            `Die Verbindung ist nicht sicher: ${server} hat ein Zertifikat, dem dieser Computer nicht vertraut.`,
            "Geben Sie kein Kennwort ein. Fragen Sie die Betreiber des DAM: Möglicherweise muss ein Zertifikat Ihres Unternehmens auf diesem Computer installiert werden.",
          ],
    "client-certificate-missing": ({ it }) => [
      `Das Clientzertifikat ist nicht lesbar: ${it}.`,
      "Wählen Sie die Datei in den Einstellungen erneut aus. Liegt sie auf einem anderen Laufwerk oder in einem Netzwerkordner, verbinden Sie diesen zuerst.",
    ],
    "client-certificate-unreadable": ({ it }) => [
      `Diese Datei ist als Clientzertifikat nicht verwendbar: ${it}.`,
      "Verwenden Sie eine .p12- oder .pfx-Datei oder eine PEM-Datei mit dem Zertifikat und seinem privaten Schlüssel. Sie erhalten sie bei der ausstellenden Stelle.",
    ],
    "client-certificate-no-key": ({ it }) => [
      `Im Clientzertifikat fehlt der private Schlüssel: ${it}.`,
      "Exportieren Sie es zusammen mit seinem privaten Schlüssel als .p12- oder .pfx-Datei.",
    ],
    "client-certificate-other-key": ({ it }) => [
      `Der private Schlüssel gehört nicht zum Zertifikat daneben: ${it}.`,
      "Exportieren Sie Zertifikat und Schlüssel neu, oder fragen Sie die ausstellende Stelle.",
    ],
    "client-passphrase-needed": ({ it }) => [
      `Das Clientzertifikat ist durch eine Passphrase geschützt: ${it}.`,
      "Geben Sie sie in den Einstellungen unter „Verbindung“ ein. Sie wird im Schlüsselbund gespeichert.",
    ],
    "client-passphrase-wrong": ({ it }) => [
      `Die Passphrase öffnet das Clientzertifikat nicht: ${it}.`,
      "Geben Sie sie in den Einstellungen unter „Verbindung“ erneut ein. Die ausstellende Stelle kennt sie.",
    ],
    "client-certificate-expired": ({ it, said }) => [
      `Das Clientzertifikat ist am ${said} abgelaufen: ${it}.`,
      "Bitten Sie die ausstellende Stelle um ein neues. Stimmt das Datum nicht, stellen Sie die Uhr dieses Computers richtig.",
    ],
    "client-certificate-wanted": ({ server }) => [
      `${server} verlangt ein Clientzertifikat und hat keines erhalten.`,
      "Fragen Sie die Betreiber des DAM nach Ihrem und wählen Sie dessen Datei in den Einstellungen unter „Verbindung“ aus.",
    ],
    "client-certificate-refused": ({ server }) => [
      `${server} hat das Clientzertifikat dieses Computers nicht akzeptiert.`,
      "In den Einstellungen unter „Verbindung“ steht, welches verwendet wird und bis wann es gültig ist. Sonst fragen Sie die Betreiber des DAM.",
    ],
    "client-certificate-ends": ({ detail }) => [
      `Ihr Clientzertifikat läuft bald ab (verbleibende Tage: ${detail}).`,
      "Bitten Sie die ausstellende Stelle um ein neues, bevor Sie sich nicht mehr verbinden können.",
    ],
    proxy: ({ server }) => [
      `Der Proxy dieses Netzwerks blockiert die Verbindung: ${server} ist so nicht erreichbar.`,
      "Prüfen Sie die Proxy-Einstellungen dieses Computers oder bitten Sie Ihre IT-Abteilung, die Adresse freizugeben.",
    ],
    "not-a-dam": ({ server }) => [
      `Unter ${server} antwortet ein Server, aber kein DAM, das Damson kennt.`,
      "Verwenden Sie die Adresse, mit der Sie das DAM im Browser öffnen, bis zum ersten Schrägstrich.",
    ],
    "login-needed": ({ server }) => [
      `Sie sind nicht angemeldet, oder die Sitzung ist abgelaufen: ${server}.`,
      "Melden Sie sich erneut an. Auf diesem Computer geht nichts verloren.",
    ],
    "wrong-credentials": ({ server }) => [
      `${server} hat den Namen und das Kennwort oder das Token nicht akzeptiert.`,
      "Prüfen Sie die Angaben und versuchen Sie es erneut. Ein Entwicklertoken gilt nur einen Tag.",
    ],
    "login-not-taken": ({ server }) => [
      `${server} ist ein WebDAV-Server, und nur AEM unterstützt diese Art der Anmeldung.`,
      "Melden Sie sich mit Name und Kennwort oder mit einem Token an.",
    ],
    forbidden: ({ server, it }) => [
      `${server} erlaubt Ihnen das nicht für ${it}.`,
      "Bitten Sie die Betreiber des DAM um die Berechtigung, es zu ändern.",
    ],
    "not-found": ({ it }) => [
      `${it} ist nicht auf dem Server.`,
      "Möglicherweise wurde es verschoben, umbenannt oder gelöscht. Vielleicht findet es die Suche.",
    ],
    exists: ({ it }) => [
      `Der Name ist bereits vergeben: ${it}.`,
      "Wählen Sie einen anderen Namen oder laden Sie die Datei als neue Version hoch.",
    ],
    locked: ({ it, who }) => [
      `${it} ist durch ${who} ausgecheckt. Nichts wurde geändert.`,
      `Einchecken kann ${who}. Administratoren können die Sperre aufheben.`,
    ],
    changed: ({ it }) => [
      `${it} wurde inzwischen auf dem Server geändert. Nichts wurde gesendet oder überschrieben.`,
      "Sehen Sie es sich erneut an und entscheiden Sie dann.",
    ],
    "name-refused": ({ server, it }) => [
      `${server} akzeptiert diesen Namen nicht: ${it}.`,
      "Verwenden Sie Buchstaben, Ziffern, Leerzeichen, Punkte und Bindestriche; keine Schrägstriche, Doppelpunkte, Sternchen, Fragezeichen, Anführungszeichen, Klammern, Prozent- oder Nummernzeichen.",
    ],
    "too-large": ({ server, it }) => [
      `${it} ist größer, als ${server} erlaubt.`,
      "Fragen Sie die Betreiber des DAM nach der Grenze.",
    ],
    "server-full": ({ server, it }) => [
      `${server} hat keinen Speicherplatz mehr für ${it}.`,
      "Informieren Sie die Betreiber des DAM. Ihre Datei bleibt auf diesem Computer.",
    ],
    throttled: ({ server }) => [
      `${server} hat zu viele Anfragen erhalten und bittet um eine Pause.`,
      "Warten Sie eine Minute und versuchen Sie es erneut. Übertragungen laufen von selbst weiter.",
    ],
    unavailable: ({ server }) => [
      `${server} ist nicht bereit: Der Server startet, ist überlastet oder gestört.`,
      "Warten Sie einige Minuten und versuchen Sie es erneut. Übertragungen laufen von selbst weiter.",
    ],
    unsupported: ({ server }) => [
      `${server} unterstützt das nicht.`,
      "Was möglich ist, sehen Sie in den Einstellungen unter „Verbindung“.",
    ],
    "no-file": ({ it }) => [
      `Es gibt keine Datei für ${it}: Dieser Inhalt existiert nur auf dem Server.`,
      "„Im Browser öffnen“ zeigt ihn an.",
    ],
    corrupt: ({ it }) => [
      `${it} kam beschädigt an, daher wurde der Download verworfen.`,
      "Versuchen Sie es erneut. Geschieht es wieder, beschädigt das Netzwerk oder der Server Dateien: Informieren Sie Ihre IT-Abteilung.",
    ],
    garbled: ({ server }) => [
      `${server} hat unerwartet geantwortet.`,
      "Versuchen Sie es erneut. Geschieht es wieder, senden Sie ein Supportpaket an die Betreiber des DAM.",
    ],
    "local-file": ({ it }) => [
      `${it} konnte auf diesem Computer nicht gelesen werden oder wurde während des Hochladens gespeichert.`,
      "Speichern und schließen Sie die Datei in ihrem Programm und versuchen Sie es dann erneut.",
    ],
    cancelled: ({ it }) => [`Abgebrochen: ${it}.`, "Sie können jederzeit neu beginnen."],
    "certificate-ends": ({ server, detail }) => [
      `Ein Zertifikat läuft bald ab: ${server} (verbleibende Tage: ${detail}).`,
      "Informieren Sie die Betreiber des DAM, bevor sich niemand mehr verbinden kann.",
    ],
    "clock-differs": ({ server, detail }) => [
      `Die Uhren gehen um ${detail} Sekunden auseinander: ${server} und dieser Computer.`,
      "Lassen Sie diesen Computer seine Uhr über das Netzwerk stellen; sonst schlagen Anmeldungen fehl, und Zeiten sind falsch.",
    ],
    refused: ({ it }) => [`Das ist nicht möglich für ${it}.`, "Sehen Sie sich den Status in den Details an."],
    conflict: ({ it }) => [
      `Sie und eine andere Person haben beide ${it} geändert. Nichts wurde gesendet oder überschrieben.`,
      "Vergleichen Sie beide Versionen und behalten Sie dann Ihre, die vom Server oder beide.",
    ],
    "edits-not-uploaded": ({ it }) => [
      `${it} enthält Änderungen, die Sie nicht hochgeladen haben, und bleibt daher ausgecheckt.`,
      "Laden Sie sie hoch; dabei wird auch eingecheckt. Oder checken Sie ein und behalten Sie die Änderungen hier.",
    ],
    "many-links": ({ it }) => [
      `${it} ist mit mehr Dateien verknüpft, als ohne Rückfrage heruntergeladen werden, und wurde nicht geöffnet.`,
      "Öffnen Sie das Dokument noch einmal, mit allen Verknüpfungen oder ohne sie.",
    ],
    "links-missing": ({ it }) => [
      `${it} ist mit Dateien verknüpft, die nicht auf dem Server sind. Nichts wurde hochgeladen.`,
      "Laden Sie das Dokument noch einmal hoch, mit diesen Dateien oder ohne sie.",
    ],
    "still-coming": ({ it }) => [
      `${it} wird noch heruntergeladen: Die Übertragung ist angehalten oder wartet auf den Server.`,
      "Sie geht weiter, wenn Sie sie unter „Übertragungen“ fortsetzen oder wenn der Server wieder erreichbar ist.",
    ],
    "locked-inside": ({ it, detail }) => [
      `${it} enthält ausgecheckte Assets: ${detail}. Nichts wurde geändert.`,
      "Sie müssen zuerst eingecheckt werden.",
    ],
    "package-inside": ({ it }) => [
      `Das Paket kann nicht nach ${it}: Das liegt im Cache-Ordner.`,
      "Wählen Sie einen anderen Ordner.",
    ],
    halted: () => [
      "Damson hat vorsichtshalber alle Änderungen angehalten.",
      "Der Hinweis oben sagt, was geschehen ist. Prüfen Sie das und fahren Sie dann fort.",
    ],
    "file-in-use": ({ it }) => [
      `${it} ist in einem Programm geöffnet und kann daher jetzt nicht ersetzt werden.`,
      "Schließen Sie die Datei dort und versuchen Sie es erneut. Nichts wurde geändert.",
    ],
    "file-denied": ({ it }) => [
      `Damson darf die Datei auf diesem Computer nicht lesen oder schreiben: ${it}.`,
      "Prüfen Sie die Berechtigungen des Cache-Ordners; wo er liegt, sehen Sie in den Einstellungen.",
    ],
    "disk-full": ({ it }) => [
      `Auf diesem Computer ist nicht genug Speicherplatz für ${it}.`,
      "Schaffen Sie Platz, zum Beispiel mit „Lokale Kopie entfernen“ bei Assets, die Sie nicht mehr brauchen, und versuchen Sie es erneut.",
    ],
    "file-changed": ({ it }) => [
      `${it} wurde inzwischen auf diesem Computer gespeichert. Nichts wurde gesendet oder überschrieben.`,
      "Sehen Sie es sich erneut an und entscheiden Sie dann.",
    ],
    "file-exists": ({ it }) => [
      `Eine Ihrer Dateien liegt dort, wo ${it} hingehört. Ihre Datei wurde nicht angetastet.`,
      "Vergleichen Sie beide Versionen und behalten Sie dann Ihre, die vom Server oder beide.",
    ],
    "file-missing": ({ it }) => [
      `Die Kopie auf diesem Computer fehlt: ${it}.`,
      "Laden Sie das Asset erneut herunter.",
    ],
    outside: ({ it }) => [
      `${it} wäre außerhalb des Cache-Ordners gespeichert worden und wurde daher nicht gespeichert.`,
      "Ein Link im Cache-Ordner führt woandershin, oder der Server hat einen ungültigen Namen gesendet. Entfernen Sie den Link und versuchen Sie es erneut.",
    ],
    name: ({ it }) => [
      `Dieser Computer kann keine Datei mit diesem Namen oder Pfad speichern: ${it}.`,
      "Benennen Sie sie auf dem Server um oder verwenden Sie einen Cache-Ordner mit kürzerem Pfad.",
    ],
    "no-cache-folder": ({ it }) => [
      `Der Cache-Ordner wurde nicht gefunden: ${it}.`,
      "Liegt er auf einem anderen Laufwerk, schließen Sie es an. Inzwischen wurde nichts geändert.",
    ],
    "not-a-file": ({ it }) => [
      `${it} ist weder eine Datei noch ein Ordner (sondern eine Pipe, ein Gerät oder ein Link) und wurde ausgelassen.`,
      "Wählen Sie die Datei, auf die verwiesen wird, falls es eine gibt.",
    ],
    "still-written": ({ it }) => [
      `${it} wird noch geschrieben und wurde daher nicht hochgeladen.`,
      "Warten Sie, bis das Programm die Datei gespeichert oder kopiert hat, und versuchen Sie es dann erneut.",
    ],
    "no-such": ({ detail }) => [
      `Es gibt nichts mit der Nummer ${detail}.`,
      "Vielleicht wurde es inzwischen entfernt.",
    ],
    "is-over": ({ detail }) => [`Die Übertragung ${detail} ist bereits beendet.`, "Sie müssen nichts tun."],
    disk: ({ it, said }) => [
      `Datenträgerfehler auf diesem Computer, bei: ${it}. ${said}`,
      "Versuchen Sie es erneut. Geschieht es wieder, lassen Sie den Datenträger prüfen; Ihre Änderungen sind noch dort, wo Sie sie gespeichert haben.",
    ],
    journal: ({ said }) => [
      `Damsons eigene Daten können nicht gelesen oder geschrieben werden: ${said}`,
      "Prüfen Sie, ob noch Speicherplatz frei ist. Ihre Dateien im Cache-Ordner sind unverändert.",
    ],
    "journal-too-new": () => [
      "Damsons Daten wurden von einer neueren Version von Damson geschrieben.",
      "Installieren Sie die neueste Version und verwenden Sie diese. Ihre Dateien im Cache-Ordner sind unverändert.",
    ],
    "cache-folder-in-use": () => [
      "Ein Damson anderer Art verwendet diesen Cache-Ordner.",
      "Schließen Sie es und versuchen Sie es dann erneut.",
    ],
    "no-locks": ({ it, said }) => [
      `Das Dateisystem unterstützt keine Sperren: ${it}. ${said}`,
      "Damson braucht sie, damit dort nie zwei Programme gleichzeitig schreiben. Verwenden Sie einen Ordner auf einem Laufwerk dieses Computers oder lassen Sie für den Netzwerkordner Sperren erlauben.",
    ],
    incomplete: ({ detail }) => [`Eine Angabe fehlt: ${detail}.`, "Ergänzen Sie sie und versuchen Sie es erneut."],
    "bad-path": ({ detail }) => [
      `${detail} ist kein Pfad im DAM.`,
      "Pfade sehen so aus: /Campaigns/Spring/hero.psd.",
    ],
    "bad-address": ({ detail }) => [
      `${detail} ist keine Serveradresse.`,
      "Adressen sehen so aus: https://author.example.com",
    ],
    "plain-http": ({ server }) => [
      `${server} verwendet keine Verschlüsselung: Andere im Netzwerk könnten Ihr Kennwort lesen.`,
      "Verwenden Sie die https-Adresse. Erlauben Sie die ungeschützte nur, wenn es keine andere gibt und Sie dem gesamten Netzwerk vertrauen.",
    ],
    "bad-name": ({ detail }) => [
      `${detail} kann nicht der Name einer Verbindung sein.`,
      "Verwenden Sie Buchstaben, Ziffern, Punkte und Bindestriche.",
    ],
    "no-connection": () => ["Sie sind noch mit keinem DAM verbunden.", "Stellen Sie zuerst eine Verbindung her."],
    "unknown-connection": ({ detail }) => [
      `Es gibt keine Verbindung namens ${detail}.`,
      "Wählen Sie eine aus der Seitenleiste oder verbinden Sie sich neu.",
    ],
    "connection-exists": ({ detail }) => [
      `Es gibt bereits eine Verbindung namens ${detail}, zu einem anderen Server oder als andere Person.`,
      "Wählen Sie einen anderen Namen oder entfernen Sie die andere Verbindung.",
    ],
    "cache-folder-taken": ({ detail }) => [
      `Die Verbindung ${detail} verwendet diesen Cache-Ordner oder einen, der darin oder darüber liegt.`,
      "Wählen Sie einen anderen Ordner für diese Verbindung.",
    ],
    "folder-not-empty": ({ it }) => [
      `Der Cache-Ordner kann nicht verschoben werden: ${it} ist nicht leer.`,
      "Wählen Sie einen leeren Ordner.",
    ],
    "folder-inside": ({ it }) => [
      `Der Cache-Ordner kann nicht verschoben werden: ${it} ist der Cache-Ordner selbst, liegt darin oder darüber oder enthält Damsons eigene Dateien.`,
      "Wählen Sie einen anderen Ordner.",
    ],
    "unknown-setting": ({ detail }) => [
      `Es gibt keine Einstellung namens ${detail}.`,
      "Vielleicht gehört sie zu einer anderen Version von Damson.",
    ],
    "bad-setting": ({ detail, said }) => [
      `Die Einstellung akzeptiert diesen Wert nicht: ${detail}.`,
      `Möglich sind: ${said}`,
    ],
    "executable-type": ({ it }) => [
      `${it} wurde nicht geöffnet: Eine Datei dieses Typs kann als Programm ausgeführt werden.`,
      `Wenn Sie ein Programm erwarten und ihm vertrauen, starten Sie es selbst aus seinem Ordner: ${actions.byAction.reveal}.`,
    ],
    desktop: ({ it }) => [
      `Dieser Computer konnte ${it} nicht öffnen.`,
      `Wählen Sie in den Systemeinstellungen ein Programm für Dateien dieses Typs. So sehen Sie die Datei: ${actions.byAction.reveal}.`,
    ],
    keychain: () => [
      "Der Schlüsselbund dieses Computers konnte die Anmeldung nicht lesen oder speichern.",
      "Entsperren Sie ihn und versuchen Sie es erneut, oder verbinden Sie sich, ohne die Anmeldung zu merken, und geben Sie das Kennwort jedes Mal ein.",
    ],
    settings: ({ it, said }) => [
      `Die Einstellungen können nicht gelesen werden: ${it}. ${said}`,
      "Korrigieren Sie die Datei oder verschieben Sie sie; Damson startet dann mit den Standardeinstellungen.",
    ],
    "versions-differ": ({ detail }) => [
      `Eine andere Version von Damson läuft: ${detail}.`,
      "Beenden Sie sie und versuchen Sie es dann erneut.",
    ],
    "not-answering": () => [
      "Das laufende Damson antwortet nicht.",
      "Beenden Sie es und versuchen Sie es erneut. Seine Übertragungen werden danach fortgesetzt.",
    ],
    "shutting-down": () => ["Damson wird gerade beendet.", "Versuchen Sie es gleich noch einmal."],
    unexpected: ({ said }) => [
      `Ein unerwarteter Fehler ist aufgetreten: ${said}`,
      "Ihre Dateien sind unverändert. Bitte melden Sie den Fehler mit einem Supportpaket; es lässt sich in den Einstellungen erstellen.",
    ],
  },
};
