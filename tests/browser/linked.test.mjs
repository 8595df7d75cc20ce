import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { here, look, paths, save, until } from './scene.mjs';
import { by, checkAccess, checkFits, openWindow, rowAt, startBrowser } from './window.mjs';

const board = '/Photography/Studio/board.svg';

describe('a document with links', () => {
  let browser, desk, files;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
    files = mkdtempSync(join(tmpdir(), 'damson-linked-'));
    const image = (path) => `<image href="${encodeURI(path.split('/').pop())}"/>`;
    const text = `<svg xmlns="http://www.w3.org/2000/svg">${image(paths.newer)}${image(paths.gone)}${image('/nowhere.png')}</svg>`;
    writeFileSync(join(files, 'board.svg'), text);
    const sources = [join(files, 'board.svg')];
    await desk.send({ intent: 'upload-here', connection: null, into: paths.folder, sources, if_exists: 'skip', comment: null });
    const preferences = await desk.call('preferences');
    await desk.call('set_preferences', { preferences: { ...preferences, confirm_assets: 1 } });
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
    rmSync(files, { recursive: true, force: true });
  });

  const edit = async (page) => {
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, paths.folder).dblclick();
    await rowAt(page, board).click();
    await by(page, 'action-bar').getByRole('button', { name: 'Edit', exact: true }).click();
  };
  const opened = async () => (await desk.seen('opened')).filter((file) => file.endsWith('board.svg')).length;

  it('asks before it brings many of them, and opens without them when told so', async () => {
    const page = await openWindow(browser, desk);
    await edit(page);
    const dialog = by(page, 'dialog-many-links');
    await dialog.getByText('2 assets').waitFor();
    await checkAccess(page, 'the question about links');
    await checkFits(page, 'the question about links');
    assert.equal((await desk.row(board)).lock.state, 'free');
    await by(page, 'many-links-none').click();
    await dialog.waitFor({ state: 'detached' });
    await until(desk, board, 'available-locally');
    for (let tries = 0; (await opened()) < 1 && tries < 200; tries += 1) await page.waitForTimeout(50);
    assert.equal(await opened(), 1);
    assert.equal((await desk.row(paths.newer)).status, 'cloud-only');
    await page.shut();
  });

  it('brings all of them before it opens', async () => {
    const page = await openWindow(browser, desk);
    await edit(page);
    await by(page, 'many-links-all').click();
    await until(desk, paths.newer, 'available-locally');
    await until(desk, paths.gone, 'available-locally');
    for (let tries = 0; (await opened()) < 2 && tries < 200; tries += 1) await page.waitForTimeout(50);
    assert.equal(await opened(), 2);
    assert.equal((await desk.row(board)).lock.state, 'mine');
    await page.shut();
  });

  it('shows in the details how each stands, and fetches what is missing', async () => {
    await desk.act('remove-local-copy', paths.gone);
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, paths.folder).dblclick();
    await rowAt(page, board).click();
    const toggle = by(page, 'toggle-details');
    if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click();
    await by(page, 'links-show').click();
    const states = async () =>
      page.locator('[data-testid=link]').evaluateAll((all) => all.map((one) => one.dataset.status ?? one.dataset.target));
    await by(page, 'link').first().waitFor();
    assert.deepEqual(await states(), ['available-locally', 'cloud-only', 'not-found']);
    await checkAccess(page, 'linked files');
    await by(page, 'links-fetch').click();
    await until(desk, paths.gone, 'available-locally');
    await by(page, 'links-fetch').waitFor({ state: 'detached' });
    assert.deepEqual(await states(), ['available-locally', 'available-locally', 'not-found']);
    await page.getByRole('button', { name: 'Fruit on oak 03.jpg' }).click();
    await rowAt(page, paths.newer).and(page.locator('[aria-selected=true]')).waitFor();
    // It says who uses it, and leads back.
    await by(page, 'used-by').getByRole('button', { name: 'board.svg' }).click();
    await rowAt(page, board).and(page.locator('[aria-selected=true]')).waitFor();
    await page.shut();
  });
});

describe('a document whose links the server lacks', () => {
  let browser, desk, files;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
    files = mkdtempSync(join(tmpdir(), 'desktop-'));
    writeFileSync(join(files, 'sky.png'), 'sky');
    writeFileSync(join(files, 'board.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const sources = [join(files, 'board.svg')];
    await desk.send({ intent: 'upload-here', connection: null, into: paths.folder, sources, if_exists: 'skip', comment: null });
    await desk.act('check-out', board);
    const image = (link) => `<image href="${link}"/>`;
    const links = [join(files, 'sky.png'), '/nobody/lost.png'].map(image).join('');
    save(await here(desk, board), `<svg xmlns="http://www.w3.org/2000/svg">${links}</svg>`);
    await until(desk, board, 'edited-locally');
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
    rmSync(files, { recursive: true, force: true });
  });

  const sky = `${paths.folder}/sky.png`;
  const select = async (page) => {
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, paths.folder).dblclick();
    await rowAt(page, board).click();
  };

  const upload = async (page) => {
    await by(page, 'act-upload-changes').click();
    await by(page, 'upload-go').click();
  };

  it('asks before it uploads, and shows what would go where', async () => {
    const page = await openWindow(browser, desk);
    await select(page);
    await upload(page);
    const dialog = by(page, 'dialog-links-missing');
    await dialog.getByText(join(files, 'sky.png')).waitFor();
    await dialog.getByText('goes to /Photography/Studio').waitFor();
    await by(page, 'links-nowhere').getByText('/nobody/lost.png').waitFor();
    await checkAccess(page, 'the question about missing links');
    await checkFits(page, 'the question about missing links');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await desk.row(board)).status, 'edited-locally');
    assert.equal(await desk.row(sky), undefined);
    await page.shut();
  });

  it('uploads what is missing by itself from the details', async () => {
    const page = await openWindow(browser, desk);
    await select(page);
    const toggle = by(page, 'toggle-details');
    if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click();
    await by(page, 'links-show').click();
    const link = page.locator('[data-testid=link][data-target=elsewhere]');
    await link.getByText('goes to /Photography/Studio').waitFor();
    await checkAccess(page, 'a linked file of this computer');
    await by(page, 'links-upload').click();
    await by(page, 'dialog-links-missing').getByText(join(files, 'sky.png')).waitFor();
    await by(page, 'links-missing-all').click();
    await link.waitFor({ state: 'detached' });
    assert.equal((await desk.row(sky)).status, 'cloud-only');
    assert.equal((await desk.row(board)).status, 'edited-locally');
    await page.shut();
  });

  it('packs the document with what it links to, and says what is missing', async () => {
    const page = await openWindow(browser, desk);
    await select(page);
    const toggle = by(page, 'toggle-details');
    if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click();
    await by(page, 'links-show').click();
    await desk.steer('pick', { paths: [join(files, 'handover')] });
    await by(page, 'links-package').click();
    await page.getByText('The package of board.svg lacks 1 file').waitFor();
    const packed = join(files, 'handover', 'board');
    assert.equal(readFileSync(join(packed, 'Links', 'sky.png'), 'utf8'), 'sky');
    assert.deepEqual(readFileSync(join(packed, 'board.svg')), readFileSync((await desk.row(board)).file));
    await checkAccess(page, 'a package that lacks a file');
    await page.shut();
  });

  it('uploads the document without what is nowhere', async () => {
    const page = await openWindow(browser, desk);
    await select(page);
    await upload(page);
    const dialog = by(page, 'dialog-links-missing');
    await by(page, 'links-nowhere').getByText('/nobody/lost.png').waitFor();
    await by(page, 'links-missing-all').waitFor({ state: 'detached' });
    await by(page, 'links-missing-none').click();
    await dialog.waitFor({ state: 'detached' });
    await until(desk, board, 'available-locally');
    assert.equal((await desk.row(board)).lock.state, 'free');
    await page.shut();
  });
});
