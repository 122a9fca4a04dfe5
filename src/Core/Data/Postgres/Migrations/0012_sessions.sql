-- Whose sessions were ended, and when: tokens that were issued until then hold no more. One row an agent, the latest.
CREATE TABLE crm_revocations (
  tenant bigint NOT NULL REFERENCES crm_tenants,
  agent text COLLATE "C" NOT NULL,
  revoked_at timestamptz NOT NULL,
  changed_seq bigint NOT NULL,
  PRIMARY KEY (tenant, agent)
);
CREATE INDEX crm_revocations_changed ON crm_revocations (changed_seq);
