-- How much work the pictures of an upload are worth, where whoever uploads said so.
ALTER TABLE uploads ADD COLUMN preset TEXT;
