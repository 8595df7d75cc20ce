// A link from a page: a second start hands it to the window, which asks before anything happens.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { makeHome, openWindow, row, startAgain, startDemo } from './driver.mjs';

const NOTES = '/Campaigns/Autumn/notes.txt';

test('a link is shown, and obeyed once the person agrees', { timeout: 300_000 }, async (t) => {
  const demo = await startDemo();
  const person = makeHome();
  const window = await openWindow(person);
  t.after(async () => {
    await window.close();
    await demo.stop();
    person.remove();
  });
  await window.fill('connect-address', demo.url);
  await window.click('connect-recognise');
  await window.fill('connect-user', 'jane');
  await window.fill('connect-password', 'jane');
  await window.click('connect-go');
  await window.find(row('/Campaigns'));
  const copy = join(person.home, 'damson', 'Damson', '127.0.0.1', NOTES);

  const page = await (await demo.as('jane', `/assetdetails.html/content/dam${NOTES}`)).text();
  const link = /href="(damson:\/\/edit[^"]*)"/.exec(page)[1].replaceAll('&amp;', '&');
  assert.equal(startAgain(person, link), 0);
  await window.find('dialog-link');
  assert.match(await window.text('dialog-link'), /notes\.txt/);
  assert.ok(!existsSync(copy), 'something happened before the person agreed');
  assert.equal(await demo.holder(NOTES), null);
  await window.click('link-go');
  await window.until('the asset to be checked out', async () => (await demo.holder(NOTES)) === 'jane');
  await window.until('the copy', () => existsSync(copy));

  // What links may not ask for is not even shown.
  assert.equal(startAgain(person, link.replace('edit', 'delete')), 0);
  const theirs = /href="(aem-asset:[^"]*action=open[^"]*)"/.exec(page)[1].replaceAll('&amp;', '&');
  const unasked = startAgain(person, theirs);
  // A desktop that finds the application itself does not even know these yet.
  assert.equal(unasked === 0, process.env.DAMSON_LINK_OPENER === undefined);
  assert.equal(await window.has('dialog-link'), false);

  // Those of the server's own pages are obeyed once the person says so in the preferences.
  await window.click('open-preferences');
  await window.click('preferences-general');
  await window.click('preference-aem-links');
  await window.until('them to be obeyed', async () => {
    startAgain(person, theirs);
    return window.has('dialog-link');
  });
  assert.match(await window.text('dialog-link'), /notes\.txt/);
});
