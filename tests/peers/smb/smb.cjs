// The DAM back-end of Adobe's SMB server (which the desktop app was, before version 2), without SMB:
// node smb.cjs URL USER PASSWORD FOLDER

const path = require('node:path');
const { promisify } = require('node:util');
const { call, end, expect } = require('../calls.cjs');
const DAMShare = require('node-smb-server/lib/backends/dam/share');

const [server, user, pass, folder] = process.argv.slice(2);
const { hostname, port } = new URL(server);
const share = new DAMShare('dam', {
  backend: 'dam', host: hostname, port, protocol: 'http:', path: '/content/dam', auth: { user, pass },
  local: { path: path.join(folder, 'local') }, tmpPath: path.join(folder, 'tmp'), contentCacheTTL: 0,
});

let tree;
/** One of the tree's functions, as a promise. */
const ask = (name, ...args) => promisify(tree[name]).call(tree, ...args);
const names = async (pattern) => (await ask('list', pattern)).map((entry) => path.basename(entry.filePath)).sort();
const write = async (file, text) => {
  await promisify(file.write).call(file, Buffer.from(text), 0);
  await promisify(file.flush).call(file);
  await promisify(file.close).call(file);
};
const read = async (name) => {
  const file = await ask('open', name);
  const buffer = Buffer.alloc(100);
  const length = await promisify(file.read).call(file, buffer, 0, 100, 0);
  await promisify(file.close).call(file);
  return buffer.toString('utf8', 0, length);
};

call('connect', async () => { tree = await promisify(share.connect).call(share, {}, null); });
call('list the top', async () => expect('Brand', (await names('/*')).includes('Brand'), true));
call('make a folder', () => ask('createDirectory', '/smb'));
call('make a folder that is there', async () => {
  const again = await ask('createDirectory', '/smb').then(() => 'made', () => 'refused');
  expect('again', again, 'refused');
});
call('make a file', () => ask('createFile', '/smb/my notes.txt'));
call('write it', async () => write(await ask('open', '/smb/my notes.txt'), 'first words'));
call('read it', async () => expect('text', await read('/smb/my notes.txt'), 'first words'));
call('its size and name in a listing', async () => {
  const [entry] = await ask('list', '/smb/*');
  expect('entry', [path.basename(entry.filePath), entry.size(), entry.isFile()], ['my notes.txt', 11, true]);
});
call('write over it', async () => write(await ask('open', '/smb/my notes.txt'), 'other words!'));
call('read it again', async () => expect('text', await read('/smb/my notes.txt'), 'other words!'));
call('whether it is there', async () => {
  expect('there', [await ask('exists', '/smb/my notes.txt'), await ask('exists', '/smb/none.txt')], [true, false]);
});
call('rename it', () => ask('rename', '/smb/my notes.txt', '/smb/renamed.txt'));
call('move it', async () => {
  await ask('createDirectory', '/smb/inside');
  await ask('rename', '/smb/renamed.txt', '/smb/inside/moved.txt');
  expect('names', await names('/smb/inside/*'), ['moved.txt']);
});
call('rename a folder', async () => {
  await ask('rename', '/smb/inside', '/smb/elsewhere');
  expect('names', await names('/smb/elsewhere/*'), ['moved.txt']);
});
call('not over what is there', async () => {
  await ask('createFile', '/smb/taken.txt');
  const over = await ask('rename', '/smb/elsewhere/moved.txt', '/smb/taken.txt').then(() => 'done', () => 'refused');
  expect('over', over, 'refused');
});
call('who has what checked out', async () => {
  const all = await ask('list', '/Campaigns/Autumn/*');
  const locked = all.find((entry) => entry.filePath.endsWith('/locked.psd'));
  expect('holder', locked.content.properties['cq:drivelock'], 'omar');
});
call('delete a file', () => ask('delete', '/smb/elsewhere/moved.txt'));
call('delete a folder', async () => {
  await ask('deleteDirectory', '/smb/elsewhere');
  expect('names', await names('/smb/*'), ['taken.txt']);
});
end();
