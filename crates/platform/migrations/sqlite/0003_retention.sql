-- What is past its time is found without reading the rest.
CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
CREATE INDEX inbox_done ON inbox (processed_at) WHERE state = 'done';
