import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { everywhere } from './everywhere.mjs';
import { arrange, paths } from './scene.mjs';
import { by, checkAccess, checkFits, openWindow, rowAt, startBrowser } from './window.mjs';

describe('every screen, menu and dialog', () => {
  let browser, desk, first;

  before(async () => {
    browser = await startBrowser();
    first = await startBridge();
    desk = await startBridge({ demo: true });
    await arrange(desk);
  });
  after(async () => {
    await browser?.close();
    await Promise.all([desk?.stop(), first?.stop()]);
  });

  for (const [theme, language] of [['light', 'de'], ['dark', 'ja']]) {
    it(`has no serious trouble for readers: ${theme}, ${language}`, async () => {
      const page = await openWindow(browser, desk, { theme, language, width: 1180, height: 760 });
      await everywhere(page, (what) => checkAccess(page, `${what}, ${theme}, ${language}`));
      await page.shut();
    });
  }

  it('has no serious trouble for readers in forced colours', async () => {
    const page = await openWindow(browser, desk, { width: 1180, height: 760 });
    await page.emulateMedia({ forcedColors: 'active' });
    await everywhere(page, (what) => checkAccess(page, `${what}, forced colours`));
    await page.shut();
  });

  // A window of 1180×760, enlarged to twice its size.
  for (const language of ['en', 'de']) {
    it(`loses no button at 200 %: ${language}`, async () => {
      const page = await openWindow(browser, desk, { width: 590, height: 380, language });
      await everywhere(page, async (what) => {
        await checkFits(page, what);
        assert.deepEqual(await outOfReach(page), [], `${what} has buttons that can not be reached`);
      });
      await page.shut();
    });
  }

  it('lets a server be connected at 200 %, and in forced colours', async () => {
    const page = await openWindow(browser, first, { width: 590, height: 380 });
    await page.emulateMedia({ forcedColors: 'active' });
    await by(page, 'connect-address').fill('http://dam.example.com');
    await by(page, 'connect-recognise').click();
    await by(page, 'connect-plain').waitFor();
    await checkAccess(page, 'connecting');
    await checkFits(page, 'connecting');
    assert.deepEqual(await outOfReach(page), [], 'connecting has buttons that can not be reached');
    await page.shut();
  });

  it('lays the sidebar over the rest where there is little room, until one goes on', async () => {
    const page = await openWindow(browser, desk, { width: 590, height: 380 });
    await rowAt(page, '/Photography').waitFor();
    const open = async () => {
      await by(page, 'sidebar-show').click();
      await by(page, 'sidebar').waitFor();
    };
    const shut = () => by(page, 'sidebar').waitFor({ state: 'detached' });
    await open();
    await by(page, 'view-conflicts').click();
    await shut();
    await open();
    await page.mouse.click(500, 300);
    await shut();
    await open();
    await page.keyboard.press('Escape');
    await shut();
    await page.setViewportSize({ width: 1180, height: 760 });
    await by(page, 'sidebar').waitFor();
    await page.shut();
  });

  it('reads aloud the columns that there is no room for', async () => {
    const page = await openWindow(browser, desk, { width: 590, height: 380 });
    for (const path of ['/Photography', paths.folder]) await rowAt(page, path).dblclick();
    const row = rowAt(page, paths.newer);
    await row.waitFor();
    assert.equal(await page.locator('[role=columnheader][data-testid=column-size]').count(), 0);
    const text = await row.textContent();
    for (const said of [/Size: \d+ kB/, /Type: JPG/]) assert.match(text, said);
    await page.setViewportSize({ width: 1920, height: 1200 });
    await page.locator('[role=columnheader][data-testid=column-size]').waitFor();
    assert.equal(await row.getByTestId('unseen').count(), 0);
    await by(page, 'grid').waitFor();
    await page.shut();
  });
});

/** Buttons and fields that no scrolling brings into the window. */
function outOfReach(page) {
  return page.evaluate(() => {
    const open = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.querySelector('[role=menu]') ?? document;
    const lost = [];
    for (const one of open.querySelectorAll('button, input, select, textarea, [role=menuitem]')) {
      if (one.getClientRects().length === 0 || getComputedStyle(one).visibility === 'hidden') continue;
      const frozen = [];
      for (let box = one.parentElement; box; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        if (overflowX === 'hidden' && overflowY === 'hidden') frozen.push([box, box.scrollLeft, box.scrollTop]);
      }
      one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const moved = frozen.some(([box, x, y]) => Math.abs(box.scrollLeft - x) > 1 || Math.abs(box.scrollTop - y) > 1);
      for (const [box, x, y] of frozen) box.scrollTo(x, y);
      const within = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
      if (moved || !within) lost.push(`${one.outerHTML.slice(0, 140)} at ${[left, top, right, bottom].map(Math.round)}${moved ? ', cut off' : ''}`);
    }
    return lost;
  });
}
