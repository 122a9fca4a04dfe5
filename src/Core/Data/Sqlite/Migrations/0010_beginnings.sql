-- Which form the search tokens have: a start brings older ones up to date, see SearchRenewal.
ALTER TABLE crm_store ADD COLUMN search_version INTEGER NOT NULL DEFAULT 0;
-- Made anew and filled rather than changed row by row: an index without its contents keeps a mark for every row that was taken out.
DROP TABLE crm_search;
CREATE VIRTUAL TABLE crm_search USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':'");
