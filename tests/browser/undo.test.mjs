import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { arrange, paths } from './scene.mjs';
import { by, checkAccess, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Brand/Patterns';
const pattern = `${folder}/pattern-cider.png`;

describe('taking back', () => {
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

  const patterns = async (page) => {
    await rowAt(page, '/Brand').dblclick();
    await rowAt(page, folder).dblclick();
    await rowAt(page, pattern).waitFor();
  };
  const choose = async (page, path, action) => {
    await rowAt(page, path).click({ button: 'right' });
    await by(page, `menu-${action}`).click();
  };
  const undo = (page) => page.getByRole('button', { name: 'Undo' });

  it('of a duplicate removes the copy, and only that', async () => {
    const page = await openWindow(browser, desk);
    await patterns(page);
    await choose(page, pattern, 'duplicate');
    const copy = page.locator('[role=row][data-path*="copy"]');
    await copy.waitFor();
    await undo(page).click();
    await copy.waitFor({ state: 'detached' });
    assert.notEqual(await desk.row(pattern), undefined);
    await page.shut();
  });

  it('of a removed local copy fetches it again', async () => {
    await desk.refresh(folder);
    await desk.act('download', pattern);
    const { file } = await desk.row(pattern);
    const page = await openWindow(browser, desk);
    await patterns(page);
    await choose(page, pattern, 'remove-local-copy');
    await eventually(() => !existsSync(file), 'it is gone from here');
    await checkAccess(page, 'the note with undo');
    await undo(page).click();
    await eventually(() => existsSync(file), 'it is here again');
    await page.shut();
  });

  it('of discarded changes leads to where they are', async () => {
    const page = await openWindow(browser, desk);
    await by(page, 'view-edited').click();
    await choose(page, paths.edited, 'discard-changes');
    await by(page, 'discard-go').click();
    await page.getByRole('button', { name: 'Show in Recovered' }).click();
    await page.locator(`[data-testid=recovered][data-path=${JSON.stringify(paths.edited)}]`).waitFor();
    await page.shut();
  });
});
