// The window in an ordinary Chromium.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts Chromium; one serves a whole file of tests. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
}

/**
 * Opens the window of a bridge; `prepare` gets the page before it loads. What the page throws or is refused
 * by its policy fails the test.
 */
export async function openWindow(browser, bridge, { width = 1280, height = 800, theme = 'light', language = 'en', prepare } = {}) {
  const before = await bridge.call('preferences');
  await bridge.call('set_preferences', { preferences: { ...before, theme, language } });
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(Number(process.env.PATIENCE ?? 30_000));
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.stack ?? error.message));
  page.on('console', (message) => {
    const missing = message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && !missing) troubles.push(message.text());
  });
  await prepare?.(page);
  await page.goto(bridge.url);
  return Object.assign(page, {
    troubles,
    async shut() {
      await context.close();
      assert.deepEqual(troubles, [], 'the page reported errors');
    },
  });
}

/** Fails on everything that axe finds and calls serious or critical. */
export async function checkAccess(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n  ')}`,
  );
  assert.equal(told.join('\n'), '', `axe about ${what}`);
}

/**
 * Holds back the answers to requests whose body has a text: `asked` settles with the first of them, and
 * `release` lets all of them go, those that come later too.
 */
export async function holdAnswers(page, text) {
  let release, came;
  const held = new Promise((done) => (release = done));
  const asked = new Promise((done) => (came = done));
  await page.route('**/*', async (route) => {
    if (route.request().postData()?.includes(text)) {
      came();
      await held;
    }
    await route.continue();
  });
  return { asked, release };
}

/** Waits until something is so. */
export async function eventually(isSo, what) {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${what}: not within 20 seconds`);
}

export const by = (page, id) => page.getByTestId(id);

/** The row of a path in the grid. */
export const rowAt = (page, path) => page.locator(`[role=row][data-path=${JSON.stringify(path)}]`);

/** Fails when something is cut off at the right of the window, or the page scrolls. */
export async function checkFits(page, what) {
  const wide = await page.evaluate(() => {
    const root = document.scrollingElement;
    const over = [];
    if (root.scrollWidth > root.clientWidth) over.push(`the page: ${root.scrollWidth} of ${root.clientWidth}`);
    for (const element of document.querySelectorAll('button, h1, h2, label, input, select')) {
      const box = element.getBoundingClientRect();
      if (box.width > 0 && box.right > innerWidth + 1) over.push(`${element.outerHTML.slice(0, 120)} ends at ${box.right}`);
    }
    return over;
  });
  assert.deepEqual(wide, [], `${what} does not fit`);
}
