import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { save } from './scene.mjs';
import { by, eventually, openWindow, startBrowser } from './window.mjs';

const asset = '/Photography/Studio/Fruit on oak 01.jpg';

describe('the main job by keyboard alone', () => {
  let browser, desk, window;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    window = await startBridge();
  });
  after(async () => {
    await browser?.close();
    await Promise.all([desk?.stop(), window?.stop()]);
  });

  it('connects, browses, edits, uploads with a comment and finds it in the history', async () => {
    const { url } = await desk.seen('demo');
    const page = await openWindow(browser, window);
    await by(page, 'connect-address').waitFor();
    await page.keyboard.type(url);
    await page.keyboard.press('Enter');
    await by(page, 'connect-user').waitFor();
    await page.keyboard.type('jane');
    await page.keyboard.press('Tab');
    await page.keyboard.type('jane');
    await page.keyboard.press('Enter');
    await by(page, 'grid').waitFor();

    await tabTo(page, '[role=grid]');
    for (const path of ['/Photography', '/Photography/Studio', asset]) {
      await walkTo(page, path);
      if (path !== asset) await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Control+e');
    await eventually(async () => (await window.seen('opened')).some((line) => line.includes('Fruit on oak 01')), 'it opens');
    const row = await window.row(asset);
    assert.equal(row.lock.state, 'mine');

    const other = (await desk.act('download', '/Photography/Studio/Fruit on oak 02.jpg'), await desk.settle(), await desk.row('/Photography/Studio/Fruit on oak 02.jpg'));
    save(row.file, readFileSync(other.file));
    await page.locator(`[role=row][data-path=${JSON.stringify(asset)}][data-status=edited-locally]`).waitFor({ timeout: 90_000 });
    await tabTo(page, '[role=grid]');
    await page.keyboard.press('Control+u');
    await by(page, 'dialog-upload-changes').waitFor();
    await page.keyboard.type('By keyboard alone');
    await page.keyboard.press('Control+Enter');
    await page.locator(`[role=row][data-path=${JSON.stringify(asset)}][data-status=available-locally]`).waitFor();
    const versions = await window.act('history', asset);
    assert.equal(versions[0].comment, 'By keyboard alone');
    assert.equal((await window.row(asset)).lock.state, 'free');
    await page.shut();
  });

  it('leaves the Enter and the Escape of an input method to it', async () => {
    const page = await openWindow(browser, desk, { language: 'ja' });
    await by(page, 'grid').waitFor();
    const method = await page.context().newCDPSession(page);
    const compose = (text) =>
      method.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const key = async (name) => {
      // As Chromium has it while the input method handles a key.
      for (const type of ['rawKeyDown', 'keyUp']) {
        await method.send('Input.dispatchKeyEvent', { type, key: name, code: name, windowsVirtualKeyCode: 229 });
      }
    };
    await tabTo(page, '[role=grid]');
    await page.keyboard.press('Control+f');
    await compose('はる');
    await key('Enter');
    await key('Escape');
    const search = by(page, 'search-text');
    assert.equal(await search.inputValue(), 'はる');
    // Longer than a search waits for the next letter.
    await page.waitForTimeout(1_000);
    assert.equal(await by(page, 'search-scope').count(), 0, 'it is not searched for');
    await method.send('Input.insertText', { text: '春の色' });
    assert.equal(await search.inputValue(), '春の色');
    await by(page, 'search-scope').waitFor();
    await page.shut();
  });
});

/** Presses Tab until what is wanted has the focus; nothing may trap it on the way. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** Goes down the rows until that of a path is the active one. */
async function walkTo(page, path) {
  await page.locator(`[role=row][data-path=${JSON.stringify(path)}]`).waitFor();
  await page.keyboard.press('Home');
  for (let presses = 0; presses < 200; presses += 1) {
    const at = await page.evaluate(() => {
      const grid = document.querySelector('[role=grid]');
      return document.getElementById(grid?.getAttribute('aria-activedescendant') ?? '')?.dataset.path;
    });
    if (at === path) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`the arrow keys do not reach ${path}`);
}
