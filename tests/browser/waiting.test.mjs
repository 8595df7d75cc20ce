import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { colleague, startBridge } from './bridge.mjs';
import { here, look, paths, save, until } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';
import { layWire } from './wire.mjs';

const connect = (window, url, user) => {
  const login = { kind: 'password', user, password: user };
  const place = { url, name: 'studio', remember: false, allow_plain_http: false, cache_folder: null };
  return window.send({ intent: 'connect', ...place, login });
};

describe('what waits', () => {
  let browser, dam, jane, omar, wire;

  before(async () => {
    browser = await startBrowser();
    dam = await startBridge({ demo: true });
    const { url } = await dam.seen('demo');
    wire = await layWire(url);
    jane = await startBridge();
    omar = await startBridge();
    await connect(jane, wire.url, 'jane');
    await connect(omar, url, 'omar');
    await jane.send({ intent: 'set', connection: null, key: 'poll-seconds', value: '5' });
    for (const one of [jane, omar]) await look(one);
    await here(jane, paths.edited);
  });
  after(async () => {
    await browser?.close();
    for (const one of [jane, omar, dam]) await one?.stop();
    await wire?.cut();
  });

  const queued = async () => (await jane.call('snapshot')).sessions[0].queued;
  const offline = async () => (await jane.call('snapshot')).sessions[0].state === 'offline';

  it('for the server: it is listed, can be taken back, and is done when the server is back', async () => {
    const page = await openWindow(browser, jane);
    await rowAt(page, '/Photography').waitFor();
    await wire.cut();
    await jane.refresh('/').catch(() => undefined);
    await eventually(offline, 'offline');
    await by(page, 'banner-offline').waitFor();
    await page.evaluate(() => undefined);
    for (const path of [paths.newer, paths.conflict]) await jane.act('check-out', path, { later: true });
    await by(page, 'banner-queued').click();
    const one = (path) => page.locator(`[data-testid=queued][data-path=${JSON.stringify(path)}]`);
    await one(paths.newer).waitFor();
    await checkAccess(page, 'what waits');
    await checkFits(page, 'what waits');
    await one(paths.conflict).getByTestId('queued-cancel').click();
    await one(paths.conflict).waitFor({ state: 'detached' });
    await wire.mend();
    await jane.send({ intent: 'wake' });
    await eventually(async () => (await queued()).length === 0, 'it is done');
    await look(omar);
    assert.deepEqual((await omar.row(paths.newer)).lock, { state: 'theirs', who: 'jane' });
    assert.deepEqual((await omar.row(paths.conflict)).lock, { state: 'free' });
    await jane.act('check-in', paths.newer);
    await page.shut();
  });

  it('for the server: what the window offers while it is away', async () => {
    await wire.cut();
    await jane.refresh('/').catch(() => undefined);
    await eventually(offline, 'offline');
    const page = await openWindow(browser, jane, { width: 800, height: 560, language: 'fr', theme: 'dark' });
    await by(page, 'banner-offline').waitFor();
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, '/Photography/Studio').dblclick();
    await rowAt(page, paths.gone).click({ button: 'right' });
    await by(page, 'menu-check-out').click();
    await eventually(async () => (await queued()).length === 1, 'it waits');
    await by(page, 'toast').first().waitFor();
    await by(page, 'view-transfers').click();
    await by(page, 'transfers-queued').waitFor();
    await checkAccess(page, 'what waits');
    await checkFits(page, 'what waits');
    await by(page, 'queued-cancel').click();
    await eventually(async () => (await queued()).length === 0, 'it is taken back');
    await wire.mend();
    await jane.send({ intent: 'wake' });
    await eventually(async () => !(await offline()), 'online');
    await page.shut();
  });

  it('for others: says when an asset is free', async () => {
    await omar.act('check-out', paths.gone);
    await look(jane);
    const page = await openWindow(browser, jane);
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, '/Photography/Studio').dblclick();
    await page.locator(`[role=row][data-path=${JSON.stringify(paths.gone)}][data-lock=theirs]`).click({ button: 'right' });
    await by(page, 'menu-await').click();
    await eventually(async () => (await jane.row(paths.gone)).awaited, 'it is waited for');
    await checkAccess(page, 'waiting for an asset');
    await omar.act('check-in', paths.gone);
    await by(page, 'toast').getByText('Fruit on oak 04.jpg is available: omar no longer has it checked out.').waitFor();
    await eventually(
      async () => (await jane.seen('notices')).some(({ kind }) => kind === 'checked-in'),
      'the desktop is told',
    );
    await page.shut();
  });

  it('says that a conflict came', async () => {
    const { file } = await jane.row(paths.edited);
    const page = await openWindow(browser, jane);
    await rowAt(page, '/Photography').waitFor();
    save(file, Buffer.from('mine'));
    await until(jane, paths.edited, 'edited-locally');
    const other = await colleague(dam);
    await other.change(paths.edited, Buffer.from('theirs, and longer'), 'image/jpeg');
    const told = by(page, 'toast').filter({ hasText: 'Somebody else changed an asset that you edited.' });
    await told.waitFor();
    await checkAccess(page, 'a conflict is told');
    await told.getByRole('button').first().click();
    await rowAt(page, paths.edited).waitFor();
    await page.shut();
  });
});
