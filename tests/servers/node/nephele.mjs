// nephele over a folder. Its own way to tell people apart asks the system for accounts; here a
// password is the name. Everybody's files belong to the process, as a web server's do.
import express from 'express';
import nephele, { ForbiddenError, UnauthorizedError } from 'nephele';
import FileSystemAdapter from '@nephele/adapter-file-system';

const [, , root, port] = process.argv;
const people = new Set(['jane', 'omar', 'admin', 'rita']);
const reading = new Set(['GET', 'HEAD', 'OPTIONS', 'PROPFIND']);

const authenticator = {
  async authenticate(request, response) {
    const [scheme, encoded = ''] = (request.get('authorization') ?? '').split(' ');
    const [name, password] = Buffer.from(encoded, 'base64').toString().split(':');
    if (scheme.toLowerCase() !== 'basic' || !people.has(name) || password !== name) {
      response.set('WWW-Authenticate', 'Basic realm="damson", charset="UTF-8"');
      throw new UnauthorizedError('Who are you?');
    }
    if (name === 'rita' && !reading.has(request.method)) {
      throw new ForbiddenError('She may read.');
    }
    return { username: name, uid: process.getuid(), gid: process.getgid(), gids: process.getgroups() };
  },
  async cleanAuthentication() {},
};

const app = express();
app.use('/', nephele({ adapter: new FileSystemAdapter({ root }), authenticator }));
app.listen(Number(port), '127.0.0.1');
