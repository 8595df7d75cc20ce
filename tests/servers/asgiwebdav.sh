#!/bin/sh
# ASGIWebDAV behind uvicorn, with its locks in memory. A third argument "digest" lets it ask for
# Digest as well.
. "$(dirname "$0")/common.sh"

[ -x "$python_servers/asgi-webdav" ] || fail "no ASGIWebDAV in $python_servers"
digest=false
[ "${3:-basic}" = digest ] && digest=true
cat >"$dir/state/asgi.json" <<CONF
{
  "account_mapping": [
    {"username": "jane", "password": "jane", "permissions": ["+^/"]},
    {"username": "omar", "password": "omar", "permissions": ["+^/"]},
    {"username": "admin", "password": "admin", "permissions": ["+^/"]}
  ],
  "http_digest_auth": {"enable": $digest},
  "provider_mapping": [{"prefix": "/", "uri": "file://$dir/files"}],
  "logging": {"level": "WARNING", "use_colors": false}
}
CONF
cd "$dir/state"
exec "$python_servers/python" -m asgi_webdav --host 127.0.0.1 --port "$port" --config "$dir/state/asgi.json"
