import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { here } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Photography/Studio';
const first = `${folder}/Fruit on oak 01.jpg`;
const second = `${folder}/Fruit on oak 02.jpg`;

describe('a quick look', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    for (const path of ['/', '/Photography', folder]) await desk.refresh(path);
    await here(desk, first);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  for (const theme of ['light', 'dark']) {
    it(`by Space shows every pixel, goes on with the arrows and gives the keyboard back, ${theme}`, async () => {
      const page = await openWindow(browser, desk, { theme, width: 800, height: 560 });
      for (const path of ['/Photography', folder]) await rowAt(page, path).dblclick();
      await rowAt(page, first).click();
      await page.keyboard.press('Space');
      const look = by(page, 'quick-look');
      const picture = look.locator('img');
      await eventually(async () => (await picture.getAttribute('alt')) === 'Picture of Fruit on oak 01.jpg', 'the picture');
      await checkAccess(page, 'the quick look');
      await checkFits(page, 'the quick look');

      // The whole file is here: at 100 % it is as wide as it is.
      const { width } = (await desk.send({ intent: 'sides', connection: null, path: first })).mine.dimensions;
      await eventually(() => picture.evaluate((drawn, wide) => drawn.naturalWidth === wide, width), 'every pixel');
      assert.ok((await picture.boundingBox()).width < width);
      await page.keyboard.press('z');
      assert.equal(Math.round((await picture.boundingBox()).width), width);
      await page.keyboard.press('z');

      await page.keyboard.press('ArrowRight');
      await eventually(async () => (await picture.getAttribute('alt')) === 'Picture of Fruit on oak 02.jpg', 'the next');
      await page.keyboard.press('Space');
      await look.waitFor({ state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid');
      assert.equal(await rowAt(page, second).getAttribute('aria-selected'), 'true');
      await page.keyboard.press('Space');
      await look.waitFor();
      await page.keyboard.press('Escape');
      await look.waitFor({ state: 'detached' });
      await page.shut();
    });
  }
});
