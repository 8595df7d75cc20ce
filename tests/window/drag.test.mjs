// An asset is dragged out of one window and dropped into another, with the mouse of the screen.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeHome, openWindow, row, startDemo } from './driver.mjs';

const NOTES = '/Campaigns/Autumn/notes.txt';

function screen(...args) {
  const done = spawnSync('xdotool', args.map(String));
  if (done.error) throw done.error;
}

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

  /** Where something is on the screen. */
  const middle = async (window, place, what) => {
    const [x, y] = await window.run(
      'const box = document.querySelector(arguments[0]).getBoundingClientRect(); return [box.left + 60, box.top + box.height / 2]',
      what,
    );
    return [Math.round(x + place * 700), Math.round(y)];
  };
  const from = await middle(jane, 0, row(NOTES));
  const to = await middle(omar, 1, row('/Campaigns/Spring'));
  screen('mousemove', ...from, 'mousedown', 1);
  for (let part = 1; part <= 20; part += 1) {
    screen('mousemove', ...from.map((start, axis) => Math.round(start + ((to[axis] - start) * part) / 20)));
    await sleep(100);
  }
  await sleep(1000);
  screen('mouseup', 1);
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
