// The real window, driven by WebKitWebDriver over its own protocol: no library in between.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const built = process.env.DAMSON_BUILT ?? join(root, 'target', 'debug');
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Longer than any system's double-click time, in milliseconds. */
const DOUBLE_CLICK = 700;
const PATIENCE = Number(process.env.PATIENCE ?? 60_000);

export const KEY = { tab: '\uE004', enter: '\uE007', escape: '\uE00C', down: '\uE015', up: '\uE013', shift: '\uE008', control: '\uE009', alt: '\uE00A', menu: '\uE05D', refresh: '\uE035' };

/** A demo DAM of its own. */
export async function startDemo({ sample = 'small', many } = {}) {
  const storage = mkdtempSync(join(tmpdir(), 'damson-dam-'));
  if (many) {
    const made = spawnSync(join(built, 'damson-demo-server'), ['--storage', storage, '--sample', 'none', '--make-many', many]);
    if (made.status !== 0) throw new Error(`${many}: ${made.stderr}`);
  }
  const args = ['--storage', storage, '--sample', sample, '--listen', '127.0.0.1:0', '--processing-ms', '0', '--json'];
  const child = spawn(join(built, 'damson-demo-server'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the demo server ended with ${code}`)));
  });
  const url = JSON.parse(line).url.replace(/\/$/, '');
  const as = (user, path, init = {}) =>
    fetch(url + encodeURI(path), {
      ...init,
      headers: { authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}`, ...init.headers },
    });
  return {
    url,
    as,
    /** Somebody else uploads other bytes, or an asset that is `fresh`. */
    async change(user, path, bytes, type, { fresh = false } = {}) {
      const method = fresh ? 'POST' : 'PUT';
      const answer = await as(user, `/api/assets${path}`, { method, headers: { 'content-type': type }, body: bytes });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    },
    async bytes(path) {
      const answer = await as('admin', `/content/dam${path}`);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    async holder(path) {
      const answer = await as('admin', `/content/dam${path}/jcr:content.json`);
      return (await answer.json())['cq:drivelock'] ?? null;
    },
    async switch(changes) {
      const answer = await fetch(`${url}/demo/switches`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(changes),
      });
      if (!answer.ok) throw new Error(`switches: ${answer.status} ${await answer.text()}`);
    },
    async stop() {
      child.kill('SIGINT');
      await once(child, 'exit');
      rmSync(storage, { recursive: true, force: true });
    },
  };
}

/** A person's home, which several windows may use one after the other. */
export function makeHome() {
  const home = mkdtempSync(join(tmpdir(), 'damson-window-'));
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  return {
    home,
    picked: join(home, 'picked.txt'),
    pick(...paths) {
      writeFileSync(this.picked, paths.join('\n'));
    },
    remove() {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Resident memory of a process and all that it started, in bytes; pages that they share count once. */
export function memory(pid) {
  const children = spawnSync('pgrep', ['-P', String(pid)]).stdout.toString().split('\n').filter(Boolean);
  const shares = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m);
  return Number(shares[1]) * 1024 + children.reduce((sum, child) => sum + memory(child), 0);
}

/** Saves other bytes over a copy as an application does: beside it, then in its place. */
export function save(file, bytes) {
  const before = statSync(file);
  const beside = join(dirname(file), `~${Date.now()}.tmp`);
  writeFileSync(beside, bytes);
  const later = new Date(Math.max(Date.now(), before.mtimeMs + 2_000));
  utimesSync(beside, later, later);
  rmSync(file, { force: true });
  copyFileSync(beside, file);
  rmSync(beside);
}

/**
 * Starts the application in a home and returns its window. One application runs on each session
 * bus; another person's needs a `bus` of its own.
 */
export async function openWindow({ home, picked }, { language = 'en', width = 1280, height = 800, args = [], bus = false } = {}) {
  const port = await freePort();
  const env = environment(home, picked, language);
  const command = [...(bus ? ['dbus-run-session', '--'] : []), 'WebKitWebDriver', `--port=${port}`];
  const driver = spawn(command[0], command.slice(1), { env, stdio: 'inherit' });
  const ask = caller(`http://127.0.0.1:${port}`);
  const options = { 'webkitgtk:browserOptions': { binary, args } };
  const session = await eventually('a session', () => ask('POST', '/session', { capabilities: { alwaysMatch: options } }));
  const window = Object.assign(new Window(ask, `/session/${session.sessionId}`, driver), { width, height });
  await window.tell('POST', '/window/rect', { width, height });
  return window;
}

/**
 * Starts the application once more in a home where it runs, as a link of a page does. An installed
 * one may be found by the desktop itself: `DAMSON_LINK_OPENER="gio open"`.
 */
export function startAgain({ home, picked }, ...args) {
  const [program, ...before] = (process.env.DAMSON_LINK_OPENER ?? binary).split(' ');
  const done = spawnSync(program, [...before, ...args], { env: environment(home, picked, 'en'), timeout: PATIENCE });
  return done.status;
}

export const binary = process.env.DAMSON_DESKTOP ?? join(built, 'damson-desktop');

function environment(home, picked, language) {
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'settings'),
    XDG_RUNTIME_DIR: join(home, 'run'),
    DAMSON_HOME: join(home, 'damson'),
    DAMSON_KEYCHAIN: 'none',
    DAMSON_OPENER: 'true',
    DAMSON_PICKED: picked,
    LANG: `${language === 'fr' ? 'fr_FR' : 'en_US'}.UTF-8`,
    TAURI_AUTOMATION: 'true',
    TAURI_WEBVIEW_AUTOMATION: 'true',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  };
  delete env.LC_ALL;
  return env;
}

class Window {
  constructor(ask, at, driver) {
    this.ask = ask;
    this.at = at;
    this.driver = driver;
  }

  tell(method, path, body) {
    return this.ask(method, this.at + path, body);
  }

  run(script, ...args) {
    return this.tell('POST', '/execute/sync', { script, args });
  }

  /** The element of a test id or CSS selector, once it is there. */
  find(what) {
    const value = selector(what);
    return eventually(value, () => this.tell('POST', '/element', { using: 'css selector', value }));
  }

  has(what) {
    return this.run('return document.querySelector(arguments[0]) !== null', selector(what));
  }

  gone(what) {
    return eventually(`no ${selector(what)}`, async () => {
      if (await this.has(what)) throw new Error('it is still there');
      return true;
    });
  }

  async click(what) {
    return eventually(`a click on ${selector(what)}`, async () => {
      const element = await this.tell('POST', '/element', { using: 'css selector', value: selector(what) });
      await this.tell('POST', `/element/${element[ELEMENT]}/click`, {});
      return true;
    });
  }

  /** The middle of something, as a place on the screen; the window stands at `left` and at the top. */
  async place(what, left = 0) {
    await this.find(what);
    const [x, y] = await this.run(
      `const scale = window.outerWidth / window.innerWidth || 1;
       const box = document.querySelector(arguments[0]).getBoundingClientRect();
       return [(box.left + Math.min(60, box.width / 2)) * scale, (box.top + box.height / 2) * scale]`,
      selector(what),
    );
    return [Math.round(x + left), Math.round(y)];
  }

  /** Two presses: a third one nearby in time would make a triple click of it. */
  async doubleClick(what) {
    await sleep(DOUBLE_CLICK);
    const element = await this.find(what);
    await this.run('document.querySelector(arguments[0])?.scrollIntoView({ block: "nearest" })', selector(what));
    const origin = { [ELEMENT]: element[ELEMENT] };
    const press = [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    const actions = [{ type: 'pointerMove', origin, x: 0, y: 0, duration: 0 }, ...press, ...press];
    await this.tell('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  async fill(what, text) {
    const element = (await this.find(what))[ELEMENT];
    await this.tell('POST', `/element/${element}/clear`, {});
    await this.tell('POST', `/element/${element}/value`, { text });
  }

  /** Presses keys one after the other; an array is held together. */
  async keys(...keys) {
    const actions = [];
    for (const key of keys.flatMap((key) => (Array.isArray(key) || Object.values(KEY).includes(key) ? [key] : [...key]))) {
      const held = [key].flat();
      for (const value of held) actions.push({ type: 'keyDown', value });
      for (const value of held.toReversed()) actions.push({ type: 'keyUp', value });
    }
    await this.tell('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** Runs a script in the page that ends by calling its last argument; milliseconds it may take. */
  async wait(script, limit, ...args) {
    await this.tell('POST', '/timeouts', { script: limit });
    return this.ask('POST', `${this.at}/execute/async`, { script, args }, limit + 10_000);
  }

  text(what) {
    return this.run('return document.querySelector(arguments[0])?.innerText ?? null', selector(what));
  }

  attribute(what, name) {
    const script = 'return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null';
    return this.run(script, selector(what), name);
  }

  /** What has the keyboard: its test id, or what it says. */
  focused() {
    return this.run(
      'const e = document.activeElement; return e?.dataset?.testid ?? e?.getAttribute("aria-label") ?? e?.innerText ?? ""',
    );
  }

  until(what, test, seen = () => test()) {
    return eventually(what, async () => {
      if (!(await test())) throw new Error(`it is ${JSON.stringify(await seen())}`);
      return true;
    });
  }

  /** Waits until the row of a path has a status, and a lock where one is given. */
  row(path, status, lock) {
    const is = async () => [await this.attribute(row(path), 'data-status'), await this.attribute(row(path), 'data-lock')];
    const test = async () => {
      const [found, held] = await is();
      return found === status && (lock === undefined || held === lock);
    };
    return this.until(`${path} to be ${status} ${lock ?? ''}`, test, is);
  }

  /** The screen as it is; WebKit's own picture of itself can take minutes under load. */
  async screenshot(file) {
    mkdirSync(dirname(file), { recursive: true });
    const done = spawnSync('import', ['-window', 'root', '-crop', `${this.width}x${this.height}+0+0`, '+repage', file]);
    if (done.status !== 0) throw new Error(`import (ImageMagick): ${done.error?.message ?? done.stderr}`);
  }

  /** Ends the application and the driver. */
  async close() {
    const children = spawnSync('pgrep', ['-P', String(this.driver.pid)]).stdout.toString().split('\n').filter(Boolean);
    await this.tell('DELETE', '').catch(() => undefined);
    const ended = once(this.driver, 'exit');
    this.driver.kill();
    await ended;
    // A window that only went to the tray is still there.
    for (const child of children) spawnSync('kill', [child]);
  }
}

/** The screen's own mouse and keys: the page can't tell them from a person's, as it can the driver's. */
export function screen(...args) {
  const done = spawnSync('xdotool', args.map(String));
  if (done.error) throw done.error;
}

/** Moves the screen's mouse with the first button held, slowly enough to be seen on the way. */
export async function drag(from, to, { steps = 20, held = async () => undefined } = {}) {
  screen('mousemove', ...from, 'mousedown', 1);
  for (let part = 1; part <= steps; part += 1) {
    screen('mousemove', ...from.map((start, axis) => Math.round(start + ((to[axis] - start) * part) / steps)));
    await sleep(50);
  }
  await held();
  screen('mouseup', 1);
}

export const row = (path) => `[role=row][data-path=${JSON.stringify(path)}]`;

function selector(what) {
  return /^[a-z][a-z0-9-]*$/.test(what) ? `[data-testid=${what}]` : what;
}

function caller(base) {
  return async (method, path, body, limit = 20_000) => {
    if (process.env.TRACE) console.log(new Date().toISOString(), method, path, JSON.stringify(body)?.slice(0, 200));
    const answer = await fetch(base + path, {
      method,
      signal: AbortSignal.timeout(limit),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message}`);
    return value;
  };
}

async function eventually(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}: ${error.message}`);
      await sleep(50);
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

export const file = (path) => readFileSync(path);
