//! What `--json` prints and the window reads.
//!
//! Every field is always present; what is not known is `null`. Enums are kebab-case strings, times
//! are RFC 3339 strings in UTC, sizes are numbers of bytes, paths of the DAM begin with a slash.
//! Fields and words may be added; none changes its meaning.

mod collection;
mod connection;
mod doctor;
mod finding;
mod links;
mod metadata;
mod order;
mod outcome;
mod row;
mod setting;
mod snapshot;
mod word;

pub use collection::CollectionView;
pub use connection::{
    CacheMovingView, CapabilityView, ConnectedView, ConnectionView, Connector, LoginKind, Notice,
    RecognisedView,
};
pub use doctor::{CheckView, DoctorStep, DoctorView, Health};
pub use finding::FindingView;
pub use links::{LinkTargetView, LinkedView, LinksTroubleView, LinksView, PackagedView, UserView};
pub use metadata::{
    ApprovalView, ChoiceView, FieldChangeView, FieldKindView, FieldValueView, FormFieldView,
    FormSectionView, FormView, MetadataSetView, MetadataView, RestrictedAssetView, RestrictedView,
    RestrictionView, TagView,
};
pub use order::{OrderView, OrderWishView};
pub use outcome::{
    BulkView, CacheMovedView, CacheView, ExportedView, FoundView, MeasuredView, NameView,
    ProblemView, RecoveredView, RenditionView, SideView, SidesView, StatusAfterView,
    UploadItemView, UploadPlanView, VersionView, WithLinksView,
};
pub use row::{
    DimensionsView, LockView, OfferView, OrientationView, RowPageView, RowProblemView,
    RowTransferView, RowView, file_text, path_text, time_text,
};
pub use setting::{ClientCertificateView, Origin, SettingView, SettingsView};
pub use snapshot::{
    BrakeView, ConnectionState, CountsView, FreedView, QueuedView, SessionView, SnapshotView,
    TransferTotalsView, TransferView, UnwatchedView,
};
pub(crate) use word::word;
pub use word::{
    Action, Changes, CollectionKindView, ConflictView, IfExistsView, KindView, RefusalCode,
    RefusalView, RenditionKindView, RowOrderView, StatusView, ThumbnailSizeView,
    TransferDirectionView, TransferStateView,
};
