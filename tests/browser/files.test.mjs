import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { by, checkAccess, eventually, openWindow, rowAt, startBrowser } from './window.mjs';

const folder = '/Brand/Logos';
const logo = `${folder}/orchard-logo.svg`;
const place = (name) => mkdtempSync(join(tmpdir(), `damson-${name}-`));

describe('copies for the rest of the computer', () => {
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

  const open = async (page, ...paths) => {
    for (const path of paths) await rowAt(page, path).dblclick();
    await rowAt(page, logo).waitFor();
  };

  it('go to the clipboard by Ctrl+C, downloaded first', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Brand', folder);
    await rowAt(page, logo).click();
    await page.keyboard.press('Control+c');
    await eventually(async () => (await desk.seen('clipboard')).length === 1, 'it is copied');
    const [file] = await desk.seen('clipboard');
    assert.match(file, /orchard-logo\.svg$/);
    assert.match(readFileSync(file, 'utf8'), /<svg/);
    await page.shut();
  });

  it('come from the file manager by Ctrl+V, with the question of every upload', async () => {
    const file = join(place('paste'), 'pasted.txt');
    writeFileSync(file, 'pasted');
    const page = await openWindow(browser, desk);
    await open(page, '/Brand', folder);
    await desk.steer('copied-files', { paths: [file] });
    await page.keyboard.press('Control+v');
    const dialog = by(page, 'dialog-upload');
    await by(page, 'upload-summary').getByText('1 file').waitFor();
    await page.keyboard.press('Escape');
    // In a text field it is the text's.
    await by(page, 'filter-name').focus();
    await page.keyboard.press('Control+v');
    assert.equal(await dialog.count(), 0);
    await rowAt(page, logo).click();
    await page.keyboard.press('Control+v');
    await by(page, 'upload-here-go').click();
    await rowAt(page, `${folder}/pasted.txt`).waitFor();
    await desk.steer('copied-files', { paths: [] });
    await page.keyboard.press('Control+v');
    await page.getByText('There are no files to paste.').waitFor();
    await page.shut();
  });

  it('go into another folder, as they lie or side by side, and overwrite nothing', async () => {
    const page = await openWindow(browser, desk);
    await rowAt(page, '/Brand').waitFor();
    const to = place('export');
    const exported = async (layout) => {
      await desk.steer('pick', { paths: [to] });
      await rowAt(page, '/Brand').click({ button: 'right' });
      await by(page, 'menu-export').click();
      await by(page, 'dialog-export').waitFor();
      await checkAccess(page, 'the question of an export');
      await by(page, `export-layout-${layout}`).check();
      await by(page, 'export-go').click();
    };
    await exported('nested');
    await page.getByText('files exported').waitFor();
    assert.ok(readdirSync(join(to, 'Brand', 'Logos')).includes('orchard-logo.svg'));
    await exported('flat');
    await eventually(() => readdirSync(to).includes('orchard-logo.svg'), 'it lies beside the folder');
    writeFileSync(join(to, 'orchard-logo.svg'), 'mine');
    await exported('flat');
    await page.getByText('were not exported').waitFor();
    assert.equal(readFileSync(join(to, 'orchard-logo.svg'), 'utf8'), 'mine');
    await page.shut();
  });

  it('open in an application that was chosen, which is in the menu from then on', async () => {
    const page = await openWindow(browser, desk);
    await open(page, '/Brand', folder);
    const note = join(place('program'), 'opened');
    const program = join(place('program'), 'Retouch');
    writeFileSync(program, `#!/bin/sh\necho "$1" >> '${note}'\n`, { mode: 0o755 });
    await desk.steer('pick', { paths: [program] });
    await rowAt(page, logo).click({ button: 'right' });
    await by(page, 'menu-open-with').click();
    const opened = () => readFileSync(note, { encoding: 'utf8', flag: 'a+' }).split('\n').filter((line) => line !== '');
    await eventually(() => opened().length === 1, 'it is opened');
    assert.match(opened()[0], /orchard-logo\.svg$/);
    await rowAt(page, logo).click({ button: 'right' });
    await by(page, 'menu-open-with-0').getByText('Open with Retouch').waitFor();
    await by(page, 'menu-open-with-0').click();
    await eventually(() => opened().length === 2, 'it is opened again');
    await page.shut();
  });

  it('do by a double click what the person set', async () => {
    const page = await openWindow(browser, desk);
    // Keys work once there is something that they work on.
    await rowAt(page, '/Brand').waitFor();
    await page.keyboard.press('Control+,');
    await by(page, 'preference-double-click').selectOption('quick-look');
    await by(page, 'view-all').click();
    await open(page, '/Brand', folder);
    await rowAt(page, logo).dblclick();
    await by(page, 'quick-look').waitFor();
    await page.keyboard.press('Escape');
    await by(page, 'open-preferences').click();
    await by(page, 'preference-double-click').selectOption('edit');
    await by(page, 'view-all').click();
    await open(page, '/Brand', folder);
    await rowAt(page, logo).dblclick();
    await eventually(async () => (await desk.row(logo)).lock.state === 'mine', 'it is checked out');
    await desk.act('check-in', logo, { release: true });
    await page.shut();
  });
});
