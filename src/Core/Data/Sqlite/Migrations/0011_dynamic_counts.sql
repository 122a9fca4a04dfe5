-- Changes with the tenant's dynamic lists: writers remember them compiled, and look here whether they are still the same.
ALTER TABLE crm_tenants ADD COLUMN lists_mark INTEGER NOT NULL DEFAULT 0;
-- Grows with each change of what is counted, see ListCounter.
ALTER TABLE crm_lists ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
-- Dynamic lists have kept counts from now on: those that there are get theirs.
UPDATE crm_lists SET counting = 1 WHERE kind = 1;
CREATE INDEX crm_lists_counting ON crm_lists (tenant, id) WHERE counting;
