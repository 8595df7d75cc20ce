#!/bin/sh
# dufs over a folder. A third argument "digest" is what it does anyway: it offers both.
. "$(dirname "$0")/common.sh"

[ -x "$dufs" ] || fail "no dufs at $dufs"
exec "$dufs" "$dir/files" --bind 127.0.0.1 --port "$port" --allow-all \
    --auth jane:jane@/:rw --auth omar:omar@/:rw --auth admin:admin@/:rw --auth rita:rita@/
