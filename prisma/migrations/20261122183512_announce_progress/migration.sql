-- Whoever changes what a watcher sees, and by whatever way, counts `revision` up and announces the row: an announcement cannot
-- be forgotten, is never sent for a transaction that rolls back, and arrives after its row can be read. NOTIFY takes at most
-- 8000 bytes, so the stage is cut. See libs/queue/progress-channel.ts for the reader.
CREATE FUNCTION "announce_progress"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW."state", NEW."stage", NEW."done", NEW."total") IS NOT DISTINCT FROM (OLD."state", OLD."stage", OLD."done", OLD."total") THEN
      RETURN NEW;
    END IF;
    NEW."revision" := OLD."revision" + 1;
  END IF;
  PERFORM pg_notify('ipclab_progress', json_build_object(
    'id', NEW."id", 'state', NEW."state", 'stage', left(NEW."stage", 500), 'done', NEW."done", 'total', NEW."total",
    'revision', NEW."revision")::text);
  RETURN NEW;
END
$$;

CREATE TRIGGER "announce_progress" BEFORE INSERT OR UPDATE ON "Submission" FOR EACH ROW EXECUTE FUNCTION "announce_progress"();
CREATE TRIGGER "announce_progress" BEFORE INSERT OR UPDATE ON "HostedRun" FOR EACH ROW EXECUTE FUNCTION "announce_progress"();
