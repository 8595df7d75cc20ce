import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { here, look, paths, until } from './scene.mjs';
import { by, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const MANY = 300;
const name = (n) => `small ${String(n).padStart(3, '0')}.txt`;

describe('a rubber band', () => {
  let browser, desk, page;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
    const folder = dirname(await here(desk, paths.discarded));
    for (let n = 0; n < MANY; n += 1) writeFileSync(join(folder, name(n)), `file ${n}`);
    await until(desk, `/Photography/Harvest 2026/${name(MANY - 1)}`, 'new-locally');
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const open = async (...folders) => {
    page = await openWindow(browser, desk);
    for (const path of folders) {
      await rowAt(page, path).dblclick();
      await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(path)}]`).waitFor();
    }
  };
  const at = (path) => page.locator(`[data-path=${JSON.stringify(path)}][data-index]`);
  const chosen = () => page.locator('[data-index][aria-selected=true]').evaluateAll((all) => all.map((one) => one.dataset.path).sort());
  const selected = async (...wanted) => {
    await eventually(async () => JSON.stringify(await chosen()) === JSON.stringify(wanted.sort()), `selected: ${wanted}`);
  };
  /** From one point over others, without release. */
  const drag = async (...points) => {
    const [[x, y], ...rest] = points;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const [x, y] of rest) await page.mouse.move(x, y, { steps: 5 });
  };
  const middle = async (path) => {
    const { x, y, width, height } = await at(path).boundingBox();
    return [x + width / 2, y + height / 2];
  };

  it('selects from the ground below the rows what it goes over; Ctrl adds, Escape takes it back', async () => {
    await open('/Photography', paths.folder);
    await rowAt(page, paths.gone).waitFor();
    const [x, y] = await middle(paths.gone);
    await drag([x, y + 80], [x - 100, y - 32]);
    await by(page, 'band').waitFor();
    await selected(paths.newer, paths.gone);
    await page.mouse.up();
    await by(page, 'band').waitFor({ state: 'detached' });
    await selected(paths.newer, paths.gone);
    await by(page, 'action-bar').getByText('2 selected').waitFor();

    await page.keyboard.down('Control');
    const [, first] = await middle(paths.edited);
    // Beside what a row says is ground, too.
    const grid = await by(page, 'grid').boundingBox();
    await drag([grid.x + grid.width - 12, first], [grid.x + grid.width - 60, first + 3]);
    await page.mouse.up();
    await page.keyboard.up('Control');
    await selected(paths.edited, paths.newer, paths.gone);

    await drag([x, y + 80], [x - 100, y]);
    await selected(paths.gone);
    await page.keyboard.press('Escape');
    await by(page, 'band').waitFor({ state: 'detached' });
    await selected(paths.edited, paths.newer, paths.gone);
    await page.mouse.up();
    await selected(paths.edited, paths.newer, paths.gone);

    // A press there that does not move clears the selection, as ever.
    await page.mouse.click(x, y + 80);
    await selected();
    await page.shut();
  });

  it('leaves the drag of a row by its name alone', async () => {
    await open('/Photography', paths.folder);
    const text = await at(paths.newer).getByText('Fruit on oak 03.jpg').boundingBox();
    await drag([text.x + 20, text.y + 8], [text.x + 60, text.y + 60]);
    assert.equal(await by(page, 'band').count(), 0);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await page.shut();
  });

  it('scrolls at the edge, keeps to the rows that are drawn, and has all that it went over', async () => {
    await open('/Photography', '/Photography/Harvest 2026');
    const grid = await by(page, 'grid').boundingBox();
    const first = await page.locator('[data-index="0"]').boundingBox();
    await drag([grid.x + grid.width - 12, first.y + first.height / 2], [grid.x + grid.width - 120, grid.y + grid.height - 4]);
    const total = Number(await by(page, 'grid').getAttribute('data-total'));
    await eventually(() => by(page, 'grid').evaluate((one) => one.scrollTop + one.clientHeight >= one.scrollHeight - 2), 'the end');
    assert.ok((await page.locator('[data-index]').count()) < 60, 'only some rows are drawn');
    await page.mouse.up();
    await by(page, 'action-bar').getByText(`${total} selected`).waitFor();
    await page.shut();
  });

  it('selects cards that it touches', async () => {
    await open('/Photography', paths.folder);
    await by(page, 'layout-thumbnails').click();
    await page.locator('.file-grid.cards').waitFor();
    const box = await at(paths.conflict).boundingBox();
    await drag([box.x + box.width / 2, box.y + box.height + 40], [box.x + 10, box.y + box.height - 10]);
    await by(page, 'band').waitFor();
    await selected(paths.conflict);
    await page.mouse.move(box.x - 40, box.y + 20, { steps: 5 });
    await selected(paths.edited, paths.conflict);
    await page.mouse.up();
    await selected(paths.edited, paths.conflict);
    await by(page, 'layout-list').click();
    await page.shut();
  });
});
