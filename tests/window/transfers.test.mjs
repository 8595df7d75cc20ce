// A transfer is paused, outlives the application, goes on from where it was, and is cancelled.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { file, makeHome, openWindow, row, startDemo } from './driver.mjs';

const FILM = '/Campaigns/Autumn/film.mov';
const STILLS = '/Campaigns/Autumn/stills.zip';
const MIB = 1024 * 1024;
const limit = '[data-key=download-limit] input';
const transfer = (path, state) => `[data-testid=transfer][data-path=${JSON.stringify(path)}][data-state=${state}]`;

test('transfers', { timeout: 300_000 }, async (t) => {
  const demo = await startDemo();
  const person = makeHome();
  let window = await openWindow(person);
  t.after(async () => {
    await window.close();
    await demo.stop();
    person.remove();
  });
  const folder = join(person.home, 'damson', 'Damson', '127.0.0.1', 'Campaigns', 'Autumn');
  const copy = join(folder, 'film.mov');
  /** What is here of it under another name than its own. */
  const partials = () => {
    const beside = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('.damson-')) : [];
    return beside.map((name) => statSync(join(folder, name)).size);
  };
  const openFolder = async () => {
    await window.click('view-all');
    for (const path of ['/Campaigns', '/Campaigns/Autumn']) await window.doubleClick(row(path));
    await window.find(row(FILM));
  };
  const setLimit = async (value) => {
    await window.click('open-preferences');
    await window.click('preferences-transfers');
    await window.fill(limit, value);
    await window.keys('\uE004');
  };

  const film = randomBytes(24 * MIB);
  await demo.change('omar', FILM, film, 'video/quicktime', { fresh: true });
  await demo.change('omar', STILLS, randomBytes(16 * MIB), 'application/zip', { fresh: true });
  await window.fill('connect-address', demo.url);
  await window.click('connect-recognise');
  await window.fill('connect-user', 'jane');
  await window.fill('connect-password', 'jane');
  await window.click('connect-go');
  await window.find(row('/Campaigns'));

  await t.test('a download is paused', async () => {
    await setLimit('2');
    await openFolder();
    await window.click(row(FILM));
    await window.click('act-download');
    await window.until('some of it', () => partials().some((size) => size > 2 * MIB), partials);
    await window.click('transfer-show');
    await window.find(transfer(FILM, 'running'));
    await window.click('transfer-pause');
    await window.find(transfer(FILM, 'paused'));
    assert.equal(existsSync(copy), false, 'a half file has the name of the whole');
  });

  await t.test('it is still paused after a restart, and goes on from where it was', async () => {
    await window.close();
    const [before] = partials();
    assert.ok(before > 2 * MIB && before < 24 * MIB, `${before} bytes`);
    window = await openWindow(person);
    // There is no keychain here to keep the login.
    await window.click('[data-testid=banner-login] button');
    await window.fill('connect-password', 'jane');
    await window.click('connect-go');
    await window.click('view-transfers');
    await window.find(transfer(FILM, 'paused'));
    await window.click('transfer-resume');
    await window.find(transfer(FILM, 'running'));
    assert.ok(partials()[0] >= before, 'it began again');
    await setLimit('1000');
    await window.until('the whole file', () => existsSync(copy));
    assert.ok(file(copy).equals(film), 'other bytes');
    assert.deepEqual(partials(), []);
  });

  await t.test('a download is cancelled and leaves nothing', async () => {
    await setLimit('2');
    await openFolder();
    await window.click(row(STILLS));
    await window.click('act-download');
    await window.until('some of it', () => partials().some((size) => size > MIB), partials);
    await window.click('transfer-show');
    await window.click(`${transfer(STILLS, 'running')} [data-testid=transfer-cancel]`);
    await window.gone(transfer(STILLS, 'running'));
    await window.until('nothing of it here', () => partials().length === 0, partials);
    await openFolder();
    await window.row(STILLS, 'cloud-only');
  });
});
