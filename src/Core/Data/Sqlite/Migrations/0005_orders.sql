-- Pages by creation and by last activity: for an agent a range a bucket, for a manager one of the tenant. Both keys grow as rows come, so
-- that an import appends to these indexes; see docs/decisions/0008 for what they cost, and why e-mail has none.
CREATE INDEX crm_contacts_bucket_created ON crm_contacts (tenant, bucket, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX crm_contacts_created ON crm_contacts (tenant, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX crm_contacts_bucket_activity ON crm_contacts (tenant, bucket, COALESCE(last_activity_at, 253402214400000), id) WHERE deleted_at IS NULL;
CREATE INDEX crm_contacts_activity ON crm_contacts (tenant, COALESCE(last_activity_at, 253402214400000), id) WHERE deleted_at IS NULL;
