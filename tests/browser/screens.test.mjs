import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { arrange, look, paths } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, holdAnswers, openWindow, rowAt, startBrowser } from './window.mjs';

const large = '/Photography/Textures/Leaves and lights 1.jpg';

describe('screens', () => {
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

  const set = (key, value) => desk.send({ intent: 'set', connection: null, key, value });
  const setting = async (key) => {
    const view = await desk.send({ intent: 'settings', connection: null });
    return view.settings.find((one) => one.key === key);
  };

  for (const theme of ['light', 'dark']) {
    for (const [width, height] of [[1280, 800], [800, 560]]) {
      it(`have no serious trouble for readers, and fit: ${theme}, ${width}×${height}`, async () => {
        const language = width === 800 ? 'fr' : 'en';
        const page = await openWindow(browser, desk, { theme, language, width, height });
        await rowAt(page, '/Photography').waitFor();
        const check = async (what) => {
          await checkAccess(page, `${what}, ${theme}, ${width}`);
          await checkFits(page, what);
        };
        await check('all assets');
        for (const view of ['edited', 'conflicts', 'mine', 'pinned', 'transfers', 'recovered']) {
          await by(page, `view-${view}`).click();
          await page.locator(`[data-testid=screen-${view}], [data-testid=screen-browse]`).first().waitFor();
          await check(view);
        }
        await by(page, 'open-preferences').click();
        for (const section of ['general', 'connection', 'transfers', 'files', 'about']) {
          await by(page, `preferences-${section}`).click();
          await check(`preferences, ${section}`);
        }
        await page.shut();
      });
    }
  }

  it('restores a recovered file, and removes one only when asked twice', async () => {
    const page = await openWindow(browser, desk);
    await by(page, 'view-recovered').click();
    const file = page.locator(`[data-testid=recovered][data-path=${JSON.stringify(paths.discarded)}]`);
    await file.getByTestId('recovered-reveal').click();
    await eventually(async () => (await desk.seen('shown')).length === 1, 'the file is shown');
    await file.getByTestId('recovered-remove').click();
    await by(page, 'dialog-confirm').waitFor();
    await checkAccess(page, 'removing for good');
    await by(page, 'confirm-no').click();
    await file.getByTestId('recovered-restore').click();
    await file.waitFor({ state: 'detached' });
    await desk.settle();
    assert.equal((await desk.send({ intent: 'recovered', connection: null })).length, 0);
    await page.shut();
  });

  it('keeps a setting, refuses what it does not take, and goes back to the usual one', async () => {
    const page = await openWindow(browser, desk);
    await by(page, 'open-preferences').click();
    await by(page, 'preferences-transfers').click();
    const field = page.locator('[data-testid=setting][data-key=transfers] input');
    await field.fill('0');
    await field.blur();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal((await setting('transfers')).origin, 'default');
    await field.fill('3');
    await field.blur();
    await eventually(async () => (await setting('transfers')).value === '3', 'it is kept');
    await page.locator('[data-testid=setting][data-key=transfers] [data-testid=setting-reset]').click();
    await eventually(async () => (await setting('transfers')).origin === 'default', 'it is the usual one');
    const limit = page.locator('[data-testid=setting][data-key=download-limit] input');
    await limit.fill('2,5');
    await limit.blur();
    await eventually(async () => (await setting('download-limit')).value === '2500000', 'megabytes are bytes');
    await set('download-limit', null);
    await page.shut();
  });

  it('keeps what is being typed when the answer to another setting comes', async () => {
    const page = await openWindow(browser, desk);
    await by(page, 'open-preferences').click();
    await by(page, 'preferences-transfers').click();
    await set('transfers', '3');
    await by(page, 'preferences-general').click();
    await by(page, 'preferences-transfers').click();
    const answer = await holdAnswers(page, '"transfers"');
    await page.locator('[data-testid=setting][data-key=transfers] [data-testid=setting-reset]').click();
    await answer.asked;
    const limit = page.locator('[data-testid=setting][data-key=download-limit] input');
    await limit.fill('2,5');
    answer.release();
    await eventually(async () => (await setting('transfers')).origin === 'default', 'the answer');
    await page.waitForTimeout(300);
    assert.equal(await limit.inputValue(), '2,5');
    await limit.blur();
    await eventually(async () => (await setting('download-limit')).value === '2500000', 'megabytes are bytes');
    await set('download-limit', null);
    await page.shut();
  });

  it('asks for the history of an asset once, and again when another is chosen', async () => {
    const page = await openWindow(browser, desk);
    let asked = 0;
    page.on('request', (request) => (asked += request.postData()?.includes('"history"') ? 1 : 0));
    for (const path of ['/Photography', '/Photography/Studio']) await rowAt(page, path).dblclick();
    // This window has room for the details, so they are open without a press, which would close them.
    await rowAt(page, paths.newer).click();
    await by(page, 'versions').waitFor();
    await eventually(async () => asked > 0, 'the history');
    // Whoever asked again would do so well within this.
    await page.waitForTimeout(2_000);
    assert.equal(asked, 1);
    await rowAt(page, paths.edited).click();
    await eventually(async () => asked === 2, 'the history of another');
    await page.shut();
  });

  it('changes language and appearance at once', async () => {
    const page = await openWindow(browser, desk);
    await by(page, 'open-preferences').click();
    for (const [language, tab] of [['fr', 'À propos'], ['de', 'Info'], ['ja', 'バージョン情報']]) {
      await by(page, 'preference-language').selectOption(language);
      await page.getByRole('tab', { name: tab }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), language);
    }
    await by(page, 'preference-theme').selectOption('dark');
    await page.locator('html[data-theme=dark]').waitFor();
    await by(page, 'preference-language').selectOption('en');
    await page.getByRole('tab', { name: 'About' }).waitFor();
    await page.shut();
  });

  it('pauses, resumes and cancels a transfer, and keeps the history', async () => {
    await set('download-limit', '4k');
    await look(desk);
    await desk.refresh('/Photography/Textures');
    const going = desk.act('download', large).catch((error) => error.code);
    const page = await openWindow(browser, desk);
    await by(page, 'view-transfers').click();
    const one = page.locator(`[data-testid=transfer][data-path=${JSON.stringify(large)}]`);
    await one.getByTestId('transfer-pause').click();
    await page.locator(`[data-path=${JSON.stringify(large)}][data-state=paused]`).waitFor();
    await checkAccess(page, 'a paused transfer');
    await one.getByTestId('transfer-resume').click();
    await one.getByTestId('transfer-pause').waitFor();
    await one.getByTestId('transfer-cancel').click();
    await page.locator(`[data-path=${JSON.stringify(large)}][data-state=cancelled]`).waitFor();
    await going;
    await set('download-limit', null);
    assert.equal((await desk.row(large)).status, 'cloud-only');
    await by(page, 'transfers-clear').click();
    await by(page, 'empty').waitFor();
    await page.shut();
  });

  it('finds step by step what a connection is like, and makes a support bundle', async () => {
    const page = await openWindow(browser, desk);
    await by(page, 'open-preferences').click();
    await by(page, 'preferences-connection').click();
    await by(page, 'server-check').click();
    await by(page, 'doctor-result').waitFor();
    assert.ok((await by(page, 'doctor-step').count()) > 8);
    await checkAccess(page, 'the doctor');
    await page.keyboard.press('Escape');
    await by(page, 'preferences-about').click();
    await by(page, 'about-bundle').click();
    await by(page, 'about-bundle-made').waitFor();
    await by(page, 'about-licences').click();
    await page.locator('pre').waitFor();
    await checkAccess(page, 'about');
    await page.shut();
  });

  it('keeps the local file as it is while both sides are compared', async () => {
    const { file } = await desk.row(paths.conflict);
    const before = readFileSync(file);
    const { mine, theirs } = await desk.send({ intent: 'sides', connection: null, path: paths.conflict });
    assert.equal(mine.size, before.length);
    assert.notEqual(theirs.size, mine.size);
    assert.equal(theirs.modified_by, 'omar');
    assert.deepEqual(readFileSync(file), before);
  });
});
