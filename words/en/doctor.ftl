# What the doctor looks at, and what it found.

## Steps

step-address = Address
step-client-certificate = Client certificate
step-proxy = Proxy
step-dns = Server name
step-tcp = Connection
step-tls = Certificate
step-http = Response
step-clock = Clock
step-product = Product
step-keychain = Keychain
step-login = Login
step-read = Read access
step-write = Write access
step-capability = The server can
step-cache-folder = Cache folder
step-free-space = Free space

## How a step went

health-ok = OK
    .terminal = ok
health-warn = Warning
    .terminal = warning
health-fail = Failed
    .terminal = FAILED
health-skipped = Skipped
    .terminal = skipped

## What a step found

finding-no-proxy = None
finding-no-proxy-by-settings = None, by the preferences
finding-no-proxy-for-host = None for { $host }
finding-no-proxy-by-environment = None: NO_PROXY names { $host }
finding-proxy = { $address } ({ $variable })
    .as = { $address }, as { $user } ({ $variable })
    .unreadable = Unreadable address
    .settings = preferences
finding-by-script = { $address }, by the script { $script }
    .none = None, by the script { $script }
finding-no-certificate = None: http isn't encrypted
finding-trusted = Trusted
finding-certificate =
    { $trusted ->
        [yes] Trusted: for { $host }
       *[no] For { $host }
    }{ $more ->
        [0] { "" }
        [one] { " " }and 1 more
       *[other] { " " }and { $more } more
    }, issued by { $issuer }, valid until { $until }
    .itself = itself
finding-client-certificate = Of { $whose }, issued by { $issuer }, valid until { $until }
finding-not-said = The server doesn't say
finding-product-elsewhere = { $product }, at { $at }
finding-webdav-with-locks = WebDAV, with locks according to the server
finding-perhaps-webdav = Perhaps WebDAV: Damson can tell once you log in
finding-top-folder =
    In the top folder: { $entries ->
        [one] 1 item
       *[other] { $entries } items
    }
    .more =
        In the top folder: more than { $entries ->
            [one] 1 item
           *[other] { $entries } items
        }
finding-read-write = Read and write
finding-read-only = Read only
finding-keychain-answers = Available
finding-no-keychain = None: you'll need to log in again next time
finding-locks-as-said = Check out and check in, according to the server; Damson verifies each check-out
finding-no-locks = No check out and check in: { $why }
finding-compares-writes =
    { $compares ->
        [yes] The server refuses to replace what somebody wrote in the meantime
        [no] The server doesn't compare before it writes: Damson checks right before, and a check-out protects
       *[unknown] Protection from overwriting: not known yet, the first upload over a file finds out
    }

## What a server can do

capability-locks = Check out and check in
capability-locks-expire = Locks expire by themselves
capability-forced-release = Administrators can release locks
capability-locks-enforced = The server refuses changes to what others have checked out
capability-ranges = Interrupted downloads resume
capability-resumable-upload = Interrupted uploads resume
capability-versions = Version history
capability-version-comments = Comments with versions
capability-search = Search
capability-thumbnails = Thumbnails
capability-renditions = Renditions of assets
capability-copy = Duplicate on the server
capability-metadata = Read and edit metadata
capability-tags = Suggests tags
capability-collections = Browse and change collections
capability-change-feed = Reports changes
capability-feed-sees-deletions = Reports deletions
capability-empty-files = Empty files
no-capability = { $capability }: no
