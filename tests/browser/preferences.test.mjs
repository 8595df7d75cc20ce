import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { here, look, paths, save, until } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, holdAnswers, openWindow, rowAt, startBrowser } from './window.mjs';

describe('preferences that change what Damson does', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
    await here(desk, paths.edited);
    await here(desk, paths.newer);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const setting = async (key) => {
    const view = await desk.send({ intent: 'settings', connection: null });
    return view.settings.find((one) => one.key === key)?.value;
  };
  const open = async (section, options) => {
    const page = await openWindow(browser, desk, options);
    await by(page, 'open-preferences').click();
    await by(page, `preferences-${section}`).click();
    return page;
  };

  it('show how full the cache folder is, and keep its limit', async () => {
    const page = await open('files');
    await page.locator('[data-testid=cache-use][data-files="2"]').waitFor();
    const limit = page.locator('[data-testid=setting][data-key=cache-limit] input');
    await limit.fill('20');
    await limit.blur();
    await eventually(async () => (await setting('cache-limit')) === '20000000000', 'gigabytes are bytes');
    await by(page, 'cache-use').getByText('20 GB').waitFor();
    await checkAccess(page, 'the limit of the cache folder');
    await limit.fill('');
    await limit.blur();
    await eventually(async () => (await setting('cache-limit')) === 'none', 'no limit');
    await page.shut();
  });

  it('move the cache folder, into a folder of its own where something is', async () => {
    const page = await open('files');
    const before = (await desk.row(paths.edited)).file;
    const full = join(desk.home, 'a disk');
    mkdirSync(full);
    writeFileSync(join(full, 'mine.txt'), 'mine');
    await desk.steer('pick', { paths: [full] });
    await by(page, 'cache-folder-move').click();
    await by(page, 'dialog-confirm').waitFor();
    await checkAccess(page, 'moving the cache folder');
    await by(page, 'confirm-yes').click();
    const inside = join(full, 'Demo DAM');
    await by(page, 'dialog-confirm').getByText(inside).waitFor();
    await by(page, 'confirm-yes').click();
    await by(page, 'toast').getByText('The cache folder has moved.').waitFor();
    await by(page, 'cache-folder').getByText(inside).waitFor();
    const { file, status } = await desk.row(paths.edited);
    assert.ok(file.startsWith(inside), file);
    assert.equal(status, 'available-locally');
    assert.ok(existsSync(file) && !existsSync(before));
    // What is saved there is seen.
    await desk.act('check-out', paths.edited);
    save(file, Buffer.from('other bytes'));
    await until(desk, paths.edited, 'edited-locally');
    await page.shut();
  });

  it('name the way to servers, and keep no password', async () => {
    const page = await open('connection');
    await by(page, 'proxy-way').selectOption('manual');
    await by(page, 'proxy-address').fill('http://omar:plum@127.0.0.1:9');
    await by(page, 'proxy-save').click();
    await page.locator('[data-testid=proxy-address][aria-invalid=true]').waitFor();
    assert.equal(await setting('proxy'), 'system');
    await by(page, 'proxy-address').fill('127.0.0.1:9');
    await by(page, 'proxy-user').fill('omar');
    await by(page, 'proxy-password').fill('plum');
    await by(page, 'proxy-save').click();
    await eventually(async () => (await setting('proxy')) === 'http://127.0.0.1:9', 'it is kept');
    const view = async () => desk.send({ intent: 'settings', connection: null });
    await eventually(async () => (await view()).proxy_user === 'omar', 'who it is told');
    assert.ok(!JSON.stringify(await view()).includes('plum'));
    await checkAccess(page, 'a proxy');
    await desk.steer('pick', { paths: [join(desk.home, 'company.pem')] });
    await by(page, 'certificates-choose').click();
    await by(page, 'certificates').getByText('company.pem').waitFor();
    await by(page, 'certificates-none').click();
    await eventually(async () => (await setting('certificates')) === 'none', 'only the system');
    await by(page, 'proxy-way').selectOption('system');
    await eventually(async () => (await setting('proxy')) === 'system', 'as the system');
    await page.shut();
  });

  it('name what is uploaded, and show it before it is sent', async () => {
    const page = await open('transfers');
    await page.locator('[data-testid=setting][data-key=file-names] select').selectOption('plain');
    await page.locator('[data-testid=setting][data-key=name-replacement] select').selectOption('underscore');
    await eventually(async () => (await setting('name-replacement')) === 'underscore', 'it is kept');
    await checkAccess(page, 'names of uploads');
    const file = join(desk.home, 'Été Final.PNG');
    writeFileSync(file, 'no picture');
    const plan = await desk.send({ intent: 'plan-upload', connection: null, into: '/Photography', sources: [file] });
    assert.deepEqual(plan.items.map(({ to, renamed }) => [to, renamed]), [['/Photography/ete_final.png', true]]);
    await page.shut();
  });

  it('call new folders by the convention, and say so before', async () => {
    const page = await open('transfers');
    await page.locator('[data-testid=setting][data-key=folder-names] select').selectOption('plain');
    await eventually(async () => (await setting('folder-names')) === 'plain', 'it is kept');
    await by(page, 'tree-item').and(page.locator('[data-path="/Photography"]')).click();
    await by(page, 'new-folder').click();
    await by(page, 'new-folder-name').fill('Été à Rome');
    const dialog = by(page, 'dialog-new-folder');
    await dialog.getByText('It will be called ete_a_rome').waitFor();
    await checkAccess(page, 'a new folder with another name');
    await by(page, 'new-folder-name').press('Enter');
    await rowAt(page, '/Photography/ete_a_rome').waitFor();
    assert.equal((await desk.row('/Photography/ete_a_rome')).title, 'Été à Rome');
    // Whoever is quicker than the answer sees the name first, and says so again.
    await by(page, 'new-folder').click();
    const name = await holdAnswers(page, '"name-for"');
    await by(page, 'new-folder-name').fill('Über');
    await by(page, 'new-folder-name').press('Enter');
    await name.asked;
    name.release();
    await dialog.getByText('It will be called uber').waitFor();
    assert.equal(await desk.row('/Photography/uber'), undefined);
    await by(page, 'new-folder-create').click();
    await rowAt(page, '/Photography/uber').waitFor();
    await page.shut();
  });

  it('rename by the convention, once the name was seen', async () => {
    const page = await open('transfers');
    await by(page, 'tree-item').and(page.locator('[data-path="/Photography"]')).click();
    const type = async (path, name) => {
      await rowAt(page, path).click();
      await page.keyboard.press('F2');
      await by(page, 'rename-input').fill(name);
      await page.keyboard.press('Enter');
    };
    await type('/Photography/uber', 'Über uns');
    await by(page, 'dialog-confirm').getByText('The name will be “uber_uns”.').waitFor();
    await checkAccess(page, 'renaming by the convention');
    await by(page, 'confirm-no').click();
    await desk.settle();
    assert.ok(await desk.row('/Photography/uber'));
    await type('/Photography/uber', 'Über uns');
    await by(page, 'confirm-yes').click();
    await rowAt(page, '/Photography/uber_uns').waitFor();
    // What is as it should be is not asked about.
    await type('/Photography/uber_uns', 'about');
    await rowAt(page, '/Photography/about').waitFor();
    await page.shut();
  });

  it('show how far the move to another disk is', async (t) => {
    const disk = '/dev/shm';
    if (!existsSync(disk) || statSync(disk).dev === statSync(desk.home).dev) {
      t.skip('there is no second disk');
      return;
    }
    const page = await open('files');
    const other = mkdtempSync(join(disk, 'damson-'));
    t.after(() => rmSync(other, { recursive: true, force: true }));
    const folder = dirname((await desk.row(paths.edited)).file);
    for (let nth = 0; nth < 2_000; nth += 1) writeFileSync(join(folder, `small ${nth}.txt`), 'a file');
    const to = join(other, 'Damson');
    mkdirSync(to);
    await desk.steer('pick', { paths: [to] });
    await by(page, 'cache-folder-move').click();
    await by(page, 'confirm-yes').click();
    await by(page, 'cache-moving').getByText(/ of 2,\d+ files/).waitFor();
    assert.equal(await by(page, 'cache-moving').getByRole('progressbar').count(), 1);
    await by(page, 'toast').getByText('The cache folder has moved.').waitFor();
    await by(page, 'cache-folder').getByText(to).waitFor();
    await by(page, 'cache-moving').waitFor({ state: 'detached' });
    await page.shut();
  });

  for (const [theme, language] of [['light', 'en'], ['dark', 'fr']]) {
    it(`fit: ${theme}, ${language}`, async () => {
      const page = await open('connection', { theme, language, width: 800, height: 560 });
      await by(page, 'proxy-way').selectOption('manual');
      for (const section of ['connection', 'transfers', 'files']) {
        await by(page, `preferences-${section}`).click();
        await checkAccess(page, `preferences, ${section}`);
        await checkFits(page, `preferences, ${section}`);
      }
      await page.shut();
    });
  }
});
