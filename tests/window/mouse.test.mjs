// A day in the real window, by mouse: one test, because each step rests on the one before.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { file, makeHome, openWindow, row, save, startDemo } from './driver.mjs';

const NOTES = '/Campaigns/Autumn/notes.txt';
const PLAN = '/Campaigns/Spring/plan.txt';
const shots = process.env.DAMSON_SHOTS;

test('a day in the window', { timeout: 900_000 }, async (t) => {
  const demo = await startDemo();
  const person = makeHome();
  let window = await openWindow(person);
  const shot = async (name) => shots && window.screenshot(join(shots, `${name}.png`)).catch((error) => console.error(error.message));
  const copy = (path) => join(person.home, 'damson', 'Damson', 'studio', path);
  const openFolder = async (...names) => {
    await window.click('view-all');
    let path = '';
    for (const name of names) {
      path += `/${name}`;
      await window.find(row(path));
      await window.doubleClick(row(path));
      await window.until(`folder ${path}`, async () => (await window.text('breadcrumb'))?.includes(name));
    }
  };
  const step = (name, body) =>
    t.test(name, async () => {
      try {
        await body();
      } catch (error) {
        await window.screenshot(join(shots ?? person.home, `failed-${name.replaceAll(' ', '-')}.png`)).catch(() => undefined);
        throw error;
      }
    });
  t.after(async () => {
    await window.close();
    await demo.stop();
    if (!shots) person.remove();
  });

  await step('connect', async () => {
    await shot('connect');
    await window.fill('connect-address', `  ${demo.url}/  `);
    await window.click('connect-recognise');
    await window.find('connect-found');
    await window.click('connect-more');
    await window.fill('connect-name', 'studio');
    await window.fill('connect-user', 'jane');
    await window.fill('connect-password', 'jane');
    await window.click('connect-go');
    await window.find(row('/Campaigns'));
    await shot('browse');
  });

  await step('browse and edit', async () => {
    await openFolder('Campaigns', 'Autumn');
    await window.click(row(NOTES));
    await window.click('act-edit');
    await window.row(NOTES, 'available-locally', 'mine');
    assert.equal(String(file(copy(NOTES))), 'Notes on the campaign.\n');
    assert.equal(await demo.holder(NOTES), 'jane');
    assert.equal(await window.attribute(row('/Campaigns/Autumn/locked.psd'), 'data-lock'), 'theirs');
  });

  await step('a save is seen and uploaded with a comment', async () => {
    save(copy(NOTES), 'Warmer colours.\n');
    await window.row(NOTES, 'edited-locally');
    await shot('edited');
    await window.fill('edit-comment', 'Warmer colours for autumn');
    await window.click('edit-upload');
    await window.row(NOTES, 'available-locally', 'free');
    assert.equal(String(await demo.bytes(NOTES)), 'Warmer colours.\n');
  });

  await step('history', async () => {
    if (!(await window.has('details'))) await window.click('toggle-details');
    await window.click(row(NOTES));
    const versions = () => window.text('versions');
    const has = async () => (await versions())?.includes('Warmer colours for autumn');
    await window.until('the comment in the history', has, versions);
    await shot('history');
  });

  for (const [choice, mine, after] of [
    ['keep-mine', 'Mine.\n', async () => assert.equal(String(file(copy(NOTES))), 'Mine.\n')],
    ['keep-theirs', 'Mine again.\n', async () => assert.match(String(file(copy(NOTES))), /^Theirs/)],
    ['keep-both', 'Mine as well.\n', async () => assert.match(String(file(copy(NOTES))), /^Theirs/)],
  ]) {
    await step(`conflict, ${choice}`, async () => {
      await demo.change('omar', NOTES, `Theirs before ${choice}.\n`, 'text/plain');
      save(copy(NOTES), mine);
      await window.click('refresh');
      await window.row(NOTES, 'editing-conflict');
      await shot(`conflict-${choice}`);
      await window.click(row(NOTES));
      await window.click('act-compare');
      await window.find('dialog-conflict');
      await window.click(`conflict-choice-${choice}`);
      await shot(`dialog-${choice}`);
      await window.click('conflict-go');
      await window.until('the conflict to be over', async () => (await window.attribute(row(NOTES), 'data-status')) !== 'editing-conflict');
      await after();
      if (choice === 'keep-mine') {
        // It is offered at once.
        await window.click('upload-go');
        await window.row(NOTES, 'available-locally');
        assert.equal(String(await demo.bytes(NOTES)), 'Mine.\n');
      }
      if (choice === 'keep-both') {
        await window.until('mine beside theirs', () => window.has('[role=row][data-status=new-locally]'));
      }
    });
  }

  await step('search', async () => {
    await window.click('view-all');
    await window.find(row('/Campaigns'));
    await window.fill('search-text', 'plan*');
    await window.keys('\uE007');
    await window.find(row(PLAN));
    await shot('search');
    await window.click('search-close');
    await window.find(row('/Campaigns'));
  });

  await step('a folder is uploaded with its hierarchy', async () => {
    const source = join(person.home, 'Delivery');
    mkdirSync(join(source, 'Day 1'), { recursive: true });
    for (let number = 1; number <= 12; number += 1) {
      writeFileSync(join(source, 'Day 1', `frame-${number}.txt`), `frame ${number}\n`);
    }
    person.pick(source);
    await openFolder('Campaigns', 'Spring');
    await window.click('upload-button');
    await window.click('menu-upload-folder');
    await window.find('dialog-upload');
    await shot('upload');
    await window.click('upload-here-go');
    await window.find(row('/Campaigns/Spring/Delivery'));
    await window.until('all of it on the server', async () => {
      const path = '/Campaigns/Spring/Delivery/Day 1/frame-12.txt';
      return String(await demo.bytes(path).catch(() => '')) === 'frame 12\n';
    });
  });

  await step('restart', async () => {
    await window.close();
    assert.ok(existsSync(copy(NOTES)));
    window = await openWindow(person);
    await window.find('screen-browse').catch(() => window.find('screen-connect'));
    await shot('restarted');
  });
});
