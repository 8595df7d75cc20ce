import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { colleague, startBridge } from './bridge.mjs';
import { look, paths } from './scene.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

describe('renaming several', () => {
  let browser, desk, page;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    await look(desk);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
  });

  const open = async (view) => {
    page = await openWindow(browser, desk, view);
    for (const path of ['/Photography', paths.folder]) {
      await rowAt(page, path).dblclick();
      await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(path)}]`).waitFor();
    }
    await rowAt(page, paths.gone).waitFor();
  };
  const choose = async (first, last) => {
    await rowAt(page, first).click();
    await rowAt(page, last).click({ modifiers: ['Shift'] });
    await by(page, 'selected').getByText('3 selected').waitFor();
    await page.keyboard.press('F2');
    await by(page, 'dialog-rename-many').waitFor();
  };
  const preview = () =>
    by(page, 'rename-row').evaluateAll((rows) => rows.map((row) => row.dataset.trouble ?? row.cells[1].textContent.trim()));
  const shows = (...wanted) =>
    eventually(async () => JSON.stringify(await preview()) === JSON.stringify(wanted), `the preview shows ${wanted}`);
  const pattern = (text) => by(page, 'rename-pattern').fill(text);
  const enabled = (is) => eventually(async () => (await by(page, 'rename-go').isEnabled()) === is, `the button is ${is}`);
  const names = () => page.locator('[role=row][data-path]').evaluateAll((rows) => rows.map((row) => row.dataset.path.split('/').at(-1)));
  const rows = (...wanted) => eventually(async () => JSON.stringify(await names()) === JSON.stringify(wanted), `the rows are ${wanted}`);

  it('shows every name before, with what can not be, and renames in an order that works', async () => {
    await open();
    await choose(paths.edited, paths.newer);
    await shows('same', 'same', 'same');
    await enabled(false);
    await pattern('x');
    await shows('twice', 'twice', 'twice');
    await enabled(false);
    await pattern('{nam}');
    await by(page, 'dialog-rename-many').getByText('{nam} means nothing here.').waitFor();
    await pattern('Fruit on oak {n:2}');
    await by(page, 'rename-start').fill('2');
    // The fourth keeps its name, so that none before it can move up.
    await shows('taken', 'taken', 'taken');
    await by(page, 'rename-sum').getByText('names can').waitFor();
    await pattern('{name}');
    await by(page, 'rename-find').fill('Fruit on oak');
    await by(page, 'rename-replace').fill('Still');
    await by(page, 'rename-pattern').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' of ');
    await by(page, 'rename-insert').filter({ hasText: 'Date' }).click();
    await eventually(async () => (await preview())[0]?.match(/^Still 01 of \d{4}-\d\d-\d\d\.jpg$/), 'the date');
    await by(page, 'rename-pattern').fill('{name}');
    await shows('Still 01.jpg', 'Still 02.jpg', 'Still 03.jpg');
    await checkAccess(page, 'renaming several');
    await enabled(true);
    await by(page, 'rename-pattern').press('Enter');
    await rows('Fruit on oak 04.jpg', 'Still 01.jpg', 'Still 02.jpg', 'Still 03.jpg');
    await by(page, 'toast').getByText('Renamed 3 items.').waitFor();

    // One's name is free as soon as that one has its own.
    await choose(`${paths.folder}/Still 01.jpg`, `${paths.folder}/Still 03.jpg`);
    await pattern('Still {n:2}');
    await by(page, 'rename-start').fill('2');
    await shows('Still 02.jpg', 'Still 03.jpg', 'Still 04.jpg');
    await enabled(true);
    await by(page, 'rename-go').click();
    await rows('Fruit on oak 04.jpg', 'Still 02.jpg', 'Still 03.jpg', 'Still 04.jpg');
    await desk.settle();

    await by(page, 'toast').getByRole('button', { name: 'Undo' }).last().click();
    await rows('Fruit on oak 04.jpg', 'Still 01.jpg', 'Still 02.jpg', 'Still 03.jpg');
    await page.shut();
  });

  it('stops at the first that fails, and says what kept its name', async () => {
    await open();
    await choose(`${paths.folder}/Still 01.jpg`, `${paths.folder}/Still 03.jpg`);
    await pattern('Plate {n}');
    await shows('Plate 1.jpg', 'Plate 2.jpg', 'Plate 3.jpg');
    await (await colleague(desk)).remove(`${paths.folder}/Still 02.jpg`);
    await enabled(true);
    await by(page, 'rename-go').click();
    const stopped = by(page, 'toast').filter({ hasText: 'Renamed 1 of 3, then stopped' });
    await stopped.getByRole('button', { name: 'Show' }).click();
    const dialog = by(page, 'dialog-rename-stopped');
    await dialog.getByText('2 items keep their names:').waitFor();
    await dialog.getByText('Still 02.jpg', { exact: true }).waitFor();
    await dialog.getByText('Still 03.jpg', { exact: true }).waitFor();
    await checkAccess(page, 'a batch that stopped');
    await page.keyboard.press('Escape');
    assert.ok(await desk.row(`${paths.folder}/Plate 1.jpg`));
    assert.ok(await desk.row(`${paths.folder}/Still 03.jpg`));
    await page.shut();
  });

  it('takes one rename back', async () => {
    await open();
    await rowAt(page, `${paths.folder}/Still 03.jpg`).click();
    await page.keyboard.press('F2');
    await by(page, 'rename-input').fill('Plum.jpg');
    await page.keyboard.press('Enter');
    await rowAt(page, `${paths.folder}/Plum.jpg`).waitFor();
    await by(page, 'toast').filter({ hasText: 'Renamed “Still 03.jpg” to “Plum.jpg”.' }).getByRole('button', { name: 'Undo' }).click();
    await rowAt(page, `${paths.folder}/Still 03.jpg`).waitFor();
    await page.shut();
  });

  for (const [theme, language] of [['light', 'fr'], ['dark', 'de'], ['dark', 'ja']]) {
    it(`has no serious trouble for readers, and fits a small window: ${theme}, ${language}`, async () => {
      page = await openWindow(browser, desk, { theme, language, width: 800, height: 560 });
      await rowAt(page, '/Brand').click();
      await rowAt(page, '/Layouts').click({ modifiers: ['Shift'] });
      await eventually(async () => (await page.locator('[role=row][aria-selected=true]').count()) === 4, 'four are selected');
      await page.keyboard.press('F2');
      await pattern('x');
      await eventually(async () => (await preview()).every((one) => one === 'twice'), 'the preview');
      await checkAccess(page, 'renaming several');
      await checkFits(page, 'renaming several');
      await page.shut();
    });
  }
});
