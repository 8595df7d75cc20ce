// What a driver's clicks don't show: the screen's own mouse and keys, in the real window.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { drag, makeHome, openWindow, row, screen, startDemo } from './driver.mjs';

const FOLDER = '/Campaigns/Autumn';
const frame = (number) => `${FOLDER}/frame-${String(number).padStart(3, '0')}.txt`;
const FRAMES = 120;
const LEFT = 1;
const RIGHT = 3;
const WHEEL_UP = 4;
const WHEEL_DOWN = 5;
/** Shorter than anybody's click. */
const PRESS = 120;
const shots = process.env.DAMSON_SHOTS;

test('the screen’s mouse and keys', { timeout: 300_000 }, async (t) => {
  const demo = await startDemo();
  const person = makeHome();
  for (let number = 1; number <= FRAMES; number += 1) {
    await demo.change('omar', frame(number), `frame ${number}\n`, 'text/plain', { fresh: true });
  }
  const answer = await demo.as('omar', `/api/assets${FOLDER}/Aside`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ class: 'assetFolder', properties: { title: 'Aside' } }),
  });
  assert.ok(answer.ok, `${answer.status}`);
  const window = await openWindow(person);
  t.after(async () => {
    await window.close();
    await demo.stop();
    person.remove();
  });
  const step = (name, body) =>
    t.test(name, async () => {
      try {
        await body();
      } catch (error) {
        await window.screenshot(join(shots ?? person.home, `failed-${name.replaceAll(' ', '-')}.png`)).catch(() => undefined);
        throw error;
      }
    });
  const press = async (what, button = LEFT) => {
    screen('mousemove', ...(await window.place(what)));
    await sleep(PRESS);
    screen('mousedown', button);
    await sleep(PRESS);
    screen('mouseup', button);
    await sleep(PRESS);
  };
  const roll = async (way) => {
    for (let notch = 0; notch < 10; notch += 1) {
      screen('click', way);
      await sleep(30);
    }
  };
  const active = () => window.attribute('[role=row][aria-selected=true]', 'data-path');
  const scale = () => window.run('return window.outerWidth / window.innerWidth');

  await window.fill('connect-address', demo.url);
  await window.click('connect-recognise');
  await window.fill('connect-user', 'jane');
  await window.fill('connect-password', 'jane');
  await window.click('connect-go');
  for (const path of ['/Campaigns', FOLDER]) {
    await window.find(row(path));
    await window.doubleClick(row(path));
  }
  await window.find(row(frame(1)));

  await step('a menu stays when the button is released, and its line can be chosen', async () => {
    await press(row(frame(2)), RIGHT);
    await sleep(500);
    assert.ok(await window.has('menu'), 'the menu is gone after the release');
    if (shots) await window.screenshot(join(shots, 'menu.png'));
    await press('menu-check-out');
    await window.gone('menu');
    await window.until('it to be checked out', async () => (await demo.holder(frame(2))) === 'jane');
  });

  await step('the keyboard goes on after a click and the wheel', async () => {
    await press(row(frame(3)));
    assert.equal(await active(), frame(3));
    await roll(WHEEL_DOWN);
    await window.until('the list to have scrolled', async () => !(await window.has(row(frame(1)))) || (await window.run('return document.querySelector("[data-testid=grid]")?.scrollTop ?? 0')) > 0);
    screen('key', 'Down');
    await window.until('the next row', async () => (await active()) === frame(4), active);
    screen('key', 'Up');
    await window.until('the row before', async () => (await active()) === frame(3), active);
  });

  await step('a slip of the mouse is no drop', async () => {
    const [x, y] = await window.place(row(frame(3)));
    await drag([x, y], [x + 10, y + 60]);
    await sleep(500);
    assert.equal(await window.has('dialog-upload'), false);
    assert.ok(await demo.bytes(frame(3)));
    assert.ok(await window.has(row(frame(3))));
  });

  await step('an asset dragged onto a folder moves there', async () => {
    await roll(WHEEL_UP);
    await window.find(row(`${FOLDER}/Aside`));
    const from = await window.place(row(frame(3)));
    const to = await window.place(row(`${FOLDER}/Aside`));
    await drag(from, to, { held: () => sleep(500) });
    await window.until('it to be in the folder', async () => {
      const bytes = await demo.bytes(`${FOLDER}/Aside/frame-003.txt`).catch(() => '');
      return String(bytes) === 'frame 3\n';
    });
    await window.gone(row(frame(3)));
    assert.equal(await window.has('dialog-upload'), false, 'a move within the window asks for no upload');
  });

  await step('the details grow by their edge, and no text is selected', async () => {
    if (!(await window.has('details'))) await press('toggle-details');
    await press(row(frame(5)));
    const width = () => window.run('return document.querySelector("[data-testid=details]").clientWidth');
    const before = await width();
    const [x, y] = await window.run(
      'const b = document.querySelector("[data-testid=details-edge]").getBoundingClientRect(); return [b.left + b.width / 2, 400]',
    );
    await drag([Math.round(x), y], [Math.round(x) - 60, y + 40]);
    await window.until('wider details', async () => (await width()) > before + 30, width);
    assert.equal(await window.run('return String(getSelection())'), '');
  });

  await step('Ctrl with +, − and 0 zooms', async () => {
    const before = await scale();
    screen('key', 'ctrl+plus');
    await window.until('a larger page', async () => (await scale()) > before * 1.05, scale);
    screen('key', 'ctrl+0');
    await window.until('the size of before', async () => Math.abs((await scale()) - before) < 0.01, scale);
    screen('key', 'ctrl+minus');
    await window.until('a smaller page', async () => (await scale()) < before * 0.95, scale);
    screen('key', 'ctrl+0');
    await window.until('the size of before', async () => Math.abs((await scale()) - before) < 0.01, scale);
  });
});
