#!/bin/sh
# webdav-server, a WebDAV server of Node, over a folder.
. "$(dirname "$0")/common.sh"

[ -d "$node_servers/node_modules/webdav-server" ] || fail "no webdav-server in $node_servers"
exec node "$node_servers/webdav-server.cjs" "$dir/files" "$port" "${3:-basic}"
