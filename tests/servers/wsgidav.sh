#!/bin/sh
# WsgiDAV behind cheroot, with its locks in memory. It asks for Digest or Basic; a third argument
# "digest" takes Basic away.
. "$(dirname "$0")/common.sh"

[ -x "$peers/wsgidav" ] || fail "no wsgidav in $peers"
basic=true
[ "${3:-basic}" = digest ] && basic=false
cat >"$dir/wsgidav.yaml" <<CONF
host: 127.0.0.1
port: $port
server: cheroot
verbose: 1
provider_mapping:
    "/": "$dir/files"
http_authenticator:
    accept_basic: $basic
    accept_digest: true
    default_to_digest: true
simple_dc:
    user_mapping:
        "*":
            jane: {password: jane, roles: [editor]}
            omar: {password: omar, roles: [editor]}
            admin: {password: admin, roles: [admin]}
lock_storage: true
property_manager: false
CONF
exec "$peers/wsgidav" --config "$dir/wsgidav.yaml"
