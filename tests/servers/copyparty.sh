#!/bin/sh
# copyparty over a folder, with what its help says WebDAV clients need.
. "$(dirname "$0")/common.sh"

[ -x "$python_servers/copyparty" ] || fail "no copyparty in $python_servers"
cd "$dir/state"
export XDG_CONFIG_HOME="$dir/state" PYTHONUNBUFFERED=1
exec "$python_servers/copyparty" -i 127.0.0.1 -p "$port" --usernames --daw --dav-auth -ed \
    --no-thumb --no-mtag-ff --no-reload --hist "$dir/state/hist" \
    --ban-pw no --ban-404 no --ban-403 no --ban-422 no --ban-url no --ban-pwc no \
    -a jane:jane -a omar:omar -a admin:admin -a rita:rita \
    -v "$dir/files::rwmd.,jane,omar,admin:r.,rita"
