#!/bin/sh
# nephele, a WebDAV server of Node, with its adapter for folders.
. "$(dirname "$0")/common.sh"

[ -d "$node_servers/node_modules/nephele" ] || fail "no nephele in $node_servers"
exec node "$node_servers/nephele.mjs" "$dir/files" "$port"
