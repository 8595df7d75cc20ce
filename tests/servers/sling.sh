#!/bin/sh
# Apache Sling, on which AEM is built, with an empty repository. It answers 503 until it is ready,
# which takes about ten seconds, and needs some 350 MB.
. "$(dirname "$0")/common.sh"

sling="$cache/sling"
[ -e "$sling/ready" ] || fail "no Sling in $sling"
java=$(command -v java) || fail "no java"

# Felix, and the libraries of its age, look into what Java has closed since.
opens=
for package in java.io java.lang java.net java.util sun.net.www.protocol.file sun.net.www.protocol.ftp \
    sun.net.www.protocol.http sun.net.www.protocol.https sun.net.www.protocol.jar sun.net.www.protocol.jrt; do
    opens="$opens --add-opens=java.base/$package=ALL-UNNAMED"
done
cd "$dir"
# shellcheck disable=SC2086 # the list is meant to be split
exec "$java" -Xmx384m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $opens -cp "$sling/launcher/*" \
    org.apache.sling.feature.launcher.impl.Main \
    -u "file://$sling/repository" -f "$sling/feature.json" -p "$dir/state" -c "$dir/state/cache" \
    -D "org.osgi.service.http.port=$port" -D org.apache.felix.http.host=127.0.0.1 \
    -D "sling.home=$dir/state"
