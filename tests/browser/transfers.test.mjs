import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Photography/Textures';

describe('orders of transfers', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await desk.settle();
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const set = (key, value) => desk.send({ intent: 'set', connection: null, key, value });
  const snapshot = async () => (await desk.call('snapshot')).sessions[0];
  const orderAt = (page, path) => page.locator(`[data-testid=order][data-path=${JSON.stringify(path)}]`);
  const slowly = async () => {
    await set('transfers', '1');
    await set('download-limit', '20000');
  };

  it('are one line each, which opens to its files, stands, goes on and is cancelled', async () => {
    await slowly();
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Photography').waitFor();
    const first = desk.act('download', folder).catch(() => null);
    await eventually(async () => (await snapshot()).orders.length === 1, 'it is an order');
    const second = desk.act('download', '/Brand').catch(() => null);
    await eventually(async () => (await snapshot()).orders.length === 2, 'there are two');
    await by(page, 'view-transfers').click();
    const line = orderAt(page, folder);
    await line.waitFor();
    assert.equal(await by(page, 'screen-transfers').getByTestId('order').count(), 2);
    assert.equal(await by(page, 'screen-transfers').getByTestId('transfer').count(), 0);
    await line.getByTestId('order-open').press('Enter');
    await line.getByTestId('transfer').first().waitFor();
    await checkAccess(page, 'an order with its files');
    await checkFits(page, 'an order with its files');
    await eventually(async () => (await desk.seen('progress')).some((one) => one?.state === 'going'), 'the taskbar follows');

    await orderAt(page, '/Brand').getByTestId('order-first').click();
    await line.getByTestId('order-pause').click();
    await line.getByTestId('order-resume').waitFor();
    const before = (await snapshot()).orders.find((one) => one.path === folder).finished;
    await line.getByTestId('order-resume').click();
    await line.getByTestId('order-pause').waitFor();
    await line.getByTestId('order-cancel').click();
    await first;
    await eventually(async () => (await snapshot()).orders.find((one) => one.path === folder).over, 'it is over');
    assert.ok((await snapshot()).orders.find((one) => one.path === folder).cancelled > 0);
    assert.ok(before < 9);

    await by(page, 'transfers-cancel-all').click();
    await checkAccess(page, 'the question before all are cancelled');
    await by(page, 'confirm-yes').click();
    await second;
    await eventually(async () => (await snapshot()).orders.every((one) => one.over), 'all are over');
    await eventually(async () => (await desk.seen('progress')).at(-1) === null, 'the taskbar shows none');
    await set('download-limit', null);
    await set('transfers', null);
    await page.shut();
  });

  it('are told of when they are done, outside the window too', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'damson-order-'));
    const sources = ['one.txt', 'two.txt', 'three.txt'].map((name) => {
      writeFileSync(join(disk, name), name);
      return join(disk, name);
    });
    const page = await openWindow(browser, desk, { theme: 'dark', width: 800, height: 560 });
    await rowAt(page, '/Photography').waitFor();
    await desk.send({ intent: 'upload-here', connection: null, into: '/Brand', sources, if_exists: 'skip', comment: null });
    await by(page, 'view-transfers').click();
    const line = page.locator('[data-testid=order][data-path="/Brand"][data-over=true]').filter({ hasText: 'Uploaded to Brand' });
    await line.waitFor();
    assert.match(await line.getByTestId('order-facts').textContent(), /^3 files/);
    await checkFits(page, 'an order that is over');
    await eventually(async () => (await desk.seen('notices')).some((one) => one.kind === 'order-done'), 'it is told');
    const told = (await desk.seen('notices')).find((one) => one.kind === 'order-done');
    assert.equal(told.body, 'Everything in Brand was transferred.');
    await by(page, 'transfers-clear').click();
    await line.waitFor({ state: 'detached' });
    await page.shut();
  });
});
