-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "rescoringSince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Report" ADD COLUMN     "failedChecks" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "groupMaxPoints" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[],
ADD COLUMN     "groupPoints" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[],
ADD COLUMN     "wrongShape" TEXT;

-- CreateTable
CREATE TABLE "HandInMember" (
    "submissionId" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "HandInMember_pkey" PRIMARY KEY ("submissionId","personId")
);

-- CreateIndex
CREATE INDEX "HandInMember_assignmentId_personId_idx" ON "HandInMember"("assignmentId", "personId");

-- AddForeignKey
ALTER TABLE "HandInMember" ADD CONSTRAINT "HandInMember_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandInMember" ADD CONSTRAINT "HandInMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
