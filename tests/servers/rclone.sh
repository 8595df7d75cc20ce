#!/bin/sh
# rclone serve webdav over a folder.
. "$(dirname "$0")/common.sh"

[ -x "$peers/rclone" ] || fail "no rclone in $peers"
for person in jane omar admin; do
    printf '%s:{SHA}%s\n' "$person" \
        "$(printf '%s' "$person" | openssl dgst -sha1 -binary | openssl base64)"
done >"$dir/state/passwords"
exec "$peers/rclone" serve webdav "$dir/files" --config "$dir/state/rclone.conf" \
    --addr "127.0.0.1:$port" --htpasswd "$dir/state/passwords"
