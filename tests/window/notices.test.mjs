// What is told outside the window goes to the desktop as a notification.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { KEY, makeHome, openWindow, row, save, startDemo } from './driver.mjs';

const NOTES = '/Campaigns/Autumn/notes.txt';

test('a conflict is told once outside the window', { timeout: 300_000 }, async (t) => {
  // Nobody shows notifications here; what is asked for is on the bus all the same.
  const bus = spawn('dbus-monitor', ['--session', "type='method_call',interface='org.freedesktop.Notifications'"]);
  let heard = '';
  bus.stdout.on('data', (piece) => (heard += piece));
  const demo = await startDemo();
  const person = makeHome();
  const window = await openWindow(person);
  t.after(async () => {
    await window.close();
    bus.kill();
    await demo.stop();
    person.remove();
  });
  await window.fill('connect-address', demo.url);
  await window.click('connect-recognise');
  await window.fill('connect-user', 'jane');
  await window.fill('connect-password', 'jane');
  await window.click('connect-go');
  for (const folder of ['/Campaigns', '/Campaigns/Autumn']) await window.doubleClick(row(folder));
  await window.click(row(NOTES));
  await window.click('act-download');
  await window.row(NOTES, 'available-locally');
  save(join(person.home, 'damson', 'Damson', '127.0.0.1', NOTES), 'Mine.\n');
  await window.row(NOTES, 'edited-locally');
  await demo.change('omar', NOTES, 'Theirs, and longer.\n', 'text/plain');
  await window.keys(KEY.refresh);
  await window.row(NOTES, 'editing-conflict');
  await window.until('a notification', () => heard.includes('member=Notify'), () => heard);
  assert.match(heard, /conflict/i);
  assert.equal(heard.split('member=Notify').length, 2, 'more than one notification');
});
