// The real application behind a bridge, and the demo DAM it talks to.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.DAMSON_BRIDGE ?? join(root, 'target', 'debug', 'damson-dev-bridge');

/**
 * Starts the bridge in a home of its own, or in one that stays; with `demo` it is connected to the
 * demo DAM as jane.
 */
export async function startBridge({ demo = false, lasting = null } = {}) {
  const home = lasting ?? mkdtempSync(join(tmpdir(), 'damson-browser-'));
  const args = ['--ui', join(root, 'ui', 'dist'), '--home', home, ...(demo ? ['--demo'] : [])];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const url = await firstLine(child, () => said);
  const token = new URL(url).searchParams.get('token');
  const bridge = new Bridge(new URL(url).origin, token);
  return Object.assign(bridge, {
    url,
    home,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      if (lasting === null) rmSync(home, { recursive: true, force: true });
    },
  });
}

function firstLine(child, said) {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the bridge ended with ${code}: ${said()}`)));
    child.once('error', reject);
  });
}

class Bridge {
  constructor(origin, token) {
    this.origin = origin;
    this.token = token;
  }

  /** A command of the window, as the page calls it. */
  async call(name, args = {}) {
    const answer = await this.#ask(`/ipc/${name}`, args);
    if (answer.error) throw Object.assign(new Error(JSON.stringify(answer.error)), { code: answer.error.code });
    return answer.ok;
  }

  /** An intent, and the value of its reply. */
  async send(intent) {
    const reply = await this.call('send', { intent });
    return reply.value;
  }

  act(action, path, options = {}) {
    const usual = { comment: null, release: false, keep_checked_out: false, to: null, version: null, anyway: false, restricted: true };
    return this.send({ intent: 'act', connection: null, action, path, options: { ...usual, ...options } });
  }

  /** The row of a path; `undefined` when there is none. */
  async row(path) {
    const filter = { statuses: [], mine: false, pinned: false, problems: false, name: '', here: false };
    const query = { scope: { of: 'one', path }, filter, order: 'name', descending: false, offset: 0, limit: 1 };
    const page = await this.send({ intent: 'rows', connection: null, query });
    return page.rows[0];
  }

  settle() {
    return this.send({ intent: 'settle', connection: null });
  }

  refresh(folder) {
    return this.send({ intent: 'refresh', connection: null, folder });
  }

  /** What the desktop was asked: opened, shown, copied, notices, demo. */
  async seen(what) {
    const response = await fetch(`${this.origin}/test/${what}`, { headers: { 'x-damson-token': this.token } });
    return response.json();
  }

  /** Steers the desktop: pick, drop, link. */
  async steer(what, body) {
    const response = await fetch(`${this.origin}/test/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-damson-token': this.token },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${what}: ${response.status}`);
  }

  async #ask(path, body) {
    const response = await fetch(this.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-damson-token': this.token },
      body: JSON.stringify(body),
    });
    return response.json();
  }
}

/** Another person at the demo DAM, without Damson. */
export class Colleague {
  constructor(url, name) {
    this.url = url.replace(/\/$/, '');
    this.headers = { authorization: `Basic ${Buffer.from(`${name}:${name}`).toString('base64')}` };
  }

  /** Puts another binary in the place of an asset. */
  async change(path, bytes, type = 'image/png') {
    await this.#ok('PUT', `/api/assets${encodeURI(path)}`, bytes, type);
  }

  /** Sets fields of the metadata, as the web interface does. */
  async describe(path, fields) {
    const form = new URLSearchParams({ _charset_: 'utf-8' });
    for (const [name, value] of Object.entries(fields)) form.append(`./${name}`, value);
    await this.#ok('POST', `/content/dam${encodeURI(path)}/jcr:content/metadata`, form, 'application/x-www-form-urlencoded');
  }

  async remove(path) {
    await this.#ok('DELETE', `/api/assets${encodeURI(path)}`);
  }

  async #ok(method, path, body, type) {
    const headers = { ...this.headers, ...(type ? { 'content-type': type } : {}) };
    const response = await fetch(this.url + path, { method, headers, body });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}

export async function colleague(bridge, name = 'omar') {
  const { url } = await bridge.seen('demo');
  return new Colleague(url, name);
}

export const picture = (name) => readFileSync(join(root, 'icons', 'app', name));
