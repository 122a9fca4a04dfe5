-- Taking a run back: who asked for it, how far it is, how much went and how much stays. What the run made lies between two ids: they are
-- written with each checkpoint, so that no import pays for an index that only an undo reads.
ALTER TABLE crm_imports ADD COLUMN least_contact BLOB;
ALTER TABLE crm_imports ADD COLUMN greatest_contact BLOB;
ALTER TABLE crm_imports ADD COLUMN undo_agent TEXT;
ALTER TABLE crm_imports ADD COLUMN undo_step INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crm_imports ADD COLUMN undo_after BLOB;
ALTER TABLE crm_imports ADD COLUMN undo_started_at INTEGER;
ALTER TABLE crm_imports ADD COLUMN undone_at INTEGER;
ALTER TABLE crm_imports ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;
ALTER TABLE crm_imports ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;

-- What an undo left as it is, and why.
CREATE TABLE crm_import_kept (
  tenant INTEGER NOT NULL,
  run BLOB NOT NULL,
  contact BLOB NOT NULL,
  reason INTEGER NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (tenant, run, contact)
) WITHOUT ROWID;

-- What a run changed, contact by contact.
CREATE INDEX crm_changes_run ON crm_changes (tenant, run, contact) WHERE run IS NOT NULL;
