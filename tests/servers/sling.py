"""Reads the feature of Apache Sling's starter and writes what is needed to run it.

usage: sling.py FEATURE FOLDER

Writes FOLDER/feature.json, which is the starter without its consoles, samples and script languages,
and FOLDER/pom.xml, which names every bundle of it for Maven to fetch.
"""

import json
import sys

# None of these answers a request for content. Without them Sling starts in half the time; the last
# few are also those that a mirror may lack.
LEFT_OUT = (
    "com.composum.",
    "org.codehaus.groovy:",
    "org.freemarker:",
    "org.antlr:",
    "org.attoparser:",
    "org.unbescape:",
    "org.javassist:",
    "org.apache.pdfbox:",
    "org.apache.tika:tika-parsers",
    "org.apache.geronimo.bundles:jstl",
    "org.apache.sling:org.apache.sling.jcr.maintenance",
    "org.apache.sling:org.apache.sling.sample.",
    "org.apache.sling:org.apache.sling.starter.content",
    "org.apache.sling:org.apache.sling.scripting.el-api",
    "org.apache.sling:org.apache.sling.scripting.freemarker",
    "org.apache.sling:org.apache.sling.scripting.javascript",
    "org.apache.sling:org.apache.sling.scripting.jsp",
    "org.apache.sling:org.apache.sling.scripting.sightly",
    "org.apache.sling:org.apache.sling.scripting.thymeleaf",
    "org.apache.sling:org.apache.sling.models.",
    "org.apache.sling:org.apache.sling.validation.",
    "org.apache.sling:org.apache.sling.caconfig.",
    "org.apache.sling:org.apache.sling.discovery.",
    "org.apache.sling:org.apache.sling.event:",
    "org.apache.sling:org.apache.sling.event.",
    "org.apache.sling:org.apache.sling.hc.",
    "org.apache.sling:org.apache.sling.installer.hc",
    "org.apache.felix:org.apache.felix.healthcheck.",
    "org.apache.servicemix.bundles:org.apache.servicemix.bundles.rhino",
    "org.apache.servicemix.bundles:org.apache.servicemix.bundles.thymeleaf",
    "org.apache.servicemix.bundles:org.apache.servicemix.bundles.ognl",
)

# People as in common.sh, and AEM's node types as far as they are published. (Its parser takes names in
# ASCII alone; the tests make the other people.)
REPOINIT = """
register namespace ( dam ) http://www.day.com/day/dam
register namespace ( cq ) http://www.day.com/jcr/cq/1.0
register namespace ( dc ) http://purl.org/dc/elements/1.1/
register nodetypes
<<===
<<  <dam='http://www.day.com/day/dam'>
<<  <nt='http://www.jcp.org/jcr/nt/1.0'>
<<  <jcr='http://www.jcp.org/jcr/1.0'>
<<  [dam:AssetContent] > nt:unstructured
<<    + metadata (nt:unstructured)
<<    + related (nt:unstructured)
<<    + renditions (nt:folder)
<<  [dam:Asset] > nt:hierarchyNode
<<    primaryitem jcr:content
<<    + jcr:content (dam:AssetContent) = dam:AssetContent
<<    + * (nt:base) = nt:base version
===>>
create path (sling:OrderedFolder) /content/dam
create path (sling:Folder) /libs/granite/core/content
create path (sling:Folder) /libs/granite/security
create user jane with password jane
create user omar with password omar
create user rita with password rita
set ACL for jane,omar
    allow jcr:read,jcr:write,jcr:nodeTypeManagement,jcr:versionManagement on /content
end
set ACL for everyone
    allow jcr:read on /libs
end
"""

CONFIGURATIONS = {
    # Nobody is let in without saying who they are, as in AEM; the login page is open.
    "org.apache.sling.engine.impl.auth.SlingAuthenticator": {
        "auth.annonymous": False,
        "auth.http": "preemptive",
        "sling.auth.requirements": ["+/", "-/libs/granite/core/content/login"],
    },
}

LAUNCHER = "org.apache.sling:org.apache.sling.feature.launcher:1.3.4"
FRAMEWORK = "org.apache.felix:org.apache.felix.framework:7.0.3"


def dependency(coordinates):
    group, artifact, version = coordinates.split(":")
    return (
        f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
        f"<version>{version}</version>"
        "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>"
        "</dependency>"
    )


def as_lines(text):
    return text if isinstance(text, list) else text.splitlines()


def pom(name, dependencies):
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        f"<groupId>damson</groupId><artifactId>{name}</artifactId><version>1</version>"
        f"<packaging>pom</packaging><dependencies>{''.join(dependencies)}</dependencies></project>"
    )


def main():
    feature_file, folder = sys.argv[1:]
    with open(feature_file, encoding="utf-8") as file:
        feature = json.load(file)
    bundles = [b for b in feature["bundles"] if not b["id"].startswith(LEFT_OUT)]
    feature["bundles"] = bundles
    feature["repoinit:TEXT|true"] = "\n".join(as_lines(feature["repoinit:TEXT|true"])) + REPOINIT
    feature["configurations"].update(CONFIGURATIONS)
    feature["id"] = "damson:sling:slingosgifeature:12"
    for part in list(feature):
        if part.startswith(("assembled-features", "feature-internal-data", "execution-environment")):
            del feature[part]
    with open(f"{folder}/feature.json", "w", encoding="utf-8") as file:
        json.dump(feature, file, indent=1)
    with open(f"{folder}/pom.xml", "w", encoding="utf-8") as file:
        file.write(pom("bundles", [dependency(b["id"]) for b in bundles] + [dependency(FRAMEWORK)]))
    group, artifact, version = LAUNCHER.split(":")
    with open(f"{folder}/launcher.xml", "w", encoding="utf-8") as file:
        file.write(
            pom(
                "launcher",
                [
                    f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
                    f"<version>{version}</version></dependency>"
                ],
            )
        )


main()
