import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { arrange, paths } from './scene.mjs';
import { by, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

describe('the desktop around the window', () => {
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

  it('shows what a line of the tray says', async () => {
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Photography').waitFor();
    const tray = await desk.seen('tray');
    assert.equal(tray.title_shows, 'conflicts');
    assert.deepEqual(tray.facts.map((fact) => fact.shows).filter((view) => view === 'edited'), ['edited']);
    await desk.steer('show', { view: tray.title_shows });
    await rowAt(page, paths.conflict).waitFor();
    await desk.steer('show', { view: 'transfers' });
    await by(page, 'screen-transfers').waitFor();
    await desk.steer('show', { view: 'edited' });
    await rowAt(page, paths.edited).waitFor();
    await page.shut();
  });

  it('is given a picture of what is dragged out, and the mark inside has it, too', async () => {
    const page = await openWindow(browser, desk, { width: 1180, height: 760 });
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, paths.folder).dblclick();
    await rowAt(page, paths.edited).click();
    await rowAt(page, paths.newer).click({ modifiers: ['Control'] });
    const box = await rowAt(page, paths.edited).boundingBox();
    await page.mouse.move(box.x + 60, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 100, box.y + 60, { steps: 4 });
    await by(page, 'drag-mark').getByText('2', { exact: true }).waitFor();
    await by(page, 'drag-mark').locator('img').waitFor();
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
    await page.mouse.move(-5, 300, { steps: 3 });
    await page.mouse.up();
    await eventually(async () => (await desk.seen('dragged')).length === 1, 'they are dragged');
    assert.equal((await desk.seen('dragged'))[0].length, 2);
    const [bytes] = await desk.seen('drag-images');
    assert.ok(bytes > 500, `a picture of ${bytes} bytes`);
    await page.shut();
  });
});
