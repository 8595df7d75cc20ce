//! Every behaviour that can be turned: what is undocumented, and what goes wrong.

use serde::{Deserialize, Serialize};

use crate::{Personality, dates::Form};

/// The switches of a running server; over HTTP `GET` and `PUT /demo/switches` (a `PUT` may name
/// only the ones it changes).
///
/// An `Option` that is `None` does what the personality does. The defaults are friendly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    // Who may come in.
    /// Basic credentials are taken (6.5: yes, cloud: no).
    pub basic_auth: Option<bool>,
    /// Basic credentials are read as UTF-8; Sling's authentication handler reads ISO-8859-1.
    pub basic_utf8: bool,
    /// Every Bearer token is answered as expired.
    pub tokens_expired: bool,
    /// Every `login-token` cookie is answered as expired.
    pub sessions_expired: bool,
    /// Signed JWTs are changed for tokens; Adobe ended that on 1 March 2026.
    pub takes_jwt: bool,
    /// How long tokens and cookies issued from here on live, in seconds.
    pub token_lifetime_s: u32,
    /// POST, PUT and DELETE with a cookie need a `CSRF-Token`.
    pub csrf_enforced: bool,
    /// Who is not logged in gets the login page with status 200, as behind SAML.
    pub login_page_at_200: bool,
    /// `currentuser.json` answers `anonymous` instead of a challenge.
    pub anonymous_currentuser: bool,
    /// DAM paths that only administrators see.
    pub unreadable: Vec<String>,
    /// DAM paths that only administrators write.
    pub read_only: Vec<String>,

    // Writing what somebody else has checked out.
    pub locked_complete_upload: WhenLocked,
    pub locked_createasset: WhenLocked,
    pub locked_api_put: WhenLocked,
    pub locked_api_delete: WhenLocked,
    /// `MOVE` on `/api/assets`, and Sling's move.
    pub locked_move: WhenLocked,
    /// `movePage` and `deletePage` of `/bin/wcmcommand`.
    pub locked_wcmcommand: WhenLocked,
    /// `createVersion` and `restoreVersion`.
    pub locked_versions: WhenLocked,
    /// Properties and metadata, which a check-out does not guard in the product.
    pub locked_metadata: WhenLocked,

    // Metadata.
    /// A save of metadata keeps the state before it as a version.
    pub metadata_makes_version: bool,
    /// A save of metadata writes it back into the original: other bytes, another size and hash.
    pub metadata_writeback: bool,
    /// Names of properties that can't be written, such as `dc:rights`: the whole save fails. So do
    /// `jcr:created`, `jcr:createdBy`, `jcr:uuid` and another `jcr:primaryType`, always.
    pub metadata_protected: Vec<String>,
    /// Sling's JSON writes dates as ISO 8601, as its GET servlet does without the legacy form.
    pub json_iso_dates: bool,
    /// Who is no administrator can't edit, copy, move or download an expired asset over HTTP
    /// either; in the product only the web interface says so.
    pub expired_guarded: bool,
    /// Whether `/content/cq:tags` is hidden from who is no administrator.
    pub tags_hidden: Hidden,
    /// Suggested tags are those whose titles begin with the text; else those that hold it.
    pub tags_suggest_prefix: bool,
    /// Whether the metadata schema forms are hidden from who is no administrator.
    pub schema_hidden: Hidden,

    // Collections.
    /// How `dam:query` of a smart collection is written, which Adobe doesn't say.
    pub smart_query: SmartQuery,
    /// Whether `/content/dam/collections` is hidden from who is no administrator.
    pub collections_hidden: Hidden,
    /// What is posted to a collection is answered with 200, and nothing is done.
    pub collection_posts_ignored: bool,

    // Check-out.
    /// `checkout.json` exists.
    pub checkout: bool,
    /// What a holder gets who checks out again.
    pub own_checkout: OwnCheckout,
    /// A check-out and a check-in change `jcr:lastModified`.
    pub checkout_bumps_modified: bool,
    /// A check-out answers `ok` and does nothing.
    pub checkout_ignored: bool,
    /// A copy is checked out by whoever holds the original.
    pub copy_carries_lock: bool,

    // Listing.
    /// `showProperty` gives `cq:drivelock`, `asset:size` and `asset:readonly`.
    pub show_property: bool,
    /// `showProperty` reaches the metadata too, by `jcr:content/metadata/…` or the name alone.
    pub show_property_metadata: bool,
    /// The largest page; a larger `limit` is cut to it.
    pub siren_max_limit: Option<u32>,
    pub siren_order: SirenOrder,
    /// Pages have a link to the next one.
    pub siren_next_link: bool,
    /// Every folder also lists assets with these names, which need not be names at all (`..`,
    /// `a/b`, `CON`): a client must not write them to its disk.
    pub siren_hostile_names: Vec<String>,
    /// From how many nodes on a `.N.json` answers 300.
    pub json_limit: usize,

    // Searching.
    /// Two `type` predicates in an OR group work; else such a group finds nothing.
    pub query_type_group: bool,
    pub query_invalid: InvalidQuery,
    /// How much later than a change the query index knows of it, in milliseconds.
    pub query_index_delay_ms: u64,

    // Versions.
    /// `version.json` lists versions (default: yes).
    pub version_json: Option<bool>,
    pub version_created: VersionDate,
    /// A restore keeps the state before it as a version.
    pub restore_keeps_version: bool,
    /// `createVersion=true` is ignored: the bytes are replaced, nothing is kept.
    pub create_version_ignored: bool,

    // Words of another alphabet, and titles.
    /// Forms and queries without `_charset_` are read as ISO-8859-1, which is Sling's default;
    /// AEM's own configuration reads UTF-8.
    pub forms_latin1: bool,

    // Folders.
    /// A folder that this person may not make is answered with 200, and none is made.
    pub folder_refused_with_200: bool,

    // Transfers.
    /// `initiateUpload.json` works (6.5: no, cloud: yes).
    pub direct_upload: Option<bool>,
    pub direct_upload_refusal: NoDirectUpload,
    /// `/platform` answers where there is no direct upload, and lacks the link then; else it is
    /// missing altogether.
    pub platform_without_link: bool,
    /// So many `initiateUpload.json` and `completeUpload.json` are answered 404, as if another
    /// node of a cluster knew the folder only.
    pub upload_missing_next: u32,
    /// A folder that is made over HTTP is unknown to uploads and to the Assets API for so long, in
    /// milliseconds.
    pub folder_appears_after_ms: u64,
    /// `createasset.html` works (6.5: yes, cloud: no).
    pub createasset: Option<bool>,
    /// `createasset.html` keeps the state before it as a version where the asset is there already,
    /// as the web interface's "Create version" expects it; else the bytes are only replaced.
    pub createasset_versions: bool,
    /// Duplicates are detected: what is there already under another name is stored all the same,
    /// and answered with 409.
    pub detects_duplicates: bool,
    /// Media types that are not taken (415), such as `application/x-msdownload`.
    pub refused_types: Vec<String>,
    /// The pieces of a chunked upload are put together only after so many more requests.
    pub chunks_merge_after: u32,
    /// `/api/assets` takes binaries (6.5: yes, cloud: no).
    pub api_binary: Option<bool>,
    pub min_part_size: u64,
    pub max_part_size: u64,
    /// `completeURI` and `uploadURIs` are paths of the author server.
    pub relative_upload_uris: bool,
    /// How long upload and download addresses of the blob origin live, in seconds.
    pub signed_url_lifetime_s: u32,
    /// Downloads go through the blob origin (6.5: no, cloud: yes).
    pub redirect_download: Option<bool>,
    /// `Range` is not honoured: 200 with everything.
    pub range_ignored: bool,
    /// `If-Modified-Since` is not honoured: the bytes, whatever is asked.
    pub conditions_ignored: bool,
    /// The asset's own path has a `Last-Modified`, and so a 304. Sling takes it from the node
    /// `dam:Asset` itself, which has none; the original's rendition always has one.
    pub asset_path_dated: bool,

    // Processing of a written binary.
    pub processing: Processing,
    /// While it is processed `dam:sha1` and `dam:size` are those of the binary before; else absent.
    pub stale_sha1_while_processing: bool,
    /// The end of processing changes `jcr:lastModified`.
    pub processing_bumps_modified: bool,
    /// `dam:sha1` is that of the first binary for ever, as where nothing computes it again.
    pub sha1_of_first_binary: bool,

    // The network and what stands in front.
    /// The context path, such as `/author`; empty for none.
    pub context_path: String,
    /// A dispatcher answers 404 for `/bin`.
    pub block_bin: bool,
    /// A dispatcher answers 403 for `/api`.
    pub block_api: bool,
    /// A dispatcher passes no `X-Destination`, `X-Depth` and `X-Overwrite`, as one does that is
    /// not told to.
    pub drop_x_headers: bool,
    /// Successful writes of `/api/assets` and `completeUpload.json` answer a web page.
    pub writes_answer_html: bool,
    /// DAM paths whose On time has not come or whose Off time has passed, as `onTime` and `offTime`
    /// on `jcr:content` say it: `/api/assets` doesn't know them, the repository does.
    pub off_time: Vec<String>,
    /// A query by a property without an index that would read more than so many nodes is answered
    /// with 500.
    pub query_reads_at_most: Option<u64>,
    /// The same holds for a query for what is checked out: nobody says that an index knows of it.
    pub check_outs_unindexed: bool,
    /// How far the server's clock is ahead, in seconds.
    pub clock_skew_s: i64,
    pub latency_ms: u64,
    /// Only requests whose path holds this text get the faults below; empty for all.
    pub fault_path: String,
    /// After so many more requests every one is answered 401.
    pub unauthorized_after: Option<u32>,
    pub unauthorized_next: u32,
    pub forbidden_next: u32,
    pub unavailable_next: u32,
    pub missing_next: u32,
    pub too_many_next: u32,
    pub server_error_next: u32,
    /// The `Retry-After` of 503 and 429, in seconds.
    pub retry_after_s: Option<u32>,
    /// The connection is cut before any answer.
    pub reset_next: u32,
    /// The request is carried out, then the connection is cut before the answer.
    pub lost_answer_next: u32,
    /// Downloads end in the middle.
    pub truncate_next: u32,
    /// Downloads have the right length and wrong bytes.
    pub garbage_next: u32,
    /// Parts of direct uploads are taken and then cut in half; completing says that bytes are
    /// missing.
    pub damaged_upload_next: u32,
    /// Uploads are taken whole and one byte of them is stored wrong; only the hash shows it.
    pub garbled_upload_next: u32,
    /// The answer is an HTML login page with status 200.
    pub html_next: u32,
}

/// What a write answers when somebody else has the asset checked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenLocked {
    /// The server does not care.
    Allow,
    S403,
    S409,
    S423,
    S500,
}

/// What a path answers that somebody has no right to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hidden {
    /// It is readable.
    No,
    S403,
    S404,
}

/// How the parameters of a search are kept as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmartQuery {
    /// `name=value`, a line each, as Java writes properties.
    Lines,
    Json,
    /// As in an address.
    Query,
    /// Something else.
    Unknown,
}

/// What a holder gets who checks out again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnCheckout {
    Ok,
    Conflict,
}

/// The order of children in a Siren page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SirenOrder {
    Name,
    NameDescending,
    /// In which the children were made.
    Insertion,
}

/// What a query that makes no sense gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidQuery {
    BadRequest,
    SuccessFalse,
}

/// How `created` is written in `version.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionDate {
    Iso,
    Ecma,
    /// A number of milliseconds.
    Millis,
    /// `25.10.2024 18:11:41`, in the server's time zone and without saying so: what Adobe's own
    /// testing client reads.
    Adobe,
}

/// What `initiateUpload.json` answers where there is no direct upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoDirectUpload {
    S404,
    S405,
    S501,
    /// 200 and a web page.
    Html,
    /// 200 and JSON without `completeURI` and `files`.
    EmptyJson,
    /// 200 and a list of the names that were asked for: 6.5 without a cloud store (Adobe's
    /// aem-upload, issue 60; node-httptransfer, issue 145).
    SixFiveArray,
    /// 200 and `folderPath` with `files` that have nothing but a name: the SDK of Cloud Service
    /// (aem-upload, issue 22).
    SdkFiles,
}

/// When a written binary is processed: hash, size and thumbnails appear then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Processing {
    Immediate,
    AfterMs(u64),
    /// When [`crate::DemoServer::finish_processing`] is called.
    Manual,
}

impl Default for Switches {
    #[expect(clippy::too_many_lines, reason = "a line a switch, and nothing else")]
    fn default() -> Self {
        Self {
            basic_auth: None,
            basic_utf8: false,
            tokens_expired: false,
            sessions_expired: false,
            takes_jwt: false,
            token_lifetime_s: 12 * 60 * 60,
            csrf_enforced: false,
            login_page_at_200: false,
            anonymous_currentuser: false,
            unreadable: Vec::new(),
            read_only: Vec::new(),
            locked_complete_upload: WhenLocked::S423,
            locked_createasset: WhenLocked::S423,
            locked_api_put: WhenLocked::S423,
            locked_api_delete: WhenLocked::S423,
            locked_move: WhenLocked::S423,
            locked_wcmcommand: WhenLocked::S423,
            locked_versions: WhenLocked::S423,
            locked_metadata: WhenLocked::Allow,
            metadata_makes_version: false,
            metadata_writeback: false,
            metadata_protected: Vec::new(),
            json_iso_dates: false,
            expired_guarded: false,
            tags_hidden: Hidden::No,
            tags_suggest_prefix: false,
            schema_hidden: Hidden::No,
            smart_query: SmartQuery::Lines,
            collections_hidden: Hidden::No,
            collection_posts_ignored: false,
            checkout: true,
            own_checkout: OwnCheckout::Ok,
            checkout_bumps_modified: false,
            checkout_ignored: false,
            copy_carries_lock: false,
            show_property: true,
            show_property_metadata: false,
            siren_max_limit: None,
            siren_order: SirenOrder::Name,
            siren_next_link: true,
            siren_hostile_names: Vec::new(),
            json_limit: 200,
            query_type_group: true,
            query_invalid: InvalidQuery::BadRequest,
            query_index_delay_ms: 0,
            version_json: None,
            version_created: VersionDate::Adobe,
            restore_keeps_version: true,
            create_version_ignored: false,
            forms_latin1: false,
            folder_refused_with_200: true,
            direct_upload: None,
            direct_upload_refusal: NoDirectUpload::SixFiveArray,
            platform_without_link: true,
            upload_missing_next: 0,
            folder_appears_after_ms: 0,
            createasset: None,
            createasset_versions: true,
            detects_duplicates: false,
            refused_types: Vec::new(),
            chunks_merge_after: 0,
            api_binary: None,
            min_part_size: 10 * 1024 * 1024,
            max_part_size: 100 * 1024 * 1024,
            relative_upload_uris: false,
            signed_url_lifetime_s: 600,
            redirect_download: None,
            range_ignored: false,
            conditions_ignored: false,
            asset_path_dated: false,
            processing: Processing::Immediate,
            stale_sha1_while_processing: false,
            processing_bumps_modified: true,
            sha1_of_first_binary: false,
            context_path: String::new(),
            block_bin: false,
            block_api: false,
            drop_x_headers: false,
            writes_answer_html: false,
            off_time: Vec::new(),
            query_reads_at_most: None,
            check_outs_unindexed: false,
            clock_skew_s: 0,
            latency_ms: 0,
            fault_path: String::new(),
            unauthorized_after: None,
            unauthorized_next: 0,
            forbidden_next: 0,
            unavailable_next: 0,
            missing_next: 0,
            too_many_next: 0,
            server_error_next: 0,
            retry_after_s: Some(1),
            reset_next: 0,
            lost_answer_next: 0,
            truncate_next: 0,
            garbage_next: 0,
            damaged_upload_next: 0,
            garbled_upload_next: 0,
            html_next: 0,
        }
    }
}

impl Switches {
    pub(crate) fn takes_basic(&self, personality: Personality) -> bool {
        self.basic_auth.unwrap_or(personality == Personality::Aem65)
    }

    pub(crate) fn has_direct_upload(&self, personality: Personality) -> bool {
        self.direct_upload
            .unwrap_or(personality == Personality::Cloud)
    }

    pub(crate) fn has_createasset(&self, personality: Personality) -> bool {
        self.createasset
            .unwrap_or(personality == Personality::Aem65)
    }

    pub(crate) fn has_api_binary(&self, personality: Personality) -> bool {
        self.api_binary.unwrap_or(personality == Personality::Aem65)
    }

    pub(crate) fn redirects_download(&self, personality: Personality) -> bool {
        self.redirect_download
            .unwrap_or(personality == Personality::Cloud)
    }

    pub(crate) fn json_dates(&self) -> Form {
        if self.json_iso_dates {
            Form::Iso
        } else {
            Form::Ecma
        }
    }

    pub(crate) fn lists_versions(&self) -> bool {
        self.version_json.unwrap_or(true)
    }
}
