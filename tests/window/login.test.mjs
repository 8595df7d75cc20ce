// The login window: the server's own page in a window of its own. It is no window that the driver
// may command, so keyboard and mouse are those of the screen.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeHome, openWindow, row, startDemo } from './driver.mjs';

function screen(...args) {
  const done = spawnSync('xdotool', args);
  if (done.error) throw done.error;
  return done.stdout.toString().trim();
}

test('logs in by the page of the server', { timeout: 300_000 }, async (t) => {
  const demo = await startDemo();
  const person = makeHome();
  const window = await openWindow(person);
  t.after(async () => {
    await window.close();
    await demo.stop();
    person.remove();
  });
  const page = () => screen('search', '--name', '^Damson · 127.0.0.1$').split('\n').at(-1);
  const openPage = async () => {
    await window.click('connect-go');
    await window.until('the login window', () => page() !== '');
  };

  await window.fill('connect-address', demo.url);
  await window.click('connect-recognise');
  await window.find('connect-found');
  await window.click('[data-testid=connect-login] [value=browser]');

  await t.test('closing it ends the login', async () => {
    await openPage();
    await window.click('connect-close-window');
    await window.until('it to be gone', () => page() === '');
    await window.find('connect-go');
  });

  await t.test('what the page was told connects', async () => {
    await openPage();
    const id = page();
    await window.until('the form', () => {
      screen('windowfocus', '--sync', id);
      return screen('getwindowfocus') === id;
    });
    // The page takes its time: keys that nobody reads are typed again, over what was typed.
    const end = Date.now() + 60_000;
    while (!(await window.has(row('/Campaigns')))) {
      assert.ok(Date.now() < end, 'the login window leads nowhere');
      if (page() !== '') {
        for (const keys of [['key', 'ctrl+a'], ['type', 'jane'], ['key', 'Tab'], ['type', 'jane'], ['key', 'Return']]) {
          screen(...keys);
        }
      }
      await sleep(3_000);
    }
    await window.until('the login window to be gone', () => page() === '');
  });
});
