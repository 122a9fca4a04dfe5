-- What recurs, and until when some node has done it: each claims the next time, tenant by tenant.
CREATE TABLE crm_recurring (
  tenant bigint NOT NULL REFERENCES crm_tenants,
  job text COLLATE "C" NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, job)
);
