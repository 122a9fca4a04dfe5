-- Tables that are only ever found by their key are WITHOUT ROWID: one tree instead of two.
CREATE TABLE crm_store (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch BLOB NOT NULL,
  seq INTEGER NOT NULL
);

CREATE TABLE crm_tenants (
  tenant INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  default_country TEXT NOT NULL,
  timezone TEXT NOT NULL,
  allowed_origins TEXT NOT NULL,
  limits TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

CREATE TABLE crm_agents (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE TABLE crm_queues (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE TABLE crm_accounts (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  created_run BLOB,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX crm_accounts_name ON crm_accounts (tenant, name_fold);

CREATE TABLE crm_contacts (
  row_no INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  id BLOB NOT NULL,
  bucket TEXT NOT NULL,
  name_key BLOB NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  first_name_fold TEXT NOT NULL,
  last_name_fold TEXT NOT NULL,
  email TEXT,
  email_fold TEXT,
  phone TEXT,
  phone_e164 TEXT,
  mobile TEXT,
  mobile_e164 TEXT,
  title TEXT,
  department TEXT,
  account_id BLOB,
  source INTEGER NOT NULL,
  status INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  assigned_queue_id TEXT,
  assigned_to_id TEXT,
  preferred_channel INTEGER,
  language TEXT,
  timezone TEXT,
  consent_email INTEGER NOT NULL,
  consent_sms INTEGER NOT NULL,
  consent_whatsapp INTEGER NOT NULL,
  external_crm_id TEXT,
  external_crm_id_fold TEXT,
  external_crm_provider TEXT,
  activity_count INTEGER NOT NULL,
  last_activity_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_run BLOB,
  deleted_at INTEGER,
  -- Last, because it may be long: the columns before it are read without following its overflow pages.
  notes TEXT
);
CREATE UNIQUE INDEX crm_contacts_id ON crm_contacts (tenant, id);
CREATE INDEX crm_contacts_bucket_name ON crm_contacts (tenant, bucket, name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX crm_contacts_name ON crm_contacts (tenant, name_key, id) WHERE deleted_at IS NULL;

CREATE TABLE crm_match_keys (
  tenant INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  value TEXT NOT NULL,
  contact BLOB NOT NULL,
  PRIMARY KEY (tenant, kind, value, contact)
) WITHOUT ROWID;

CREATE TABLE crm_tags (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  created_run BLOB,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX crm_tags_name ON crm_tags (tenant, name_fold);

CREATE TABLE crm_contact_tags (
  tenant INTEGER NOT NULL,
  contact BLOB NOT NULL,
  tag BLOB NOT NULL,
  PRIMARY KEY (tenant, contact, tag)
) WITHOUT ROWID;
CREATE INDEX crm_contact_tags_tag ON crm_contact_tags (tenant, tag, contact);

CREATE TABLE crm_lists (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  description TEXT,
  kind INTEGER NOT NULL,
  filter TEXT,
  counting INTEGER NOT NULL,
  created_run BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX crm_lists_name ON crm_lists (tenant, name_fold);

CREATE TABLE crm_list_members (
  tenant INTEGER NOT NULL,
  list BLOB NOT NULL,
  contact BLOB NOT NULL,
  added_run BLOB,
  PRIMARY KEY (tenant, list, contact)
) WITHOUT ROWID;
CREATE INDEX crm_list_members_contact ON crm_list_members (tenant, contact, list);

-- scope: 0 all contacts (scope_id zero), 1 list, 2 tag. Bucket '*' is the sum of the scope's buckets.
CREATE TABLE crm_counts (
  tenant INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  scope_id BLOB NOT NULL,
  bucket TEXT NOT NULL,
  count INTEGER NOT NULL,
  version INTEGER NOT NULL,
  changed_seq INTEGER NOT NULL,
  PRIMARY KEY (tenant, scope, scope_id, bucket)
) WITHOUT ROWID;
CREATE INDEX crm_counts_changed ON crm_counts (tenant, changed_seq);

CREATE TABLE crm_changes (
  tenant INTEGER NOT NULL,
  contact BLOB NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  agent TEXT NOT NULL,
  run BLOB,
  fields TEXT NOT NULL,
  PRIMARY KEY (tenant, contact, version)
) WITHOUT ROWID;

CREATE TABLE crm_staged_files (
  tenant INTEGER NOT NULL,
  id BLOB NOT NULL,
  agent TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  consumed_at INTEGER,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE TABLE crm_imports (
  tenant INTEGER NOT NULL,
  id BLOB NOT NULL,
  agent TEXT NOT NULL,
  agent_name TEXT NOT NULL,
  queues TEXT NOT NULL,
  permission INTEGER NOT NULL,
  staged BLOB NOT NULL,
  file_name TEXT NOT NULL,
  options TEXT NOT NULL,
  status INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  dry_run INTEGER NOT NULL,
  cancel_asked INTEGER NOT NULL,
  imported INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  total_rows INTEGER,
  next_byte INTEGER NOT NULL,
  next_row INTEGER NOT NULL,
  next_line INTEGER NOT NULL,
  error_token TEXT,
  message TEXT,
  idempotency_key TEXT,
  request_hash TEXT,
  owner_node TEXT,
  lease_until INTEGER,
  fence INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX crm_imports_open ON crm_imports (status, created_at) WHERE status < 2;
CREATE INDEX crm_imports_newest ON crm_imports (tenant, created_at);
CREATE UNIQUE INDEX crm_imports_idempotency ON crm_imports (tenant, agent, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX crm_imports_token ON crm_imports (tenant, error_token) WHERE error_token IS NOT NULL;

CREATE TABLE crm_import_errors (
  tenant INTEGER NOT NULL,
  run BLOB NOT NULL,
  row INTEGER NOT NULL,
  line INTEGER NOT NULL,
  byte_start INTEGER NOT NULL,
  byte_end INTEGER NOT NULL,
  codes TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (tenant, run, row)
) WITHOUT ROWID;

-- One token a word or phone suffix, led by its tenant; the row itself is crm_contacts'. The ascii tokenizer splits on
-- white space only for what we give it: letters are folded before they come here.
CREATE VIRTUAL TABLE crm_search USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':'");
