-- Uploaded files for every node to read, in parts that are fetched one by one. CSV is kept as it is: packing it would cost the upload more
-- than the disk is worth for the days that it lies here.
CREATE TABLE crm_staged_chunks (
  tenant bigint NOT NULL,
  staged uuid NOT NULL,
  part int NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (tenant, staged, part)
);
ALTER TABLE crm_staged_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
