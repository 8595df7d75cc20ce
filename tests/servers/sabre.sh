#!/bin/sh
# SabreDAV behind PHP's own server: files of a folder, locks in a file.
. "$(dirname "$0")/common.sh"

command -v php >/dev/null || fail "no php"
[ -e /usr/share/php/Sabre/DAV/Server.php ] || fail "no php-sabre-dav"
export DAMSON_SABRE_DIR="$dir"
PHP_CLI_SERVER_WORKERS=4 exec php -d upload_max_filesize=64M -d post_max_size=64M \
    -d error_log="$dir/error.log" -d log_errors=1 -d display_errors=0 -d error_reporting=8191 \
    -d memory_limit=256M -S "127.0.0.1:$port" "$here/sabre.php"
