-- Which form the search tokens have: a start brings older ones up to date, see SearchRenewal.
ALTER TABLE crm_store ADD COLUMN search_version int NOT NULL DEFAULT 0;
