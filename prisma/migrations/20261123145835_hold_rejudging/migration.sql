-- CreateEnum
CREATE TYPE "RejudgeState" AS ENUM ('OPEN', 'APPLYING', 'APPLIED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "RejudgeChange" AS ENUM ('WAITING', 'GAINS', 'LOSES', 'SAME', 'NOT_GRADED');

-- CreateTable
CREATE TABLE "RejudgeSet" (
    "id" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "choice" JSONB NOT NULL,
    "repeats" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "state" "RejudgeState" NOT NULL DEFAULT 'OPEN',
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedById" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "RejudgeSet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RejudgeEntry" (
    "id" TEXT NOT NULL,
    "setId" TEXT NOT NULL,
    "submissionId" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL DEFAULT true,
    "change" "RejudgeChange" NOT NULL DEFAULT 'WAITING',
    "flaky" BOOLEAN NOT NULL DEFAULT false,
    "beforePoints" DOUBLE PRECISION,
    "beforePassed" BOOLEAN,
    "afterPoints" DOUBLE PRECISION,
    "afterPassed" BOOLEAN,
    "maxPoints" DOUBLE PRECISION,
    "gainedChecks" TEXT[],
    "lostChecks" TEXT[],
    "chosenId" TEXT,
    "appliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RejudgeEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Regrading" (
    "id" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "repeat" INTEGER NOT NULL,
    "exerciseHash" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "offered" BOOLEAN NOT NULL DEFAULT false,
    "state" "SubmissionState" NOT NULL DEFAULT 'QUEUED',
    "stage" TEXT NOT NULL DEFAULT '',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome" TEXT,
    "points" DOUBLE PRECISION,
    "maxPoints" DOUBLE PRECISION,
    "passed" BOOLEAN,
    "failedChecks" TEXT[],
    "result" JSONB,

    CONSTRAINT "Regrading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PastReport" (
    "id" TEXT NOT NULL,
    "submissionId" TEXT NOT NULL,
    "setId" TEXT NOT NULL,
    "replacedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "body" JSONB NOT NULL,
    "pictures" JSONB NOT NULL,

    CONSTRAINT "PastReport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RejudgeSet_courseId_id_idx" ON "RejudgeSet"("courseId", "id" DESC);

-- CreateIndex
CREATE INDEX "RejudgeEntry_setId_change_id_idx" ON "RejudgeEntry"("setId", "change", "id");

-- CreateIndex
CREATE UNIQUE INDEX "RejudgeEntry_setId_submissionId_key" ON "RejudgeEntry"("setId", "submissionId");

-- CreateIndex
CREATE INDEX "Regrading_state_offered_id_idx" ON "Regrading"("state", "offered", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Regrading_entryId_repeat_key" ON "Regrading"("entryId", "repeat");

-- CreateIndex
CREATE INDEX "PastReport_submissionId_id_idx" ON "PastReport"("submissionId", "id");

-- AddForeignKey
ALTER TABLE "RejudgeSet" ADD CONSTRAINT "RejudgeSet_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RejudgeEntry" ADD CONSTRAINT "RejudgeEntry_setId_fkey" FOREIGN KEY ("setId") REFERENCES "RejudgeSet"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RejudgeEntry" ADD CONSTRAINT "RejudgeEntry_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Regrading" ADD CONSTRAINT "Regrading_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "RejudgeEntry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PastReport" ADD CONSTRAINT "PastReport_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A submission is in one open set at a time.
CREATE UNIQUE INDEX "RejudgeEntry_one_open" ON "RejudgeEntry"("submissionId") WHERE "open";
