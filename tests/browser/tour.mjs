// Photographs every screen and dialog: `node tour.mjs FOLDER [light|dark] [en|de|fr|ja] [1280x800|800x560|…]`.
// `DAMSON_TOUR_HOME`, an empty folder, is the home whose paths the pictures show.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { picture, startBridge } from './bridge.mjs';
import { arrange, paths } from './scene.mjs';
import { by, openWindow, rowAt, startBrowser } from './window.mjs';

const described = '/Photography/Harvest 2026/Äpfel im Korb.jpg';
const [folder = 'shots', ...wanted] = process.argv.slice(2);
const pick = (choices) => {
  const chosen = choices.filter((choice) => wanted.includes(choice));
  return chosen.length > 0 ? chosen : choices;
};
const sized = wanted.filter((look) => /^\d+x\d+$/.test(look));
const sizes = sized.length > 0 ? sized : ['1280x800', '800x560'];
const looks = pick(['light', 'dark']).flatMap((theme) =>
  pick(['en', 'de', 'fr', 'ja']).flatMap((language) => sizes.map((size) => ({ theme, language, size }))),
);
mkdirSync(folder, { recursive: true });

const browser = await startBrowser();
const first = await startBridge();
const desk = await startBridge({ demo: true, lasting: process.env.DAMSON_TOUR_HOME ?? null });
try {
  const { url } = await desk.seen('demo');
  await arrange(desk);
  const upload = uploads(desk);
  for (const { theme, language, size } of looks) {
    const [width, height] = size.split('x').map(Number);
    const look = { theme, language, width, height };
    const shoot = (page) => async (name) => {
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(folder, `${name}-${language}-${theme}-${size}.png`) });
    };
    await connecting(await openWindow(browser, first, look), shoot, url);
    await working(await openWindow(browser, desk, look), shoot, upload);
    console.log(theme, language, size);
  }
} finally {
  await browser.close();
  await Promise.all([first.stop(), desk.stop()]);
}

async function connecting(page, shoot, dam) {
  const shot = shoot(page);
  await by(page, 'connect-address').fill('');
  await shot('connect');
  await by(page, 'connect-address').fill('http://dam.example.com');
  await by(page, 'connect-recognise').click();
  await by(page, 'connect-plain').waitFor();
  await shot('connect-plain');
  await by(page, 'connect-address').fill('no-such-server.invalid');
  await by(page, 'connect-recognise').click();
  await by(page, 'trouble').waitFor();
  await shot('connect-trouble');
  await by(page, 'connect-address').fill(dam);
  await by(page, 'connect-recognise').click();
  await by(page, 'connect-found').waitFor();
  await by(page, 'connect-more').click();
  await shot('connect-login');
  await by(page, 'connect-user').fill('jane');
  await by(page, 'connect-password').fill('wrong');
  await by(page, 'connect-go').click();
  await by(page, 'trouble').waitFor();
  await by(page, 'connect-go').scrollIntoViewIfNeeded();
  await shot('connect-refused');
  await by(page, 'connect-login-token').check();
  await shot('connect-token');
  await page.shut();
}

async function working(page, shoot, upload) {
  const shot = shoot(page);
  await by(page, 'grid').waitFor();
  await shot('browse');
  await openFolder(page, '/Photography', '/Photography/Harvest 2026');
  await by(page, 'layout-thumbnails').click();
  await page.waitForTimeout(1_500);
  await shot('browse-thumbnails');
  await by(page, 'layout-list').click();
  await by(page, 'view-all').click();
  await rowAt(page, '/Photography').waitFor();
  await openFolder(page, '/Photography', '/Photography/Studio');
  await rowAt(page, paths.edited).click();
  // In a narrow window the details cover the list, and are closed at first.
  const covers = !(await by(page, 'details-preview').isVisible());
  if (covers) await by(page, 'toggle-details').click();
  await by(page, 'details-preview').locator('img').waitFor();
  await page.waitForTimeout(500);
  await shot('browse-studio');
  if (covers) await by(page, 'toggle-details').click();

  const close = async (id) => {
    await shot(id.replace('dialog-', ''));
    await page.keyboard.press('Escape');
    await by(page, id).waitFor({ state: 'detached' });
  };
  const dialog = async (id, path, action) => {
    await rowAt(page, path).click();
    await perform(page, path, action);
    await by(page, id).waitFor();
    await page.waitForTimeout(600);
    await close(id);
  };
  await dialog('dialog-upload-changes', paths.edited, 'upload-changes');
  await dialog('dialog-discard', paths.edited, 'discard-changes');
  await dialog('dialog-conflict', paths.conflict, 'compare');
  await dialog('dialog-remote-change', paths.newer, 'compare');
  await dialog('dialog-move', paths.newer, 'move');
  await dialog('dialog-delete', paths.newer, 'delete');

  await by(page, 'view-all').click();
  await openFolder(page, '/Photography', '/Photography/Harvest 2026');
  await rowAt(page, described).click();
  await perform(page, described, 'metadata');
  await by(page, 'dialog-metadata').locator('form').waitFor();
  await page.waitForTimeout(300);
  await close('dialog-metadata');

  await by(page, 'view-conflicts').click();
  await rowAt(page, paths.conflict).click();
  await page.keyboard.press('Control+a');
  await perform(page, paths.conflict, 'compare');
  await by(page, 'dialog-conflict').waitFor();
  await page.waitForTimeout(800);
  await by(page, 'conflict-choice-keep-theirs').check();
  await shot('conflicts');
  await page.keyboard.press('Escape');

  await by(page, 'view-all').click();
  await by(page, 'grid').waitFor();
  await openFolder(page, '/Photography');
  await upload(page);
  await by(page, 'upload-summary').waitFor();
  await close('dialog-upload');
  await rowAt(page, paths.folder).click();
  await perform(page, paths.folder, 'delete');
  await by(page, 'dialog-delete').waitFor();
  await page.waitForTimeout(1500);
  await shot('delete-folder');
  await page.keyboard.press('Escape');

  for (const screen of ['transfers', 'recovered']) {
    await by(page, `view-${screen}`).click();
    await by(page, `screen-${screen}`).waitFor();
    await page.waitForTimeout(400);
    await shot(screen);
  }
  await by(page, 'open-preferences').click();
  for (const section of ['general', 'connection', 'transfers', 'files', 'about']) {
    await by(page, `preferences-${section}`).click();
    await page.waitForTimeout(300);
    await shot(`preferences-${section}`);
  }
  await by(page, 'preferences-connection').click();
  await by(page, 'server-check').click();
  await by(page, 'dialog-doctor').waitFor();
  await by(page, 'doctor-result').waitFor();
  await close('dialog-doctor');
  await page.shut();
}

async function openFolder(page, ...folders) {
  for (const path of folders) {
    await rowAt(page, path).dblclick();
    await page.locator(`[data-testid=crumb][data-path=${JSON.stringify(path)}]`).waitFor();
  }
}

/** An action of a row, from its context menu. */
async function perform(page, path, action) {
  await rowAt(page, path).click({ button: 'right' });
  await by(page, `menu-${action}`).click();
}

/** Opens the upload dialog with a folder whose names the server changes and of which some exist. */
function uploads(bridge) {
  const home = join(bridge.home, 'to-upload');
  const studio = join(home, 'Studio');
  mkdirSync(join(studio, 'Round #2'), { recursive: true });
  const bytes = picture('128x128.png');
  for (const name of ['Fruit on oak 01.jpg', 'Fruit on oak 03.jpg', 'Cover?.png', 'Plum.png', '.DS_Store']) {
    writeFileSync(join(studio, name), bytes);
  }
  writeFileSync(join(studio, 'Round #2', 'Leaf [final].png'), bytes);
  return async (page) => {
    const box = await by(page, 'grid').boundingBox();
    await bridge.steer('drop', { paths: [studio], x: box.x + box.width / 2, y: box.y + box.height - 20 });
  };
}
