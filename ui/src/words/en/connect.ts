import type { Connector, LoginKind } from "../../ipc/bindings";

const logins: Record<LoginKind, string> = {
  browser: "In a login window",
  password: "Name and password",
  token: "Access token",
  "service-credentials": "Service credentials",
};

const loginHints: Record<LoginKind, string> = {
  browser: "Opens the login page of the server, as your company has set it up (SSO, SAML, Adobe login).",
  password: "",
  token: "From the developer console, as text or as its JSON document. A developer token is valid for a day.",
  "service-credentials": "The JSON document of a technical account.",
};

const connectors: Record<Connector, string> = {
  aem: "Adobe Experience Manager Assets",
  webdav: "WebDAV server",
};

export const connect = {
  title: "Connect to your DAM",
  subtitle: "Adobe Experience Manager Assets, or any WebDAV server.",
  again: (name: string) => `Log in again to ${name}`,
  againText: "Your edits and copies on this computer are still there.",
  further: "Connect to another server",
  address: "Address",
  addressHint: "As you open it in a browser. An address of any page or asset will do.",
  addressExample: "author.example.com",
  recognise: "Continue",
  recognising: "Looking who answers…",
  change: "Change the address",
  found: (product: string, where: string) => `${product} at ${where}`,
  cloudService: "Adobe Experience Manager as a Cloud Service",
  perhaps: (where: string) => `Something answers at ${where}. Whether it is a DAM shows after you log in.`,
  unknown: (where: string) =>
    `Something answers at ${where}, but it does not show itself as a DAM. Some are recognised only after the login: an access token, service credentials or the login window can still work.`,
  connectors,
  login: "How do you log in?",
  logins,
  loginHints,
  user: "Name",
  password: "Password",
  show: "Show password",
  hide: "Hide password",
  token: "Access token",
  credentials: "Service credentials",
  pasteOrChoose: "Paste it here, or choose the file.",
  chooseFile: "Choose file…",
  remember: "Remember the login",
  rememberHint: "Kept in the keychain of this computer, and nowhere else.",
  more: "More options",
  name: "Name of this connection",
  nameHint: "Shown in the window. Without one it is called after the server.",
  folder: "Cache folder",
  folderHint: "Where the copies are kept. Without one: Damson in your home folder.",
  chooseFolder: "Choose folder…",
  folderTitle: "Cache folder of this connection",
  go: "Connect",
  going: "Connecting…",
  logIn: "Log in",
  openWindow: "Open the login window",
  window: {
    opened: "Log in in the window that has opened.",
    waiting: "Waiting for you to log in…",
    connecting: "Logged in. Connecting…",
  },
  closeWindow: "Close the login window",
  plain: {
    title: "This address is not protected",
    text: (server: string) =>
      `${server} has no encryption. Anybody on the way there could read your password and your files.`,
    allow: "I trust the whole network between this computer and the server",
    go: "Connect without protection",
    secure: "Try https instead",
  },
  tls: {
    expired: "The certificate of the server has expired. Tell the people who run the DAM.",
    "not-yet-valid": "The certificate is not valid yet. Check the clock of this computer.",
    "other-host": "The certificate belongs to another server. Check the address.",
    "unknown-issuer":
      "The certificate was issued by somebody this computer does not know. If it is your company's own, ask your IT to install it on this computer.",
    revoked: "The certificate was revoked. Do not go on; tell the people who run the DAM.",
    "not-tls": "The server does not speak https there. Check the port in the address.",
    other: "",
  } as Record<string, string>,
  examine: "Find out what is wrong",
  demo: "Try it with a demo DAM",
  demoHint: "Starts a small DAM on this computer, with sample assets. Nothing leaves the computer.",
  demoStarting: "Starting the demo DAM…",
  noKeychain:
    "This computer has no keychain that answers, so the login is kept until Damson ends and asked for again.",
  servers: "Servers",
  current: "In use",
  use: (name: string) => `Use ${name}`,
  asUser: (user: string) => `as ${user}`,
  demoName: "Demo DAM",
  addServer: "Connect to another server…",
  logOut: "Log out",
  logInAgain: "Log in…",
  forget: "Remove from the list…",
  forgetTitle: (name: string) => `Remove ${name} from the list?`,
  forgetText:
    "You are logged out. The copies and edits stay in the cache folder, and are found again when you connect to this server as the same person.",
  examineConnection: "Check the connection",
};
