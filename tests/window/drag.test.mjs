// An asset is dragged out of one window and dropped into another, with the mouse of the screen.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { drag, makeHome, openWindow, row, startDemo } from './driver.mjs';

const NOTES = '/Campaigns/Autumn/notes.txt';

test('an asset is dragged to another application, and files are dropped on a folder', { timeout: 300_000 }, async (t) => {
  const demo = await startDemo();
  const people = [makeHome(), makeHome()];
  const windows = [];
  t.after(async () => {
    for (const window of windows) await window.close();
    await demo.stop();
    for (const person of people) person.remove();
  });
  for (const [place, person] of people.entries()) {
    const window = await openWindow(person, { width: 690, height: 800, bus: place > 0 });
    windows.push(window);
    await window.tell('POST', '/window/rect', { x: place * 700, y: 0, width: 690, height: 800 });
    await window.fill('connect-address', demo.url);
    await window.click('connect-recognise');
    const user = place === 0 ? 'jane' : 'omar';
    await window.fill('connect-user', user);
    await window.fill('connect-password', user);
    await window.click('connect-go');
    await window.find(row('/Campaigns'));
    await window.doubleClick(row('/Campaigns'));
    await window.find(row('/Campaigns/Autumn'));
  }
  const [jane, omar] = windows;
  await jane.doubleClick(row('/Campaigns/Autumn'));
  await jane.find(row(NOTES));

  const from = await jane.place(row(NOTES));
  const to = await omar.place(row('/Campaigns/Spring'), 700);
  await drag(from, to, { held: () => sleep(1000) });
  await sleep(1000);
  const copy = join(people[0].home, 'damson', 'Damson', '127.0.0.1', NOTES);
  assert.ok(existsSync(copy), 'what is dragged is here');
  await omar.find('dialog-upload');
  await omar.click('upload-here-go');
  await omar.until('it to be on the server', async () => {
    const bytes = await demo.bytes('/Campaigns/Spring/notes.txt').catch(() => null);
    return bytes?.equals(readFileSync(copy)) ?? false;
  });
});
