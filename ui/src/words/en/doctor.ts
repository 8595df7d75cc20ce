import type { DoctorStep, Health } from "../../ipc/bindings";
import type { FoundWords } from "../found";
import { pluralIn } from "../plural";

const plural = pluralIn("en");

const steps: Record<DoctorStep, string> = {
  address: "Address",
  "client-certificate": "Client certificate",
  proxy: "Proxy",
  dns: "Server name",
  tcp: "Connection",
  tls: "Certificate",
  http: "Response",
  clock: "Clock",
  product: "Product",
  keychain: "Keychain",
  login: "Login",
  read: "Read access",
  write: "Write access",
  capability: "The server can",
  "cache-folder": "Cache folder",
  "free-space": "Free space",
};

const health: Record<Health, string> = {
  ok: "OK",
  warn: "Warning",
  fail: "Failed",
  skipped: "Skipped",
};

/** What a step found, in words. */
const found: FoundWords = {
  "no-proxy": () => "None",
  "no-proxy-by-settings": () => "None, by the preferences",
  "no-proxy-for-host": ({ host }) => `None for ${host}`,
  "no-proxy-by-environment": ({ host }) => `None: NO_PROXY names ${host}`,
  "by-script": ({ script, address }) =>
    address === null ? `None, by the script ${script}` : `${address}, by the script ${script}`,
  proxy: ({ address, user, variable }) =>
    `${address ?? "Unreadable address"}${user === null ? "" : `, as ${user}`} (${variable ?? "preferences"})`,
  "no-certificate": () => "None: http isn't encrypted",
  trusted: () => "Trusted",
  certificate: ({ trusted, host, more, issuer, until }) =>
    `${trusted ? "Trusted: for" : "For"} ${host}${more === 0 ? "" : plural(more, { one: " and 1 more", other: " and # more" })}, issued by ${issuer ?? "itself"}, valid until ${until}`,
  "client-certificate": ({ whose, issuer, until }) =>
    `Of ${whose}, issued by ${issuer ?? "itself"}, valid until ${until}`,
  "not-said": () => "The server doesn't say",
  "product-elsewhere": ({ product, at }) => `${product}, at ${at}`,
  "webdav-with-locks": () => "WebDAV, with locks according to the server",
  "perhaps-webdav": () => "Perhaps WebDAV: Damson can tell once you log in",
  "top-folder": ({ entries, more }) =>
    `In the top folder: ${more ? "more than " : ""}${plural(entries, { one: "1 item", other: "# items" })}`,
  "read-write": () => "Read and write",
  "read-only": () => "Read only",
  "keychain-answers": () => "Available",
  "no-keychain": () => "None: you'll need to log in again next time",
  "locks-as-said": () => "Check out and check in, according to the server; Damson verifies each check-out",
  "no-locks": ({ why }) => `No check out and check in: ${why}`,
  "compares-writes": ({ compares }) => {
    if (compares === true) return "The server refuses to replace what somebody wrote in the meantime";
    return compares === false
      ? "The server doesn't compare before it writes: Damson checks right before, and a check-out protects"
      : "Protection from overwriting: not known yet, the first upload over a file finds out";
  },
};

export const doctor = {
  title: "Check the connection",
  titleOf: (name: string) => `Check the connection ${name}`,
  running: "Checking step by step…",
  steps,
  health,
  found,
  allFine: "Everything is working.",
  warnings: (n: number) => plural(n, { one: "1 warning", other: "# warnings" }),
  fails: "This is where the problem is:",
  again: "Check again",
  copy: "Copy as text",
  copied: "Copied",
  took: (time: string) => time,
  can: "What the server can do",
  capabilities: {
    locks: "Check out and check in",
    "locks-expire": "Locks expire by themselves",
    "forced-release": "Administrators can release locks",
    "locks-enforced": "The server refuses changes to what others have checked out",
    ranges: "Interrupted downloads resume",
    "resumable-upload": "Interrupted uploads resume",
    versions: "Version history",
    "version-comments": "Comments with versions",
    search: "Search",
    thumbnails: "Thumbnails",
    copy: "Duplicate on the server",
    "change-feed": "Reports changes",
    "feed-sees-deletions": "Reports deletions",
    "empty-files": "Empty files",
  } as Record<string, string>,
  yes: "yes",
  no: "no",
};
