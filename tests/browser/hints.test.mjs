import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { look, paths } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

describe('hints for whoever is new here', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const given = (page, name) => page.locator(`[data-testid=hint][data-hint=${name}]`).waitFor();

  it('come one at a time, and go for good', async () => {
    const page = await openWindow(browser, desk);
    await given(page, 'edit');
    await by(page, 'hint-got-it').click();
    await by(page, 'hint').waitFor({ state: 'detached' });
    await page.reload();
    await given(page, 'quick-look');
    for (const path of ['/Photography', paths.folder]) await rowAt(page, path).dblclick();
    await rowAt(page, paths.edited).click();
    await by(page, 'hint').waitFor({ state: 'detached' });
    await page.keyboard.press('Space');
    await by(page, 'quick-look').waitFor();
    await page.keyboard.press('Escape');
    await by(page, 'clear-selection').click();
    await given(page, 'favourite');
    await by(page, 'star').click();
    await given(page, 'keys');
    await by(page, 'hint-none').click();
    await page.reload();
    await by(page, 'details').waitFor();
    await rowAt(page, '/Photography').waitFor();
    await eventually(async () => (await by(page, 'hint').count()) === 0, 'none');
    assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('damson-hints')).length), 4);
    await page.shut();
  });

  for (const [theme, language] of [['light', 'de'], ['dark', 'fr'], ['dark', 'ja']]) {
    it(`have no serious trouble for readers, and fit: ${theme}, ${language}`, async () => {
      const page = await openWindow(browser, desk, { theme, language, width: 1180, height: 760 });
      await by(page, 'hint').waitFor();
      await checkAccess(page, 'a hint');
      await checkFits(page, 'a hint');
      await page.shut();
    });
  }
});
