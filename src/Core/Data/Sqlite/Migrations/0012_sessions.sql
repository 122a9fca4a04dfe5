-- Whose sessions were ended, and when: tokens that were issued until then hold no more. One row an agent, the latest.
CREATE TABLE crm_revocations (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  agent TEXT NOT NULL,
  revoked_at INTEGER NOT NULL,
  changed_seq INTEGER NOT NULL,
  PRIMARY KEY (tenant, agent)
) WITHOUT ROWID;
CREATE INDEX crm_revocations_changed ON crm_revocations (changed_seq);
