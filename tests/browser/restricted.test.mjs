import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { look } from './scene.mjs';
import { by, checkAccess, checkFits, openWindow, rowAt, startBrowser } from './window.mjs';

const harvest = '/Photography/Harvest 2026';
const textures = '/Photography/Textures';
const expired = `${textures}/Leaves and lights 3.jpg`;
const rejected = `${harvest}/Last light.jpg`;
const licensed = `${harvest}/Äpfel im Korb.jpg`;
/** Where pictures go, for people who want to look. */
const pictures = process.env.DAMSON_PICTURES;

describe('what is not to be used without a question', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
    // What the listing does not say, the metadata do.
    for (const path of [expired, rejected, licensed]) await desk.send({ intent: 'metadata', connection: null, path });
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const open = async (folder, options = {}) => {
    const page = await openWindow(browser, desk, { width: 1180, height: 760, ...options });
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, folder).dblclick();
    return page;
  };
  const picture = async (page, name) => {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
  };
  const status = async (path) => {
    const query = { scope: { of: 'one', path }, filter: {}, order: 'name', descending: false, offset: 0, limit: 1 };
    return (await desk.send({ intent: 'rows', connection: null, query })).rows[0].status;
  };

  const download = (page) => by(page, 'action-bar').getByRole('button', { name: 'Download', exact: true });

  for (const theme of ['light', 'dark']) {
    it(`is marked in its row and asked about (${theme})`, async () => {
      const page = await open(harvest, { theme });
      const badge = rowAt(page, rejected).locator('[data-testid=row-restricted]');
      await badge.waitFor();
      assert.equal(await badge.getAttribute('title'), 'Rejected in review.');
      await rowAt(page, rejected).click();
      await checkAccess(page, 'rows with signs');
      await picture(page, `restricted-rows-${theme}`);
      await rowAt(page, licensed).click();
      await download(page).click();
      const dialog = by(page, 'dialog-restricted');
      await by(page, 'restricted-licence').waitFor();
      await checkAccess(page, 'the question');
      await checkFits(page, 'the question');
      await picture(page, `restricted-question-${theme}`);
      await by(page, 'restricted-no').click();
      await dialog.waitFor({ state: 'detached' });
      await rowAt(page, rejected).click({ modifiers: ['ControlOrMeta'] });
      await download(page).click();
      await dialog.getByText('Use these 2 assets anyway?').waitFor();
      await checkAccess(page, 'the question about several');
      await picture(page, `restricted-questions-${theme}`);
      await by(page, 'restricted-no').click();
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await status(licensed), 'cloud-only');
      await page.shut();
    });
  }

  it('is used when the person says so', async () => {
    const page = await open(textures);
    await rowAt(page, expired).click();
    await download(page).click();
    await by(page, 'restricted-go').click();
    await by(page, 'dialog-restricted').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.querySelector('[data-testid=details-status]')?.textContent?.includes('Available locally'));
    assert.equal(await status(expired), 'available-locally');
    await page.shut();
  });

  it('is hidden where the person wants that, and counted', async () => {
    await desk.send({ intent: 'act', connection: null, action: 'remove-local-copy', path: expired, options: {} });
    await desk.send({ intent: 'set', connection: null, key: 'hide-expired', value: 'on' });
    const page = await open(textures);
    await by(page, 'count-hidden').waitFor();
    assert.equal(await by(page, 'count-hidden').innerText(), '1 expired asset hidden');
    assert.equal(await rowAt(page, expired).count(), 0);
    await picture(page, 'restricted-hidden');
    await desk.send({ intent: 'set', connection: null, key: 'hide-expired', value: null });
    await page.shut();
  });
});
