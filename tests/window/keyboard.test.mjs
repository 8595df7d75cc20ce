// The main job in the real window without a mouse: connect, find, edit, save, upload.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { KEY, file, makeHome, openWindow, row, save, startDemo } from './driver.mjs';

const NOTES = '/Campaigns/Autumn/notes.txt';

test('the main job by keyboard alone', { timeout: 600_000 }, async (t) => {
  const demo = await startDemo();
  const person = makeHome();
  const window = await openWindow(person);
  t.after(async () => {
    await window.close();
    await demo.stop();
    person.remove();
  });
  /** Presses Tab until something with that test id has the keyboard. */
  const tabTo = async (id) => {
    for (let steps = 0; steps < 60; steps += 1) {
      if ((await window.focused()) === id) return;
      await window.keys(KEY.tab);
    }
    assert.fail(`${id} can't be reached by Tab`);
  };
  const copy = join(person.home, 'damson', 'Damson', '127.0.0.1', NOTES);

  await window.find('connect-address');
  await tabTo('connect-address');
  await window.keys(demo.url, KEY.enter);
  await window.find('connect-user');
  await tabTo('connect-user');
  await window.keys('jane');
  await tabTo('connect-password');
  await window.keys('jane', KEY.enter);
  await window.find(row('/Campaigns'));

  await tabTo('grid');
  const active = () => window.attribute('[role=row][aria-selected=true]', 'data-path');
  const goTo = async (path) => {
    await window.find(row(path));
    await tabTo("grid");
    for (let steps = 0; steps < 20 && (await active()) !== path; steps += 1) await window.keys(KEY.down);
    assert.equal(await active(), path);
  };
  for (const path of ['/Campaigns', '/Campaigns/Autumn']) {
    await goTo(path);
    await window.keys(KEY.enter);
  }
  await goTo(NOTES);
  await tabTo('act-edit');
  await window.keys(KEY.enter);
  await window.row(NOTES, 'available-locally', 'mine');

  save(copy, 'By keyboard.\n');
  await window.row(NOTES, 'edited-locally');
  await window.find('edit-comment');
  await tabTo('edit-comment');
  await window.keys('Written without a mouse', KEY.enter);
  await window.row(NOTES, 'available-locally', 'free');
  assert.equal(String(await demo.bytes(NOTES)), 'By keyboard.\n');
  assert.equal(String(file(copy)), 'By keyboard.\n');
});
