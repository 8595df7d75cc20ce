#!/bin/sh
# lighttpd with mod_webdav and its database of locks. A third argument "digest" makes it ask for
# Digest instead of Basic.
. "$(dirname "$0")/common.sh"

httpd=$(command -v lighttpd || echo /usr/sbin/lighttpd)
[ -x "$httpd" ] || fail "no lighttpd"
modules="${DAMSON_LIGHTTPD_MODULES:-/usr/lib/lighttpd}"
[ -e "$modules/mod_webdav.so" ] || fail "no mod_webdav in $modules"

for person in jane omar admin rita; do
    echo "$person:$person"
done >"$dir/state/passwords"

# Started as root it gives its rights away, and somebody else must reach the folder.
user=
if [ "$(id -u)" -eq 0 ]; then
    user='server.username = "www-data"
server.groupname = "www-data"'
    chmod 755 "$dir"
    : >"$dir/error.log"
    chown -R www-data:www-data "$dir/files" "$dir/state" "$dir/error.log"
fi

cat >"$dir/lighttpd.conf" <<CONF
server.bind = "127.0.0.1"
server.port = $port
server.document-root = "$dir/files"
server.upload-dirs = ( "$dir/state" )
server.errorlog = "$dir/error.log"
server.modules = ( "mod_access", "mod_auth", "mod_authn_file", "mod_webdav" )
$user
auth.backend = "plain"
auth.backend.plain.userfile = "$dir/state/passwords"
\$HTTP["request-method"] =~ "^(GET|HEAD|OPTIONS|PROPFIND)\$" {
    auth.require = ( "" => ( "method" => "${3:-basic}", "realm" => "damson", "require" => "valid-user" ) )
} else {
    auth.require = ( "" => ( "method" => "${3:-basic}", "realm" => "damson",
        "require" => "user=jane|user=omar|user=admin" ) )
}
webdav.activate = "enable"
webdav.is-readonly = "disable"
webdav.sqlite-db-name = "$dir/state/locks.db"
CONF
exec "$httpd" -D -f "$dir/lighttpd.conf" -m "$modules"
