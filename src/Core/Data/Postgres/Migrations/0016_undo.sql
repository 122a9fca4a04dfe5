-- Taking a run back: who asked for it, how far it is, how much went and how much stays. What the run made lies between two ids: they are
-- written with each checkpoint, so that no import pays for an index that only an undo reads.
ALTER TABLE crm_imports ADD COLUMN least_contact uuid;
ALTER TABLE crm_imports ADD COLUMN greatest_contact uuid;
ALTER TABLE crm_imports ADD COLUMN undo_agent text;
ALTER TABLE crm_imports ADD COLUMN undo_step smallint NOT NULL DEFAULT 0;
ALTER TABLE crm_imports ADD COLUMN undo_after uuid;
ALTER TABLE crm_imports ADD COLUMN undo_started_at timestamptz;
ALTER TABLE crm_imports ADD COLUMN undone_at timestamptz;
ALTER TABLE crm_imports ADD COLUMN taken_back bigint NOT NULL DEFAULT 0;
ALTER TABLE crm_imports ADD COLUMN kept bigint NOT NULL DEFAULT 0;

-- What an undo left as it is, and why.
CREATE TABLE crm_import_kept (
  tenant bigint NOT NULL,
  run uuid NOT NULL,
  contact uuid NOT NULL,
  reason smallint NOT NULL,
  fields text NOT NULL,
  PRIMARY KEY (tenant, run, contact)
);

-- What a run changed, contact by contact.
CREATE INDEX crm_changes_run ON crm_changes (tenant, run, contact) WHERE run IS NOT NULL;
