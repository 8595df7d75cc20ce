import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { look } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Photography/Studio';
const asset = `${folder}/Fruit on oak 02.jpg`;

describe('the keyboard', () => {
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

  const region = (page) => page.evaluate(() => document.activeElement?.closest('[data-region]')?.dataset.region);
  const focused = (page) => page.evaluate(() => document.activeElement?.dataset.testid);
  const open = async (page) => {
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, folder).dblclick();
    await rowAt(page, asset).click();
  };

  it('reaches the list in ten stops at most, and each bar is one', async () => {
    const page = await openWindow(browser, desk);
    await open(page);
    await page.evaluate(() => document.activeElement?.blur());
    // From the beginning of the window.
    await page.mouse.click(3, 3);
    const stops = [];
    for (let press = 0; press < 12 && (await focused(page)) !== 'grid'; press += 1) {
      await page.keyboard.press('Tab');
      stops.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80)));
    }
    assert.equal(await focused(page), 'grid', stops.join('\n'));
    assert.ok(stops.length <= 10, stops.join('\n'));
    // The next bar's one stop is what stands out in it.
    await page.keyboard.press('Tab');
    assert.match(await focused(page), /^act-/);
    await page.keyboard.press('ArrowRight');
    assert.match(await focused(page), /^act-/);
    await page.shut();
  });

  it('goes from region to region with F6', async () => {
    const page = await openWindow(browser, desk);
    await open(page);
    if (!(await by(page, 'details').isVisible())) await by(page, 'toggle-details').click();
    await by(page, 'grid').focus();
    const went = [];
    for (const key of ['F6', 'F6', 'F6', 'F6', 'Shift+F6']) {
      await page.keyboard.press(key);
      went.push(await region(page));
    }
    assert.deepEqual(went, ['details', 'toolbar', 'tree', 'list', 'tree']);
    await page.shut();
  });

  it('sorts by the heads, goes up by Backspace, and changes the layout', async () => {
    const page = await openWindow(browser, desk);
    await open(page);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const head = page.locator('[role=columnheader][data-testid=column-name]');
    await eventually(async () => (await head.getAttribute('aria-sort')) === 'descending', 'the other way');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), 'grid');
    await page.keyboard.press('Control+2');
    await page.locator('.file-grid.cards').waitFor();
    await page.keyboard.press('Control+1');
    await page.locator('.file-grid:not(.cards)').waitFor();
    await page.keyboard.press('Backspace');
    await eventually(async () => (await rowAt(page, folder).getAttribute('aria-selected')) === 'true', 'the folder above');
    await page.keyboard.press('F11');
    await eventually(() => page.evaluate(() => document.fullscreenElement !== null), 'the full screen');
    await page.keyboard.press('F11');
    await eventually(() => page.evaluate(() => document.fullscreenElement === null), 'the window');
    await page.shut();
  });

  it('chooses columns, by its heads too, and keeps them', async () => {
    const page = await openWindow(browser, desk, { width: 1600 });
    await open(page);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitemcheckbox', { name: 'Pixels' }).click();
    await page.locator('[role=columnheader][data-testid=column-dimensions]').waitFor();
    await by(page, 'columns-button').click();
    await page.getByRole('menuitemcheckbox', { name: 'Checked out by', checked: true }).click();
    await page.locator('[role=columnheader][data-testid=column-lock]').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('[role=columnheader][data-testid=column-dimensions]').waitFor();
    assert.equal(await page.locator('[role=columnheader][data-testid=column-lock]').count(), 0);
    await by(page, 'view-mine').click();
    await by(page, 'empty').or(by(page, 'grid')).first().waitFor();
    await page.shut();
  });

  for (const theme of ['light', 'dark']) {
    it(`has a sheet of its shortcuts, and names for its menus, ${theme}`, async () => {
      const page = await openWindow(browser, desk, { theme, width: 800, height: 560 });
      await open(page);
      await page.keyboard.press('F1');
      await by(page, 'dialog-shortcuts').waitFor();
      await checkAccess(page, 'the shortcuts');
      await checkFits(page, 'the shortcuts');
      await page.waitForTimeout(700);
      assert.equal(await page.locator('.tooltip:popover-open').count(), 0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menu', { name: 'Actions for Fruit on oak 02.jpg' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await checkAccess(page, 'the menu of a row');
      await page.keyboard.press('Escape');
      assert.equal(await focused(page), 'grid');
      await page.shut();
    });
  }
});
