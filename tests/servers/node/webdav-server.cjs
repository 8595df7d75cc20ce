// webdav-server over a folder; locks and properties are in memory.
const { v2: webdav } = require('webdav-server');

const [, , root, port, ask] = process.argv;
const people = new webdav.SimpleUserManager();
const rights = new webdav.SimplePathPrivilegeManager();
for (const name of ['jane', 'omar', 'admin', 'rita']) {
  const person = people.addUser(name, name, false);
  rights.setRights(person, '/', name === 'rita' ? ['canRead'] : ['all']);
}
const server = new webdav.WebDAVServer({
  hostname: '127.0.0.1',
  port: Number(port),
  requireAuthentification: true,
  httpAuthentication:
    ask === 'digest'
      ? new webdav.HTTPDigestAuthentication(people, 'damson')
      : new webdav.HTTPBasicAuthentication(people, 'damson'),
  privilegeManager: rights,
});
server.setFileSystem('/', new webdav.PhysicalFileSystem(root), (done) => {
  if (!done) {
    process.exit(1);
  }
  server.start();
});
