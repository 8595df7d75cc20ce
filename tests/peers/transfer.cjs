// Adobe's transfer libraries in more ways than one upload: node transfer.cjs URL USER PASSWORD FOLDER
// URL is that of the server, FOLDER one for files of ours.

const fs = require('node:fs');
const path = require('node:path');
const { call, end, expect, authorization: header, file, bytes } = require('./calls.cjs');
const {
  DirectBinaryUpload, DirectBinaryUploadOptions, FileSystemUpload, FileSystemUploadOptions,
} = require('@adobe/aem-upload');
const { AEMUpload, AEMDownload, downloadFile, getResourceHeaders } = require('@adobe/httptransfer');

const [server, user, password, folder] = process.argv.slice(2);
const authorization = header(user, password);
const headers = { Authorization: authorization };
const dam = `${server}content/dam`;
const top = `${dam}/transfer`;

async function json(url) {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

async function filesystem(target, paths, change = (options) => options) {
  const options = change(new FileSystemUploadOptions())
    .withUrl(target).withDeepUpload(true).withHttpOptions({ headers })
    .withHttpRetryCount(1).withHttpRetryDelay(100);
  const result = await new FileSystemUpload().upload(options, paths);
  const errors = (result.errors ?? []).concat((result.detailedResult ?? []).flatMap((d) => d.result?.errors ?? []));
  if (errors.length) throw new Error(errors.map((error) => error.message ?? String(error)).join('; '));
  return result;
}

/** The events of an upload by httptransfer's own class; a file that fails throws. */
async function transfer(uploadFiles, more = {}) {
  const upload = new AEMUpload();
  const seen = { start: 0, end: 0 };
  upload.on('filestart', () => { seen.start += 1; });
  upload.on('fileend', () => { seen.end += 1; });
  const errors = [];
  upload.on('fileerror', (event) => errors.push(...event.errors.map(String)));
  await upload.uploadFiles({ uploadFiles, headers, concurrent: true, maxConcurrent: 4, ...more });
  if (errors.length) throw new Error(errors.join('; '));
  expect('events', seen, { start: uploadFiles.length, end: uploadFiles.length });
}

/** Where the bytes are: the library sends who we are along when only the port is another. */
async function place(url) {
  const answer = await fetch(url, { headers, redirect: 'manual' });
  await answer.body?.cancel();
  const elsewhere = answer.headers.get('location');
  return elsewhere ? { url: elsewhere, headers: {} } : { url, headers };
}

const one = (name, size) => {
  const filePath = file(folder, name, size);
  const fileUrl = `${top}/${encodeURIComponent(path.basename(name))}`;
  return { filePath, fileUrl, fileSize: size, createVersion: true };
};

call('aem-upload: a tree whose folders have titles', async () => {
  file(folder, 'My Tree/Day One (raw)/a.jpg', 2000);
  file(folder, 'My Tree/Day One (raw)/Übersicht/b.jpg', 3000);
  await filesystem(top, [path.join(folder, 'My Tree')]);
});
call('aem-upload: the folders have the titles', async () => {
  // As its own end-to-end test asks for them.
  const tree = await json(`${server}api/assets/transfer/my-tree/day-one-(raw).json?showProperty=jcr:title`);
  expect('title', tree.properties['jcr:title'] ?? tree.properties['dc:title'], 'Day One (raw)');
  const inside = await json(`${server}api/assets/transfer/my-tree.json?showProperty=jcr:title`);
  expect('title of a child', inside.entities[0].properties['jcr:title'], 'Day One (raw)');
});
call('aem-upload: names of all alphabets', async () => {
  const names = ['été.jpg', '이두吏讀.jpg', 'Привет мир.jpg', 'عربي.jpg', 'a+b & c.jpg', 'ß—“x”.jpg'];
  for (const name of names) file(folder, `names/${name}`, 500);
  await filesystem(`${top}`, [path.join(folder, 'names')]);
  const listed = await json(`${server}api/assets/transfer/names.json?limit=50`);
  const got = listed.entities.map((entity) => entity.properties.name.normalize()).sort();
  // What AEM refuses in a name the library replaces itself.
  expect('names', got, names.map((name) => name.replace(/[&#%{}?]/g, '-').normalize()).sort());
});
call('aem-upload: an empty file beside one that is not', async () => {
  const uploadFiles = [
    { fileName: 'empty.txt', fileSize: 0, filePath: file(folder, 'some/empty.txt', 0) },
    { fileName: 'full.txt', fileSize: 10, filePath: file(folder, 'some/full.txt', 10) },
  ];
  const options = new DirectBinaryUploadOptions()
    .withUrl(top).withUploadFiles(uploadFiles).withHttpOptions({ headers }).withHttpRetryCount(1);
  const result = await new DirectBinaryUpload().uploadFiles(options);
  // Where a file goes up as a form the library itself can't take an empty one, and says so.
  const refused = (result.errors ?? []).some((error) => /targetUrls/.test(error.message));
  if (!refused) expect('the full one', (await bytes(`${top}/full.txt`, authorization)).length, 10);
});
call('aem-upload: the same tree again', () => filesystem(top, [path.join(folder, 'My Tree')]));
call('aem-upload: invalid characters replaced by another', async () => {
  file(folder, 'odd/a#b%c.jpg', 100);
  await filesystem(top, [path.join(folder, 'odd')], (options) => options.withInvalidCharacterReplaceValue('_'));
  expect('bytes', (await bytes(`${top}/odd/a_b_c.jpg`, authorization)).length, 100);
});

call('httptransfer: three files at once', () => transfer([
  one('x/first.psd', 1_000_000), one('x/second.psd', 10), one('x/th ird ü.psd', 70_000),
]));
call('httptransfer: a file in pieces', () => transfer([one('x/pieces.psd', 25_000_000)], {
  preferredPartSize: 7 * 1024 * 1024,
}));
call('httptransfer: a new version with a comment', async () => {
  await transfer([{ ...one('y/first.psd', 2_000_000), versionLabel: 'second', versionComment: 'Größer' }]);
  expect('bytes', (await bytes(`${top}/first.psd`, authorization)).length, 2_000_000);
});
call('httptransfer: replaced', async () => {
  await transfer([{ ...one('z/first.psd', 3_000), createVersion: false, replace: true }]);
  expect('bytes', (await bytes(`${top}/first.psd`, authorization)).length, 3_000);
});
call('httptransfer: every byte of the pieces', async () => {
  const got = await bytes(`${top}/pieces.psd`, authorization);
  expect('same', got.equals(fs.readFileSync(path.join(folder, 'x/pieces.psd'))), true);
});
call('httptransfer: the size of an asset, before it is fetched', async () => {
  const found = await getResourceHeaders(`${top}/second.psd`, { headers });
  expect('size', found.size, 10);
});
call('httptransfer: fetched into a file', async () => {
  const target = path.join(folder, 'back.psd');
  const from = await place(`${top}/first.psd`);
  await downloadFile(from.url, target, { headers: from.headers });
  expect('size', fs.statSync(target).size, 3_000);
});
call('httptransfer: fetched in pieces', async () => {
  const download = new AEMDownload();
  const errors = [];
  download.on('fileerror', (event) => errors.push(...event.errors.map(String)));
  const filePath = path.join(folder, 'pieces-back.psd');
  const from = await place(`${top}/pieces.psd`);
  await download.downloadFiles({
    downloadFiles: [{ fileUrl: from.url, filePath, fileSize: 25_000_000 }],
    headers: from.headers, concurrent: true, maxConcurrent: 4, preferredPartSize: 7 * 1024 * 1024,
  });
  if (errors.length) throw new Error(errors.join('; '));
  expect('same', fs.readFileSync(filePath).equals(fs.readFileSync(path.join(folder, 'x/pieces.psd'))), true);
});
end();
