-- CreateEnum
CREATE TYPE "PersonRole" AS ENUM ('student', 'instructor', 'admin');

-- CreateEnum
CREATE TYPE "TokenKind" AS ENUM ('session', 'api');

-- CreateEnum
CREATE TYPE "SubmissionState" AS ENUM ('QUEUED', 'COMPILING', 'RUNNING', 'JUDGING', 'GRADED', 'NOT_GRADED', 'CANCELLED');

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" "PersonRole" NOT NULL DEFAULT 'student',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessToken" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" "TokenKind" NOT NULL,
    "hash" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccessToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "idempotencyKey" TEXT,
    "exercise" TEXT NOT NULL,
    "exerciseHash" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "seed" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 1,
    "state" "SubmissionState" NOT NULL DEFAULT 'QUEUED',
    "stage" TEXT NOT NULL DEFAULT '',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Report" (
    "submissionId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "points" DOUBLE PRECISION NOT NULL,
    "maxPoints" DOUBLE PRECISION NOT NULL,
    "body" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Report_pkey" PRIMARY KEY ("submissionId")
);

-- CreateTable
CREATE TABLE "Picture" (
    "id" TEXT NOT NULL,
    "submissionId" TEXT NOT NULL,
    "run" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "svg" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "trace" JSONB NOT NULL,

    CONSTRAINT "Picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HostedRun" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 1,
    "state" "SubmissionState" NOT NULL DEFAULT 'QUEUED',
    "stage" TEXT NOT NULL DEFAULT '',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "result" JSONB,

    CONSTRAINT "HostedRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GraderHeartbeat" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,
    "selfTestAt" TIMESTAMPTZ(3),
    "selfTestPassed" BOOLEAN NOT NULL DEFAULT false,
    "selfTestSays" TEXT NOT NULL DEFAULT '',
    "engine" TEXT NOT NULL DEFAULT '',
    "image" TEXT NOT NULL DEFAULT '',
    "limits" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "GraderHeartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "AccessToken_hash_key" ON "AccessToken"("hash");

-- CreateIndex
CREATE INDEX "AccessToken_personId_idx" ON "AccessToken"("personId");

-- CreateIndex
CREATE INDEX "Submission_personId_id_idx" ON "Submission"("personId", "id" DESC);

-- CreateIndex
CREATE INDEX "Submission_exercise_id_idx" ON "Submission"("exercise", "id" DESC);

-- CreateIndex
CREATE INDEX "Submission_state_priority_submittedAt_idx" ON "Submission"("state", "priority", "submittedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_personId_idempotencyKey_key" ON "Submission"("personId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "Picture_submissionId_name_key" ON "Picture"("submissionId", "name");

-- CreateIndex
CREATE INDEX "HostedRun_personId_id_idx" ON "HostedRun"("personId", "id" DESC);

-- CreateIndex
CREATE INDEX "HostedRun_state_priority_submittedAt_idx" ON "HostedRun"("state", "priority", "submittedAt");

-- CreateIndex
CREATE INDEX "GraderHeartbeat_beatAt_idx" ON "GraderHeartbeat"("beatAt");

-- AddForeignKey
ALTER TABLE "AccessToken" ADD CONSTRAINT "AccessToken_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Report" ADD CONSTRAINT "Report_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Picture" ADD CONSTRAINT "Picture_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostedRun" ADD CONSTRAINT "HostedRun_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
