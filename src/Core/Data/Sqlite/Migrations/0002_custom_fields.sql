-- What organizations add to their contacts. Options are an array of JSON: they are shown, never searched.
CREATE TABLE crm_custom_fields (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  id BLOB NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  kind INTEGER NOT NULL,
  required INTEGER NOT NULL,
  sort_order INTEGER NOT NULL,
  options TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX crm_custom_fields_key ON crm_custom_fields (tenant, key);
CREATE UNIQUE INDEX crm_custom_fields_name ON crm_custom_fields (tenant, name_fold);

-- One row a value, in the column of its type: number in millionths, date in days since 0001-01-01, flag 0 or 1.
CREATE TABLE crm_custom_values (
  tenant INTEGER NOT NULL,
  contact BLOB NOT NULL,
  field BLOB NOT NULL,
  number INTEGER,
  date INTEGER,
  flag INTEGER,
  text TEXT,
  text_fold TEXT,
  PRIMARY KEY (tenant, contact, field)
) WITHOUT ROWID;
-- Long texts are found by their first characters: an index entry has an end.
CREATE INDEX crm_custom_values_text ON crm_custom_values (tenant, field, substr(text_fold, 1, 100)) WHERE text_fold IS NOT NULL;
CREATE INDEX crm_custom_values_number ON crm_custom_values (tenant, field, number) WHERE number IS NOT NULL;
CREATE INDEX crm_custom_values_date ON crm_custom_values (tenant, field, date) WHERE date IS NOT NULL;
CREATE INDEX crm_custom_values_flag ON crm_custom_values (tenant, field, flag) WHERE flag IS NOT NULL;
