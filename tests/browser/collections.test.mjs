import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const kit = [
  '/Campaigns/Autumn/Key visual/autumn-key-visual.jpg',
  '/Photography/Harvest 2026/Morning over the orchard.jpg',
  '/Photography/Harvest 2026/Äpfel im Korb.jpg',
  '/Photography/Studio/Fruit on oak 02.jpg',
  '/Documents/campaign-brief.docx',
  '/Brand/Logos/orchard-logo.svg',
  '/Brand/Patterns',
];

const entry = (page, title) => page.locator(`[data-testid=collection][data-title="${title}"]`);
const listed = (page) => page.locator('[role=row][data-path]').evaluateAll((rows) => rows.map((row) => row.dataset.path));

async function picture(page, name) {
  if (process.env.DAMSON_PICTURES) await page.screenshot({ path: join(process.env.DAMSON_PICTURES, `${name}.png`) });
}

describe('collections', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  it('stand in the sidebar, nested, and show their members in their order', async () => {
    for (const [theme, width, height] of [
      ['light', 1180, 760],
      ['dark', 800, 560],
    ]) {
      const page = await openWindow(browser, desk, { width, height, theme, language: 'en' });
      await entry(page, 'Autumn press kit').waitFor();
      const titles = await page.locator('[data-testid=collection]').evaluateAll((all) => all.map((one) => one.dataset.title));
      assert.deepEqual(titles, ['Autumn press kit', 'Social posts', 'Print', 'Everything of the harvest', 'To be retouched']);
      await entry(page, 'Autumn press kit').click();
      await rowAt(page, kit[0]).waitFor();
      assert.deepEqual(await listed(page), kit);
      await checkAccess(page, 'a collection');
      await checkFits(page, 'a collection');
      await picture(page, `collection-${theme}-${width}`);
      await page.shut();
    }
  });

  it('take members in and give them back', async () => {
    const page = await openWindow(browser, desk, { language: 'en' });
    await entry(page, 'To be retouched').click();
    await rowAt(page, '/Campaigns/Spring/blossom-hero.jpg').waitFor();
    await entry(page, 'Autumn press kit').click();
    await rowAt(page, kit[1]).click({ button: 'right' });
    await picture(page, 'collection-menu');
    await by(page, 'menu-collection-add').click();
    await by(page, 'dialog-collection').waitFor();
    await checkAccess(page, 'the choice of a collection');
    await checkFits(page, 'the choice of a collection');
    await picture(page, 'collection-add');
    // Smart ones are no choice, and the one that is shown stands there for what is in it.
    assert.ok(await page.locator('[data-testid=collection-choice][data-title="Autumn press kit"]').isDisabled());
    const choices = await page.locator('[data-testid=collection-choice]:enabled').evaluateAll((all) => all.map((one) => one.dataset.title));
    assert.deepEqual(choices, ['Social posts', 'Print', 'To be retouched']);
    await page.locator('[data-testid=collection-choice][data-title="To be retouched"]').check();
    await by(page, 'collection-go').click();
    await eventually(async () => (await entry(page, 'To be retouched').textContent()).includes('3'), 'three members');
    await entry(page, 'To be retouched').click();
    await rowAt(page, kit[1]).waitFor();
    assert.deepEqual((await listed(page)).at(-1), kit[1]);
    await rowAt(page, '/Campaigns/Spring/blossom-hero.jpg').click({ button: 'right' });
    await by(page, 'menu-collection-remove').click();
    await rowAt(page, '/Campaigns/Spring/blossom-hero.jpg').waitFor({ state: 'detached' });
    assert.deepEqual(await listed(page), ['/Campaigns/Autumn/Key visual/autumn-hero.psd', kit[1]]);
    // It is gone from the collection alone.
    await desk.refresh('/Campaigns/Spring');
    assert.equal((await desk.row('/Campaigns/Spring/blossom-hero.jpg')).status, 'cloud-only');
    await page.shut();
  });

  it('that save a search show what it finds, and are not changed', async () => {
    const page = await openWindow(browser, desk, { language: 'en' });
    await entry(page, 'Everything of the harvest').click();
    await rowAt(page, '/Photography/Harvest 2026/Äpfel im Korb.jpg').click({ button: 'right' });
    await by(page, 'menu-collection-add').waitFor();
    assert.equal(await by(page, 'menu-collection-remove').count(), 0);
    await page.shut();
  });

  it('have members with all that assets are offered', async () => {
    const page = await openWindow(browser, desk, { language: 'en' });
    await entry(page, 'Social posts').click();
    const post = '/Campaigns/Autumn/Social/story-1.png';
    await rowAt(page, post).click({ button: 'right' });
    await by(page, 'menu-download').click();
    await eventually(async () => (await desk.row(post))?.status === 'available-locally', 'the copy');
    await rowAt(page, post).click({ button: 'right' });
    await by(page, 'menu-show-in-folder').click();
    await by(page, 'breadcrumb').waitFor();
    await eventually(async () => (await page.locator('[data-testid=crumb]').allTextContents()).includes('Social'), 'its folder');
    await page.shut();
  });
});
