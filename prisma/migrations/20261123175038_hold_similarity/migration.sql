-- CreateEnum
CREATE TYPE "SimilarityOutcome" AS ENUM ('WAITING', 'COMPARED', 'NOTHING_OWN', 'TOO_LARGE', 'UNREADABLE');

-- CreateTable
CREATE TABLE "SimilarityAnalysis" (
    "id" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL,
    "choice" JSONB NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "priority" INTEGER NOT NULL,
    "offered" BOOLEAN NOT NULL DEFAULT false,
    "state" "SubmissionState" NOT NULL DEFAULT 'QUEUED',
    "stage" TEXT NOT NULL DEFAULT '',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pairsLeftOut" INTEGER NOT NULL DEFAULT 0,
    "leftOutBelow" DOUBLE PRECISION,

    CONSTRAINT "SimilarityAnalysis_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SimilarityProgram" (
    "id" TEXT NOT NULL,
    "analysisId" TEXT NOT NULL,
    "submissionId" TEXT NOT NULL,
    "isEarlier" BOOLEAN NOT NULL,
    "outcome" "SimilarityOutcome" NOT NULL DEFAULT 'WAITING',
    "isPartlyRead" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "SimilarityProgram_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SimilarityPair" (
    "id" TEXT NOT NULL,
    "analysisId" TEXT NOT NULL,
    "leftId" TEXT NOT NULL,
    "rightId" TEXT NOT NULL,
    "similarity" DOUBLE PRECISION NOT NULL,
    "longest" INTEGER NOT NULL,
    "overlap" INTEGER NOT NULL,
    "fragments" JSONB NOT NULL,

    CONSTRAINT "SimilarityPair_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SimilarityAnalysis_assignmentId_id_idx" ON "SimilarityAnalysis"("assignmentId", "id" DESC);

-- CreateIndex
CREATE INDEX "SimilarityAnalysis_state_offered_id_idx" ON "SimilarityAnalysis"("state", "offered", "id");

-- CreateIndex
CREATE INDEX "SimilarityProgram_submissionId_idx" ON "SimilarityProgram"("submissionId");

-- CreateIndex
CREATE UNIQUE INDEX "SimilarityProgram_analysisId_submissionId_key" ON "SimilarityProgram"("analysisId", "submissionId");

-- CreateIndex
CREATE INDEX "SimilarityPair_rightId_idx" ON "SimilarityPair"("rightId");

-- CreateIndex
CREATE INDEX "SimilarityPair_analysisId_similarity_id_idx" ON "SimilarityPair"("analysisId", "similarity", "id");

-- CreateIndex
CREATE INDEX "SimilarityPair_analysisId_longest_id_idx" ON "SimilarityPair"("analysisId", "longest", "id");

-- CreateIndex
CREATE INDEX "SimilarityPair_analysisId_overlap_id_idx" ON "SimilarityPair"("analysisId", "overlap", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SimilarityPair_leftId_rightId_key" ON "SimilarityPair"("leftId", "rightId");

-- AddForeignKey
ALTER TABLE "SimilarityAnalysis" ADD CONSTRAINT "SimilarityAnalysis_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SimilarityProgram" ADD CONSTRAINT "SimilarityProgram_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "SimilarityAnalysis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SimilarityProgram" ADD CONSTRAINT "SimilarityProgram_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SimilarityPair" ADD CONSTRAINT "SimilarityPair_analysisId_fkey" FOREIGN KEY ("analysisId") REFERENCES "SimilarityAnalysis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SimilarityPair" ADD CONSTRAINT "SimilarityPair_leftId_fkey" FOREIGN KEY ("leftId") REFERENCES "SimilarityProgram"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SimilarityPair" ADD CONSTRAINT "SimilarityPair_rightId_fkey" FOREIGN KEY ("rightId") REFERENCES "SimilarityProgram"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever watches an analysis hears of it as of a submission; see the migrations `announce_progress` and `hold_results`.
CREATE TRIGGER "announce_progress" BEFORE INSERT OR UPDATE ON "SimilarityAnalysis" FOR EACH ROW EXECUTE FUNCTION "announce_progress"();
