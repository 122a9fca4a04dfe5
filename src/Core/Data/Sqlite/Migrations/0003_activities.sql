CREATE TABLE crm_activities (
  tenant INTEGER NOT NULL,
  id BLOB NOT NULL,
  contact BLOB NOT NULL,
  type INTEGER NOT NULL,
  source INTEGER NOT NULL,
  direction INTEGER,
  at INTEGER NOT NULL,
  agent TEXT,
  subject TEXT,
  duration INTEGER,
  call_id TEXT,
  due_at INTEGER,
  task_state INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  body TEXT,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX crm_activities_newest ON crm_activities (tenant, contact, at, id);
CREATE INDEX crm_activities_call ON crm_activities (tenant, call_id) WHERE call_id IS NOT NULL;

CREATE TABLE crm_interactions (
  tenant INTEGER NOT NULL,
  id BLOB NOT NULL,
  contact BLOB NOT NULL,
  channel INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  agent TEXT,
  queue TEXT,
  subject TEXT,
  external_id TEXT NOT NULL,
  message_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX crm_interactions_newest ON crm_interactions (tenant, contact, ended_at, id);
CREATE UNIQUE INDEX crm_interactions_external ON crm_interactions (tenant, external_id);

-- A conversation is closed when it comes in: its messages are numbered from 1 and stay as they are.
CREATE TABLE crm_messages (
  tenant INTEGER NOT NULL,
  interaction BLOB NOT NULL,
  position INTEGER NOT NULL,
  id BLOB NOT NULL,
  at INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  agent TEXT,
  sender TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, interaction, position)
) WITHOUT ROWID;
