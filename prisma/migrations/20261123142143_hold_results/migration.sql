-- CreateEnum
CREATE TYPE "TallyKind" AS ENUM ('tried', 'passed', 'fraction', 'check', 'group', 'shape', 'first_pass_attempt', 'first_pass_seconds', 'first_pass_day', 'stalled', 'hand_in_day');

-- CreateTable
CREATE TABLE "ResultTally" (
    "id" BIGSERIAL NOT NULL,
    "assignmentId" TEXT NOT NULL,
    "kind" "TallyKind" NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "amount" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "ResultTally_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CourseTotal" (
    "courseId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "points" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "tried" INTEGER NOT NULL DEFAULT 0,
    "passed" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "stalled" INTEGER NOT NULL DEFAULT 0,
    "lastAt" TIMESTAMPTZ(3),

    CONSTRAINT "CourseTotal_pkey" PRIMARY KEY ("courseId","personId")
);

-- CreateIndex
CREATE INDEX "ResultTally_assignmentId_kind_idx" ON "ResultTally"("assignmentId", "kind");

-- CreateIndex
CREATE INDEX "CourseTotal_courseId_points_idx" ON "CourseTotal"("courseId", "points" DESC);

-- DropIndex
DROP INDEX "Score_personId_idx";

-- CreateIndex
CREATE INDEX "Score_personId_assignmentId_idx" ON "Score"("personId", "assignmentId");

-- CreateIndex
CREATE INDEX "Score_assignmentId_stalled_idx" ON "Score"("assignmentId", "stalled");

-- AddForeignKey
ALTER TABLE "ResultTally" ADD CONSTRAINT "ResultTally_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CourseTotal" ADD CONSTRAINT "CourseTotal_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CourseTotal" ADD CONSTRAINT "CourseTotal_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say: how these rows are kept. Only present students count, who have the role and have not left.
-- A score's trigger holds their enrolments (FOR SHARE) and their totals (FOR UPDATE) before it reads, and each statement of a
-- function sees what was committed before it, so that two gradings at once, or a grading and a departure, add up.

-- A zone that this server does not know must not keep anybody from handing in.
CREATE FUNCTION "day_in_zone"("at" timestamptz, "zone" text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN to_char("at" AT TIME ZONE "zone", 'YYYY-MM-DD');
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD');
END
$$;

CREATE FUNCTION "two_digits"("seconds" double precision) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN "seconds" < 100 THEN round("seconds")
    ELSE round("seconds"::numeric, 1 - floor(log("seconds"::numeric))::int) END::bigint::text
$$;

CREATE FUNCTION "tallies_of"("score" "Score", "zone" text)
RETURNS TABLE ("kind" "TallyKind", "key" text, "count" int, "amount" double precision) LANGUAGE sql STABLE AS $$
  SELECT 'tried'::"TallyKind", '', 1, ("score")."attempts"::double precision WHERE ("score")."attempts" > 0
  UNION ALL SELECT 'passed', '', 1, 0 WHERE ("score")."passedAt" IS NOT NULL
  UNION ALL SELECT 'fraction', round(("score")."counts"::numeric, 3)::text, 1, ("score")."counts" WHERE ("score")."counts" IS NOT NULL
  UNION ALL SELECT DISTINCT 'check'::"TallyKind", "name", 1, 0::double precision FROM unnest(("score")."failedChecks") AS "name"
  UNION ALL SELECT 'group', "name", 1, ("score")."groupPoints"["place"] / ("score")."groupMaxPoints"["place"]
    FROM unnest(ARRAY['behaviour', 'evidence', 'robustness', 'hygiene']) WITH ORDINALITY AS "groups" ("name", "place")
    WHERE ("score")."groupMaxPoints"["place"] > 0
  UNION ALL SELECT 'shape', ("score")."wrongShape", 1, 0 WHERE ("score")."wrongShape" IS NOT NULL
  UNION ALL SELECT 'first_pass_attempt', ("score")."passedAtAttempt"::text, 1, 0 WHERE ("score")."passedAtAttempt" IS NOT NULL
  UNION ALL SELECT 'first_pass_seconds', "two_digits"(greatest(0, extract(epoch FROM ("score")."passedAt" - ("score")."firstAt"))::double precision), 1, 0
    WHERE ("score")."passedAt" IS NOT NULL AND ("score")."firstAt" IS NOT NULL
  UNION ALL SELECT 'first_pass_day', "day_in_zone"(("score")."passedAt", "zone"), 1, 0 WHERE ("score")."passedAt" IS NOT NULL
  UNION ALL SELECT 'stalled', ("score")."stalled"::text, 1, 0 WHERE ("score")."passedAt" IS NULL AND ("score")."stalled" > 0
$$;

CREATE FUNCTION "is_present_student"("enrolment" "Enrolment") RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT ("enrolment")."role" = 'student' AND ("enrolment")."endedAt" IS NULL
$$;

CREATE FUNCTION "refresh_course_totals"("courses" text[], "people" text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "CourseTotal" WHERE "courseId" = ANY("courses") AND "personId" = ANY("people")
    ORDER BY "courseId", "personId" FOR UPDATE;
  UPDATE "CourseTotal" AS "total" SET ("points", "tried", "passed", "attempts", "stalled", "lastAt") = (
    SELECT coalesce(sum("assignment"."weight" * "score"."counts"), 0), count(*) FILTER (WHERE "score"."attempts" > 0),
      count("score"."passedAt"), coalesce(sum("score"."attempts"), 0),
      coalesce(max("score"."stalled") FILTER (WHERE "score"."passedAt" IS NULL), 0), max("score"."lastAt")
    FROM "Score" AS "score" JOIN "Assignment" AS "assignment" ON "assignment"."id" = "score"."assignmentId"
    WHERE "score"."personId" = "total"."personId" AND "assignment"."courseId" = "total"."courseId" AND "assignment"."archivedAt" IS NULL)
  WHERE "courseId" = ANY("courses") AND "personId" = ANY("people");
END
$$;

CREATE FUNCTION "count_scores_again"("olds" "Score"[], "news" "Score"[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM "Enrolment" WHERE ("courseId", "personId") IN (
    SELECT "assignment"."courseId", "score"."personId" FROM unnest("olds" || "news") AS "score"
    JOIN "Assignment" AS "assignment" ON "assignment"."id" = "score"."assignmentId") ORDER BY "id" FOR SHARE;
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignment"."id", "tally"."kind", "tally"."key", sum("sign" * "tally"."count"), sum("sign" * "tally"."amount")
    FROM (SELECT -1 AS "sign", "score" FROM unnest("olds") AS "score" UNION ALL SELECT 1, "score" FROM unnest("news") AS "score") AS "change"
    JOIN "Assignment" AS "assignment" ON "assignment"."id" = ("change"."score")."assignmentId"
    JOIN "Course" AS "course" ON "course"."id" = "assignment"."courseId"
    JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = "course"."id" AND "enrolment"."personId" = ("change"."score")."personId"
    CROSS JOIN LATERAL "tallies_of"("change"."score", "course"."timeZone") AS "tally"
    WHERE "is_present_student"("enrolment")
    GROUP BY 1, 2, 3 HAVING sum("sign" * "tally"."count") <> 0 OR sum("sign" * "tally"."amount") <> 0;
  INSERT INTO "CourseTotal" ("courseId", "personId")
    SELECT DISTINCT "assignment"."courseId", "score"."personId" FROM unnest("news") AS "score"
    JOIN "Assignment" AS "assignment" ON "assignment"."id" = "score"."assignmentId" ORDER BY 1, 2 ON CONFLICT DO NOTHING;
  PERFORM "refresh_course_totals"(
    ARRAY(SELECT DISTINCT "assignment"."courseId" FROM unnest("olds" || "news") AS "score"
      JOIN "Assignment" AS "assignment" ON "assignment"."id" = "score"."assignmentId"),
    ARRAY(SELECT DISTINCT "score"."personId" FROM unnest("olds" || "news") AS "score"));
END
$$;

CREATE FUNCTION "count_changed_scores"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "olds" "Score"[] := '{}';
  "news" "Score"[] := '{}';
BEGIN
  IF TG_OP <> 'INSERT' THEN "olds" := ARRAY(SELECT ROW("old_rows".*)::"Score" FROM "old_rows"); END IF;
  IF TG_OP <> 'DELETE' THEN "news" := ARRAY(SELECT ROW("new_rows".*)::"Score" FROM "new_rows"); END IF;
  PERFORM "count_scores_again"("olds", "news");
  RETURN NULL;
END
$$;

CREATE TRIGGER "count_new_scores" AFTER INSERT ON "Score" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "count_changed_scores"();
CREATE TRIGGER "count_changed_scores" AFTER UPDATE ON "Score" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "count_changed_scores"();
CREATE TRIGGER "count_removed_scores" AFTER DELETE ON "Score" REFERENCING OLD TABLE AS "old_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "count_changed_scores"();

-- Somebody comes, leaves, or becomes an assistant: the scores count from now on, or no longer.
CREATE FUNCTION "count_enrolment"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "was" boolean := false;
  "is" boolean := false;
  "the" "Enrolment";
BEGIN
  IF TG_OP <> 'INSERT' THEN "was" := "is_present_student"(OLD); "the" := OLD; END IF;
  IF TG_OP <> 'DELETE' THEN "is" := "is_present_student"(NEW); "the" := NEW; END IF;
  IF "was" = "is" THEN RETURN NULL; END IF;
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignment"."id", "tally"."kind", "tally"."key", "sign" * "tally"."count", "sign" * "tally"."amount"
    FROM (SELECT CASE WHEN "is" THEN 1 ELSE -1 END AS "sign") AS "sign"
    CROSS JOIN "Course" AS "course" JOIN "Assignment" AS "assignment" ON "assignment"."courseId" = "course"."id"
    JOIN "Score" AS "score" ON "score"."assignmentId" = "assignment"."id" AND "score"."personId" = "the"."personId"
    CROSS JOIN LATERAL "tallies_of"("score", "course"."timeZone") AS "tally"
    WHERE "course"."id" = "the"."courseId";
  RETURN NULL;
END
$$;

CREATE TRIGGER "count_enrolment" AFTER INSERT OR UPDATE OR DELETE ON "Enrolment" FOR EACH ROW EXECUTE FUNCTION "count_enrolment"();

-- Another weight, or an assignment that goes or comes back, changes what everybody has together.
CREATE FUNCTION "count_assignment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "refresh_course_totals"(ARRAY[OLD."courseId"],
    ARRAY(SELECT "personId" FROM "CourseTotal" WHERE "courseId" = OLD."courseId"));
  RETURN NULL;
END
$$;

CREATE TRIGGER "count_changed_assignment" AFTER UPDATE ON "Assignment" FOR EACH ROW
  WHEN (OLD."weight" IS DISTINCT FROM NEW."weight" OR OLD."archivedAt" IS DISTINCT FROM NEW."archivedAt")
  EXECUTE FUNCTION "count_assignment"();
CREATE TRIGGER "count_removed_assignment" AFTER DELETE ON "Assignment" FOR EACH ROW EXECUTE FUNCTION "count_assignment"();

-- A hand-in happened, whoever leaves later.
CREATE FUNCTION "count_hand_in"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignment"."id", 'hand_in_day', "day_in_zone"(NEW."submittedAt", "course"."timeZone"), 1, 0
    FROM "Assignment" AS "assignment" JOIN "Course" AS "course" ON "course"."id" = "assignment"."courseId"
    JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = "course"."id" AND "enrolment"."personId" = NEW."personId"
    WHERE "assignment"."id" = NEW."assignmentId" AND "enrolment"."role" = 'student';
  RETURN NULL;
END
$$;

CREATE TRIGGER "count_hand_in" AFTER INSERT ON "Submission" FOR EACH ROW
  WHEN (NEW."assignmentId" IS NOT NULL) EXECUTE FUNCTION "count_hand_in"();

-- Counts a whole course anew: after rows were loaded with triggers off, and to prove that what triggers kept is right.
CREATE FUNCTION "rebuild_results"("course" text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "ResultTally" WHERE "assignmentId" IN (SELECT "id" FROM "Assignment" WHERE "courseId" = "course");
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignment"."id", "tally"."kind", "tally"."key", sum("tally"."count"), sum("tally"."amount")
    FROM "Assignment" AS "assignment" JOIN "Course" AS "home" ON "home"."id" = "assignment"."courseId"
    JOIN "Score" AS "score" ON "score"."assignmentId" = "assignment"."id"
    JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = "home"."id" AND "enrolment"."personId" = "score"."personId"
    CROSS JOIN LATERAL "tallies_of"("score", "home"."timeZone") AS "tally"
    WHERE "home"."id" = "course" AND "is_present_student"("enrolment") GROUP BY 1, 2, 3;
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignment"."id", 'hand_in_day', "day_in_zone"("submission"."submittedAt", "home"."timeZone"), count(*), 0
    FROM "Assignment" AS "assignment" JOIN "Course" AS "home" ON "home"."id" = "assignment"."courseId"
    JOIN "Submission" AS "submission" ON "submission"."assignmentId" = "assignment"."id"
    JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = "home"."id" AND "enrolment"."personId" = "submission"."personId"
    WHERE "home"."id" = "course" AND "enrolment"."role" = 'student' GROUP BY 1, 3;
  INSERT INTO "CourseTotal" ("courseId", "personId")
    SELECT DISTINCT "course", "score"."personId" FROM "Score" AS "score"
    JOIN "Assignment" AS "assignment" ON "assignment"."id" = "score"."assignmentId"
    WHERE "assignment"."courseId" = "course" ORDER BY 2 ON CONFLICT DO NOTHING;
  PERFORM "refresh_course_totals"(ARRAY["course"], ARRAY(SELECT "personId" FROM "CourseTotal" WHERE "courseId" = "course"));
END
$$;

-- Announcements name the course, so that those who watch a whole course know which are theirs.
CREATE OR REPLACE FUNCTION "announce_progress"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "course" text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW."state", NEW."stage", NEW."done", NEW."total") IS NOT DISTINCT FROM (OLD."state", OLD."stage", OLD."done", OLD."total") THEN
      RETURN NEW;
    END IF;
    NEW."revision" := OLD."revision" + 1;
  END IF;
  IF TG_TABLE_NAME = 'Submission' THEN
    SELECT "courseId" INTO "course" FROM "Assignment" WHERE "id" = NEW."assignmentId";
  END IF;
  PERFORM pg_notify('ipclab_progress', json_build_object(
    'id', NEW."id", 'state', NEW."state", 'stage', left(NEW."stage", 500), 'done', NEW."done", 'total', NEW."total",
    'revision', NEW."revision", 'courseId', "course")::text);
  RETURN NEW;
END
$$;
