// A folder of many assets in the real window: what a person waits for, and what it keeps in memory.
// No test: `cargo xtask measure --window` prints the figures.

import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { makeHome, memory, openWindow, row, startDemo } from './driver.mjs';

const count = Number(process.argv[2] ?? 100_000);
const FOLDER = '/many';
const LONG = 600_000;
const print = (what, figure) => console.log(`${what.padEnd(62)} ${figure}`);
const ms = (figure) => `${Math.round(figure)} ms`;
const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/** Milliseconds from an event on an element (or none) to the frame in which an element is there. */
const TIMED = `
  const [on, kind, wanted, done] = arguments;
  const start = performance.now();
  if (on) document.querySelector(on).dispatchEvent(new MouseEvent(kind, { bubbles: true }));
  const look = () => (document.querySelector(wanted) ? done(performance.now() - start) : requestAnimationFrame(look));
  requestAnimationFrame(look);`;

/** Scrolls to the end in steps, one a frame, and counts frames and those with a row that is empty. */
const SCROLL = `
  const [step, frames, done] = arguments;
  const grid = document.querySelector('[data-testid=grid]');
  let [shown, blank, worst, last, longest] = [0, 0, 0, performance.now(), 0];
  const next = () => {
    const { top, bottom } = grid.getBoundingClientRect();
    const seen = [...grid.querySelectorAll('[data-index]')].filter((at) => {
      const box = at.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
    const empty = seen.filter((at) => at.dataset.loaded !== 'true').length;
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    shown += 1;
    blank += empty > 0 ? 1 : 0;
    worst = Math.max(worst, empty);
    if (shown === frames) return done({ shown, blank, worst, longest });
    grid.scrollTop += step;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);`;

const demo = await startDemo({ sample: 'none', many: `${FOLDER}=${count}` });
const person = makeHome();
const window = await openWindow(person);
try {
  await window.fill('connect-address', demo.url);
  await window.click('connect-recognise');
  await window.fill('connect-user', 'jane');
  await window.fill('connect-password', 'jane');
  await window.click('connect-go');
  await window.find(row(FOLDER));
  const pid = Number(process.env.DAMSON_PID ?? window.driver.pid);
  print('memory before, of the application and its web view', mb(memory(pid)));

  const first = `[role=row][data-path^="${FOLDER}/"][data-loaded=true]`;
  const whole = `[data-testid=grid][data-total="${count}"]`;
  print('a folder that was never seen: first rows', ms(await window.wait(TIMED, LONG, row(FOLDER), 'dblclick', first)));
  print('the rest of it is known after', ms(await window.wait(TIMED, LONG, null, null, whole)));
  await sleep(5_000);
  print('memory with the folder open', mb(memory(pid)));

  await window.click('view-all');
  await window.find(row(FOLDER));
  await sleep(2_000);
  print('the same folder once more: first rows', ms(await window.wait(TIMED, LONG, row(FOLDER), 'dblclick', first)));
  await sleep(30_000);

  const path = await window.attribute(first, 'data-path');
  await window.click(row(path));
  const mine = `${row(path)}[data-lock=mine]`;
  print('Edit, until the row says that it is checked out', ms(await window.wait(TIMED, LONG, '[data-testid=act-edit]', 'click', mine)));
  await window.row(path, 'available-locally');
  await sleep(5_000);
  const changed = window.wait(TIMED, LONG, null, null, `${row(path)}[data-status=edited-locally]`);
  await sleep(100);
  const saved = Date.now();
  writeFileSync(join(person.home, 'damson', 'Damson', '127.0.0.1', path), 'other bytes');
  await changed;
  print('a save, until the row says so (2 s of quiet are in it)', ms(Date.now() - saved));

  for (const [title, step] of [['by the wheel (100 px a frame)', 100], ['fast (2,000 px a frame)', 2_000], ['by the bar (20,000 px a frame)', 20_000]]) {
    const { shown, blank, worst, longest } = await window.wait(SCROLL, LONG, step, 200);
    print(`scrolling ${title}`, `${blank} of ${shown} frames with an empty row (at most ${worst}); longest frame ${ms(longest)}`);
    await sleep(1_000);
  }
  print('memory after', mb(memory(pid)));
} finally {
  await window.close();
  await demo.stop();
  person.remove();
}
