// What crosses between the window and the rest of Damson. Made from Rust by `cargo xtask types`:
// changes here are lost. Numbers are whole unless said otherwise, and below 2^53.

/** What an action needs beyond its path. */
export type ActOptions = {
/** Kept with the version. */
comment: string | null,
/** Discard changes: check in as well. Check in: although edits are not uploaded. */
release: boolean,
/** Upload changes: keep it checked out. */
keep_checked_out: boolean,
/** Rename, Move, Duplicate, New folder: the new path. */
to: string | null,
/** New folder: what it is called in words; without it, its name. */
title: string | null,
/** Restore: the id of the version. */
version: string | null,
/** Delete: although the folder holds assets that this person has checked out. */
anyway: boolean,
/**
 * While the server can't be reached, keeps the action and carries it out when it is back.
 * → `Queued`
 */
later: boolean,
/**
 * Edit, Open: how much of what the document links to is fetched before it is opened; all of it
 * without one. More is the error `many-links`.
 */
links: LinksAllowed | null,
/**
 * Upload changes: what is done about linked files that the server has not; nobody looks for them
 * without one.
 */
missing_links: MissingLinks | null,
/**
 * Although something restricts the use, because the person was asked; without it that is the error
 * `restricted`.
 */
restricted: boolean, };

/** Everything that can be asked of an asset or a folder. */
export type Action = "open" | "edit" | "check-out" | "check-in" | "upload-changes" | "discard-changes" | "download" | "update" | "remove-local-copy" | "keep-mine" | "keep-theirs" | "keep-both" | "compare" | "reveal" | "open-in-web" | "release-lock" | "upload-here" | "rename" | "move" | "duplicate" | "new-folder" | "delete" | "pin" | "unpin" | "history" | "restore";

/** What a reviewer decided. */
export type ApprovalView = "approved" | "rejected" | "undecided";

/** Why everything stands still. */
export type BrakeView = { "code": "emptied-root", before: number, } | { "code": "mass-change", changed: number, of: number, } | { "code": "vanished", gone: number, of: number, } | { "code": "other-account" } | { "code": "clock-jump", seconds: number, };

/** A bulk action. */
export type BulkView = {
/** Assets; for an order about transfers, transfers. */
done: number,
/** Folders that were made for it. */
folders: number,
/** Assets that were left as they are, as was asked for. */
skipped: number, problems: Array<ProblemView>, };

/** Where the cache folder moved to. */
export type CacheMovedView = { cache_folder: string,
/** Files that stay in the former folder, because they changed meanwhile or are none of ours. */
left: Array<string>, };

/** How far the move of a cache folder is. All 0 while nobody knows how much there is. */
export type CacheMovingView = { files: number, of_files: number, bytes: number, of_bytes: number, };

/** What is in the cache folder. */
export type CacheView = { files: number, bytes: number,
/** Of those, what is the same on the server and not checked out by this person. */
clean: number, };

/** What a server can do; what is absent is not offered. */
export type CapabilityView = {
/** In words: "Adobe Experience Manager 6.5.17". */
product: string, locks: boolean, locks_expire: boolean, forced_release: boolean, locks_enforced: boolean,
/** Whether the server compares revisions as it writes; null while that is not found out. */
compares_writes: boolean | null, ranges: boolean, resumable_upload: boolean, versions: boolean, version_comments: boolean, search: boolean, thumbnails: boolean,
/** Renditions of assets can be listed and exported. */
renditions: boolean, copy: boolean,
/** Metadata can be read and edited. */
metadata: boolean,
/** There is a vocabulary of tags to choose from. */
tags: boolean,
/** Collections can be browsed, and static ones changed. */
collections: boolean, change_feed: boolean, feed_sees_deletions: boolean,
/** `sha1` or `sha256`. */
hash: string | null,
/** How many calls at a time the server takes well. */
concurrency: number,
/** Bytes. */
max_size: number | null, empty_files: boolean, };

/** One step. */
export type CheckView = { step: DoctorStep, health: Health,
/** What was found, for people: an address, an issuer, a product. Not to be matched. */
detail: string | null,
/** The same where words belong to it, for a front end that says it in its own. */
found: FindingView | null, error: UserError | null,
/** How long it took. */
milliseconds: number, };

export type ChoiceView = { value: string, text: string, };

/** A file that proves to servers whose computer this is, where they ask. Nothing of its key. */
export type ClientCertificateView = { file: string,
/** Whom it names; `None` where it can't be read. */
whose: string | null,
/** The last day, `2027-01-31`. */
until: string | null,
/** The keychain has a passphrase for it, which was needed. */
encrypted: boolean,
/** Why it can't be used. */
error: UserError | null, };

/** Whether somebody chose the members of a collection, or a search finds them. */
export type CollectionKindView = "static" | "smart";

/** A collection on the server, without its members. */
export type CollectionView = {
/** As the server names it. */
id: string, title: string, description: string | null, kind: CollectionKindView,
/** The id of the collection that it is in. */
parent: string | null,
/** How many assets and folders it holds, where the server says. */
members: number | null,
/** Members may be added and removed, as far as the server says. */
editable: boolean, };

/** What made a conflict. */
export type ConflictView = "both-changed" | "deleted-on-server" | "unrelated";

/** How to connect. */
export type Connect = {
/** As a person types it. */
url: string,
/** Else the host's name, made unique. */
name: string | null, login: Login,
/** Keeps the login in the keychain. */
remember: boolean, allow_plain_http: boolean,
/** Else `Damson/<name>` in the person's home. */
cache_folder: string | null, };

/** What connecting came to. */
export type ConnectedView = { connection: ConnectionView,
/** What the person should know although it worked. */
notice: Notice | null, };

/** How a connection is. */
export type ConnectionState = "stopped" | "connecting" | "online" | "offline" | "login-needed";

/** A server that this person has set up. */
export type ConnectionView = { name: string, url: string,
/** How the server is spoken to. */
connector: Connector,
/** The id that the server knows this person by, as far as it was told. */
user: string | null, login: LoginKind,
/** The keychain keeps the login; otherwise it ends with the process. */
remembered: boolean,
/** Intents without a connection use this one. */
current: boolean, cache_folder: string,
/** Passwords may cross the network unprotected. */
allow_plain_http: boolean, state: ConnectionState,
/** Why it is not online. */
error: UserError | null,
/** Known while a session runs. */
capability: CapabilityView | null,
/** While its cache folder is moved to another place. */
moving: CacheMovingView | null, };

/** How a server is spoken to. A file from before there were two means AEM. */
export type Connector = "aem" | "webdav";

/** How many assets are in each view. */
export type CountsView = { by_status: { [key in StatusView]?: number },
/** Checked out by this person. */
mine: number, pinned: number, recovered: number, problems: number, };

export type DeskPreferences = { language: Language, theme: Theme,
/** Starts with the person's session. */
start_at_login: boolean,
/** Starts in the tray, without a window. */
start_hidden: boolean,
/** Closing the window leaves Damson in the tray. */
close_to_tray: boolean, notifications: boolean,
/** Takes the links of AEM's Desktop Actions. */
aem_asset_links: boolean,
/** What a double click on an asset does. */
double_click: DoubleClick,
/** Asks before a download of more assets than that; 0 for never. */
confirm_assets: number,
/** Asks before a download of more bytes than that; 0 for never. */
confirm_bytes: number, };

/** Words in the person's language. `{count}` and `{name}` are filled in. */
export type DeskWords = {
/** BCP 47: `en`, `de`, `fr`, `ja`; it decides which plural is used. */
language: string, open: string, pause_all: string, resume_all: string, quit: string, no_connection: string, up_to_date: string, connecting: string, offline: string, login_needed: string,
/** All changes stand still until the person looked. */
halted: string, transferring: Plural, paused: Plural, failed: Plural, edited: Plural, new_files: Plural, conflicts: Plural, checked_out: Plural, conflict_found: Notification, upload_failed: Notification, download_failed: Notification, order_done: Notification, checked_in: Notification, login_needed_notice: Notification, halted_notice: Notification, };

/** Pixels. */
export type DimensionsView = { width: number, height: number, };

/** What is looked at. */
export type DoctorStep = "address" | "client-certificate" | "proxy" | "dns" | "tcp" | "tls" | "http" | "clock" | "product" | "keychain" | "login" | "read" | "write" | "capability" | "cache-folder" | "free-space";

/** The answer of the doctor, in the order of the steps. */
export type DoctorView = {
/** The address that was looked at. */
url: string,
/** The connection, where it is one. */
connection: string | null, checks: Array<CheckView>, };

export type DoubleClick = "open" | "edit" | "quick-look";

export type DropPhase = "enter" | "over" | "drop" | "leave";

/** Files dragged over the window; the event `drop`. */
export type DropView = { phase: DropPhase,
/** CSS pixels from the left edge of the window's content. */
x: number,
/** CSS pixels from its top. */
y: number,
/** With `enter` and `drop`. */
paths: Array<string>, };

/** Everything that can go wrong. */
export type ErrorCode = "unknown-host" | "offline" | "timeout" | "tls" | "client-certificate-missing" | "client-certificate-unreadable" | "client-certificate-no-key" | "client-certificate-other-key" | "client-passphrase-needed" | "client-passphrase-wrong" | "client-certificate-expired" | "client-certificate-wanted" | "client-certificate-refused" | "client-certificate-ends" | "proxy" | "not-a-dam" | "login-needed" | "wrong-credentials" | "login-not-taken" | "forbidden" | "not-found" | "exists" | "locked" | "changed" | "name-refused" | "too-large" | "server-full" | "throttled" | "unavailable" | "unsupported" | "no-file" | "no-rendition" | "corrupt" | "garbled" | "local-file" | "cancelled" | "certificate-ends" | "clock-differs" | "refused" | "conflict" | "edits-not-uploaded" | "locked-inside" | "restricted" | "many-links" | "links-missing" | "still-coming" | "halted" | "file-in-use" | "file-denied" | "disk-full" | "file-changed" | "file-exists" | "file-missing" | "outside" | "name" | "no-cache-folder" | "not-a-file" | "still-written" | "disk" | "journal" | "journal-too-new" | "cache-folder-in-use" | "no-locks" | "folder-not-empty" | "folder-inside" | "package-inside" | "incomplete" | "no-such" | "is-over" | "bad-path" | "bad-address" | "plain-http" | "bad-name" | "no-connection" | "unknown-connection" | "connection-exists" | "cache-folder-taken" | "unknown-setting" | "bad-setting" | "executable-type" | "desktop" | "keychain" | "settings" | "versions-differ" | "not-answering" | "shutting-down" | "unexpected";

/** What was written outside the cache folder. */
export type ExportedView = {
/** As the server calls it. */
rendition: string, file: string, };

/** What becomes of a field. */
export type FieldChangeView = { "set": FieldValueView } | "clear" | { "amend": { add: Array<string>, remove: Array<string>, } };

export type FieldKindView = "text" | "long-text" | "texts" | "number" | "flag" | "date" | "choice" | "choices" | "tags";

/** The value of a field, as JSON writes it. */
export type FieldValueView = boolean | number | string | Array<string> | { date: string, };

/** What a step found, where words belong to it. `Display` is the English of it. */
export type FindingView = { "code": "no-proxy" } | { "code": "no-proxy-by-settings" } | { "code": "no-proxy-for-host", host: string, } | { "code": "no-proxy-by-environment", host: string, } | { "code": "proxy",
/** `None` where it can't be read. */
address: string | null, user: string | null,
/** The variable of the environment that names it; `None` for the settings. */
variable: string | null, } | { "code": "by-script", script: string,
/** `None` for directly. */
address: string | null, } | { "code": "no-certificate" } | { "code": "trusted" } | { "code": "certificate", trusted: boolean,
/** The first name that it is for. */
host: string,
/** How many further names it is for. */
more: number,
/** `None` where it is signed by itself. */
issuer: string | null,
/** The last day, `2027-01-31`. */
until: string, } | { "code": "client-certificate", whose: string,
/** `None` where it is signed by itself. */
issuer: string | null,
/** The last day, `2027-01-31`. */
until: string, } | { "code": "not-said" } | { "code": "product-elsewhere", product: string, at: string, } | { "code": "webdav-with-locks" } | { "code": "perhaps-webdav" } | { "code": "top-folder", entries: number,
/** There are more than were counted. */
more: boolean, } | { "code": "read-write" } | { "code": "read-only" } | { "code": "keychain-answers" } | { "code": "no-keychain" } | { "code": "free-space", megabytes: number, } | { "code": "locks-as-said" } | { "code": "no-locks", why: string, } | { "code": "compares-writes", compares: boolean | null, };

export type FormFieldView = { name: string,
/** The server's word for it; where there is none, the name is one that many servers share. */
label: string | null, kind: FieldKindView,
/** Of `choice` and `choices`. */
choices: Array<ChoiceView>,
/** The server's own pages don't save without it. */
required: boolean, read_only: boolean, };

export type FormSectionView = { title: string | null, fields: Array<FormFieldView>, };

/** How the server wants metadata shown and edited. */
export type FormView = { sections: Array<FormSectionView>,
/** It is Damson's own, because the server's can't be read. */
built_in: boolean, };

/** A page of a search, or of a listing. */
export type FoundView = { rows: Array<RowView>,
/** Goes into the next Search or List; `None` on the last page. */
next: string | null,
/**
 * How many results were looked through and left out here, because the server can't compare
 * what was asked for.
 */
left_out: number,
/** How many of this page are left out because they have expired. */
hidden: number, };

/** An asset that this person waited for, and that nobody else has checked out any more. */
export type FreedView = { path: string,
/** Who had it. */
who: string,
/** When that was seen, RFC 3339. */
at: string, };

export type Health = "ok" | "warn" | "fail" | "skipped";

/** An asset that is checked out. */
export type HeldView = { path: string, who: string, };

/** What an upload does where a name is taken. */
export type IfExistsView = "skip" | "new-version" | "keep-both";

/**
 * What is asked. Paths of the DAM are texts with or without a leading slash, files of this
 * computer are absolute, and a `connection` that is absent is the current one.
 */
export type Intent = { "intent": "recognise", url: string, allow_plain_http: boolean, } | { "intent": "connect" } & Connect | { "intent": "disconnect", connection: string | null, } | { "intent": "forget", connection: string, } | { "intent": "use", connection: string, } | { "intent": "connections" } | { "intent": "snapshot" } | { "intent": "start", connection: string | null, } | { "intent": "settle", connection: string | null, } | { "intent": "act", connection: string | null, action: Action, path: string, options: ActOptions, } | { "intent": "refresh", connection: string | null, folder: string, } | { "intent": "list", connection: string | null, folder: string,
/** `next` of the page before; else the reading begins. */
page: string | null, } | { "intent": "upload-here", connection: string | null, into: string, sources: Array<string>, if_exists: IfExistsView,
/** Kept with a further version of what exists. */
comment: string | null, } | { "intent": "plan-upload", connection: string | null, into: string, sources: Array<string>, } | { "intent": "move-cache", connection: string | null, to: string, } | { "intent": "name-for", connection: string | null, name: string, is_folder: boolean, } | { "intent": "cancel-queued", connection: string | null, id: number, } | { "intent": "await", connection: string | null, path: string, wanted: boolean, } | { "intent": "cache", connection: string | null, } | { "intent": "links", connection: string | null, path: string, } | { "intent": "used-by", connection: string | null, path: string, } | { "intent": "upload-links", connection: string | null, path: string, } | { "intent": "package", connection: string | null, path: string, into: string, } | { "intent": "measure", connection: string | null, folder: string, } | { "intent": "search", connection: string | null, search: SearchQuery,
/** `next` of the page before. */
page: string | null, } | { "intent": "rows", connection: string | null, query: RowsQuery, } | { "intent": "sides", connection: string | null, path: string, } | { "intent": "local-thumbnail", connection: string | null, path: string, size: ThumbnailSizeView, } | { "intent": "thumbnail", connection: string | null, path: string, size: ThumbnailSizeView, } | { "intent": "remote-thumbnail", connection: string | null, path: string, size: ThumbnailSizeView, } | { "intent": "version-thumbnail", connection: string | null, path: string, version: string, size: ThumbnailSizeView, } | { "intent": "renditions", connection: string | null, path: string, } | { "intent": "export-rendition", connection: string | null, path: string,
/** A name as `Renditions` has it, or the word of a kind: then the largest of that kind. */
rendition: string,
/** The file; its ending becomes that of the rendition. */
to: string, } | { "intent": "pause-transfer", connection: string | null, id: number, } | { "intent": "resume-transfer", connection: string | null, id: number, } | { "intent": "cancel-transfer", connection: string | null, id: number, } | { "intent": "put-transfer-first", connection: string | null, id: number, } | { "intent": "order", connection: string | null, id: number, wish: OrderWishView, } | { "intent": "pause-all", connection: string | null, } | { "intent": "resume-all", connection: string | null, } | { "intent": "cancel-all", connection: string | null, } | { "intent": "clear-finished-transfers", connection: string | null, } | { "intent": "recovered", connection: string | null, } | { "intent": "restore-recovered", connection: string | null, id: number, } | { "intent": "remove-recovered", connection: string | null, id: number, } | { "intent": "metadata", connection: string | null, path: string, } | { "intent": "set-metadata", connection: string | null, paths: Array<string>, changes: { [key in string]: FieldChangeView },
/**
 * What the person saw of the fields, so that nobody's edit of meanwhile is replaced: the error
 * `changed` names those that are others by now. `None` where that doesn't matter.
 */
seen: { [key in string]: FieldValueView } | null, } | { "intent": "suggest-tags", connection: string | null, text: string, language: string, } | { "intent": "collections", connection: string | null, } | { "intent": "collection-members", connection: string | null, id: string,
/** `next` of the page before. */
page: string | null, } | { "intent": "edit-collection", connection: string | null, id: string, add: Array<string>, remove: Array<string>, } | { "intent": "restricted", connection: string | null, action: Action | null, paths: Array<string>, } | { "intent": "open-licence", connection: string | null, path: string, } | { "intent": "release-brake", connection: string | null, } | { "intent": "wake" } | { "intent": "settings", connection: string | null, } | { "intent": "set",
/** `None`: for every connection that does not say otherwise. */
connection: string | null, key: string, value: string | null, } | { "intent": "set-certificate-passphrase", connection: string | null, passphrase: Secret | null, } | { "intent": "set-proxy-login", connection: string | null, login: ProxyLogin | null, } | { "intent": "doctor", connection: string | null, url: string | null, } | { "intent": "trace", connection: string | null, check_out: string | null, } | { "intent": "shutdown" };

/** What a row is. */
export type KindView = "root" | "folder" | "asset" | "no-file" | "no-name";

export type Language = "system" | "en" | "de" | "fr" | "ja";

/** What links may ask for. */
export type LinkAction = "open" | "edit" | "reveal";

/** Where a linked file is. */
export type LinkTargetView = "asset" | "elsewhere" | "not-found" | "embedded" | "remote";

/** What a link from a page wants; nothing happens before the person agreed. The event `link`. */
export type LinkView = { action: LinkAction,
/** The connection it is about, where there is one. */
connection: string | null,
/** The server that the link names; `aem-asset:` links name none. */
server: string | null,
/** One to five assets or folders. */
paths: Array<string>,
/** The link as it came, where it can't be read: then it wants nothing and names no paths. */
unread: string | null, };

/** One linked file. */
export type LinkedView = {
/** The path or the address as the document has it. */
written: string, name: string, target: LinkTargetView,
/** Only the name speaks for the asset. */
guess: boolean,
/** The asset, where `target` is one. */
row: RowView | null,
/** Where it is on this computer, and where it would go in the DAM; where `target` is elsewhere. */
file: string | null, upload_to: string | null,
/** Bytes of that file. */
file_size: number | null, };

/** Which linked assets an action may fetch. */
export type LinksAllowed = "none" | { "up-to": { assets: number, bytes: number, } };

/** Why a document's links can't be read. */
export type LinksTroubleView = "no-reader" | "broken" | "too-large";

/** The links of a document. */
export type LinksView = {
/** In the order of the document, each linked file once. */
links: Array<LinkedView>,
/** The whole document was looked through; otherwise there may be more of them. */
complete: boolean,
/** Why nothing could be read of it. */
trouble: LinksTroubleView | null, };

/** Who has it checked out. */
export type LockView = { "state": "free" } | { "state": "mine" } | { "state": "theirs", who: string, };

/**
 * Who the person says to be. The secrets in it are the only ones that an intent holds; they cross
 * the local socket, whose other end is this person's own process, and are never written to a log.
 */
export type Login = { "kind": "password", user: string, password: Secret, } | { "kind": "token", token: Secret, } | { "kind": "service-credentials", document: Secret, } | { "kind": "browser", cookies: Array<LoginCookie>, } | { "kind": "kept" };

export type LoginCookie = { name: string, value: Secret, };

/** How a person logs in. */
export type LoginKind = "password" | "token" | "service-credentials" | "browser";

/** How far a login window is; the event `login`. */
export type LoginProgress = { "state": "opened" } | { "state": "waiting" } | { "state": "connecting" };

/** A connection whose login happens in a window of its own. */
export type LoginWindow = {
/** As a person types it. */
url: string, name: string | null,
/** Keeps the login in the keychain. */
remember: boolean, allow_plain_http: boolean, cache_folder: string | null, };

/** How much a download would bring. */
export type MeasuredView = { assets: number,
/** Of the assets whose size the server tells. */
bytes: number,
/** How many assets have no known size. */
unsized_assets: number, };

/** What came of an edit of metadata. */
export type MetadataSetView = {
/** Assets. */
saved: number, problems: Array<ProblemView>, };

/** What is known of an asset beside its bytes. */
export type MetadataView = { path: string,
/** By the server's own names, such as `dc:title`. */
fields: { [key in string]: FieldValueView },
/** Reasons to think twice before it is used, the gravest first. */
restrictions: Array<RestrictionView>, approval: ApprovalView | null, form: FormView, };

/**
 * What is done about files that the server has not, before the document is uploaded that links to
 * them.
 */
export type MissingLinks = "tell" | "ask" | "upload";

/** What a name that a person gave will be on the server. */
export type NameView = { name: string,
/** The name that was given, where it is another. */
title: string | null, };

export type Notice = "no-keychain";

export type Notification = { title: string,
/** `one` may hold `{name}`, `other` may hold `{count}`. */
body: Plural, };

/** An action and whether it may be done. */
export type OfferView = { action: Action,
/** `None`: it may be done. */
refusal: RefusalView | null,
/** It is refused because the server can't be reached, and may be asked for with `later`. */
later: boolean, };

/** What a person asked for at once: the download of a folder, the upload of several files. */
export type OrderView = { id: number,
/** The folder that it downloads, or uploads into. */
path: string, direction: TransferDirectionView,
/** RFC 3339. */
made: string,
/** How many of its transfers wait for their turn, the network or another try. */
waiting: number, running: number, paused: number, failed: number, finished: number, cancelled: number,
/** How many transfers it has in all; `None` while they are being counted. */
of: number | null,
/** Bytes. */
done: number,
/** Bytes, where known. */
total: number | null,
/** Nothing of it waits or runs, and nothing more will come. */
over: boolean, };

/** What can be done with an order and all its transfers. */
export type OrderWishView = "pause" | "resume" | "cancel" | "first";

/** The shape of a picture. */
export type OrientationView = "landscape" | "portrait" | "square";

/** Where a value comes from. */
export type Origin = "default" | "global" | "connection";

/** A document with what it links to, as a folder of their own. */
export type PackagedView = {
/** It was made for this. */
folder: string,
/** How many files it has, the document among them. */
files: number,
/** The linked files that it lacks. */
problems: Array<ProblemView>,
/** All links of the document are known; otherwise it may lack more. */
complete: boolean, };

export type Platform = "windows" | "macos" | "linux";

export type Plural = { one: string, other: string, };

/** One asset's trouble; it never stops the others. */
export type ProblemView = { path: string,
/** The file on this computer, where that says more. */
file: string | null, error: UserError, };

/** Name and password for a proxy. */
export type ProxyLogin = { user: string, password: Secret, };

/** An action that was asked for while the server could not be reached. */
export type QueuedView = { id: number, action: Action, path: string,
/** RFC 3339. */
since: string,
/** Why it could not be carried out when the server was back; `None` while it waits. */
code: ErrorCode | null,
/** What was said then. */
said: string | null, };

/** What stays behind when Damson ends; with none of it, quitting needs no question. */
export type QuitView = {
/** Assets that this person has checked out. */
checked_out: number,
/** Edits that are not uploaded. */
edited: number,
/** Files that were put into the cache folder and are not uploaded. */
new_files: number,
/** Transfers that go on after the next start. */
transfers: number, };

/** What answers at an address, before anybody logged in. */
export type RecognisedView = {
/** The address to connect to; not the one that was asked for when the server moved. */
url: string,
/** Damson can connect to it, or it may be able to: see `certain`. */
known: boolean,
/** How it would be spoken to. */
connector: Connector | null,
/** Otherwise it says nothing before somebody logs in, and only connecting tells. */
certain: boolean, is_cloud_service: boolean,
/** Best first. */
logins: Array<LoginKind>, };

/** A file that was moved aside before it would have been overwritten or removed. */
export type RecoveredView = { id: number,
/** Where it was in the DAM. */
path: string,
/** Its name in the Recovered folder. */
stored: string,
/** Where it is on this computer. */
file: string,
/** Bytes. */
size: number,
/** RFC 3339. */
when: string,
/** Why it was moved, as a word. */
why: string, };

/** Why an action is refused. */
export type RefusalCode = "offline" | "not-on-this-server" | "for-folders-only" | "for-assets-only" | "no-file" | "no-right" | "checked-out-by" | "already-checked-out" | "not-checked-out" | "not-administrator" | "not-here" | "already-here" | "up-to-date" | "not-edited" | "has-edits" | "in-conflict" | "not-in-conflict" | "only-here" | "removed-from-server" | "pinned" | "not-pinned" | "busy" | "name-problem" | "is-root";

/** A refusal with the person it is about. */
export type RefusalView = { code: RefusalCode,
/** Who has it checked out. */
who: string | null, };

/** What a rendition is made for; `fpo` is for placement only. */
export type RenditionKindView = "original" | "web" | "fpo" | "thumbnail" | "other";

/** One form in which the server keeps an asset. */
export type RenditionView = {
/** As the server calls it. */
name: string, kind: RenditionKindView, media_type: string | null, dimensions: DimensionsView | null,
/** The pixels that it fits into, where that alone is known. */
within: DimensionsView | null,
/** Bytes. */
size: number | null, };

/** What came of an intent; [`crate::Intent`] says which answer each gets. */
export type Reply = { "reply": "done" } | { "reply": "queued", "value": { id: number, } } | { "reply": "status", "value": StatusAfterView } | { "reply": "versions", "value": Array<VersionView> } | { "reply": "upload-plan", "value": UploadPlanView } | { "reply": "name", "value": NameView } | { "reply": "links", "value": LinksView } | { "reply": "opened", "value": WithLinksView } | { "reply": "sent", "value": WithLinksView } | { "reply": "packaged", "value": PackagedView } | { "reply": "used-by", "value": Array<UserView> } | { "reply": "measured", "value": MeasuredView } | { "reply": "cache", "value": CacheView } | { "reply": "cache-moved", "value": CacheMovedView } | { "reply": "found", "value": FoundView } | { "reply": "recovered", "value": Array<RecoveredView> } | { "reply": "bulk", "value": BulkView } | { "reply": "sides", "value": SidesView } | { "reply": "rows", "value": RowPageView } | { "reply": "thumbnail", "value": Thumbnail } | { "reply": "renditions", "value": Array<RenditionView> } | { "reply": "exported", "value": ExportedView } | { "reply": "metadata", "value": MetadataView } | { "reply": "metadata-set", "value": MetadataSetView } | { "reply": "tags", "value": Array<TagView> } | { "reply": "collections", "value": Array<CollectionView> } | { "reply": "restricted", "value": RestrictedView } | { "reply": "recognised", "value": RecognisedView } | { "reply": "connected", "value": ConnectedView } | { "reply": "connections", "value": Array<ConnectionView> } | { "reply": "snapshot", "value": SnapshotView } | { "reply": "settings", "value": SettingsView } | { "reply": "doctor", "value": DoctorView } | { "reply": "trace", "value": string };

/** An asset with what restricts its use, the gravest first. */
export type RestrictedAssetView = { path: string, restrictions: Array<RestrictionView>, };

/** Assets whose use something restricts. */
export type RestrictedView = { count: number,
/** The first of them. */
assets: Array<RestrictedAssetView>, };

/** A reason to think twice before an asset is used. Times are RFC 3339. */
export type RestrictionView = { "kind": "expired", since: string, } | { "kind": "not-yet-on", until: string, } | { "kind": "withdrawn", since: string, } | { "kind": "rejected" } | { "kind": "licensed", licence: string, };

/** By what rows are ordered. */
export type RowOrderView = "name" | "status" | "size" | "modified" | "type" | "lock" | "path";

/** A page of rows. */
export type RowPageView = { rows: Array<RowView>,
/** How many the query has in all. */
total: number, offset: number,
/** How many the query would have besides, if what has expired was not hidden. */
hidden: number,
/** The session's generation that the page shows. */
generation: number, };

/** What this computer can't do with an asset. */
export type RowProblemView = {
/** `name`, `path-too-long`, `unreadable` …; further ones may come. */
code: string, detail: string, };

/** The transfer of a row, in short; the snapshot has the rest. */
export type RowTransferView = { id: number, direction: TransferDirectionView, state: TransferStateView,
/** Bytes. */
done: number, };

/** A line of a listing. */
export type RowView = {
/** In the DAM, with a leading slash: `/shoot/hero.psd`. */
path: string,
/** The last name of the path; empty for the root. */
name: string,
/** Where it differs from the name. */
title: string | null, kind: KindView,
/** `None` for folders. */
status: StatusView | null,
/** Only with the status `editing-conflict`. */
conflict: ConflictView | null,
/** When the server last told of it (RFC 3339); `None` when never. */
checked: string | null, lock: LockView,
/** Since when it is known to be checked out, RFC 3339. */
locked_since: string | null,
/** Bytes. */
size: number | null,
/** RFC 3339. */
modified: string | null, modified_by: string | null, media_type: string | null, dimensions: DimensionsView | null,
/** This person may only read it. */
read_only: boolean, pinned: boolean,
/** This person waits until nobody else has it checked out. */
awaited: boolean,
/** The server still works on it. */
processing: boolean,
/** What restricts its use now, the gravest first; `None` while that is not known. */
restrictions: Array<RestrictionView> | null,
/** The server has probably written metadata into the file, and that is what changed there. */
written_back: boolean,
/** Where it is, or would be, on this computer. */
file: string | null, transfer: RowTransferView | null, problem: RowProblemView | null,
/** Folders: how many assets of each status are known below it. */
below: { [key in StatusView]?: number },
/** Every action, in the order of the rule book. */
actions: Array<OfferView>, };

export type RowsFilter = {
/** Any of these; empty for all. */
statuses: Array<StatusView>,
/** Checked out by this person. */
mine: boolean, pinned: boolean, problems: boolean,
/**
 * Words that are all in the name or the title, without case; one with `*` or `?` is the pattern of
 * a whole one.
 */
name: string,
/** Leave out what is only on the server. */
here: boolean,
/** Folders alone. */
folders: boolean,
/** No folders. */
assets: boolean,
/** Checked out by somebody else; with `mine`, by anybody. */
theirs: boolean,
/** Pictures of that shape, as far as their dimensions are known. */
orientation: OrientationView | null,
/** So many bytes or more, and fewer. */
size_from: number | null, size_below: number | null,
/** Checked out by anybody (`true`), or by nobody. */
locked: boolean | null,
/** Any of these media types; `image/*` stands for all of a family. */
types: Array<string>,
/** RFC 3339: what was modified then or later, and before. */
modified_from: string | null, modified_before: string | null, };

/** Which rows, and how ordered. */
export type RowsQuery = { scope: RowsScope, filter: RowsFilter, order: RowOrderView, descending: boolean, offset: number,
/** At most 1,000. */
limit: number, };

export type RowsScope = { "of": "folder", path: string, } | { "of": "below", path: string, } | { "of": "one", path: string, };

/** A search in the server; what is empty does not restrict. */
export type SearchQuery = {
/** Words anywhere in name and metadata, with `*` and `?`. */
text: string,
/** A pattern for the name alone. */
name: string,
/** Only below this folder. */
within: string | null,
/** Any of these; `image/*` works. */
media_types: Array<string>,
/** Checked out by this person, or (`false`) by nobody. */
mine: boolean | null,
/** RFC 3339. */
changed_after: string | null, changed_before: string | null,
/** Checked out by somebody else; with `mine`, by anybody. */
theirs: boolean,
/** So many bytes or more, and fewer. */
size_from: number | null, size_below: number | null,
/** Pictures of that shape, as far as their dimensions are known. */
orientation: OrientationView | null,
/** Ids of tags, all of them; what has a tag below one has that, too. */
tags: Array<string>,
/** So many stars or more, 1 to 5. */
rating_from: number | null,
/** What a reviewer decided; `undecided` is what is neither approved nor rejected. */
approval: ApprovalView | null,
/** RFC 3339: what has expired by that moment. */
expires_by: string | null, };

/** A text that is shown nowhere and wiped from memory when dropped. */
export type Secret = string;

/** The session of one connection. */
export type SessionView = {
/** The name of its connection. */
connection: string,
/** Grows with every change of anything that rows show. */
generation: number, state: ConnectionState,
/** `online`: when the server last answered; `offline`: since when; RFC 3339. */
since: string | null,
/** All changes stand still until a person says go on. */
halted: BrakeView | null, counts: CountsView,
/** Running, waiting, paused and failed ones, and the latest finished; at most 200. */
transfers: Array<TransferView>, totals: TransferTotalsView,
/** What was asked for at once and takes many transfers, the latest first; at most 50. */
orders: Array<OrderView>,
/** Assets whose edit was seen and that are not checked out: offered to be. */
offer_check_out: Array<string>,
/**
 * Actions that wait for the server, and those that failed when it was back, in the order they
 * were asked for; at most 200.
 */
queued: Array<QueuedView>,
/** Assets that this person waited for and that are free, the latest first. */
freed: Array<FreedView>,
/**
 * When a damaged journal was put aside and begun anew from files and server, RFC 3339; for
 * three days from then.
 */
rebuilt: string | null,
/** Folders whose changes the system does not tell of; they are looked at every minute. */
unwatched: UnwatchedView | null, };

/** One setting. */
export type SettingView = {
/** `download-limit`, `poll-seconds` … */
key: string,
/** As a person types it: `true`, `30`, `none`. */
value: string, default: string, origin: Origin,
/** Which values it takes: `true or false`, `1 to 64`. */
takes: string,
/** `seconds`, `bytes`, `bytes a second`, `days`, `milliseconds`; empty for none. */
unit: string,
/** All values there are, where it is one of a few. */
choices: Array<string>, };

/** Every setting with its value, in a steady order. */
export type SettingsView = {
/** Whose settings; `None` for those of every connection. */
connection: string | null, settings: Array<SettingView>,
/** The folder of each connection's cache, or of all of them. */
cache_folder: string,
/** Where the settings are kept. */
file: string,
/** Who the proxy is told that we are, where that was set; the keychain has the password. */
proxy_user: string | null,
/** The client certificate of these settings; `None` where none is set. */
client_certificate: ClientCertificateView | null,
/** Keys in the files that Damson does not know; they are kept. */
unknown: Array<string>, };

/** A view that the window is to show: a line of the tray was chosen. */
export type ShowView = "all" | "transfers" | "conflicts" | "edited" | "mine";

/** One side of an asset. */
export type SideView = {
/** Bytes. */
size: number | null,
/** RFC 3339. */
modified: string | null,
/** On the server alone. */
modified_by: string | null, dimensions: DimensionsView | null, };

/** Both sides of an asset; a side that is not there is `None`. */
export type SidesView = {
/** On this computer. */
mine: SideView | null,
/** On the server, as it last told. */
theirs: SideView | null, };

/** Everything that is shown without asking for rows; small, whatever the size of the DAM. */
export type SnapshotView = {
/** Grows with every change of the snapshot. */
generation: number,
/** The connection that intents without one use. */
current: string | null,
/** By name. */
connections: Array<ConnectionView>,
/** The sessions that run, by the name of their connection. */
sessions: Array<SessionView>, };

/** The status after an action; both are `None` when there is no such asset any more. */
export type StatusAfterView = { status: StatusView | null, conflict: ConflictView | null, };

/** The status of an asset; a conflict's flavour is a field beside it. */
export type StatusView = "cloud-only" | "available-locally" | "edited-locally" | "modified-remotely" | "editing-conflict" | "removed-remotely" | "new-locally";

/** Where the window runs. */
export type System = { platform: Platform,
/** The language of the system, BCP 47: `fr-CH`. */
locale: string, version: string, commit: string | null,
/** Not the window of an installed Damson: a browser over the development bridge. */
dev: boolean,
/** The demo DAM was asked for at the start and is not connected yet. */
demo_wanted: boolean, };

/** A tag of the server's vocabulary. */
export type TagView = {
/** What is written in the field. */
id: string, title: string,
/** The titles from the vocabulary's root down. */
place: string | null, };

export type Theme = "system" | "light" | "dark";

/** A picture, PNG or JPEG. */
export type Thumbnail = {
/** The bytes in base64. */
data: string, };

/** The edge in pixels: 48, 319, 1280, or as many as there are. */
export type ThumbnailSizeView = "icon" | "card" | "preview" | "large";

export type TransferDirectionView = "download" | "upload";

/** How far a transfer is. */
export type TransferStateView = "waiting" | "running" | "paused" | "retrying" | "failed" | "finished" | "cancelled";

export type TransferTotalsView = {
/** What is paused is not among them. */
waiting: number, paused: number, running: number, failed: number,
/** Bytes of what waits and runs. */
done: number, total: number,
/** Bytes a second. */
rate: number | null, seconds_left: number | null, };

export type TransferView = { id: number, path: string, direction: TransferDirectionView,
/** Bytes. */
done: number,
/** Bytes, where known. */
total: number | null, state: TransferStateView,
/** `retrying` and `failed`: why. */
code: ErrorCode | null,
/** `failed`: what the server or the system said. */
said: string | null,
/** `retrying`: when it is tried again, RFC 3339. */
retry_at: string | null,
/** When its state changed last, RFC 3339. */
changed: string,
/** The id of the order that asked for it. */
part_of: number | null, };

/** What the system does not watch. */
export type UnwatchedView = {
/** So many folders, with all that is in them. */
folders: number,
/** The system watches no more folders for this person; otherwise they can't be read. */
limit: boolean, };

/** How far the download of an update is; the event `update`. */
export type UpdateProgress = {
/** Bytes. */
done: number,
/** Bytes, where the server says so. */
total: number | null, };

/** A later Damson. */
export type UpdateView = { version: string, notes: string | null,
/** RFC 3339. */
date: string | null, };

export type UploadItemView = {
/** On this computer. */
source: string,
/** In the DAM. */
to: string, is_folder: boolean,
/** Bytes. */
size: number,
/** The server's name rules changed the name. */
renamed: boolean,
/** Another of these files would have the same name, so that it has a free one. */
collides: boolean, exists: boolean, };

/** What an upload from disk would do. */
export type UploadPlanView = { items: Array<UploadItemView>,
/** Left out, with why. */
skipped: Array<ProblemView>,
/** Files on this computer that systems and applications leave in folders; they are left out. */
ignored: Array<string>, };

/** What went wrong, with which asset. */
export type UserError = { code: ErrorCode,
/** The asset or folder, with a leading slash. */
about: string | null,
/** The file on this computer. */
file: string | null,
/** The person it is about: who has the asset checked out. */
who: string | null,
/** The address of the server, never the name of the connection. */
server: string | null,
/** A name, key or value that is not right. */
detail: string | null,
/** What the server or the system said, in its own words. */
said: string | null, action: Action | null, refusal: RefusalView | null,
/** `locked-inside`: the assets and who holds them. */
inside: Array<HeldView>,
/** `restricted`: the assets and what restricts their use. */
restricted: RestrictedView, };

/** A document that links to an asset. */
export type UserView = { row: RowView,
/** Only the name speaks for it. */
guess: boolean, };

/** A state of an asset: the current one, or an earlier version. */
export type VersionView = {
/** What Restore takes; empty for the current one. */
id: string,
/** "1.4", or whatever the server calls it; empty for the current one. */
label: string,
/** It is what the asset is now. */
current: boolean,
/** What was said when this state came. */
comment: string | null,
/** When this state came, where that is known; RFC 3339. */
created: string | null,
/** Who brought it. */
created_by: string | null,
/** Its bytes can be read. */
readable: boolean, };

/** A document that was opened after what it links to was fetched, or uploaded. */
export type WithLinksView = { after: StatusAfterView,
/** The linked files that were fetched, or uploaded, and those that could not be. */
links: BulkView, };
