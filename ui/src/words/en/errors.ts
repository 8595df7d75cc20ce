import type { ErrorCode } from "../../ipc/bindings";
import { actions } from "./actions";

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
  unknownDetail: "nothing more is known",
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
      "It may be busy, or the network is slow: try again in a minute. Transfers resume where they stopped.",
    ],
    tls: ({ server, detail }) =>
      detail === "not-tls"
        ? [
            `${server} does not answer with https at this port.`,
            "Check the port in the address. If the server uses no encryption at all, its address begins with http://.",
          ]
        : [
            `The connection to ${server} is not secure: its certificate is not trusted here.`,
            "Don't enter a password. Ask the people who run the DAM: a certificate of your company may have to be installed on this computer.",
          ],
    "client-certificate-missing": ({ it }) => [
      `The client certificate can't be read: ${it}.`,
      "Choose the file again in the preferences. If it is on another disk or a network folder, connect that first.",
    ],
    "client-certificate-unreadable": ({ it }) => [
      `This file can't be used as a client certificate: ${it}.`,
      "Use a .p12 or .pfx file, or a PEM file with the certificate and its private key. Whoever issued it can give you one.",
    ],
    "client-certificate-no-key": ({ it }) => [
      `There is no private key in the client certificate ${it}.`,
      "Export it together with its private key, as a .p12 or .pfx file.",
    ],
    "client-certificate-other-key": ({ it }) => [
      `The private key in ${it} doesn't belong to the certificate beside it.`,
      "Export certificate and key anew, or ask whoever issued them.",
    ],
    "client-passphrase-needed": ({ it }) => [
      `The client certificate ${it} is protected by a passphrase.`,
      "Enter it in the preferences, under Connection. It is stored in the keychain.",
    ],
    "client-passphrase-wrong": ({ it }) => [
      `The passphrase doesn't open the client certificate ${it}.`,
      "Enter it again in the preferences, under Connection. Whoever issued the file knows it.",
    ],
    "client-certificate-expired": ({ it, said }) => [
      `The client certificate ${it} expired on ${said}.`,
      "Ask whoever issued it for a new one. If the date is wrong, correct this computer's clock.",
    ],
    "client-certificate-wanted": ({ server }) => [
      `${server} asks for a client certificate, and received none.`,
      "Ask the people who run the DAM for yours, then choose its file in the preferences, under Connection.",
    ],
    "client-certificate-refused": ({ server }) => [
      `${server} did not accept this computer's client certificate.`,
      "See in the preferences, under Connection, which one is set and until when it is valid, or ask the people who run the DAM.",
    ],
    "client-certificate-ends": ({ detail }) => [
      `Your client certificate expires soon (days left: ${detail}).`,
      "Ask whoever issued it for a new one before you can no longer connect.",
    ],
    proxy: ({ server }) => [
      `This network's proxy did not let Damson through to ${server}.`,
      "Check this computer's proxy settings, or ask your IT department to allow the address.",
    ],
    "not-a-dam": ({ server }) => [
      `There is a server at ${server}, but it is not a DAM that Damson knows.`,
      "Use the address that opens the DAM in your browser, up to the first slash.",
    ],
    "login-needed": ({ server }) => [
      `You are not logged in to ${server}, or the session has ended.`,
      "Log in again. Nothing on this computer is lost.",
    ],
    "wrong-credentials": ({ server }) => [
      `${server} did not accept the name and password, or the token.`,
      "Check them and try again. A developer token is valid for one day only.",
    ],
    "login-not-taken": ({ server }) => [
      `${server} identifies itself as WebDAV, and only AEM supports this kind of login.`,
      "Log in with a name and a password, or with a token.",
    ],
    forbidden: ({ server, it }) => [
      `${server} doesn't allow you to do that with ${it}.`,
      "Ask the people who run the DAM for permission to change it.",
    ],
    "not-found": ({ it }) => [
      `${it} is not on the server.`,
      "It may have been moved, renamed or deleted. Search may find it.",
    ],
    exists: ({ it }) => [
      `There is already something called ${it}.`,
      "Choose another name, or upload it as a new version.",
    ],
    locked: ({ it, who }) => [
      `${it} is checked out by ${who}. Nothing was changed.`,
      `Ask ${who} to check it in. An administrator can release it.`,
    ],
    changed: ({ it }) => [
      `${it} changed on the server in the meantime. Nothing was sent or overwritten.`,
      "Look at it again, then decide.",
    ],
    "name-refused": ({ server, it }) => [
      `${server} doesn't accept the name of ${it}.`,
      "Use letters, digits, spaces, dots and dashes; no slashes, colons, stars, question marks, quotation marks, brackets, percent or number signs.",
    ],
    "too-large": ({ server, it }) => [
      `${it} is larger than ${server} allows.`,
      "Ask the people who run the DAM what the limit is.",
    ],
    "server-full": ({ server, it }) => [
      `${server} has no space left for ${it}.`,
      "Tell the people who run the DAM. Your file stays on this computer.",
    ],
    throttled: ({ server }) => [
      `${server} received too many requests and asks for a pause.`,
      "Wait a minute and try again. Transfers continue by themselves.",
    ],
    unavailable: ({ server }) => [
      `${server} is not ready: it is starting, overloaded or has a fault.`,
      "Wait a few minutes and try again. Transfers continue by themselves.",
    ],
    unsupported: ({ server }) => [
      `${server} can't do that.`,
      "Preferences, under Connection, shows what it can do.",
    ],
    "no-file": ({ it }) => [
      `${it} has no file: this content exists only on the server.`,
      "Open in web shows it in the browser.",
    ],
    corrupt: ({ it }) => [
      `${it} arrived damaged, so the download was discarded.`,
      "Try again. If it happens again, the network or the server is damaging files: tell your IT department.",
    ],
    garbled: ({ server }) => [
      `${server} gave an unexpected response.`,
      "Try again. If it happens again, send a support bundle to the people who run the DAM.",
    ],
    "local-file": ({ it }) => [
      `${it} could not be read on this computer, or was saved while it was being sent.`,
      "Save and close it in its application, then try again.",
    ],
    cancelled: ({ it }) => [`Cancelled: ${it}.`, "Start it again when you want."],
    "certificate-ends": ({ server, detail }) => [
      `The certificate of ${server} expires soon (days left: ${detail}).`,
      "Tell the people who run the DAM before nobody can connect any more.",
    ],
    "clock-differs": ({ server, detail }) => [
      `The clocks of ${server} and of this computer differ by ${detail} seconds.`,
      "Let this computer set its clock from the network; otherwise logins fail and times are wrong.",
    ],
    refused: ({ it }) => [`That is not possible for ${it}.`, "Look at its status in the details."],
    conflict: ({ it }) => [
      `You and somebody else both changed ${it}. Nothing was sent or overwritten.`,
      "Compare both sides, then keep yours, theirs or both.",
    ],
    "edits-not-uploaded": ({ it }) => [
      `${it} has changes that you have not uploaded, so it stays checked out.`,
      "Upload them, which also checks it in. Or check it in and keep them here.",
    ],
    "many-links": ({ it }) => [
      `${it} links to more files than are downloaded without asking. It was not opened.`,
      "Open it again, with all of them or without.",
    ],
    "links-missing": ({ it }) => [
      `${it} links to files that the server does not have. Nothing was uploaded.`,
      "Upload it again, with those files or without.",
    ],
    "still-coming": ({ it }) => [
      `${it} is still being downloaded: the transfer is paused, or waits for the server.`,
      "It continues when you resume it under Transfers, or when the server can be reached.",
    ],
    "locked-inside": ({ it, detail }) => [
      `${it} contains assets that are checked out: ${detail}. Nothing was changed.`,
      "They have to be checked in first.",
    ],
    "package-inside": ({ it }) => [
      `The package can’t go into ${it}: that is in the cache folder.`,
      "Choose another folder.",
    ],
    halted: () => [
      "Damson stopped all changes to be safe.",
      "The notice at the top says what happened. Check it, then continue.",
    ],
    "file-in-use": ({ it }) => [
      `An application has ${it} open, so it can't be replaced now.`,
      "Close it there and try again. Nothing was changed.",
    ],
    "file-denied": ({ it }) => [
      `This computer doesn't let Damson read or write the file of ${it}.`,
      "Check the permissions of the cache folder; Preferences shows where it is.",
    ],
    "disk-full": ({ it }) => [
      `There is not enough space on this computer's disk for ${it}.`,
      "Free some space, for example with Remove local copy for what you no longer need, and try again.",
    ],
    "file-changed": ({ it }) => [
      `${it} was saved on this computer in the meantime. Nothing was sent or overwritten.`,
      "Look at it again, then decide.",
    ],
    "file-exists": ({ it }) => [
      `One of your files is where ${it} should go. Your file was not touched.`,
      "Compare both sides, then keep yours, theirs or both.",
    ],
    "file-missing": ({ it }) => [
      `The copy of ${it} is gone from this computer.`,
      "Download it again.",
    ],
    outside: ({ it }) => [
      `${it} would have been written outside the cache folder, so it was not written.`,
      "A link inside the cache folder leads elsewhere, or the server sent an invalid name. Remove the link and try again.",
    ],
    name: ({ it }) => [
      `This computer can't store a file with the name or the path of ${it}.`,
      "Rename it on the server, or use a cache folder with a shorter path.",
    ],
    "no-cache-folder": ({ it }) => [
      `The cache folder can't be found: ${it}.`,
      "If it is on another disk, connect it. Nothing was changed in the meantime.",
    ],
    "not-a-file": ({ it }) => [
      `${it} is neither a file nor a folder (a pipe, a device or a link), so it was left out.`,
      "Choose the file that it points to, if there is one.",
    ],
    "still-written": ({ it }) => [
      `${it} is still being written, so it was not sent.`,
      "Wait until its application has saved or copied it, then try again.",
    ],
    "no-such": ({ detail }) => [`There is nothing with the number ${detail}.`, "It may have been removed in the meantime."],
    "is-over": ({ detail }) => [`Transfer ${detail} has already ended.`, "There is nothing to do."],
    disk: ({ it, said }) => [
      `Disk error on this computer, with ${it}: ${said}`,
      "Try again. If it happens again, have the disk checked; your edits are still where you saved them.",
    ],
    journal: ({ said }) => [
      `Damson's own records can't be read or written: ${said}`,
      "Check that the disk has free space. Your files in the cache folder are untouched.",
    ],
    "journal-too-new": () => [
      "Damson's records were written by a newer version of Damson.",
      "Install the latest Damson and use that. Your files in the cache folder are untouched.",
    ],
    "cache-folder-in-use": () => [
      "Another kind of Damson is using this cache folder.",
      "Close it, then try again.",
    ],
    "no-locks": ({ it, said }) => [
      `The file system of ${it} doesn't support locks: ${said}`,
      "Damson needs them so that two programs never write there at once. Use a folder on a disk of this computer, or ask whoever looks after the network folder to allow locks.",
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
      `The connection to ${server} isn't encrypted: others on the network could read your password.`,
      "Use its https address. Allow the unprotected one only if there is no other and you trust the whole network.",
    ],
    "bad-name": ({ detail }) => [
      `${detail} can't be the name of a connection.`,
      "Use letters, digits, dots and dashes.",
    ],
    "no-connection": () => ["You are not connected to a DAM yet.", "Connect first."],
    "unknown-connection": ({ detail }) => [
      `There is no connection called ${detail}.`,
      "Choose one from the sidebar, or connect again.",
    ],
    "connection-exists": ({ detail }) => [
      `There is already a connection called ${detail}, to another server or as another person.`,
      "Choose another name, or remove the other connection.",
    ],
    "cache-folder-taken": ({ detail }) => [
      `The connection ${detail} uses that cache folder, or one inside or around it.`,
      "Choose another folder for this connection.",
    ],
    "folder-not-empty": ({ it }) => [
      `The cache folder can't be moved to ${it}: that folder is not empty.`,
      "Choose an empty folder.",
    ],
    "folder-inside": ({ it }) => [
      `The cache folder can't be moved to ${it}: that is the cache folder itself, inside it, around it, or where Damson keeps its own files.`,
      "Choose another folder.",
    ],
    "unknown-setting": ({ detail }) => [
      `There is no setting called ${detail}.`,
      "It may belong to another version of Damson.",
    ],
    "bad-setting": ({ detail, said }) => [
      `The setting doesn't accept this value: ${detail}.`,
      `It accepts: ${said}`,
    ],
    "executable-type": ({ it }) => [
      `${it} was not opened: a file of this type can run as a program.`,
      `If you expect a program there and trust it, start it yourself from its folder: ${actions.byAction.reveal}.`,
    ],
    desktop: ({ it }) => [
      `This computer could not open ${it}.`,
      `Choose an application for files of this type in your system's settings. To see the file: ${actions.byAction.reveal}.`,
    ],
    keychain: () => [
      "This computer's keychain could not read or store the login.",
      "Unlock it and try again, or connect without remembering the login and type the password each time.",
    ],
    settings: ({ it, said }) => [
      `The settings can't be read: ${it}. ${said}`,
      "Correct the file, or move it away; Damson then starts with the default settings.",
    ],
    "versions-differ": ({ detail }) => [
      `A different version of Damson is running: ${detail}.`,
      "Close it, then try again.",
    ],
    "not-answering": () => [
      "The running Damson does not respond.",
      "Close it and try again. Its transfers continue afterwards.",
    ],
    "shutting-down": () => ["Damson is shutting down.", "Try again in a moment."],
    unexpected: ({ said }) => [
      `Something unexpected went wrong: ${said}`,
      "Your files are untouched. Please report it with a support bundle; Preferences makes one.",
    ],
  },
};
