import type { ErrorCode } from "../../ipc/bindings";

/** What an error is about, in words: never empty. */
export type Subject = {
  /** The asset, folder or file. */
  it: string;
  server: string;
  who: string;
  detail: string;
  said: string;
};
/** What happened, and what to do about it. */
export type ErrorWords = [happened: string, todo: string];

export const errors: {
  it: string;
  itself: string;
  serverSaid: (said: string) => string;
  refused: (action: string, it: string) => string;
  unknownDetail: string;
  byCode: Record<ErrorCode, (about: Subject) => ErrorWords>;
} = {
  it: "it",
  itself: "It",
  serverSaid: (said) => `Details: ${said}`,
  refused: (action, it) => `${action} is not possible for ${it}.`,
  unknownDetail: "no more is known",
  byCode: {
    "unknown-host": ({ server }) => [
      `There is no server called ${server}.`,
      "Check the spelling of the address, and that you are on your company's network or VPN.",
    ],
    offline: ({ server }) => [
      `${server} can't be reached.`,
      "Check your network or VPN, then try again. What is on this computer can still be opened and edited.",
    ],
    timeout: ({ server }) => [
      `${server} did not answer in time.`,
      "It may be busy or the network slow: try again in a minute. Transfers go on where they stopped.",
    ],
    tls: ({ server }) => [
      `The connection to ${server} is not secure: its certificate is not trusted here.`,
      "Do not go on with a password. Ask the people who run the DAM; a certificate of the company has to be installed on this computer.",
    ],
    proxy: ({ server }) => [
      `The proxy of this network did not let Damson through to ${server}.`,
      "Check the proxy settings of this computer, or ask your IT to let the address pass.",
    ],
    "not-a-dam": ({ server }) => [
      `Something answers at ${server}, but it is not a DAM that Damson knows.`,
      "Use the address you open the DAM with in a browser, up to the first slash.",
    ],
    "login-needed": ({ server }) => [
      `You are not logged in to ${server}, or the session has ended.`,
      "Log in again. Nothing on this computer is lost.",
    ],
    "wrong-credentials": ({ server }) => [
      `${server} did not accept the name and password, or the token.`,
      "Check them and try again. A developer token is valid for a day only.",
    ],
    "login-not-taken": ({ server }) => [
      `${server} shows itself as WebDAV, and only AEM has such a login.`,
      "Log in with a name and a password, or with a token.",
    ],
    forbidden: ({ server, it }) => [
      `${server} does not let you do that with ${it}.`,
      "Ask the people who run the DAM for the right to change it.",
    ],
    "not-found": ({ it }) => [
      `${it} is not on the server.`,
      "It may have been moved, renamed or deleted. Search looks for it.",
    ],
    exists: ({ it }) => [
      `There is something called ${it} already.`,
      "Choose another name, or upload it as a new version.",
    ],
    locked: ({ it, who }) => [
      `${it} is checked out by ${who}. Nothing was changed.`,
      `Ask ${who} to check it in. An administrator can release it.`,
    ],
    changed: ({ it }) => [
      `${it} changed on the server meanwhile. Nothing was sent or overwritten.`,
      "Look at it again, then decide.",
    ],
    "name-refused": ({ server, it }) => [
      `${server} does not take the name of ${it}.`,
      "Use letters, digits, spaces, dots and dashes; no slashes, colons, stars, question marks, quotation marks, brackets, percent or number signs.",
    ],
    "too-large": ({ server, it }) => [
      `${it} is larger than ${server} takes.`,
      "Ask the people who run the DAM for the limit.",
    ],
    "server-full": ({ server, it }) => [
      `${server} has no space left for ${it}.`,
      "Tell the people who run the DAM. Your file stays on this computer.",
    ],
    throttled: ({ server }) => [
      `${server} asks for a pause: too many requests.`,
      "Wait a minute and try again. Transfers go on by themselves.",
    ],
    unavailable: ({ server }) => [
      `${server} is not ready: it is starting, overloaded or has a fault.`,
      "Wait a few minutes and try again. Transfers go on by themselves.",
    ],
    unsupported: ({ server }) => [
      `${server} can't do that.`,
      "Preferences, under Connection, lists what it can do.",
    ],
    "no-file": ({ it }) => [
      `${it} has no file: it is content that lives on the server only.`,
      "Open in web shows it in the browser.",
    ],
    corrupt: ({ it }) => [
      `${it} arrived damaged, so it was thrown away.`,
      "Try again. If it stays so, the network or the server damages files: tell your IT.",
    ],
    garbled: ({ server }) => [
      `${server} gave an answer that makes no sense.`,
      "Try again. If it stays so, send a support bundle to the people who run the DAM.",
    ],
    "local-file": ({ it }) => [
      `${it} could not be read on this computer, or was saved while it was being sent.`,
      "Save and close it in its application, then try again.",
    ],
    cancelled: ({ it }) => [`Cancelled: ${it}.`, "Start it again when you want."],
    "certificate-ends": ({ server, detail }) => [
      `The certificate of ${server} ends soon (days left: ${detail}).`,
      "Tell the people who run the DAM, before nobody can connect any more.",
    ],
    "clock-differs": ({ server, detail }) => [
      `The clocks of ${server} and of this computer differ by ${detail} seconds.`,
      "Let this computer set its clock from the network; else logins fail, and times are wrong.",
    ],
    refused: ({ it }) => [`That is not possible for ${it}.`, "Look at its status in the details."],
    conflict: ({ it }) => [
      `Both you and somebody else changed ${it}. Nothing was sent or overwritten.`,
      "Compare both sides, then keep yours, theirs or both.",
    ],
    "edits-not-uploaded": ({ it }) => [
      `${it} has changes that you have not uploaded, so it stays checked out.`,
      "Upload them, which checks it in too. Or check in and keep them here.",
    ],
    "locked-inside": ({ it, detail }) => [
      `${it} holds assets that are checked out: ${detail}. Nothing was deleted.`,
      "Have them checked in first.",
    ],
    halted: () => [
      "Damson stopped all changes to be safe.",
      "The notice at the top says what happened. Look, then go on.",
    ],
    "file-in-use": ({ it }) => [
      `An application has ${it} open, so it can't be replaced now.`,
      "Close it there and try again. Nothing was changed.",
    ],
    "file-denied": ({ it }) => [
      `This computer does not let Damson read or write the file of ${it}.`,
      "Check the permissions of the cache folder; Preferences shows where it is.",
    ],
    "disk-full": ({ it }) => [
      `There is not enough space on this computer's disk for ${it}.`,
      "Make space, for example with Remove local copy for what you no longer need, and try again.",
    ],
    "file-changed": ({ it }) => [
      `${it} was saved on this computer meanwhile. Nothing was sent or overwritten.`,
      "Look at it again, then decide.",
    ],
    "file-exists": ({ it }) => [
      `A file of yours is where ${it} was to be put. It was not touched.`,
      "Compare both sides, then keep yours, theirs or both.",
    ],
    "file-missing": ({ it }) => [
      `The copy of ${it} is gone from this computer.`,
      "Download it again.",
    ],
    outside: ({ it }) => [
      `${it} would have been written outside the cache folder, so it was not written.`,
      "A link inside the cache folder leads elsewhere, or the server sent a bad name. Remove the link and try again.",
    ],
    name: ({ it }) => [
      `This computer can't hold a file with the name or the path of ${it}.`,
      "Rename it on the server, or work with a shorter cache folder.",
    ],
    "no-cache-folder": ({ it }) => [
      `The cache folder is not there: ${it}.`,
      "If it is on another disk, plug it in. Nothing was changed meanwhile.",
    ],
    disk: ({ it, said }) => [
      `This computer's disk did not do what it was asked for ${it}: ${said}`,
      "Try again. If it stays so, have the disk checked; your edits are still where you saved them.",
    ],
    journal: ({ said }) => [
      `Damson's own records can't be read or written: ${said}`,
      "Check that the disk has space. Your files in the cache folder are untouched.",
    ],
    "journal-too-new": () => [
      "Damson's records were written by a later version of Damson.",
      "Install the latest Damson and use that. Your files in the cache folder are untouched.",
    ],
    "cache-folder-in-use": () => [
      "Another Damson of another kind uses this cache folder.",
      "Close it, then try again.",
    ],
    incomplete: ({ detail }) => [`Something is missing: ${detail}.`, "Fill it in and try again."],
    "bad-path": ({ detail }) => [
      `${detail} is not a path in the DAM.`,
      "Paths look like this: /Campaigns/Spring/hero.psd.",
    ],
    "bad-address": ({ detail }) => [
      `${detail} is not the address of a server.`,
      "Addresses look like this: https://author.example.com",
    ],
    "plain-http": ({ server }) => [
      `${server} is not protected: on the way there others could read your password.`,
      "Use its https address. Only if there is none and you trust the whole network, allow the unprotected one.",
    ],
    "bad-name": ({ detail }) => [
      `${detail} can't be the name of a connection.`,
      "Use letters, digits, dots and dashes.",
    ],
    "no-connection": () => ["You are not connected to a DAM yet.", "Connect first."],
    "unknown-connection": ({ detail }) => [
      `There is no connection called ${detail}.`,
      "Choose one of those in the sidebar, or connect anew.",
    ],
    "connection-exists": ({ detail }) => [
      `There is a connection called ${detail} already, to another server or as another person.`,
      "Choose another name, or remove the other connection.",
    ],
    "cache-folder-taken": ({ detail }) => [
      `The connection ${detail} uses that cache folder, or one inside or around it.`,
      "Choose another folder for this connection.",
    ],
    "folder-not-empty": ({ it }) => [
      `The cache folder can't move to ${it}: something is in there.`,
      "Choose an empty folder.",
    ],
    "folder-inside": ({ it }) => [
      `The cache folder can't move to ${it}: that is the cache folder itself, inside it, around it, or where Damson keeps its own things.`,
      "Choose a folder elsewhere.",
    ],
    "unknown-setting": ({ detail }) => [
      `There is no setting called ${detail}.`,
      "It may belong to another version of Damson.",
    ],
    "bad-setting": ({ detail, said }) => [
      `That is not a value the setting takes: ${detail}.`,
      `It takes: ${said}`,
    ],
    "executable-type": ({ it }) => [
      `${it} was not opened: a file of this type can run as a program.`,
      "If you expect a program there and trust it, start it yourself from the folder: Reveal in folder shows it.",
    ],
    desktop: ({ it }) => [
      `This computer could not open ${it}.`,
      "Choose an application for files of this type in the settings of the system. Reveal in folder shows the file.",
    ],
    keychain: () => [
      "The keychain of this computer did not give or keep the login.",
      "Unlock it and try again, or connect without remembering and type the password each time.",
    ],
    settings: ({ it, said }) => [
      `The settings can't be read: ${it}. ${said}`,
      "Correct the file, or move it away; Damson then starts with the usual settings.",
    ],
    "versions-differ": ({ detail }) => [
      `The Damson that is running is another version: ${detail}.`,
      "Close it, then try again.",
    ],
    "not-answering": () => [
      "The Damson that is running does not answer.",
      "Close it and try again. What it was transferring goes on afterwards.",
    ],
    "shutting-down": () => ["Damson is just ending.", "Try again in a moment."],
    unexpected: ({ said }) => [
      `Something went wrong that should not: ${said}`,
      "Your files are untouched. Please report it with a support bundle; Preferences makes one.",
    ],
  },
};
