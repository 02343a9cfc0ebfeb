-- AlterTable
ALTER TABLE "GraderHeartbeat" ADD COLUMN     "languages" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "HostedRun" ADD COLUMN     "jobeKeyId" TEXT;

-- CreateTable
CREATE TABLE "JobeKey" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "runsPerMinute" INTEGER NOT NULL,
    "runsAtOnce" INTEGER NOT NULL,
    "filesBytes" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "JobeKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JobeFile" (
    "keyId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JobeFile_pkey" PRIMARY KEY ("keyId","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "JobeKey_hash_key" ON "JobeKey"("hash");

-- CreateIndex
CREATE INDEX "JobeKey_ownerId_id_idx" ON "JobeKey"("ownerId", "id");

-- CreateIndex
CREATE INDEX "JobeFile_keyId_lastUsedAt_idx" ON "JobeFile"("keyId", "lastUsedAt");

-- CreateIndex
CREATE INDEX "JobeFile_lastUsedAt_idx" ON "JobeFile"("lastUsedAt");

-- CreateIndex
CREATE INDEX "HostedRun_jobeKeyId_state_idx" ON "HostedRun"("jobeKeyId", "state");

-- AddForeignKey
ALTER TABLE "JobeKey" ADD CONSTRAINT "JobeKey_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JobeFile" ADD CONSTRAINT "JobeFile_keyId_fkey" FOREIGN KEY ("keyId") REFERENCES "JobeKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostedRun" ADD CONSTRAINT "HostedRun_jobeKeyId_fkey" FOREIGN KEY ("jobeKeyId") REFERENCES "JobeKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;
