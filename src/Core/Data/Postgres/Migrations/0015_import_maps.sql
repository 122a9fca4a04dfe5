-- Mappings that agents saved. The fingerprint is of the header that a map was made for; null where its files have none.
CREATE TABLE crm_import_maps (
  tenant bigint NOT NULL REFERENCES crm_tenants,
  id uuid NOT NULL,
  agent text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  name_fold text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C",
  columns text COLLATE "C" NOT NULL,
  options text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX crm_import_maps_name ON crm_import_maps (tenant, name_fold);
CREATE INDEX crm_import_maps_header ON crm_import_maps (tenant, fingerprint) WHERE fingerprint IS NOT NULL;
