-- Which counts a transaction changed, in the order of transactions; an empty bucket stands for the whole scope. It is only appended to and
-- cut: an index over the counts themselves cost as much as they do, and twice the log that is written.
DROP INDEX crm_counts_changed;
CREATE TABLE crm_count_changes (
  tenant bigint NOT NULL,
  seq bigint NOT NULL,
  scope smallint NOT NULL,
  scope_id uuid NOT NULL,
  bucket text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, seq, scope, scope_id, bucket)
);
