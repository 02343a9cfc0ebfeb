-- DropIndex
DROP INDEX "Score_assignmentId_stalled_idx";

-- CreateIndex
CREATE INDEX "Score_assignmentId_stalled_personId_idx" ON "Score"("assignmentId", "stalled", "personId");

-- Hand-ins are counted as scores are: of present students, from when they come until they leave.
CREATE FUNCTION "hand_ins_of"("course" text, "person" text)
RETURNS TABLE ("assignmentId" text, "day" text, "count" int) LANGUAGE sql STABLE AS $$
  SELECT "assignment"."id", "day_in_zone"("submission"."submittedAt", "home"."timeZone"), count(*)::int
  FROM "Course" AS "home" JOIN "Assignment" AS "assignment" ON "assignment"."courseId" = "home"."id"
  JOIN "Submission" AS "submission" ON "submission"."assignmentId" = "assignment"."id" AND "submission"."personId" = "person"
  WHERE "home"."id" = "course" GROUP BY 1, 2
$$;

CREATE OR REPLACE FUNCTION "count_enrolment"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "was" boolean := false;
  "is" boolean := false;
  "sign" int := 1;
  "the" "Enrolment";
BEGIN
  IF TG_OP <> 'INSERT' THEN "was" := "is_present_student"(OLD); "the" := OLD; END IF;
  IF TG_OP <> 'DELETE' THEN "is" := "is_present_student"(NEW); "the" := NEW; END IF;
  IF "was" = "is" THEN RETURN NULL; END IF;
  IF "was" THEN "sign" := -1; END IF;
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignment"."id", "tally"."kind", "tally"."key", "sign" * "tally"."count", "sign" * "tally"."amount"
    FROM "Course" AS "course" JOIN "Assignment" AS "assignment" ON "assignment"."courseId" = "course"."id"
    JOIN "Score" AS "score" ON "score"."assignmentId" = "assignment"."id" AND "score"."personId" = "the"."personId"
    CROSS JOIN LATERAL "tallies_of"("score", "course"."timeZone") AS "tally"
    WHERE "course"."id" = "the"."courseId";
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignmentId", 'hand_in_day', "day", "sign" * "count", 0 FROM "hand_ins_of"("the"."courseId", "the"."personId");
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION "count_hand_in"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "sign" int := 1;
  "the" "Submission";
BEGIN
  IF TG_OP = 'DELETE' THEN "sign" := -1; "the" := OLD; ELSE "the" := NEW; END IF;
  PERFORM 1 FROM "Enrolment" AS "enrolment" JOIN "Assignment" AS "assignment" ON "assignment"."courseId" = "enrolment"."courseId"
    WHERE "assignment"."id" = "the"."assignmentId" AND "enrolment"."personId" = "the"."personId" FOR SHARE OF "enrolment";
  INSERT INTO "ResultTally" ("assignmentId", "kind", "key", "count", "amount")
    SELECT "assignment"."id", 'hand_in_day', "day_in_zone"("the"."submittedAt", "course"."timeZone"), "sign", 0
    FROM "Assignment" AS "assignment" JOIN "Course" AS "course" ON "course"."id" = "assignment"."courseId"
    JOIN "Enrolment" AS "enrolment" ON "enrolment"."courseId" = "course"."id" AND "enrolment"."personId" = "the"."personId"
    WHERE "assignment"."id" = "the"."assignmentId" AND "is_present_student"("enrolment");
  RETURN NULL;
END
$$;

CREATE TRIGGER "count_removed_hand_in" AFTER DELETE ON "Submission" FOR EACH ROW
  WHEN (OLD."assignmentId" IS NOT NULL) EXECUTE FUNCTION "count_hand_in"();

-- Triggers of rows that a foreign key removes run only when all of them are gone: whoever is erased leaves their courses before.
CREATE FUNCTION "leave_courses"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Enrolment" SET "endedAt" = now() WHERE "personId" = OLD."id" AND "endedAt" IS NULL;
  RETURN OLD;
END
$$;

CREATE TRIGGER "leave_courses" BEFORE DELETE ON "Person" FOR EACH ROW EXECUTE FUNCTION "leave_courses"();

CREATE OR REPLACE FUNCTION "rebuild_results"("course" text) RETURNS void LANGUAGE plpgsql AS $$
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
    WHERE "home"."id" = "course" AND "is_present_student"("enrolment") GROUP BY 1, 3;
  INSERT INTO "CourseTotal" ("courseId", "personId")
    SELECT DISTINCT "course", "score"."personId" FROM "Score" AS "score"
    JOIN "Assignment" AS "assignment" ON "assignment"."id" = "score"."assignmentId"
    WHERE "assignment"."courseId" = "course" ORDER BY 2 ON CONFLICT DO NOTHING;
  PERFORM "refresh_course_totals"(ARRAY["course"], ARRAY(SELECT "personId" FROM "CourseTotal" WHERE "courseId" = "course"));
END
$$;

-- What was handed in before today.
DO $$
BEGIN
  PERFORM "rebuild_results"("id") FROM "Course";
END
$$;
