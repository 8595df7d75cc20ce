import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { root, startBridge } from './bridge.mjs';
import { here, look, paths, save, until } from './scene.mjs';
import { by, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

describe('a working day', () => {
  let browser, desk;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const studio = async (view = {}) => {
    const page = await openWindow(browser, desk, view);
    for (const path of ['/Photography', paths.folder]) {
      await rowAt(page, path).dblclick();
      await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(path)}]`).waitFor();
    }
    return page;
  };

  it('acts on those of a selection that can, and says how many', async () => {
    await here(desk, paths.edited);
    const page = await studio();
    await rowAt(page, paths.edited).click();
    await rowAt(page, paths.gone).click({ modifiers: ['Shift'] });
    const download = by(page, 'act-download');
    assert.match(await download.innerText(), /Download \(\d+\)/);
    assert.equal(await download.getAttribute('aria-disabled'), 'false');
    await page.shut();
  });

  it('writes no word over another in the bar of actions', async () => {
    for (const [language, width] of [['en', 1280], ['fr', 1280], ['fr', 800]]) {
      const page = await studio({ language, width, height: width === 800 ? 560 : 800 });
      await rowAt(page, paths.edited).click();
      await rowAt(page, paths.gone).click({ modifiers: ['Shift'] });
      await by(page, 'action-bar').waitFor();
      const boxes = await page.evaluate(() => {
        const bar = document.querySelector('[data-testid=action-bar]');
        const parts = [...bar.querySelectorAll('button, .count, .soft')].map((part) => part.getBoundingClientRect());
        return { edge: bar.getBoundingClientRect().right, parts: parts.map(({ left, right }) => [left, right]).sort((a, b) => a[0] - b[0]) };
      });
      for (const [at, [left, right]] of boxes.parts.entries()) {
        assert.ok(right <= boxes.edge + 1, `${language} ${width}: ${right} is beyond ${boxes.edge}`);
        if (at > 0) assert.ok(left >= boxes.parts[at - 1][1] - 1, `${language} ${width}: ${JSON.stringify(boxes.parts)}`);
      }
      await page.shut();
    }
  });

  it('shows what is selected in forced colours', async () => {
    const page = await studio();
    await page.emulateMedia({ forcedColors: 'active' });
    await rowAt(page, paths.edited).click();
    const ground = (path) => rowAt(page, path).evaluate((row) => getComputedStyle(row).backgroundColor);
    assert.notEqual(await ground(paths.edited), await ground(paths.gone));
    await page.shut();
  });

  it('says that a link can not be followed', async () => {
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Photography').waitFor();
    await desk.steer('link', { url: 'damson://open?asset=' });
    await page.getByText("A link can't be followed").waitFor();
    assert.equal(await by(page, 'dialog-link').count(), 0);
    await page.shut();
  });

  it('promises no version before where there is none, and F2 renames a new file', async () => {
    const file = (await desk.row(paths.edited)).file;
    const fresh = join(dirname(file), 'Fresh.jpg');
    copyFileSync(join(root, 'icons', 'app', '128x128.png'), fresh);
    await until(desk, `${paths.folder}/Fresh.jpg`, 'new-locally');
    const page = await studio();
    const row = rowAt(page, `${paths.folder}/Fresh.jpg`);
    await row.locator('.picture > img').waitFor();
    await row.click();
    await page.keyboard.press('F2');
    await by(page, 'rename-input').fill('Fresher.jpg');
    await page.keyboard.press('Enter');
    const fresher = `${paths.folder}/Fresher.jpg`;
    await rowAt(page, fresher).and(page.locator('[aria-selected=true]')).waitFor();
    assert.equal((await desk.row(fresher)).status, 'new-locally');
    assert.ok(existsSync(join(dirname(file), 'Fresher.jpg')) && !existsSync(fresh));
    await page.keyboard.press('Control+u');
    const text = await by(page, 'upload-text').innerText();
    assert.doesNotMatch(text, /version before/);
    await page.shut();
  });

  it('counts the files of an upload as it said, without folders', async () => {
    const folder = join(desk.home, 'Delivery');
    for (const name of ['One', 'Two', 'Three']) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'note.txt'), name);
    }
    const page = await studio();
    const place = await rowAt(page, paths.edited).boundingBox();
    await desk.steer('drop', { x: place.x + 80, y: place.y + 5, paths: [folder] });
    await by(page, 'upload-here-go').filter({ hasText: 'Upload 3 files' }).click();
    await eventually(async () => (await page.getByText('3 files were uploaded.').count()) > 0, 'as many as were said');
    await page.shut();
  });

  it('offers the upload of a save in one place, and leads the keyboard there', async () => {
    const { file } = await desk.row(paths.edited);
    await desk.act('check-out', paths.edited);
    const page = await studio();
    await rowAt(page, paths.edited).click();
    await by(page, 'action-bar').waitFor();
    await desk.settle();
    save(file, readFileSync(join(root, 'icons', 'app', '128x128.png')));
    await by(page, 'edit-bar').waitFor();
    await page.locator(`[data-path=${JSON.stringify(paths.edited)}][data-status=edited-locally]`).waitFor();
    const uploads = page.locator('button:visible').filter({ hasText: 'Upload changes' });
    await eventually(async () => (await uploads.count()) === 1, 'one button uploads');
    assert.equal(await uploads.getAttribute('data-testid'), 'edit-upload');
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    assert.equal(await page.evaluate(() => document.activeElement?.dataset.testid), 'edit-comment');
    await by(page, 'grid').focus();
    await page.keyboard.press('Control+u');
    await by(page, 'dialog-upload-changes').waitFor();
    await page.keyboard.press('Escape');
    // Put off, it is offered by the bar of actions, and there alone.
    await by(page, 'edit-later').click();
    await eventually(async () => (await uploads.count()) === 1, 'one button uploads');
    assert.equal(await uploads.getAttribute('data-testid'), 'act-upload-changes');
    await desk.act('discard-changes', paths.edited, { release: true });
    await page.shut();
  });
});
