#!/bin/sh
# nginx with its own dav module and dav-ext for PROPFIND and locks, which are in memory.
. "$(dirname "$0")/common.sh"

httpd=$(command -v nginx || echo /usr/sbin/nginx)
[ -x "$httpd" ] || fail "no nginx"
modules="${DAMSON_NGINX_MODULES:-/usr/lib/nginx/modules}"
[ -e "$modules/ngx_http_dav_ext_module.so" ] || fail "no dav-ext in $modules"

for person in jane omar admin rita; do
    echo "$person:{PLAIN}$person"
done >"$dir/state/people"
grep -v '^rita:' "$dir/state/people" >"$dir/state/writers"
mkdir -p "$dir/state/body"

# Started as root it gives its rights away, and somebody else must reach the folder.
user=
if [ "$(id -u)" -eq 0 ]; then
    user="user www-data;"
    chmod 755 "$dir"
    chown -R www-data:www-data "$dir/files" "$dir/state"
fi

cat >"$dir/nginx.conf" <<CONF
load_module $modules/ngx_http_dav_ext_module.so;
$user
daemon off;
worker_processes 2;
pid $dir/state/nginx.pid;
error_log $dir/error.log warn;
events {}
http {
    access_log off;
    client_max_body_size 0;
    client_body_temp_path $dir/state/body;
    proxy_temp_path $dir/state/proxy;
    fastcgi_temp_path $dir/state/fastcgi;
    uwsgi_temp_path $dir/state/uwsgi;
    scgi_temp_path $dir/state/scgi;
    dav_ext_lock_zone zone=locks:4m timeout=1d;
    server {
        listen 127.0.0.1:$port;
        root $dir/files;
        location / {
            dav_methods PUT DELETE MKCOL COPY MOVE;
            dav_ext_methods PROPFIND OPTIONS LOCK UNLOCK;
            dav_ext_lock zone=locks;
            create_full_put_path off;
            auth_basic damson;
            auth_basic_user_file $dir/state/people;
            limit_except GET OPTIONS PROPFIND {
                auth_basic damson;
                auth_basic_user_file $dir/state/writers;
            }
        }
    }
}
CONF
exec "$httpd" -p "$dir" -c "$dir/nginx.conf" -e "$dir/error.log"
