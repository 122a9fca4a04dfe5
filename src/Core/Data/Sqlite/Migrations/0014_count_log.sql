-- Which counts a transaction changed, in the order of transactions; an empty bucket stands for the whole scope. It is only appended to and
-- cut: an index over the counts themselves cost as much as they do, and twice the log that is written.
DROP INDEX crm_counts_changed;
CREATE TABLE crm_count_changes (
  tenant INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  scope_id BLOB NOT NULL,
  bucket TEXT NOT NULL,
  PRIMARY KEY (tenant, seq, scope, scope_id, bucket)
) WITHOUT ROWID;
