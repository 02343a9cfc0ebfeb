-- CreateEnum
CREATE TYPE "WebhookDeliveryState" AS ENUM ('pending', 'delivered', 'failed');

-- CreateTable
CREATE TABLE "WebhookEndpoint" (
    "id" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "events" TEXT[],
    "secret" TEXT NOT NULL,
    "formerSecret" TEXT,
    "formerUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),
    "disabledReason" TEXT,
    "failingSince" TIMESTAMPTZ(3),
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease" TEXT,
    "leasedUntil" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "endpointId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "personId" TEXT,
    "body" TEXT NOT NULL,
    "state" "WebhookDeliveryState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attemptedAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "responseStatus" INTEGER,
    "responseStart" TEXT,
    "failure" TEXT,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AssignmentRelease" (
    "assignmentId" TEXT NOT NULL,
    "announcedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AssignmentRelease_pkey" PRIMARY KEY ("assignmentId")
);

-- CreateIndex
CREATE INDEX "WebhookEndpoint_courseId_id_idx" ON "WebhookEndpoint"("courseId", "id");

-- CreateIndex
CREATE INDEX "WebhookEndpoint_nextAttemptAt_idx" ON "WebhookEndpoint"("nextAttemptAt");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_sequence_key" ON "WebhookDelivery"("sequence");

-- CreateIndex
CREATE INDEX "WebhookDelivery_endpointId_state_sequence_idx" ON "WebhookDelivery"("endpointId", "state", "sequence");

-- CreateIndex
CREATE INDEX "WebhookDelivery_personId_idx" ON "WebhookDelivery"("personId");

-- CreateIndex
CREATE INDEX "WebhookDelivery_createdAt_idx" ON "WebhookDelivery"("createdAt");

-- AddForeignKey
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "WebhookEndpoint_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "WebhookEndpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssignmentRelease" ADD CONSTRAINT "AssignmentRelease_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say: the outbox. Whoever changes a submission or a score, and by whatever way, queues the event in the
-- same transaction: it cannot be forgotten, and is not there when the transaction rolls back. docs/guides/receive-webhooks.md shows
-- what `data` holds for each event.
CREATE FUNCTION "webhook_time"(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

CREATE FUNCTION "queue_webhook"(course text, event_name text, about text, event_data jsonb) RETURNS void LANGUAGE sql AS $$
  WITH "event" AS MATERIALIZED (SELECT gen_random_uuid()::text AS "id")
  INSERT INTO "WebhookDelivery" ("id", "endpointId", "event", "personId", "body")
  SELECT gen_random_uuid()::text, "endpoint"."id", event_name, about, jsonb_build_object(
    'version', 1, 'id', "event"."id", 'type', event_name, 'createdAt', "webhook_time"(now()), 'courseId', course, 'data', event_data)::text
  FROM "WebhookEndpoint" AS "endpoint", "event"
  WHERE "endpoint"."courseId" = course AND "endpoint"."disabledAt" IS NULL AND event_name = ANY ("endpoint"."events")
$$;

-- Deferred to the end of the transaction, which writes the report after the state.
CREATE FUNCTION "queue_submission_graded"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_webhook"("assignment"."courseId", 'submission.graded', NEW."personId", jsonb_build_object(
    'submissionId', NEW."id", 'assignmentId', NEW."assignmentId", 'groupId', NEW."groupId",
    'person', jsonb_build_object('id', "person"."id", 'email', "person"."email"),
    'exercise', NEW."exercise", 'state', NEW."state", 'submittedAt', "webhook_time"(NEW."submittedAt"),
    'outcome', "report"."outcome", 'passed', "report"."passed", 'points', "report"."points", 'maxPoints', "report"."maxPoints"))
  FROM "Assignment" AS "assignment" JOIN "Person" AS "person" ON "person"."id" = NEW."personId"
  LEFT JOIN "Report" AS "report" ON "report"."submissionId" = NEW."id"
  WHERE "assignment"."id" = NEW."assignmentId"
    AND EXISTS (SELECT 1 FROM "WebhookEndpoint" AS "endpoint" WHERE "endpoint"."courseId" = "assignment"."courseId");
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER "queue_submission_graded" AFTER UPDATE ON "Submission" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."assignmentId" IS NOT NULL AND NEW."state" IN ('GRADED', 'NOT_GRADED') AND OLD."state" IS DISTINCT FROM NEW."state")
  EXECUTE FUNCTION "queue_submission_graded"();

-- A statement at a time: a class may be computed anew in one.
CREATE FUNCTION "queue_scores_made"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_score_changed"("now"."assignmentId", "now"."personId") FROM "now"
  JOIN "Assignment" AS "assignment" ON "assignment"."id" = "now"."assignmentId"
  WHERE "now"."counts" IS NOT NULL
    AND EXISTS (SELECT 1 FROM "WebhookEndpoint" AS "endpoint" WHERE "endpoint"."courseId" = "assignment"."courseId");
  RETURN NULL;
END
$$;

CREATE FUNCTION "queue_scores_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_score_changed"("now"."assignmentId", "now"."personId") FROM "now"
  JOIN "before" USING ("assignmentId", "personId")
  JOIN "Assignment" AS "assignment" ON "assignment"."id" = "now"."assignmentId"
  WHERE "now"."counts" IS DISTINCT FROM "before"."counts"
    AND EXISTS (SELECT 1 FROM "WebhookEndpoint" AS "endpoint" WHERE "endpoint"."courseId" = "assignment"."courseId");
  RETURN NULL;
END
$$;

CREATE FUNCTION "queue_score_changed"(which text, about text) RETURNS void LANGUAGE sql AS $$
  SELECT "queue_webhook"("assignment"."courseId", 'score.changed', about, jsonb_build_object(
    'assignmentId', "assignment"."id", 'person', jsonb_build_object('id', "person"."id", 'email', "person"."email"),
    'score', "score"."counts", 'weight', "assignment"."weight", 'adjusted', "score"."adjusted" IS NOT NULL,
    'attempts', "score"."attempts", 'submissionId', "score"."submissionId"))
  FROM "Score" AS "score" JOIN "Assignment" AS "assignment" ON "assignment"."id" = "score"."assignmentId"
  JOIN "Person" AS "person" ON "person"."id" = "score"."personId"
  WHERE "score"."assignmentId" = which AND "score"."personId" = about
$$;

CREATE TRIGGER "queue_scores_made" AFTER INSERT ON "Score" REFERENCING NEW TABLE AS "now"
  FOR EACH STATEMENT EXECUTE FUNCTION "queue_scores_made"();
CREATE TRIGGER "queue_scores_changed" AFTER UPDATE ON "Score" REFERENCING OLD TABLE AS "before" NEW TABLE AS "now"
  FOR EACH STATEMENT EXECUTE FUNCTION "queue_scores_changed"();
