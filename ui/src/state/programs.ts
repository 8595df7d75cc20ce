// The applications that the person opened assets with, the latest first. Kept by the web view.

const KEY = "damson-programs";
const MOST = 4;

export function programs(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function noteProgram(program: string): void {
  const all = [program, ...programs().filter((other) => other !== program)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // Without storage it is chosen again the next time.
  }
}

/** What an application is called: its file without folders and ending. */
export function programName(program: string): string {
  const file = program.split(/[\\/]/).findLast((part) => part !== "") ?? program;
  const name = file.replace(/\.(app|exe|desktop)$/i, "");
  // Launchers of Linux are called after a domain: org.gimp.GIMP.
  return /\.desktop$/i.test(file) ? (name.split(".").at(-1) ?? name) : name;
}
