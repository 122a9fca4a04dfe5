-- As on PostgreSQL; a store with one host has nobody to share what recurs with.
CREATE TABLE crm_recurring (
  tenant INTEGER NOT NULL REFERENCES crm_tenants,
  job TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, job)
) WITHOUT ROWID;
