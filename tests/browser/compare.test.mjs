import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import { picture, startBridge } from './bridge.mjs';
import { arrange, paths } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Brand/Patterns';
const pattern = `${folder}/pattern-cider.png`;

describe('pictures that are compared', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await arrange(desk);
    await desk.refresh('/Brand');
    await desk.refresh(folder);
    await desk.act('check-out', pattern);
    await desk.act('download', pattern);
    for (const [file, comment] of [['128x128.png', 'smaller'], ['32x32.png', 'smallest']]) {
      writeFileSync((await desk.row(pattern)).file, picture(file));
      await eventually(async () => (await desk.row(pattern)).status === 'edited-locally', 'it is edited');
      await desk.act('upload-changes', pattern, { comment, keep_checked_out: true });
    }
    await desk.act('check-in', pattern);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const natural = (page, testid) => by(page, testid).locator('img').evaluate((img) => img.naturalWidth);
  const transforms = (page) => by(page, 'compare').locator('img').evaluateAll((all) => all.map((img) => img.style.transform));

  it('are those of versions, any two of them, zoomed together', async () => {
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Brand').dblclick();
    await rowAt(page, folder).dblclick();
    await rowAt(page, pattern).click();
    await by(page, 'version').nth(2).waitFor();
    await eventually(async () => (await by(page, 'version-picture').count()) === 3, 'each has its picture');
    await checkAccess(page, 'versions with pictures');
    await by(page, 'compare-version').last().click();
    await by(page, 'compare').waitFor();
    await eventually(async () => (await by(page, 'compare').locator('img').count()) === 2, 'both are drawn');
    await eventually(async () => (await natural(page, 'compare-right')) === 32, 'the current one, as the server has it');
    assert.ok((await natural(page, 'compare-left')) > 128, 'the first one, from its bytes');
    await checkAccess(page, 'the comparison');
    await checkFits(page, 'the comparison');
    // The version between them.
    const between = await by(page, 'compare-first').locator('option').nth(1).getAttribute('value');
    await by(page, 'compare-first').selectOption(between);
    await eventually(async () => (await natural(page, 'compare-left')) === 128, 'another version');
    await by(page, 'compare-larger').click();
    assert.equal(await by(page, 'compare-scale').textContent(), '×1.5');
    const [one, other] = await transforms(page);
    assert.equal(one, other);
    assert.match(one, /scale\(1\.5\)/);
    const box = await by(page, 'compare-left').boundingBox();
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.wheel(0, -300);
    await eventually(async () => !(await transforms(page))[0].includes('scale(1.5)'), 'the wheel zooms');
    const [left, right] = await transforms(page);
    assert.equal(left, right);
    for (const mode of ['over', 'wipe', 'difference']) {
      await by(page, `compare-${mode}`).click();
      assert.equal(await by(page, 'compare').getAttribute('data-mode'), mode);
      assert.equal(await by(page, 'compare').locator('img').count(), 2, mode);
      await checkAccess(page, mode);
    }
    await page.keyboard.press('Escape');
    await by(page, 'compare').waitFor({ state: 'detached' });
    await page.shut();
  });

  it('are the same black where nothing differs', async () => {
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Brand').dblclick();
    await rowAt(page, folder).dblclick();
    await rowAt(page, pattern).click();
    await by(page, 'compare-version').last().click();
    await by(page, 'compare-first').selectOption('current');
    await by(page, 'compare-difference').click();
    await eventually(async () => (await by(page, 'compare').locator('img').count()) === 2, 'both are drawn');
    await page.waitForTimeout(300);
    const shot = await by(page, 'compare').locator('.stage').screenshot();
    const brightest = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const middle = context.getImageData(image.width / 2 - 20, image.height / 2 - 20, 40, 40).data;
      return middle.reduce((most, value, at) => (at % 4 === 3 ? most : Math.max(most, value)), 0);
    }, shot.toString('base64'));
    assert.ok(brightest < 8, `black, not ${brightest}`);
    await page.shut();
  });

  it('are two assets that are selected, and both sides of a conflict', async () => {
    const page = await openWindow(browser, desk, { theme: 'dark', width: 800, height: 560 });
    await rowAt(page, '/Brand').dblclick();
    await rowAt(page, folder).dblclick();
    const rows = page.locator('[role=row][data-path]');
    await rows.nth(1).waitFor();
    await rows.nth(0).click();
    await rows.nth(1).click({ modifiers: ['Control'] });
    await rows.nth(1).click({ button: 'right' });
    await by(page, 'menu-compare-two').click();
    await eventually(async () => (await by(page, 'compare').locator('img').count()) === 2, 'both are drawn');
    await checkFits(page, 'two assets');
    await by(page, 'compare-close').click();
    await by(page, 'view-conflicts').click();
    await rowAt(page, paths.conflict).click({ button: 'right' });
    await by(page, 'menu-compare').click();
    await by(page, 'conflict-compare').click();
    await by(page, 'compare').waitFor();
    await page.keyboard.press('Escape');
    await by(page, 'dialog-conflict').waitFor();
    await page.shut();
  });
});
