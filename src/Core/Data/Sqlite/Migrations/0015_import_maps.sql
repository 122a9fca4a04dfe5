-- Mappings that agents saved. The fingerprint is of the header that a map was made for; null where its files have none.
CREATE TABLE crm_import_maps (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  id BLOB NOT NULL,
  agent TEXT NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  fingerprint TEXT,
  columns TEXT NOT NULL,
  options TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX crm_import_maps_name ON crm_import_maps (tenant, name_fold);
CREATE INDEX crm_import_maps_header ON crm_import_maps (tenant, fingerprint) WHERE fingerprint IS NOT NULL;
