// A desk in the middle of a day: every status, a conflict on both sides, something recovered.

import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { colleague } from './bridge.mjs';

export const paths = {
  edited: '/Photography/Studio/Fruit on oak 01.jpg',
  conflict: '/Photography/Studio/Fruit on oak 02.jpg',
  newer: '/Photography/Studio/Fruit on oak 03.jpg',
  gone: '/Photography/Studio/Fruit on oak 04.jpg',
  conflictToo: '/Photography/Harvest 2026/Still water.jpg',
  discarded: '/Photography/Harvest 2026/Last light.jpg',
  folder: '/Photography/Studio',
};

/** Saves other bytes over a local copy, as an application does. */
export function save(file, bytes) {
  const before = statSync(file);
  writeFileSync(file, bytes);
  const later = new Date(before.mtimeMs + 5_000);
  utimesSync(file, later, later);
}

/** Reads both folders, so that their rows are known. */
export async function look(bridge) {
  for (const folder of ['/', '/Photography', '/Photography/Studio', '/Photography/Harvest 2026']) {
    await bridge.refresh(folder);
  }
}

/** The file of an asset on this computer; downloads it first. */
export async function here(bridge, path) {
  await bridge.act('download', path);
  await bridge.settle();
  const row = await bridge.row(path);
  return row.file;
}

/** Waits until the row of a path has a status. */
export async function until(bridge, path, status) {
  for (let tries = 0; tries < 600; tries += 1) {
    const row = await bridge.row(path);
    if ((row?.status ?? null) === status) return row;
    await bridge.settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${path} is ${(await bridge.row(path))?.status}, not ${status}`);
}

export async function arrange(bridge) {
  await look(bridge);
  const omar = await colleague(bridge);
  const files = {};
  for (const [name, path] of Object.entries(paths)) if (name !== 'folder') files[name] = await here(bridge, path);
  const bytes = (name) => readFileSync(files[name]);
  const others = { fruit: bytes('gone'), water: bytes('discarded'), leaf: bytes('conflictToo') };

  await bridge.act('check-out', paths.edited);
  save(files.edited, others.water);
  save(files.conflict, others.leaf);
  save(files.conflictToo, others.fruit);
  save(files.discarded, others.fruit);
  await until(bridge, paths.discarded, 'edited-locally');
  await bridge.act('discard-changes', paths.discarded);
  await omar.change(paths.conflict, others.water, 'image/jpeg');
  await omar.change(paths.conflictToo, others.fruit.subarray(0, others.fruit.length - 1), 'image/jpeg');
  await omar.change(paths.newer, others.water, 'image/jpeg');
  await omar.remove(paths.gone);
  await look(bridge);
  await until(bridge, paths.edited, 'edited-locally');
  await until(bridge, paths.conflict, 'editing-conflict');
  await until(bridge, paths.conflictToo, 'editing-conflict');
  await until(bridge, paths.newer, 'modified-remotely');
  await until(bridge, paths.gone, 'removed-remotely');
}
