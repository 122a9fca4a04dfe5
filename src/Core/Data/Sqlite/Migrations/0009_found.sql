-- What a search that finds thousands of contacts must know of each before it shows fifty: whether it is visible and where it stands. A row is a
-- tenth of a contact's, rows lie in the order in which the search index names them, and an import appends to it.
CREATE INDEX crm_contacts_found ON crm_contacts (row_no, tenant, bucket, name_key, id) WHERE deleted_at IS NULL;
