<?php
// A SabreDAV server as its documentation builds one. Rita may only read.

require '/usr/share/php/Sabre/autoload.php';

$dir = getenv('DAMSON_SABRE_DIR');

class People extends Sabre\DAV\Auth\Backend\AbstractBasic
{
    protected function validateUserPass($username, $password)
    {
        return in_array($username, ['jane', 'omar', 'admin', 'rita'], true) && $password === $username;
    }
}

class ReadersOnlyRead extends Sabre\DAV\ServerPlugin
{
    private $people;

    public function __construct($people)
    {
        $this->people = $people;
    }

    public function initialize(Sabre\DAV\Server $server)
    {
        $server->subscribeEvent('beforeMethod', [$this, 'beforeMethod'], 20);
    }

    public function beforeMethod($method, $uri)
    {
        $reads = ['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT'];
        if ($this->people->getCurrentUser() === 'rita' && !in_array($method, $reads, true)) {
            throw new Sabre\DAV\Exception\Forbidden('readers only read');
        }
    }
}

$server = new Sabre\DAV\Server(new Sabre\DAV\FS\Directory($dir . '/files'));
$server->setBaseUri('/');
$people = new People();
$server->addPlugin(new Sabre\DAV\Auth\Plugin($people, 'damson'));
$server->addPlugin(new ReadersOnlyRead($people));
$server->addPlugin(new Sabre\DAV\Locks\Plugin(new Sabre\DAV\Locks\Backend\File($dir . '/state/locks')));
$server->exec();
