-- One action on many contacts: what was asked, in whose name, and how far it is. It can be taken back for a day.
CREATE TABLE crm_bulk_actions (
  tenant INTEGER NOT NULL,
  id BLOB NOT NULL,
  agent TEXT NOT NULL,
  agent_name TEXT NOT NULL,
  queues TEXT NOT NULL,
  permission INTEGER NOT NULL,
  action TEXT NOT NULL,
  selection TEXT NOT NULL,
  undoes BLOB,
  undone_by BLOB,
  status INTEGER NOT NULL,
  total INTEGER NOT NULL,
  affected INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  after_contact BLOB,
  message TEXT,
  owner_node TEXT,
  lease_until INTEGER,
  fence INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX crm_bulk_actions_open ON crm_bulk_actions (status, created_at) WHERE status < 2;

-- The contacts that an action changed, each with the version that it left; 0 where it changed a membership only.
CREATE TABLE crm_bulk_items (
  tenant INTEGER NOT NULL,
  action BLOB NOT NULL,
  contact BLOB NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (tenant, action, contact)
) WITHOUT ROWID;

-- The id of a contact that was merged into another goes on meaning that other.
CREATE TABLE crm_contact_redirects (
  tenant INTEGER NOT NULL,
  source BLOB NOT NULL,
  target BLOB NOT NULL,
  PRIMARY KEY (tenant, source)
) WITHOUT ROWID;
CREATE INDEX crm_contact_redirects_target ON crm_contact_redirects (tenant, target);

CREATE INDEX crm_contacts_account ON crm_contacts (tenant, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX crm_contacts_deleted ON crm_contacts (deleted_at) WHERE deleted_at IS NOT NULL;
