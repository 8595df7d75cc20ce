import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Photography/Studio';
const asset = `${folder}/Fruit on oak 03.jpg`;

describe('renditions', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  it('are exported in place of the original, and leave the copy here alone', async () => {
    const page = await openWindow(browser, desk, { width: 800, height: 560, language: 'en' });
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, folder).dblclick();
    const to = mkdtempSync(join(tmpdir(), 'damson-export-'));
    await desk.steer('pick', { paths: [to] });
    await rowAt(page, asset).click({ button: 'right' });
    await by(page, 'menu-export').click();
    await by(page, 'export-rendition-fpo').waitFor();
    // What this asset has, with its pixels, not the kinds in general.
    await eventually(async () => (await page.textContent('[data-testid=export-rendition]')).includes('1280'), 'its renditions');
    await checkAccess(page, 'the export');
    await checkFits(page, 'the export');
    if (process.env.DAMSON_PICTURES) await page.screenshot({ path: join(process.env.DAMSON_PICTURES, 'export.png') });
    await by(page, 'export-rendition-web').check();
    await by(page, 'export-go').click();
    const file = join(to, 'Fruit on oak 03.jpg');
    await eventually(async () => existsSync(file), 'the rendition is there');
    assert.deepEqual([...readFileSync(file).subarray(0, 3)], [0xff, 0xd8, 0xff]);
    assert.equal(readdirSync(to).length, 1);
    assert.equal((await desk.row(asset)).status, 'cloud-only');
    await page.shut();
  });

  it('narrow nothing: a search by orientation asks the server and says what it looked through', async () => {
    const page = await openWindow(browser, desk, { language: 'en' });
    await rowAt(page, '/Photography').waitFor();
    await by(page, 'search-text').fill('fruit');
    await page.keyboard.press('Enter');
    await by(page, 'looked-through').waitFor({ state: 'detached' });
    await by(page, 'filters-button').click();
    await by(page, 'filter-shape').selectOption('portrait');
    await by(page, 'looked-through').waitFor();
    if (process.env.DAMSON_PICTURES) await page.screenshot({ path: join(process.env.DAMSON_PICTURES, 'search.png') });
    await page.shut();
  });
});
