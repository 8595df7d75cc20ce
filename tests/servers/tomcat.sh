#!/bin/sh
# Tomcat's own WebdavServlet over a folder, as it is without settings: with weak entity tags. With
# DAMSON_STRONG_TAGS=1 (tomcat-strong.sh) its tags are strong.
. "$(dirname "$0")/common.sh"

home="${DAMSON_TOMCAT:-/usr/share/tomcat10}"
[ -e "$home/bin/bootstrap.jar" ] || fail "no Tomcat in $home"
command -v java >/dev/null || fail "no java"

base="$dir/state/base"
mkdir -p "$base/conf" "$base/temp" "$base/work" "$base/logs"
auth=BASIC
[ "${3:-basic}" = digest ] && auth=DIGEST
strong=false
[ "${DAMSON_STRONG_TAGS:-0}" = 1 ] && strong=true

cat >"$base/conf/server.xml" <<CONF
<Server port="-1">
  <Service name="Catalina">
    <Connector port="$port" address="127.0.0.1" maxThreads="40" minSpareThreads="2" URIEncoding="UTF-8"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Realm className="org.apache.catalina.realm.MemoryRealm" pathname="conf/people.xml"/>
      <Host name="localhost" autoDeploy="false" deployOnStartup="false">
        <Context path="" docBase="$dir/files" altDDName="$base/conf/dav.xml" reloadable="false">
          <Resources cachingAllowed="false"/>
          <JarScanner scanClassPath="false" scanManifest="false"/>
        </Context>
      </Host>
    </Engine>
  </Service>
</Server>
CONF
cat >"$base/conf/people.xml" <<CONF
<tomcat-users>
  <user username="jane" password="jane" roles="reader,writer"/>
  <user username="omar" password="omar" roles="reader,writer"/>
  <user username="admin" password="admin" roles="reader,writer"/>
  <user username="rita" password="rita" roles="reader"/>
</tomcat-users>
CONF
cat >"$base/conf/dav.xml" <<CONF
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
  <servlet>
    <servlet-name>dav</servlet-name>
    <servlet-class>org.apache.catalina.servlets.WebdavServlet</servlet-class>
    <init-param><param-name>readonly</param-name><param-value>false</param-value></init-param>
    <init-param><param-name>useStrongETags</param-name><param-value>$strong</param-value></init-param>
    <init-param><param-name>listings</param-name><param-value>true</param-value></init-param>
  </servlet>
  <servlet-mapping><servlet-name>dav</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
  <security-constraint>
    <web-resource-collection>
      <web-resource-name>reading</web-resource-name>
      <url-pattern>/*</url-pattern>
      <http-method>GET</http-method>
      <http-method>HEAD</http-method>
      <http-method>OPTIONS</http-method>
      <http-method>PROPFIND</http-method>
    </web-resource-collection>
    <auth-constraint><role-name>reader</role-name></auth-constraint>
  </security-constraint>
  <security-constraint>
    <web-resource-collection>
      <web-resource-name>writing</web-resource-name>
      <url-pattern>/*</url-pattern>
      <http-method-omission>GET</http-method-omission>
      <http-method-omission>HEAD</http-method-omission>
      <http-method-omission>OPTIONS</http-method-omission>
      <http-method-omission>PROPFIND</http-method-omission>
    </web-resource-collection>
    <auth-constraint><role-name>writer</role-name></auth-constraint>
  </security-constraint>
  <login-config><auth-method>$auth</auth-method><realm-name>damson</realm-name></login-config>
  <security-role><role-name>reader</role-name></security-role>
  <security-role><role-name>writer</role-name></security-role>
</web-app>
CONF
cat >"$base/conf/web.xml" <<CONF
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true"/>
CONF
cat >"$base/conf/catalina.properties" <<CONF
common.loader="\${catalina.home}/lib","\${catalina.home}/lib/*.jar"
server.loader=
shared.loader=
CONF
# shellcheck disable=SC2086 # the options are meant to be split
exec java $java_options -Dcatalina.home="$home" -Dcatalina.base="$base" \
    -Djava.io.tmpdir="$base/temp" -cp "$home/bin/bootstrap.jar:$home/bin/tomcat-juli.jar" \
    org.apache.catalina.startup.Bootstrap start
