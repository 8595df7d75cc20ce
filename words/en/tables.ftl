## Headings

heading-name = Name
heading-path = Path
heading-status = Status
heading-checked-out-by = Checked out by
heading-size = Size
heading-modified = Modified
heading-by = By
heading-type = Type
heading-pixels = Pixels
heading-rendition = Rendition
heading-collection = Collection
heading-members = Members
heading-notes = Notes
heading-known-since = Known since
heading-address = Address
heading-person = Person
heading-state = State
heading-cache-folder = Cache folder
heading-id = Id
heading-action = Action
heading-queued = Queued
heading-transfer = Transfer
heading-done = Done
heading-why = Why
heading-kept = Kept
heading-was = Was
heading-changed = Changed
heading-where = Where
heading-setting = Setting
heading-value = Value
heading-usual = Usual
heading-unit = Unit
heading-takes = Takes
heading-set = Set
heading-result = Result
heading-step = Step
heading-details = Details
heading-file = File
heading-becomes = Becomes
heading-version = Version
heading-when = When
heading-comment = Comment

## Rows

row-checked-out-by-you = checked out by you
row-checked-out-by = checked out by { $who }
row-deleted-on-server = { $status } (deleted on the server)
row-you = you
row-transfer = { $direction } { $state }
row-read-only = read-only for you
row-pinned = pinned
row-processing = being processed
row-expired = expired
row-not-yet-on = not yet released
row-withdrawn = withdrawn
row-rejected = rejected
row-licensed = licence needed
row-written-back = The server has probably only written metadata into the file.
row-parts = { $first }, { $rest }
ago-just-now = just now
ago-minutes = { $count } min ago
ago-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    } ago
ago-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    } ago
heading-field = Field
heading-label = Label
heading-tag = Tag
heading-title = Title
