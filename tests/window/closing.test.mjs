// Closing the window where nothing shows tray icons, as under Xvfb and on GNOME as it comes: a window
// that only hid could not be brought back, so Damson ends.

import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { makeHome, openWindow } from './driver.mjs';

test('closing without a tray', { timeout: 120_000 }, async (t) => {
  const person = makeHome();
  const window = await openWindow(person);
  t.after(async () => {
    await window.close();
    person.remove();
  });
  const runs = () => {
    const children = spawnSync('pgrep', ['-P', String(window.driver.pid), '-f', 'damson-desktop']);
    return children.stdout.toString().trim();
  };
  await window.find('connect-address');
  await window.until('Damson to run', () => runs() !== '');
  // With a real keyboard: the driver's own keys would wait for a page that is gone.
  spawnSync('xdotool', ['search', '--name', '^Damson$', 'windowfocus', '--sync', 'key', 'ctrl+w']);
  await window.until('Damson to end', () => runs() === '', runs);
});
