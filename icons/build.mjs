// Renders the icons: `npm ci && npm run build`; `npm run sheet` draws all of them on one page to look at.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { tray } from './source/tray.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = (name) => readFileSync(join(here, 'source', name), 'utf8');
const render = (svg, width) => new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng();
const write = (name, bytes) => writeFileSync(join(here, name), bytes);

const large = source('damson.svg');
const small = source('damson-small.svg');
const drawn = (size) => render(size <= 48 ? small : large, size);

/** An ICO file: a directory of PNG images (supported since Windows Vista). */
function ico(sizes) {
  const images = sizes.map(drawn);
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach((image, n) => {
    const at = 6 + 16 * n;
    head.writeUInt8(sizes[n] % 256, at);
    head.writeUInt8(sizes[n] % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(image.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += image.length;
  });
  return Buffer.concat([head, ...images]);
}

/** An ICNS file: tagged PNG images. */
function icns() {
  const kinds = { icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
  const parts = Object.entries(kinds).map(([kind, size]) => {
    const image = drawn(size);
    const head = Buffer.from(`${kind}\0\0\0\0`, 'latin1');
    head.writeUInt32BE(image.length + 8, 4);
    return Buffer.concat([head, image]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.from('icns\0\0\0\0', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

function build() {
  mkdirSync(join(here, 'app'), { recursive: true });
  mkdirSync(join(here, 'tray'), { recursive: true });
  for (const size of [16, 32, 48, 64, 128, 256, 512]) write(`app/${size}x${size}.png`, drawn(size));
  write('app/128x128@2x.png', drawn(256));
  write('app/icon.png', drawn(512));
  write('app/icon.ico', ico([16, 24, 32, 48, 64, 128, 256]));
  write('app/icon.icns', icns());
  for (const state of ['idle', 'transferring', 'attention', 'offline']) {
    write(`tray/${state}.svg`, tray(state, 'colour'));
    write(`tray/${state}.png`, render(tray(state, 'colour'), 32));
    write(`tray/${state}@2x.png`, render(tray(state, 'colour'), 64));
    write(`tray/${state}-template.png`, render(tray(state, 'template'), 44));
  }
}

/** Every icon at 16 px, enlarged six times, in colour and grey on light and dark. */
function sheet() {
  const inner = (svg) => svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  const names = readdirSync(join(here, 'ui')).sort();
  const cell = 150;
  const across = 12;
  let out = '';
  names.forEach((name, n) => {
    const svg = readFileSync(join(here, 'ui', name), 'utf8').replaceAll('currentColor', '#222');
    const image = render(svg, 16).toString('base64');
    const x = (n % across) * cell;
    const y = Math.floor(n / across) * (cell - 20);
    out += `<image href="data:image/png;base64,${image}" x="${x + 27}" y="${y + 8}" width="96" height="96" image-rendering="optimizeSpeed"/>`;
    out += `<text x="${x + 75}" y="${y + 120}" font-size="11" text-anchor="middle" font-family="DejaVu Sans">${name.replace('.svg', '')}</text>`;
  });
  const high = Math.ceil(names.length / across) * (cell - 20);
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${across * cell}" height="${high}"><rect width="100%" height="100%" fill="#fff"/>${out}</svg>`;
  writeFileSync(process.env.SHEET ?? join(here, 'sheet.png'), new Resvg(page, { font: { loadSystemFonts: true } }).render().asPng());
}

if (process.argv.includes('--sheet')) sheet();
else build();
