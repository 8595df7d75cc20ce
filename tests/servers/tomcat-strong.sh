#!/bin/sh
# Tomcat's WebdavServlet with useStrongETags, which changes what its conditions do.
DAMSON_STRONG_TAGS=1
. "$(dirname "$0")/tomcat.sh"
