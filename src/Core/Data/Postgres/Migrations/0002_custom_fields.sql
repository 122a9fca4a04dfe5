-- What organizations add to their contacts. Options are an array of JSON: they are shown, never searched.
CREATE TABLE crm_custom_fields (
  tenant bigint NOT NULL REFERENCES crm_tenants,
  id uuid NOT NULL,
  key text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  name_fold text COLLATE "C" NOT NULL,
  kind smallint NOT NULL,
  required boolean NOT NULL,
  sort_order int NOT NULL,
  options text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX crm_custom_fields_key ON crm_custom_fields (tenant, key);
CREATE UNIQUE INDEX crm_custom_fields_name ON crm_custom_fields (tenant, name_fold);

-- One row a value, in the column of its type.
CREATE TABLE crm_custom_values (
  tenant bigint NOT NULL,
  contact uuid NOT NULL,
  field uuid NOT NULL,
  number numeric(18, 6),
  date date,
  flag boolean,
  text text COLLATE "C",
  text_fold text COLLATE "C",
  PRIMARY KEY (tenant, contact, field)
);
-- Long texts are found by their first characters: an index entry has an end.
CREATE INDEX crm_custom_values_text ON crm_custom_values (tenant, field, substr(text_fold, 1, 100)) WHERE text_fold IS NOT NULL;
CREATE INDEX crm_custom_values_number ON crm_custom_values (tenant, field, number) WHERE number IS NOT NULL;
CREATE INDEX crm_custom_values_date ON crm_custom_values (tenant, field, date) WHERE date IS NOT NULL;
CREATE INDEX crm_custom_values_flag ON crm_custom_values (tenant, field, flag) WHERE flag IS NOT NULL;
