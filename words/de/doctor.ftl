## Steps

step-address = Adresse
step-client-certificate = Clientzertifikat
step-proxy = Proxy
step-dns = Servername
step-tcp = Verbindung
step-tls = Zertifikat
step-http = Antwort
step-clock = Uhr
step-product = Produkt
step-keychain = Schlüsselbund
step-login = Anmeldung
step-read = Lesezugriff
step-write = Schreibzugriff
step-capability = Der Server kann
step-cache-folder = Cache-Ordner
step-free-space = Freier Speicherplatz

## How a step went

health-ok = OK
    .terminal = ok
health-warn = Warnung
    .terminal = Warnung
health-fail = Fehlgeschlagen
    .terminal = FEHLER
health-skipped = Übersprungen
    .terminal = übersprungen

## What a step found

finding-no-proxy = Keiner
finding-no-proxy-by-settings = Keiner, laut Einstellungen
finding-no-proxy-for-host = Keiner für { $host }
finding-no-proxy-by-environment = Keiner: NO_PROXY nennt { $host }
finding-proxy = { $address } ({ $variable })
    .as = { $address }, als { $user } ({ $variable })
    .unreadable = Nicht lesbare Adresse
    .settings = Einstellungen
finding-by-script = { $address }, laut Skript { $script }
    .none = Keiner, laut Skript { $script }
finding-no-certificate = Keines: http ist nicht verschlüsselt
finding-trusted = Vertrauenswürdig
finding-certificate =
    { $trusted ->
        [yes] Vertrauenswürdig: für { $host }
       *[no] Für { $host }
    }{ $more ->
        [0] { "" }
        [one] { " " }und 1 weiteren
       *[other] { " " }und { $more } weitere
    }, ausgestellt von { $issuer }, gültig bis { $until }
    .itself = sich selbst
finding-client-certificate = Von { $whose }, ausgestellt von { $issuer }, gültig bis { $until }
finding-not-said = Der Server macht dazu keine Angabe
finding-product-elsewhere = { $product }, unter { $at }
finding-webdav-with-locks = WebDAV, laut Server mit Sperren
finding-perhaps-webdav = Vielleicht WebDAV: Das zeigt sich erst nach der Anmeldung
finding-top-folder =
    Im obersten Ordner: { $entries ->
        [one] 1 Element
       *[other] { $entries } Elemente
    }
    .more =
        Im obersten Ordner: mehr als { $entries ->
            [one] 1 Element
           *[other] { $entries } Elemente
        }
finding-read-write = Lesen und Schreiben
finding-read-only = Nur Lesen
finding-keychain-answers = Verfügbar
finding-no-keychain = Keiner: Sie müssen sich beim nächsten Mal erneut anmelden
finding-locks-as-said = Auschecken und Einchecken, laut Server; Damson überprüft jedes Auschecken
finding-no-locks = Kein Auschecken und Einchecken: { $why }
finding-compares-writes =
    { $compares ->
        [yes] Der Server lehnt es ab, zu ersetzen, was andere inzwischen geschrieben haben
        [no] Der Server vergleicht beim Schreiben nicht: Damson prüft unmittelbar davor, und Auschecken schützt
       *[unknown] Schutz vor Überschreiben: noch unbekannt, das erste Hochladen über eine Datei zeigt es
    }

## What a server can do

capability-locks = Auschecken und Einchecken
capability-locks-expire = Sperren laufen von selbst ab
capability-forced-release = Administratoren können Sperren aufheben
capability-locks-enforced = Der Server lehnt Änderungen an dem ab, was andere ausgecheckt haben
capability-ranges = Unterbrochenes Herunterladen wird fortgesetzt
capability-resumable-upload = Unterbrochenes Hochladen wird fortgesetzt
capability-versions = Versionsverlauf
capability-version-comments = Kommentare zu Versionen
capability-search = Suche
capability-thumbnails = Miniaturen
capability-renditions = Ausgabedarstellungen von Assets
capability-copy = Duplizieren auf dem Server
capability-metadata = Metadaten lesen und bearbeiten
capability-tags = Schlägt Tags vor
capability-collections = Sammlungen durchsehen und ändern
capability-change-feed = Meldet Änderungen
capability-feed-sees-deletions = Meldet Löschungen
capability-empty-files = Leere Dateien
no-capability = { $capability }: nein
