import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startBridge } from './bridge.mjs';
import { by, checkAccess, checkFits, eventually, openWindow, startBrowser } from './window.mjs';

describe('first run', () => {
  let browser, desk, dam, window;

  before(async () => {
    browser = await startBrowser();
    desk = await startBridge({ demo: true });
    dam = (await desk.seen('demo')).url;
    window = await startBridge();
  });
  after(async () => {
    await browser?.close();
    await Promise.all([desk?.stop(), window?.stop()]);
  });

  const recognise = async (page, address) => {
    await by(page, 'connect-address').fill(address);
    await by(page, 'connect-recognise').click();
  };

  for (const [theme, language] of [['light', 'en'], ['dark', 'de']]) {
    it(`shows that the demo is on its way where that was asked for, and why it did not come: ${theme}, ${language}`, async () => {
      let fail;
      const failing = new Promise((done) => (fail = done));
      const page = await openWindow(browser, window, {
        theme,
        language,
        width: 800,
        height: 560,
        async prepare(page) {
          await page.route('**/ipc/system', async (route) => {
            const response = await route.fetch();
            const { ok } = await response.json();
            await route.fulfill({ response, json: { ok: { ...ok, demo_wanted: true } } });
          });
          await page.route('**/ipc/start_demo', async (route) => {
            await failing;
            const error = { code: 'disk-full', about: null, file: null, who: null, server: null, detail: null, said: null, action: null, refusal: null, inside: [] };
            await route.fulfill({ json: { error } });
          });
        },
      });
      await by(page, 'screen-demo').waitFor();
      assert.equal(await by(page, 'screen-connect').count(), 0);
      await checkAccess(page, 'the demo on its way');
      await checkFits(page, 'the demo on its way');
      fail();
      await page.locator('[data-testid=trouble][data-code=disk-full]').waitFor();
      await by(page, 'connect-address').waitFor();
      await page.shut();
    });
  }

  it('says what to do about an address that is none, and about one where nobody answers', async () => {
    const page = await openWindow(browser, window);
    await recognise(page, 'ftp://dam.example.com');
    await page.locator('[data-testid=trouble][data-code=bad-address]').waitFor();
    await recognise(page, 'http://127.0.0.1:9');
    await page.locator('[data-testid=trouble][data-code=offline]').waitFor();
    await checkAccess(page, 'connect with a trouble');
    await page.shut();
  });

  it('wants an explicit yes before passwords cross a network readable', async () => {
    const page = await openWindow(browser, window);
    await recognise(page, 'http://dam.example.com');
    await by(page, 'connect-plain').waitFor();
    assert.equal(await by(page, 'connect-plain-go').isDisabled(), true);
    await checkAccess(page, 'connect without protection');
    await by(page, 'connect-plain-trust').check();
    assert.equal(await by(page, 'connect-plain-go').isDisabled(), false);
    await page.shut();
  });

  it('reads an address with spaces, a path and a fragment', async () => {
    const page = await openWindow(browser, window);
    await recognise(page, `  ${dam}/assets.html/content/dam/Photography  `);
    await by(page, 'connect-found').waitFor();
    assert.match(await by(page, 'connect-found').textContent(), /Adobe Experience Manager/);
    await page.shut();
  });

  it('refuses a wrong password, then connects with the right one', async () => {
    const page = await openWindow(browser, window);
    await recognise(page, dam);
    await by(page, 'connect-user').fill('jane');
    await by(page, 'connect-password').fill('wrong');
    await by(page, 'connect-go').click();
    await page.locator('[data-testid=trouble][data-code=wrong-credentials]').waitFor();
    await checkAccess(page, 'connect with a wrong password');
    await by(page, 'connect-password').fill('jane');
    await by(page, 'connect-go').click();
    await by(page, 'grid').waitFor();
    const { connections } = await window.call('snapshot');
    assert.equal(connections.length, 1);
    assert.equal(connections[0].user, 'jane');
    await page.shut();
  });

  it('logs out, and in again with the address it knows', async () => {
    const page = await openWindow(browser, window);
    await by(page, 'open-preferences').click();
    await by(page, 'preferences-connection').click();
    await by(page, 'server-log-out').click();
    await by(page, 'server-log-in').click();
    await by(page, 'connect-found').waitFor();
    assert.equal(await by(page, 'connect-user').inputValue(), 'jane');
    await checkAccess(page, 'log in again');
    await by(page, 'connect-password').fill('jane');
    await by(page, 'connect-go').click();
    await by(page, 'grid').waitFor();
    await page.shut();
  });

  it('opens the login window, and takes back closing it', async () => {
    const page = await openWindow(browser, window);
    await by(page, 'open-preferences').click();
    await by(page, 'preferences-connection').click();
    await by(page, 'connection-add').click();
    await recognise(page, dam);
    await by(page, 'connect-login-browser').check();
    await by(page, 'connect-go').click();
    await by(page, 'connect-close-window').waitFor();
    await eventually(async () => (await window.seen('logins')).length === 1, 'the login window opens');
    await by(page, 'connect-close-window').click();
    await by(page, 'connect-go').waitFor();
    assert.equal(await by(page, 'trouble').count(), 0);
    await page.shut();
  });

  for (const theme of ['light', 'dark']) {
    it(`has no serious trouble for readers, and fits a small window: ${theme}, French`, async () => {
      const empty = await startBridge();
      const page = await openWindow(browser, empty, { theme, language: 'fr', width: 800, height: 560 });
      await by(page, 'screen-connect').waitFor();
      await checkAccess(page, `connect, ${theme}`);
      await checkFits(page, 'connect');
      await recognise(page, dam);
      await by(page, 'connect-found').waitFor();
      await by(page, 'connect-more').click();
      for (const kind of ['password', 'token', 'service-credentials', 'browser']) {
        await by(page, `connect-login-${kind}`).check();
        await checkAccess(page, `log in by ${kind}, ${theme}`);
        await checkFits(page, `log in by ${kind}`);
      }
      await page.shut();
      await empty.stop();
    });
  }

  it('is connected to a demo DAM by one click', async () => {
    const empty = await startBridge();
    const page = await openWindow(browser, empty);
    await by(page, 'start-demo').click();
    await by(page, 'grid').waitFor({ timeout: 120_000 });
    await page.shut();
    await empty.stop();
  });
});
