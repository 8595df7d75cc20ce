import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { look } from './scene.mjs';
import { by, checkAccess, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Photography/Studio';
const asset = `${folder}/Fruit on oak 03.jpg`;

describe('the way to an asset', () => {
  let browser, desk, fresh;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    fresh = await startBridge();
    await look(desk);
  });
  after(async () => {
    await browser?.close();
    await Promise.all([desk?.stop(), fresh?.stop()]);
  });

  const isSelected = (page, path) =>
    eventually(async () => (await rowAt(page, path).getAttribute('aria-selected')) === 'true', `${path} is selected`);
  const open = async (page, ...folders) => {
    for (const path of folders) {
      await rowAt(page, path).dblclick();
      await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(path)}]`).waitFor();
    }
  };

  it('by a pasted address connects and shows it in its folder', async () => {
    const { url } = await desk.seen('demo');
    const page = await openWindow(browser, fresh);
    await by(page, 'connect-address').fill(`${url.replace(/\/$/, '')}/assetdetails.html/content/dam${encodeURI(asset)}`);
    await by(page, 'connect-recognise').click();
    await by(page, 'connect-user').fill('jane');
    await by(page, 'connect-password').fill('jane');
    await by(page, 'connect-go').click();
    await isSelected(page, asset);
    await page.shut();
  });

  it('by its path goes there, and says when there is none', async () => {
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Photography').waitFor();
    await page.keyboard.press('Control+Shift+G');
    await by(page, 'go-to-path').fill('/nowhere/at all.psd');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=go-to-path][aria-invalid=true]').waitFor();
    await checkAccess(page, 'going to a path');
    await by(page, 'go-to-path').fill(asset);
    await page.keyboard.press('Enter');
    await isSelected(page, asset);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid');
    await page.shut();
  });

  it('is found again by Up and Back, with what was selected', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', folder);
    await rowAt(page, asset).click();
    await page.keyboard.press('Alt+ArrowUp');
    await isSelected(page, folder);
    await page.keyboard.press('Alt+ArrowLeft');
    await isSelected(page, asset);
    await page.shut();
  });

  it('by search goes on everywhere, and shows it in its folder', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', '/Photography/Harvest 2026');
    await by(page, 'search-text').fill('oak 03');
    await page.keyboard.press('Enter');
    await by(page, 'search-everywhere').click();
    await rowAt(page, asset).click({ button: 'right' });
    await by(page, 'menu-show-in-folder').click();
    await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(folder)}]`).waitFor();
    await isSelected(page, asset);
    await page.shut();
  });

  it('by the quick filter takes words and patterns', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', folder);
    await by(page, 'filter-name').fill('OAK 03');
    await eventually(async () => (await by(page, 'grid').getAttribute('data-total')) === '1', 'two words');
    await by(page, 'filter-name').fill('fruit*0?.jpg');
    await eventually(async () => Number(await by(page, 'grid').getAttribute('data-total')) > 3, 'a pattern');
    await page.shut();
  });

  it('has selected what was just made', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', folder);
    await rowAt(page, asset).click({ button: 'right' });
    await by(page, 'menu-duplicate').click();
    await isSelected(page, `${folder}/Fruit on oak 03 copy.jpg`);
    await page.shut();
  });
});
