# Read by the scripts beside it, each of which is called with a folder of its own and a port, makes
# what its server needs there, and becomes the server.
#
# People: jane, omar and admin may write, rita may read where the server tells people apart. Each
# one's password is their name.
set -eu

dir=$(cd "$1" && pwd)
port=$2
here=$(cd "$(dirname "$0")" && pwd)
cache="${DAMSON_PEERS_CACHE:-${HOME:-/root}/.cache/damson/peers}"
peers="$cache/webdav/bin"
mkdir -p "$dir/files" "$dir/state"

fail() {
    echo "$1" >&2
    exit 69
}

# Where install.sh puts what is no package of the system.
node_servers="$cache/webdav-node"
python_servers="$cache/webdav-python/bin"
dufs="$cache/webdav-dufs/bin/dufs"
jackrabbit="$cache/webdav-jackrabbit"
# A server of a test lives for seconds: it starts fast rather than getting fast.
java_options="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx256m"
