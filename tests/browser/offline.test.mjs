import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { here, look, paths, save, until } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

describe('without the server', () => {
  let browser, window;

  before(async () => {
    browser = await startBrowser();
    const dam = await startBridge({ demo: true });
    window = await startBridge();
    const { url } = await dam.seen('demo');
    const login = { kind: 'password', user: 'jane', password: 'jane' };
    const place = { url, name: 'studio', remember: false, allow_plain_http: false, cache_folder: null };
    await window.send({ intent: 'connect', ...place, login });
    await look(window);
    const file = await here(window, paths.edited);
    const other = await here(window, paths.newer);
    await dam.stop();
    save(file, readFileSync(other));
    await until(window, paths.edited, 'edited-locally');
    await window.refresh('/').catch(() => undefined);
  });
  after(async () => {
    await browser?.close();
    await window?.stop();
  });

  for (const [theme, language] of [['light', 'en'], ['dark', 'fr']]) {
    it(`says so, and what waits: ${theme}`, async () => {
      const page = await openWindow(browser, window, { theme, language, width: 800, height: 560 });
      await by(page, 'banner-offline').waitFor();
      await rowAt(page, '/Photography').waitFor();
      await checkAccess(page, 'browsing offline');
      await by(page, 'view-transfers').click();
      await by(page, 'transfers-offline').waitFor();
      await checkAccess(page, 'transfers offline');
      await checkFits(page, 'transfers offline');
      await by(page, 'transfers-edits').click();
      await rowAt(page, paths.edited).waitFor();
      await page.shut();
    });
  }

  it('still opens what is here', async () => {
    await window.act('open', paths.newer);
    const opened = async () => (await window.seen('opened')).some((line) => line.includes('Fruit on oak 03'));
    await eventually(opened, 'the copy opens');
  });
});
