// Starting at login is what the system says, in the window as well.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { binary, makeHome, openWindow, startDemo } from './driver.mjs';

test('starting at login', { timeout: 300_000 }, async (t) => {
  const demo = await startDemo();
  const person = makeHome();
  let window = await openWindow(person);
  t.after(async () => {
    await window.close();
    await demo.stop();
    person.remove();
  });
  const folder = join(person.home, 'settings', 'autostart');
  const entries = () => (existsSync(folder) ? readdirSync(folder) : []);
  const check = 'preference-start-at-login';
  const isOn = () => window.run('return document.querySelector("[data-testid=preference-start-at-login]").checked');
  const openPreferences = async () => {
    await window.click('open-preferences');
    await window.find(check);
  };
  const restart = async () => {
    await window.close();
    window = await openWindow(person);
    await openPreferences();
  };

  await window.fill('connect-address', demo.url);
  await window.click('connect-recognise');
  await window.fill('connect-user', 'jane');
  await window.fill('connect-password', 'jane');
  await window.click('connect-go');
  await openPreferences();
  assert.equal(await isOn(), false);
  assert.deepEqual(entries(), []);

  await window.click(check);
  await window.until('an entry', async () => entries().length === 1, entries);
  const entry = join(folder, entries()[0]);
  const text = readFileSync(entry, 'utf8');
  assert.match(text, /^\[Desktop Entry\]\nType=Application\n/);
  assert.ok(text.includes(`\nExec="${binary}" --hidden\n`), text);
  await restart();
  assert.equal(await isOn(), true);

  // Off removes it.
  await window.click(check);
  await window.until('no entry', async () => entries().length === 0, entries);
  await restart();
  assert.equal(await isOn(), false);

  // What the person switches in the desktop's own settings is shown, and stays.
  await window.click(check);
  await window.until('an entry', async () => entries().length === 1, entries);
  writeFileSync(entry, `${readFileSync(entry, 'utf8')}Hidden=true\n`);
  await restart();
  assert.equal(await isOn(), false);
  assert.match(readFileSync(entry, 'utf8'), /Hidden=true/);
  // On again writes it anew.
  await window.click(check);
  await window.until('it starts again', async () => !readFileSync(entry, 'utf8').includes('Hidden'));
  rmSync(entry);
  await restart();
  assert.equal(await isOn(), false);
  assert.deepEqual(entries(), []);
});
