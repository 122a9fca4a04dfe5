-- One action on many contacts: what was asked, in whose name, and how far it is. It can be taken back for a day.
CREATE TABLE crm_bulk_actions (
  tenant bigint NOT NULL,
  id uuid NOT NULL,
  agent text COLLATE "C" NOT NULL,
  agent_name text COLLATE "C" NOT NULL,
  queues text COLLATE "C" NOT NULL,
  permission smallint NOT NULL,
  action text COLLATE "C" NOT NULL,
  selection text COLLATE "C" NOT NULL,
  undoes uuid,
  undone_by uuid,
  status smallint NOT NULL,
  total bigint NOT NULL,
  affected bigint NOT NULL,
  skipped bigint NOT NULL,
  after_contact uuid,
  message text COLLATE "C",
  owner_node text COLLATE "C",
  lease_until timestamptz,
  fence bigint NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX crm_bulk_actions_open ON crm_bulk_actions (status, created_at) WHERE status < 2;

-- The contacts that an action changed, each with the version that it left; 0 where it changed a membership only.
CREATE TABLE crm_bulk_items (
  tenant bigint NOT NULL,
  action uuid NOT NULL,
  contact uuid NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (tenant, action, contact)
);

-- The id of a contact that was merged into another goes on meaning that other.
CREATE TABLE crm_contact_redirects (
  tenant bigint NOT NULL,
  source uuid NOT NULL,
  target uuid NOT NULL,
  PRIMARY KEY (tenant, source)
);
CREATE INDEX crm_contact_redirects_target ON crm_contact_redirects (tenant, target);

CREATE INDEX crm_contacts_account ON crm_contacts (tenant, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX crm_contacts_deleted ON crm_contacts (deleted_at) WHERE deleted_at IS NOT NULL;
