//! Recorded and hostile multistatus bodies.

use futures::stream;

use super::*;

async fn replies(text: &'static str) -> Vec<Reply> {
    let pieces = stream::iter(text.as_bytes().chunks(7).map(|piece| Ok(piece.into())));
    let mut multistatus = Multistatus::new(Xml::new(pieces));
    let mut replies = Vec::new();
    while let Some(reply) = multistatus.next().await.unwrap() {
        replies.push(reply);
    }
    replies
}

/// Apache 2.4's answer to a PROPFIND by name.
const APACHE: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
<D:response xmlns:lp1="DAV:" xmlns:g0="DAV:">
<D:href>/a%20b.txt</D:href>
<D:propstat><D:prop><lp1:resourcetype/><lp1:getcontentlength>3</lp1:getcontentlength>
<lp1:getlastmodified>Sat, 21 Nov 2026 10:00:00 GMT</lp1:getlastmodified>
<lp1:getetag>"3-5f0"</lp1:getetag><D:lockdiscovery><D:activelock>
<D:locktype><D:write/></D:locktype><D:lockscope><D:exclusive/></D:lockscope><D:depth>0</D:depth>
<ns0:owner xmlns:ns0="DAV:"><ns0:href>damson:jane@desk</ns0:href></ns0:owner>
<D:timeout>Second-259200</D:timeout><D:locktoken><D:href>opaquelocktoken:1-2</D:href></D:locktoken>
</D:activelock></D:lockdiscovery></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
<D:propstat><D:prop><g0:displayname/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
</D:response></D:multistatus>"#;

#[tokio::test]
async fn reads_what_apache_says() {
    let replies = replies(APACHE).await;
    assert_eq!(replies.len(), 1);
    let props = &replies[0].props;
    assert_eq!(replies[0].href, "/a%20b.txt");
    assert!(!props.collection);
    assert_eq!(props.length, Some(3));
    assert_eq!(props.tag.as_deref(), Some("\"3-5f0\""));
    assert_eq!(props.title, None);
    let lock = &props.locks.as_ref().unwrap()[0];
    assert_eq!(lock.owner, "damson:jane@desk");
    assert_eq!(lock.timeout, Some(Lasts::Seconds(259_200)));
    assert_eq!(lock.token.as_deref(), Some("opaquelocktoken:1-2"));
    assert!(lock.exclusive && !lock.deep);
}

#[tokio::test]
async fn leaves_out_what_the_server_has_not() {
    let text = r#"<multistatus xmlns="DAV:"><response><href>/x/</href>
        <propstat><prop><lockdiscovery/><getetag>"no"</getetag></prop>
        <status>HTTP/1.1 404 Not Found</status></propstat>
        <propstat><prop><resourcetype><collection/></resourcetype></prop>
        <status>HTTP/1.1 200 OK</status></propstat></response>
        <response><href>/gone</href><status>HTTP/1.1 404 Not Found</status></response>
        <sync-token>urn:x</sync-token></multistatus>"#;
    let replies = replies(text).await;
    assert!(replies[0].props.collection);
    assert_eq!(replies[0].props.locks, None);
    assert_eq!(replies[0].props.tag, None);
    assert_eq!(
        (replies[1].href.as_str(), replies[1].status),
        ("/gone", Some(404))
    );
}

/// Nextcloud with files_lock, as its README describes the properties.
#[tokio::test]
async fn reads_what_nextcloud_says() {
    let text = r#"<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"
        xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:response>
        <d:href>/remote.php/dav/files/jane/a.psd</d:href><d:propstat><d:prop><d:resourcetype/>
        <d:getcontentlength>10</d:getcontentlength><oc:fileid>42</oc:fileid>
        <oc:permissions>RGDNVW</oc:permissions><d:lockdiscovery/><nc:lock>1</nc:lock>
        <nc:lock-owner>omar</nc:lock-owner><nc:lock-owner-type>0</nc:lock-owner-type>
        <nc:lock-timeout>0</nc:lock-timeout></d:prop><d:status>HTTP/1.1 200 OK</d:status>
        </d:propstat></d:response></d:multistatus>"#;
    let replies = replies(text).await;
    let cloud = &replies[0].props.cloud;
    assert_eq!(cloud.file_id.as_deref(), Some("42"));
    assert_eq!(cloud.lock, Some(true));
    assert_eq!(cloud.lock_owner.as_deref(), Some("omar"));
    assert_eq!(
        (cloud.lock_owner_type, cloud.lock_timeout),
        (Some(0), Some(0))
    );
    assert_eq!(replies[0].props.locks, Some(Vec::new()));
}

#[tokio::test]
async fn an_owner_is_text_whatever_it_is_made_of() {
    let text = r#"<multistatus xmlns="DAV:"><response><href>/x</href><propstat><prop>
        <lockdiscovery><activelock><lockscope><exclusive/></lockscope><owner>
        <a xmlns="urn:x"><b>Jane</b> <c><![CDATA[<Doe>]]></c></a></owner>
        <timeout>Infinite</timeout></activelock></lockdiscovery></prop>
        <status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"#;
    let locks = replies(text).await.remove(0).props.locks.unwrap();
    assert_eq!(locks[0].owner, "Jane <Doe>");
    assert_eq!(locks[0].timeout, Some(Lasts::Infinite));
    assert_eq!(locks[0].token, None);
}

#[test]
fn our_own_words_can_not_be_broken_out_of() {
    let body = lockinfo("damson:<b>&@desk");
    assert!(
        body.contains("<D:owner>damson:&lt;b&gt;&amp;@desk</D:owner>"),
        "{body}"
    );
    assert_eq!(Lasts::parse("Second-60"), Some(Lasts::Seconds(60)));
    assert_eq!(Lasts::parse("Extend"), None);
}
