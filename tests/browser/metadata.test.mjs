import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { colleague, startBridge } from './bridge.mjs';
import { look } from './scene.mjs';
import { by, checkAccess, checkFits, openWindow, rowAt, startBrowser } from './window.mjs';

const harvest = '/Photography/Harvest 2026';
const morning = `${harvest}/Morning over the orchard.jpg`;
const rejected = `${harvest}/Last light.jpg`;

describe('metadata', () => {
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

  const open = async (options = {}) => {
    const page = await openWindow(browser, desk, { width: 1180, height: 760, ...options });
    await rowAt(page, '/Photography').dblclick();
    await rowAt(page, harvest).dblclick();
    await rowAt(page, morning).waitFor();
    if (!(await by(page, 'details').isVisible())) await by(page, 'toggle-details').click();
    return page;
  };
  const shown = (page, name) => page.locator(`[data-testid=metadata-field][data-name="${name}"]`);
  const field = (page, name) => page.locator(`[data-testid="field-${name}"]`);
  const read = async (path) => (await desk.send({ intent: 'metadata', connection: null, path })).fields;

  it('is shown by the form of the server, and edited there', async () => {
    const page = await open();
    await rowAt(page, morning).click();
    await shown(page, 'dc:creator').waitFor();
    assert.equal((await shown(page, 'dc:creator').innerText()).trim(), 'Omar');
    await checkAccess(page, 'details with metadata');
    await by(page, 'metadata-edit').click();
    const dialog = by(page, 'dialog-metadata');
    await field(page, 'dc:description').waitFor();
    await checkAccess(page, 'editing metadata');
    await checkFits(page, 'editing metadata');
    assert.ok(await by(page, 'metadata-save').isDisabled(), 'nothing was changed yet');
    await field(page, 'dc:description').fill('Mist, and the first light.');
    await field(page, 'cq:tags').fill('pear');
    await page.locator('[data-testid=tag-suggestion]').first().click();
    await by(page, 'metadata-save').click();
    await dialog.waitFor({ state: 'detached' });
    await shown(page, 'dc:description').getByText('Mist, and the first light.').waitFor();
    const fields = await read(morning);
    assert.equal(fields['dc:description'], 'Mist, and the first light.');
    assert.ok(fields['cq:tags'].includes('damson:subject/pear'), fields['cq:tags'].join());
    assert.ok(fields['cq:tags'].includes('damson:season/harvest'), 'the others stay');
    assert.deepEqual(fields['dc:creator'], ['Omar']);
    await page.shut();
  });

  it('says before use what is rejected', async () => {
    const page = await open();
    await rowAt(page, rejected).click();
    const note = page.locator('[data-testid=restriction]');
    await note.waitFor();
    assert.equal(await note.getAttribute('data-kind'), 'rejected');
    await page.shut();
  });

  it('never replaces what somebody else wrote meanwhile', async () => {
    const page = await open();
    await rowAt(page, morning).click();
    await by(page, 'metadata-edit').click();
    await field(page, 'dc:title').fill('Mine');
    const omar = await colleague(desk);
    await omar.describe(morning, { 'dc:title': 'Theirs' });
    await by(page, 'metadata-save').click();
    await by(page, 'metadata-meanwhile').waitFor();
    await page.getByText('On the server: Theirs').waitFor();
    assert.equal((await read(morning))['dc:title'], 'Theirs');
    assert.equal(await field(page, 'dc:title').inputValue(), 'Mine');
    await checkAccess(page, 'metadata that were changed meanwhile');
    await by(page, 'metadata-save').click();
    await by(page, 'dialog-metadata').waitFor({ state: 'detached' });
    assert.equal((await read(morning))['dc:title'], 'Mine');
    await page.shut();
  });

  it('of several gets what is added, and keeps the rest', async () => {
    const page = await open();
    await rowAt(page, morning).click();
    await rowAt(page, rejected).click({ modifiers: ['ControlOrMeta'] });
    await by(page, 'metadata-edit-many').click();
    await checkAccess(page, 'editing the metadata of several');
    await field(page, 'dc:subject-mode').selectOption('add');
    await field(page, 'dc:subject').fill('light\nsky');
    await by(page, 'metadata-save').click();
    await by(page, 'dialog-metadata').waitFor({ state: 'detached' });
    const before = { [morning]: 'morning', [rejected]: 'evening' };
    for (const [path, keyword] of Object.entries(before)) {
      const keywords = (await read(path))['dc:subject'];
      for (const one of ['light', 'sky', keyword]) assert.ok(keywords.includes(one), `${path}: ${keywords}`);
    }
    await page.shut();
  });
});
