-- How often the verifier has repaired an entry, so that two of them at once do not repair one drift twice.
ALTER TABLE crm_counts ADD COLUMN repairs INTEGER NOT NULL DEFAULT 0;
