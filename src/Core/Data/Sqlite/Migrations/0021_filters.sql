-- What the manager's filters ask of a contact stands in the order's index itself: a filtered page, its jumps and its count read the index alone.
DROP INDEX crm_contacts_bucket_name;
DROP INDEX crm_contacts_name;
CREATE INDEX crm_contacts_bucket_name ON crm_contacts (tenant, bucket, name_key, id, status, source, activity_count) WHERE deleted_at IS NULL;
CREATE INDEX crm_contacts_name ON crm_contacts (tenant, name_key, id, status, source, activity_count) WHERE deleted_at IS NULL;
