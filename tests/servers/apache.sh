#!/bin/sh
# Apache httpd with mod_dav, mod_dav_fs and a lock database. A third argument "digest" makes it ask
# for Digest instead of Basic.
. "$(dirname "$0")/common.sh"

httpd=$(command -v apache2 || echo /usr/sbin/apache2)
[ -x "$httpd" ] || fail "no apache2"
modules="${DAMSON_APACHE_MODULES:-/usr/lib/apache2/modules}"
[ -e "$modules/mod_dav_fs.so" ] || fail "no mod_dav_fs in $modules"

realm=damson
: >"$dir/state/passwords"
: >"$dir/state/digests"
for person in jane omar admin rita; do
    printf '%s:{SHA}%s\n' "$person" \
        "$(printf '%s' "$person" | openssl dgst -sha1 -binary | openssl base64)" >>"$dir/state/passwords"
    printf '%s:%s:%s\n' "$person" "$realm" \
        "$(printf '%s:%s:%s' "$person" "$realm" "$person" | md5sum | cut -d' ' -f1)" >>"$dir/state/digests"
done

if [ "${3:-basic}" = digest ]; then
    auth="AuthType Digest
    AuthDigestProvider file
    AuthUserFile $dir/state/digests"
else
    auth="AuthType Basic
    AuthBasicProvider file
    AuthUserFile $dir/state/passwords"
fi

# Started as root it gives its rights away, and somebody else must reach the folder.
user=
if [ "$(id -u)" -eq 0 ]; then
    user="User www-data
Group www-data"
    chmod 755 "$dir"
    chown -R www-data:www-data "$dir/files" "$dir/state"
fi

cat >"$dir/httpd.conf" <<CONF
ServerRoot "$dir"
ServerName localhost
Listen 127.0.0.1:$port
PidFile "$dir/state/httpd.pid"
ErrorLog "$dir/error.log"
LogLevel warn
$user
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authn_core_module $modules/mod_authn_core.so
LoadModule authn_file_module $modules/mod_authn_file.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule authz_user_module $modules/mod_authz_user.so
LoadModule auth_basic_module $modules/mod_auth_basic.so
LoadModule auth_digest_module $modules/mod_auth_digest.so
LoadModule dav_module $modules/mod_dav.so
LoadModule dav_fs_module $modules/mod_dav_fs.so
StartServers 2
# Else it takes no more than a gigabyte.
LimitRequestBody 0
# Content-MD5 with what is read whole.
ContentDigest On
DavLockDB "$dir/state/locks"
DocumentRoot "$dir/files"
<Directory "$dir/files">
    Dav On
    Options None
    AllowOverride None
    AuthName "$realm"
    $auth
    <Limit GET HEAD OPTIONS PROPFIND>
        Require valid-user
    </Limit>
    <LimitExcept GET HEAD OPTIONS PROPFIND>
        Require user jane omar admin
    </LimitExcept>
</Directory>
CONF
exec "$httpd" -f "$dir/httpd.conf" -DFOREGROUND
