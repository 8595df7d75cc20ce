// Uploads files and folders with Adobe's own client: node upload.cjs URL USER PASSWORD PATH…
// Prints one line of JSON: what it says it did.
// The library tells every step on the console; only the result is wanted.
const say = console.log;
for (const level of ['log', 'debug', 'info', 'warn']) console[level] = () => {};

const { FileSystemUpload, FileSystemUploadOptions } = require('@adobe/aem-upload');

const [url, user, password, ...paths] = process.argv.slice(2);
const authorization = user === '-' ? `Bearer ${password}`
  : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const options = new FileSystemUploadOptions()
  .withUrl(url)
  .withDeepUpload(true)
  // It stops at 1,000 files and folders otherwise.
  .withMaxUploadFiles(100_000)
  .withMaxConcurrent(Number(process.env.MAX_CONCURRENT ?? 5))
  .withHttpRetryCount(1)
  .withHttpRetryDelay(100)
  .withHttpOptions({ headers: { Authorization: authorization } });

new FileSystemUpload().upload(options, paths).then((result) => {
  say(JSON.stringify({
    files: result.totalFiles,
    completed: result.totalCompleted,
    errors: (result.errors ?? []).map(String),
    details: (result.detailedResult ?? []).flatMap((d) => d.result?.errors ?? []).map(String),
  }));
  process.exit(result.totalCompleted === result.totalFiles ? 0 : 1);
}, (error) => {
  console.error(error);
  process.exit(1);
});
