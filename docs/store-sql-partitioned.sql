-- Splits the events of a store on PostgreSQL into 32 partitions by their log, in one transaction.
--
-- Run it once, with psql and --set ON_ERROR_STOP=1, over a schema that postgresStore has made; "bihuan" below is its name. An empty one
-- takes a moment. Records that are there already are copied, for which there has to be room, while writers and readers wait.
--
-- The partitions are by log alone: what is unique in a log (its positions, its commands) is unique in a partition only when the
-- partition's key is part of it, and neither a day nor a position could be. A log lies in one partition as a whole. Which one is the
-- hash's to say, so that the partitions of many logs are about the same size.
--
-- What was granted on bihuan.events has to be granted again; the views keep what was granted on them.

BEGIN;

LOCK TABLE bihuan.logs, bihuan.events IN ACCESS EXCLUSIVE MODE;

ALTER TABLE bihuan.events RENAME TO events_before;

CREATE TABLE bihuan.events (LIKE bihuan.events_before) PARTITION BY HASH (log);

DO $$
BEGIN
  FOR n IN 0..31 LOOP
    EXECUTE format('CREATE TABLE bihuan.events_%s PARTITION OF bihuan.events FOR VALUES WITH (MODULUS 32, REMAINDER %s)', n, n);
  END LOOP;
END
$$;

INSERT INTO bihuan.events SELECT * FROM bihuan.events_before;

-- the view looks at the table that was renamed; the same words are about the new one
DO $$
BEGIN
  SET LOCAL search_path = pg_catalog;
  EXECUTE 'CREATE OR REPLACE VIEW bihuan.event_list AS '
    || replace(pg_get_viewdef('bihuan.event_list'::regclass), 'bihuan.events_before', 'bihuan.events');
END
$$;

DROP TABLE bihuan.events_before;

-- after the copy, which is faster, and after the old ones of the same names are gone
ALTER TABLE bihuan.events ADD CONSTRAINT events_pkey PRIMARY KEY (log, pos);
CREATE UNIQUE INDEX events_command ON bihuan.events (log, command) WHERE command IS NOT NULL;

COMMIT;

ANALYZE bihuan.events;
