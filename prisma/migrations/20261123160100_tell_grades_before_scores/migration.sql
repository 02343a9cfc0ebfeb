-- A grading changes first the hand-in and then the score, in one transaction, and both are told at its end in this order. Triggers of a
-- statement cannot wait for the end, so these are of a row.
DROP TRIGGER "queue_scores_made" ON "Score";
DROP TRIGGER "queue_scores_changed" ON "Score";
DROP FUNCTION "queue_scores_made"();
DROP FUNCTION "queue_scores_changed"();

CREATE FUNCTION "queue_changed_score"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_score_changed"(NEW."assignmentId", NEW."personId") WHERE EXISTS (
    SELECT 1 FROM "Assignment" AS "assignment" JOIN "WebhookEndpoint" AS "endpoint" ON "endpoint"."courseId" = "assignment"."courseId"
    WHERE "assignment"."id" = NEW."assignmentId");
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "queue_made_score" AFTER INSERT ON "Score" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."counts" IS NOT NULL) EXECUTE FUNCTION "queue_changed_score"();
CREATE CONSTRAINT TRIGGER "queue_changed_score" AFTER UPDATE ON "Score" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."counts" IS DISTINCT FROM NEW."counts") EXECUTE FUNCTION "queue_changed_score"();
