#!/bin/sh
# Apache Jackrabbit's own WebDAV server (the base of AEM's), its web application as it is, in Jetty as
# its standalone program has it. It takes people at their word: the name counts, not the password. Its
# root is /repository/default.
. "$(dirname "$0")/common.sh"

[ -d "$jackrabbit/war" ] || fail "no Jackrabbit in $jackrabbit"
command -v java >/dev/null || fail "no java"
mkdir -p "$dir/state/jackrabbit/repository" "$dir/state/tmp"
cp "$here/jackrabbit/repository.xml" "$dir/state/jackrabbit/repository/repository.xml"
cat >"$dir/state/jackrabbit/bootstrap.properties" <<CONF
repository.config=jackrabbit/repository/repository.xml
repository.home=jackrabbit/repository
repository.name=jackrabbit.repository
jndi.enabled=true
java.naming.provider.url=http://jackrabbit.invalid
java.naming.factory.initial=org.apache.jackrabbit.core.jndi.provider.DummyInitialContextFactory
CONF
# What is asked for without a login is refused instead of given to "anonymous".
sed -e 's|<param-name>missing-auth-mapping<|<param-name>unused-mapping<|' \
    "$jackrabbit/war/WEB-INF/web.xml" >"$dir/state/web.xml"
sed -e "s|@PORT@|$port|" -e "s|@WAR@|$jackrabbit/war|" -e "s|@WEB@|$dir/state/web.xml|" \
    "$here/jackrabbit/jetty.xml" >"$dir/state/jetty.xml"
cd "$dir/state"
# shellcheck disable=SC2086 # the options are meant to be split
exec java $java_options -Djava.io.tmpdir="$dir/state/tmp" -cp "$jackrabbit/lib/*" \
    org.eclipse.jetty.xml.XmlConfiguration "$dir/state/jetty.xml"
