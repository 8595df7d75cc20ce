// The way through every screen, menu and dialog of a desk that is arranged.

import { paths } from './scene.mjs';
import { by, rowAt } from './window.mjs';

/** Goes everywhere, and calls `seen` with the name of each place while it is shown. */
export async function everywhere(page, seen) {
  const side = async (id) => {
    // Where there is little room the sidebar lies over the rest, and is closed at first.
    if ((await by(page, id).count()) === 0) await page.keyboard.press('Control+b');
    await by(page, id).click();
  };
  const leave = async (id) => {
    await page.keyboard.press('Escape');
    await by(page, id).waitFor({ state: 'detached' });
  };
  const dialog = async (id, wait = id) => {
    await by(page, wait).first().waitFor();
    await seen(id);
    await leave(id);
  };
  const menu = async (name) => {
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowDown');
    await seen(name);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  };
  const choose = async (path, action) => {
    await rowAt(page, path).click({ button: 'right' });
    await by(page, `menu-${action}`).click();
  };

  await rowAt(page, '/Photography').waitFor();
  await seen('all assets');
  for (const view of ['recent', 'edited', 'conflicts', 'mine', 'pinned', 'transfers', 'recovered']) {
    await side(`view-${view}`);
    await page.locator(`[data-testid=screen-${view}], [data-testid=screen-browse]`).first().waitFor();
    await seen(view);
  }
  await page.locator('[data-testid=recovered]').first().getByTestId('recovered-remove').click();
  await dialog('dialog-confirm');
  await side('open-preferences');
  for (const section of ['general', 'connection', 'transfers', 'files', 'about']) {
    await by(page, `preferences-${section}`).click();
    await seen(`preferences, ${section}`);
  }
  await by(page, 'preferences-connection').click();
  await by(page, 'server-check').click();
  await dialog('dialog-doctor', 'doctor-result');

  await side('view-all');
  for (const path of ['/Photography', paths.folder]) {
    await rowAt(page, path).dblclick();
    await rowAt(page, path).waitFor({ state: 'detached' });
  }
  await by(page, 'star').click();
  await side('connection-switcher');
  await menu('the menu of servers');
  await side('favourite');
  await by(page, 'filters-button').click();
  await seen('the filters');
  await page.keyboard.press('Escape');
  await rowAt(page, paths.edited).click();
  await seen('a selected asset');
  for (const id of ['columns-button', 'sort-button', 'upload-button', 'act-more']) {
    await by(page, id).click();
    await menu(`the menu ${id}`);
  }
  await rowAt(page, paths.conflict).click({ button: 'right' });
  await menu('the menu of a row');
  await page.keyboard.press('Space');
  await dialog('quick-look');
  const dialogs = [
    ['dialog-upload-changes', paths.edited, 'upload-changes'],
    ['dialog-discard', paths.edited, 'discard-changes'],
    ['dialog-conflict', paths.conflict, 'compare'],
    ['dialog-remote-change', paths.newer, 'compare'],
    ['dialog-move', paths.newer, 'move'],
    ['dialog-delete', paths.newer, 'delete'],
  ];
  for (const [id, path, action] of dialogs) {
    await choose(path, action);
    await dialog(id);
  }
  await page.keyboard.press('Control+a');
  await page.keyboard.press('F2');
  await dialog('dialog-rename-many');
  const keys = { F1: 'dialog-shortcuts', 'Control+Shift+g': 'dialog-go-to', 'Control+Shift+n': 'dialog-new-folder' };
  for (const [key, id] of Object.entries(keys)) {
    await page.keyboard.press(key);
    await dialog(id);
  }
  await by(page, 'layout-thumbnails').click();
  await seen('cards');
  await page.keyboard.press('Control+3');
  await seen('compact cards');
  await page.keyboard.press('Control+3');
  await by(page, 'layout-list').click();
}
