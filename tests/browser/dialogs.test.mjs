import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { picture, startBridge } from './bridge.mjs';
import { arrange, paths, until } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

describe('dialogs', () => {
  let browser, desk, page;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await arrange(desk);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const open = async (view, look = {}) => {
    page = await openWindow(browser, desk, look);
    await by(page, `view-${view}`).click();
  };
  const studio = async (look) => {
    page = await openWindow(browser, desk, look);
    for (const path of ['/Photography', paths.folder]) {
      await rowAt(page, path).dblclick();
      await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(path)}]`).waitFor();
    }
  };
  const choose = async (path, action) => {
    await rowAt(page, path).click({ button: 'right' });
    await by(page, `menu-${action}`).click();
  };
  const gone = (id) => by(page, id).waitFor({ state: 'detached' });

  for (const theme of ['light', 'dark']) {
    it(`have no serious trouble for readers, and fit a small window: ${theme}`, async () => {
      await studio({ theme, language: theme === 'dark' ? 'fr' : 'en', width: 800, height: 560 });
      const all = [
        ['dialog-upload-changes', paths.edited, 'upload-changes'],
        ['dialog-discard', paths.edited, 'discard-changes'],
        ['dialog-conflict', paths.conflict, 'compare'],
        ['dialog-remote-change', paths.newer, 'compare'],
        ['dialog-move', paths.newer, 'move'],
        ['dialog-delete', paths.newer, 'delete'],
      ];
      for (const [id, path, action] of all) {
        await choose(path, action);
        await by(page, id).waitFor();
        await checkAccess(page, `${id}, ${theme}`);
        await checkFits(page, id);
        await page.keyboard.press('Escape');
        await gone(id);
      }
      await page.shut();
    });
  }

  it('uploads changes with a comment, and checks in', async () => {
    await studio();
    await choose(paths.edited, 'upload-changes');
    await by(page, 'upload-comment').fill('Warmer light');
    await by(page, 'upload-go').click();
    await page.locator(`[data-path=${JSON.stringify(paths.edited)}][data-status=available-locally]`).waitFor();
    const versions = await desk.act('history', paths.edited);
    assert.equal(versions[0].comment, 'Warmer light');
    assert.equal((await desk.row(paths.edited)).lock.state, 'free');
    await page.shut();
  });

  it('keeps theirs in a conflict, and mine in Recovered', async () => {
    await studio();
    const mine = readFileSync((await desk.row(paths.conflict)).file);
    const before = (await desk.send({ intent: 'recovered', connection: null })).length;
    await choose(paths.conflict, 'compare');
    await by(page, 'side-mine').waitFor();
    await by(page, 'side-theirs').getByText('omar').waitFor();
    await by(page, 'side-mine').locator('img').waitFor();
    assert.equal(await by(page, 'conflict-go').isDisabled(), true);
    await by(page, 'conflict-choice-keep-theirs').check();
    await by(page, 'conflict-go').click();
    await gone('dialog-conflict');
    await page.locator(`[data-path=${JSON.stringify(paths.conflict)}][data-status=available-locally]`).waitFor();
    const recovered = await desk.send({ intent: 'recovered', connection: null });
    assert.equal(recovered.length, before + 1);
    const kept = recovered.find(({ path }) => path === paths.conflict);
    assert.deepEqual(readFileSync(kept.file), mine);
    await page.shut();
  });

  it('keeps mine in a conflict, and offers the upload', async () => {
    await open('conflicts');
    await choose(paths.conflictToo, 'compare');
    await by(page, 'conflict-choice-keep-mine').check();
    await by(page, 'conflict-go').click();
    await by(page, 'dialog-upload-changes').waitFor();
    await by(page, 'upload-comment').fill('Mine on top');
    await by(page, 'upload-go').click();
    await until(desk, paths.conflictToo, 'available-locally');
    const versions = await desk.act('history', paths.conflictToo);
    assert.equal(versions[0].comment, 'Mine on top');
    await page.shut();
  });

  it('fetches what was modified remotely', async () => {
    await studio();
    await choose(paths.newer, 'compare');
    await by(page, 'remote-update').click();
    await page.locator(`[data-path=${JSON.stringify(paths.newer)}][data-status=available-locally]`).waitFor();
    await page.shut();
  });

  it('shows what an upload would change before it sends anything', async () => {
    const folder = join(desk.home, 'Retouched');
    mkdirSync(folder, { recursive: true });
    for (const name of ['Plum.png', 'Cover?.png']) writeFileSync(join(folder, name), picture('64x64.png'));
    await studio();
    const box = await by(page, 'grid').boundingBox();
    await desk.steer('drop', { paths: [folder], x: box.x + box.width / 2, y: box.y + box.height - 8 });
    await by(page, 'upload-renamed').getByText('Cover?.png').waitFor();
    assert.equal(await desk.row(`${paths.folder}/Retouched/Plum.png`), undefined);
    await checkAccess(page, 'upload');
    await by(page, 'upload-here-go').click();
    await rowAt(page, `${paths.folder}/Retouched`).waitFor();
    await until(desk, `${paths.folder}/Retouched/Plum.png`, 'cloud-only');
    await page.shut();
  });

  const inTree = (path) => by(page, 'move-tree-item').and(page.locator(`[data-path=${JSON.stringify(path)}]`));
  const chosen = async (path) => {
    await eventually(async () => (await inTree(path).getAttribute('aria-selected')) === 'true', `${path} is chosen`);
  };

  it('moves an asset into a folder of the tree, by keyboard', async () => {
    await studio();
    await choose(paths.newer, 'move');
    // The tree is open where the asset is, with the keyboard there.
    await chosen(paths.folder);
    await eventually(() => inTree(paths.folder).evaluate((item) => item === document.activeElement), 'the keyboard is in the tree');
    assert.equal(await by(page, 'move-go').isDisabled(), true);
    await by(page, 'move-note').getByText('It is already in this folder.').waitFor();
    await page.keyboard.press('Enter');
    await by(page, 'dialog-move').waitFor();
    await page.keyboard.type('tex');
    await chosen('/Photography/Textures');
    await by(page, 'move-go').filter({ hasText: 'Textures' }).waitFor();
    await page.keyboard.press('Enter');
    await rowAt(page, paths.newer).waitFor({ state: 'detached' });
    await desk.settle();
    assert.ok(await desk.row('/Photography/Textures/Fruit on oak 03.jpg'));
    await page.shut();
  });

  it('moves a folder into one that is made on the way, and says where it can not go', async () => {
    await desk.call('send', { intent: { intent: 'act', connection: null, action: 'new-folder', path: '/', options: { comment: null, release: false, keep_checked_out: false, to: '/Drafts', title: null, version: null, anyway: false, later: false } } });
    await open('all');
    await choose('/Drafts', 'move');
    await chosen('/');
    await inTree('/Drafts').click();
    await by(page, 'move-note').getByText("A folder can't be moved into itself.").waitFor();
    assert.equal(await by(page, 'move-go').isDisabled(), true);
    await inTree('/Photography').click();
    await by(page, 'folder-new').click();
    await by(page, 'new-folder-name').fill('Archive');
    await by(page, 'new-folder-name').press('Enter');
    await chosen('/Photography/Archive');
    await checkAccess(page, 'a move');
    await by(page, 'move-go').click();
    await rowAt(page, '/Drafts').waitFor({ state: 'detached' });
    await desk.settle();
    assert.ok(await desk.row('/Photography/Archive/Drafts'));
    await page.shut();
  });

  it('asks before a link does anything', async () => {
    await open('all');
    const link = await desk.call('link_to', { connection: null, paths: [paths.conflict] });
    await desk.steer('link', { url: link });
    await by(page, 'dialog-link').waitFor();
    assert.match(await by(page, 'link-path').textContent(), /Fruit on oak 02/);
    const before = (await desk.seen('opened')).length;
    await checkAccess(page, 'a link');
    await by(page, 'link-no').click();
    await gone('dialog-link');
    await desk.settle();
    assert.equal((await desk.seen('opened')).length, before);
    await page.shut();
  });
});
