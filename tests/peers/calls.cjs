// What the other scripts share: each call is printed as a line of JSON, with why it was refused.

const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

// The libraries tell every step on the console; only the calls are wanted.
const say = console.log;
for (const level of ['log', 'debug', 'info', 'warn', 'error']) console[level] = () => {};

let calls = Promise.resolve();

/** Carries a call out after those before it; one that throws is a call that was refused. */
exports.call = (name, work) => {
  calls = calls.then(work).then(
    () => say(JSON.stringify({ call: name, ok: true })),
    (error) => say(JSON.stringify({ call: name, ok: false, why: String(error?.message ?? error) })),
  );
};

exports.end = () => calls.then(() => process.exit(0));

exports.expect = (what, is, should) => {
  const text = (value) => JSON.stringify(value);
  if (text(is) !== text(should)) throw new Error(`${what}: ${text(is)} instead of ${text(should)}`);
};

/** The value of an Authorization header; a user called "-" has a token. */
exports.authorization = (user, password) => (user === '-' ? `Bearer ${password}`
  : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);

/** Bytes that are the same every time, in a file below `folder`. */
exports.file = (folder, name, size) => {
  const at = path.join(folder, name);
  fs.mkdirSync(path.dirname(at), { recursive: true });
  const block = crypto.createHash('sha256').update(name).digest();
  fs.writeFileSync(at, Buffer.alloc(size, block));
  return at;
};

/** The bytes below an address of the server, with who we are. */
exports.bytes = async (url, authorization) => {
  const answer = await fetch(url, { headers: { authorization }, redirect: 'manual' });
  const followed = answer.status < 300 ? answer : await fetch(answer.headers.get('location'));
  if (!followed.ok) throw new Error(`${url} answered ${followed.status}`);
  return Buffer.from(await followed.arrayBuffer());
};
