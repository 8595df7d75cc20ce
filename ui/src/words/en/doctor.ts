import type { DoctorStep, Health } from "../../ipc/bindings";
import { pluralIn } from "../plural";

const plural = pluralIn("en");

const steps: Record<DoctorStep, string> = {
  address: "Address",
  proxy: "Proxy",
  dns: "Name of the server",
  tcp: "Connection",
  tls: "Certificate",
  http: "Answer",
  clock: "Clock",
  product: "Product",
  keychain: "Keychain",
  login: "Login",
  read: "Right to read",
  write: "Right to write",
  capability: "The server can",
  "cache-folder": "Cache folder",
  "free-space": "Free space",
};

const health: Record<Health, string> = {
  ok: "Fine",
  warn: "Look",
  fail: "Failed",
  skipped: "Not looked at",
};

export const doctor = {
  title: "Check the connection",
  titleOf: (name: string) => `Check the connection ${name}`,
  running: "Looking step by step…",
  steps,
  health,
  allFine: "Everything is as it should be.",
  warnings: (n: number) => plural(n, { one: "1 thing to look at.", other: "# things to look at." }),
  fails: "This is where it fails:",
  again: "Check again",
  copy: "Copy as text",
  copied: "Copied",
  took: (time: string) => time,
  can: "What the server can do",
  capabilities: {
    locks: "Check out and check in",
    "locks-expire": "Locks end by themselves after a while",
    "forced-release": "Administrators can release locks",
    "locks-enforced": "The server refuses writes to what others have checked out",
    ranges: "Downloads go on where they stopped",
    "resumable-upload": "Uploads go on where they stopped",
    versions: "Version history",
    "version-comments": "Comments with versions",
    search: "Search",
    thumbnails: "Thumbnails",
    copy: "Duplicate on the server",
    "change-feed": "Tells of changes",
    "feed-sees-deletions": "Tells of deletions",
    "empty-files": "Empty files",
  } as Record<string, string>,
  yes: "yes",
  no: "no",
};
