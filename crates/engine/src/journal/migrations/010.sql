-- What restricts the use of an asset, and whether any of that is known.
ALTER TABLE asset ADD COLUMN terms_known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE asset ADD COLUMN expires INTEGER;
ALTER TABLE asset ADD COLUMN on_time INTEGER;
ALTER TABLE asset ADD COLUMN off_time INTEGER;
-- 0 undecided, 1 approved, 2 rejected; NULL where nobody was asked.
ALTER TABLE asset ADD COLUMN approval INTEGER;
ALTER TABLE asset ADD COLUMN licence TEXT;

-- When this person edited the metadata from this computer last, and under which name.
ALTER TABLE asset ADD COLUMN described INTEGER;
ALTER TABLE asset ADD COLUMN described_by TEXT;
-- The server's bytes became others right after such an edit.
ALTER TABLE asset ADD COLUMN after_edit INTEGER NOT NULL DEFAULT 0;

CREATE INDEX asset_expires ON asset (expires) WHERE expires IS NOT NULL;
CREATE INDEX asset_on_time ON asset (on_time) WHERE on_time IS NOT NULL;
CREATE INDEX asset_off_time ON asset (off_time) WHERE off_time IS NOT NULL;
