import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { colleague, startBridge } from './bridge.mjs';
import { here, look, paths } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

describe('favourites, recents and density', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
    await here(desk, paths.edited);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const open = async (page, ...folders) => {
    for (const path of folders) {
      await rowAt(page, path).dblclick();
      await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(path)}]`).waitFor();
    }
  };
  const favourites = (page) => by(page, 'favourite').evaluateAll((all) => all.map((one) => one.dataset.path));

  it('keep the folders that have a star, which lead there and follow what is renamed', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', paths.folder);
    assert.equal(await by(page, 'favourites').count(), 0);
    await by(page, 'star').click();
    await by(page, 'view-all').click();
    await rowAt(page, '/Photography').click();
    await page.keyboard.press('Control+Shift+s');
    assert.deepEqual(await favourites(page), [paths.folder, '/Photography']);
    await page.reload();
    await by(page, 'favourite').first().click();
    await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(paths.folder)}]`).waitFor();
    assert.equal(await by(page, 'favourite').first().getAttribute('aria-current'), 'page');
    // By keyboard, in another order.
    await by(page, 'favourite').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    assert.deepEqual(await favourites(page), ['/Photography', paths.folder]);
    await by(page, 'favourite').first().click();
    await rowAt(page, '/Photography/Textures').click({ button: 'right' });
    await by(page, 'menu-favourite').click();
    await rowAt(page, '/Photography/Textures').click();
    await page.keyboard.press('F2');
    await by(page, 'rename-input').fill('Surfaces');
    await page.keyboard.press('Enter');
    await eventually(async () => (await favourites(page)).includes('/Photography/Surfaces'), 'the new name');
    await page.shut();
  });

  it('say of a folder that is gone that it is, and let it be taken out', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', '/Photography/Surfaces');
    await by(page, 'star').click();
    await by(page, 'view-all').click();
    await (await colleague(desk)).remove('/Photography/Surfaces');
    await desk.refresh('/Photography');
    const lost = page.locator('[data-testid=favourite][data-path="/Photography/Surfaces"]');
    await lost.getByText('not found').waitFor();
    await checkAccess(page, 'a favourite that is gone');
    await lost.click();
    await by(page, 'menu-favourite-remove').click();
    await by(page, 'favourites').waitFor({ state: 'detached' });
    await page.shut();
  });

  it('show what was opened here last, without what was passed on the way', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', paths.folder);
    await rowAt(page, paths.edited).dblclick();
    await eventually(async () => (await desk.seen('opened')).length > 0, 'it is opened');
    await page.keyboard.press('Control+Shift+h');
    await rowAt(page, paths.edited).waitFor();
    await rowAt(page, paths.folder).waitFor();
    // What is opened is among them once its application has it.
    const shown = () => page.locator('[role=row][data-path]').evaluateAll((rows) => rows.map((row) => row.dataset.path));
    const wanted = JSON.stringify([paths.edited, paths.folder]);
    await eventually(async () => JSON.stringify(await shown()) === wanted, 'the asset, and the folder that it is in');
    await by(page, 'filter-name').fill('oak');
    await rowAt(page, paths.folder).waitFor({ state: 'detached' });
    await by(page, 'filter-name').fill('');
    await rowAt(page, paths.folder).dblclick();
    await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(paths.folder)}]`).waitFor();
    await by(page, 'view-recent').click();
    await by(page, 'recents-clear').click();
    await by(page, 'empty').getByText('Nothing recent').waitFor();
    await page.shut();
  });

  it('show rows and cards closely, by menu and by key, and keep that', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Photography', paths.folder);
    const height = async () => Math.round((await rowAt(page, paths.edited).boundingBox()).height);
    assert.equal(await height(), 32);
    await page.keyboard.press('Control+3');
    assert.equal(await height(), 24);
    await page.reload();
    await open(page, '/Photography', paths.folder);
    assert.equal(await height(), 24);
    await rowAt(page, paths.newer).click();
    await page.keyboard.press('F2');
    await by(page, 'rename-input').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+2');
    await by(page, 'columns-button').click();
    await by(page, 'menu-size-sheet').click();
    const card = page.locator(`[data-path=${JSON.stringify(paths.edited)}]`);
    await eventually(async () => (await card.boundingBox()).width < 150, 'small cards');
    // The status is there without its line.
    await card.getByRole('img', { name: 'Available locally' }).waitFor();
    await by(page, 'columns-button').click();
    await by(page, 'menu-density-comfortable').click();
    await card.getByText('Available locally').waitFor();
    await page.shut();
  });

  for (const [theme, language] of [['light', 'fr'], ['dark', 'de'], ['dark', 'ja']]) {
    it(`have no serious trouble for readers, and fit a small window: ${theme}, ${language}`, async () => {
      const page = await openWindow(browser, desk, { theme, language, width: 800, height: 560 });
      await open(page, '/Photography', paths.folder);
      await by(page, 'star').click();
      await page.keyboard.press('Control+3');
      await checkAccess(page, 'a favourite, compact');
      await page.keyboard.press('Control+2');
      await by(page, 'columns-button').click();
      await checkAccess(page, 'the menu of the view');
      await page.keyboard.press('Escape');
      await checkFits(page, 'compact cards');
      await by(page, 'view-recent').click();
      await by(page, 'recents-clear').waitFor();
      await checkAccess(page, 'recents');
      await checkFits(page, 'recents');
      await page.shut();
    });
  }
});
