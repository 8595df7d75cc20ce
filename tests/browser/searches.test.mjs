import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { arrange, paths } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

/** Where pictures go, for people who want to look. */
const pictures = process.env.DAMSON_PICTURES;

describe('filters and searches that are kept', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await arrange(desk);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const shown = (page) => page.locator('[role=row][data-path]').evaluateAll((rows) => rows.map((row) => row.dataset.path));

  it('show what lies in subfolders, by shape, size and who has it', async () => {
    const page = await openWindow(browser, desk, { width: 800, height: 560, language: 'en' });
    await rowAt(page, '/Photography').waitFor();
    const deep = '/Brand/Logos/orchard-logo.svg';
    assert.equal(await desk.row(deep), undefined);
    await by(page, 'filters-button').click();
    await checkAccess(page, 'the filters');
    await checkFits(page, 'the filters');
    await by(page, 'filter-deep').check();
    // What lies deep is listed now, although nobody opened its folder.
    await eventually(async () => (await desk.row(deep)) !== undefined, 'it is listed');
    await eventually(async () => !(await shown(page)).includes('/Photography'), 'the rows are those below');
    const everything = async () => {
      const filter = { statuses: [], mine: false, pinned: false, problems: false, name: '', here: false, assets: true };
      const query = { scope: { of: 'below', path: '/' }, filter, order: 'name', descending: false, offset: 0, limit: 500 };
      return (await desk.send({ intent: 'rows', connection: null, query })).rows;
    };
    const expect = async (fits, what) => {
      const wanted = (await everything()).filter(fits).map((row) => row.path).sort();
      assert.ok(wanted.length > 0, `${what}: the demo has some`);
      await eventually(async () => Number(await by(page, 'grid').getAttribute('data-total').catch(() => 0)) === wanted.length, what);
      for (const path of await shown(page)) assert.ok(wanted.includes(path), `${what}: ${path}`);
    };
    await by(page, 'filter-shape').selectOption('landscape');
    await expect((row) => row.dimensions && row.dimensions.width > row.dimensions.height, 'landscapes');
    await by(page, 'filter-shape').selectOption('any');
    await by(page, 'filter-size').selectOption('medium');
    await expect((row) => row.size >= 1_000_000 && row.size < 20_000_000, 'of that size');
    await by(page, 'filter-size').selectOption('any');
    await by(page, 'filter-theirs').check();
    await expect((row) => row.lock.state === 'theirs', 'what others have');
    await page.shut();
  });

  it('narrow a search by what metadata say, from a folder on', async () => {
    const [tagged, rejected] = ['/Photography/Harvest 2026/Morning over the orchard.jpg', '/Photography/Harvest 2026/Last light.jpg'];
    const set = (path, changes) => desk.send({ intent: 'set-metadata', connection: null, paths: [path], changes, seen: null });
    await set(tagged, { 'xmp:Rating': { set: 5 }, 'cq:tags': { set: ['season:autumn/harvest'] } });
    const page = await openWindow(browser, desk, { width: 800, height: 560, language: 'en' });
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, '/Photography/Harvest 2026').waitFor();
    await by(page, 'filters-button').click();
    await by(page, 'filter-approval').scrollIntoViewIfNeeded();
    await checkAccess(page, 'the filters of metadata');
    await checkFits(page, 'the filters of metadata');
    if (pictures) await page.screenshot({ path: `${pictures}/filters-folder.png` });
    await by(page, 'filter-approval').selectOption('rejected');
    await eventually(async () => JSON.stringify(await shown(page)) === JSON.stringify([rejected]), 'what was rejected below');
    assert.equal(await by(page, 'search-text').inputValue(), '');
    await by(page, 'filters-button').click();
    await by(page, 'filter-approval').selectOption('any');
    await by(page, 'filter-stars').selectOption('4');
    await eventually(async () => JSON.stringify(await shown(page)) === JSON.stringify([tagged]), 'what has stars');
    await by(page, 'filter-stars').selectOption('0');
    await by(page, 'filter-tags').fill('harv');
    await page.locator('[data-testid=tag-suggestion]').first().waitFor();
    await by(page, 'filter-tags').fill('season:autumn');
    await page.keyboard.press('Enter');
    await eventually(async () => (await shown(page)).includes(tagged), 'what has a tag below');
    await checkFits(page, 'the filters of a search');
    if (pictures) await page.screenshot({ path: `${pictures}/filters-search.png` });
    await page.shut();
  });

  it('are in the sidebar under their names, also when the window opens again', async () => {
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, paths.folder).dblclick();
    await rowAt(page, paths.edited).waitFor();
    await by(page, 'filter-name').fill('oak');
    await by(page, 'search-keep').click();
    await checkAccess(page, 'the name of a search');
    await by(page, 'keep-search-name').fill('Oaks');
    await page.keyboard.press('Enter');
    const kept = page.locator('[data-testid=kept-search][data-name="Oaks"]');
    await kept.waitFor();
    assert.equal(await kept.getAttribute('aria-current'), 'page');
    const found = await shown(page);
    await by(page, 'view-all').click();
    await rowAt(page, '/Photography').waitFor();
    assert.equal(await kept.getAttribute('aria-current'), null);
    await page.reload();
    await rowAt(page, '/Photography').waitFor();
    await kept.click();
    await eventually(async () => JSON.stringify(await shown(page)) === JSON.stringify(found), 'the same rows');
    assert.equal(await by(page, 'filter-name').inputValue(), 'oak');
    await checkAccess(page, 'a search that is kept');
    await kept.click({ button: 'right' });
    await by(page, 'menu-search-forget').click();
    await kept.waitFor({ state: 'detached' });
    await page.shut();
  });
});
