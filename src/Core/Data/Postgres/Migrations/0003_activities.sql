CREATE TABLE crm_activities (
  tenant bigint NOT NULL,
  id uuid NOT NULL,
  contact uuid NOT NULL,
  type smallint NOT NULL,
  source smallint NOT NULL,
  direction smallint,
  at timestamptz NOT NULL,
  agent text COLLATE "C",
  subject text COLLATE "C",
  duration int,
  call_id text COLLATE "C",
  due_at timestamptz,
  task_state smallint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  body text COLLATE "C",
  PRIMARY KEY (tenant, id)
);
CREATE INDEX crm_activities_newest ON crm_activities (tenant, contact, at, id);
CREATE INDEX crm_activities_call ON crm_activities (tenant, call_id) WHERE call_id IS NOT NULL;

CREATE TABLE crm_interactions (
  tenant bigint NOT NULL,
  id uuid NOT NULL,
  contact uuid NOT NULL,
  channel smallint NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  agent text COLLATE "C",
  queue text COLLATE "C",
  subject text COLLATE "C",
  external_id text COLLATE "C" NOT NULL,
  message_count int NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX crm_interactions_newest ON crm_interactions (tenant, contact, ended_at, id);
CREATE UNIQUE INDEX crm_interactions_external ON crm_interactions (tenant, external_id);

-- A conversation is closed when it comes in: its messages are numbered from 1 and stay as they are.
CREATE TABLE crm_messages (
  tenant bigint NOT NULL,
  interaction uuid NOT NULL,
  position int NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  direction smallint NOT NULL,
  agent text COLLATE "C",
  sender text COLLATE "C",
  body text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, interaction, position)
);
