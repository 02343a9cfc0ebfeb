-- DropIndex
DROP INDEX "CourseTotal_courseId_points_idx";

-- AlterTable
ALTER TABLE "CourseTotal" ADD COLUMN     "present" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sortName" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "CourseTotal_courseId_present_points_personId_idx" ON "CourseTotal"("courseId", "present", "points", "personId");

-- CreateIndex
CREATE INDEX "CourseTotal_courseId_present_sortName_personId_idx" ON "CourseTotal"("courseId", "present", "sortName", "personId");

-- What Prisma's schema cannot say: how these columns are kept. Whoever enrols holds the person (FOR SHARE) while the name is read, and
-- whoever renames holds the person too, so that each sees what the other did.
CREATE FUNCTION "stand_in_gradebook"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE "CourseTotal" SET "present" = false WHERE "courseId" = OLD."courseId" AND "personId" = OLD."personId" AND "present";
    RETURN NULL;
  END IF;
  INSERT INTO "CourseTotal" ("courseId", "personId", "present", "sortName")
    SELECT NEW."courseId", "person"."id", "is_present_student"(NEW), lower("person"."name")
    FROM "Person" AS "person" WHERE "person"."id" = NEW."personId" FOR SHARE
  ON CONFLICT ("courseId", "personId") DO UPDATE SET "present" = EXCLUDED."present", "sortName" = EXCLUDED."sortName";
  RETURN NULL;
END
$$;

CREATE TRIGGER "stand_in_gradebook" AFTER INSERT OR DELETE ON "Enrolment" FOR EACH ROW EXECUTE FUNCTION "stand_in_gradebook"();
CREATE TRIGGER "stand_in_gradebook_still" AFTER UPDATE ON "Enrolment" FOR EACH ROW
  WHEN ((OLD."role", OLD."endedAt") IS DISTINCT FROM (NEW."role", NEW."endedAt")) EXECUTE FUNCTION "stand_in_gradebook"();

CREATE FUNCTION "rename_in_gradebooks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "CourseTotal" AS "total" SET "sortName" = lower(NEW."name") FROM "Enrolment" AS "enrolment"
    WHERE "enrolment"."personId" = NEW."id" AND "total"."courseId" = "enrolment"."courseId" AND "total"."personId" = NEW."id";
  RETURN NULL;
END
$$;

CREATE TRIGGER "rename_in_gradebooks" AFTER UPDATE ON "Person" FOR EACH ROW
  WHEN (OLD."name" IS DISTINCT FROM NEW."name") EXECUTE FUNCTION "rename_in_gradebooks"();

CREATE FUNCTION "rebuild_gradebook"("course" text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "CourseTotal" ("courseId", "personId", "present", "sortName")
    SELECT "enrolment"."courseId", "person"."id", "is_present_student"("enrolment"), lower("person"."name")
    FROM "Enrolment" AS "enrolment" JOIN "Person" AS "person" ON "person"."id" = "enrolment"."personId"
    WHERE "enrolment"."courseId" = "course" ORDER BY 2
  ON CONFLICT ("courseId", "personId") DO UPDATE SET "present" = EXCLUDED."present", "sortName" = EXCLUDED."sortName"
$$;

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
  PERFORM "rebuild_gradebook"("course");
  PERFORM "refresh_course_totals"(ARRAY["course"], ARRAY(SELECT "personId" FROM "CourseTotal" WHERE "courseId" = "course"));
END
$$;

-- Who is in a course today.
DO $$
BEGIN
  PERFORM "rebuild_gradebook"("id") FROM "Course";
END
$$;
