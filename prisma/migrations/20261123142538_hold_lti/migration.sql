-- CreateEnum
CREATE TYPE "LtiScoreState" AS ENUM ('pending', 'sent', 'failed');

-- CreateTable
CREATE TABLE "LtiPlatform" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "deploymentIds" TEXT[],
    "authUrl" TEXT NOT NULL,
    "tokenUrl" TEXT NOT NULL,
    "tokenAudience" TEXT,
    "jwksUrl" TEXT NOT NULL,
    "vouchesForEmail" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "LtiPlatform_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LtiKey" (
    "id" TEXT NOT NULL,
    "publicJwk" JSONB NOT NULL,
    "sealed" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "LtiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LtiTicket" (
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LtiTicket_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "LtiIdentity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LtiIdentity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "LtiContext" (
    "id" TEXT NOT NULL,
    "platformId" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "courseId" TEXT NOT NULL,
    "linkedById" TEXT NOT NULL,
    "membershipsUrl" TEXT,
    "lineItemsUrl" TEXT,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rosterAt" TIMESTAMPTZ(3),

    CONSTRAINT "LtiContext_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LtiMember" (
    "contextId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "LtiMember_pkey" PRIMARY KEY ("contextId","personId")
);

-- CreateTable
CREATE TABLE "LtiLink" (
    "contextId" TEXT NOT NULL,
    "linkId" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL,

    CONSTRAINT "LtiLink_pkey" PRIMARY KEY ("contextId","linkId")
);

-- CreateTable
CREATE TABLE "LtiLineItem" (
    "id" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "assignmentId" TEXT NOT NULL,
    "linkId" TEXT,
    "url" TEXT,
    "leasedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "LtiLineItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LtiScore" (
    "lineItemId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "state" "LtiScoreState" NOT NULL DEFAULT 'pending',
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leasedUntil" TIMESTAMPTZ(3),
    "reason" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "sent" DOUBLE PRECISION,
    "stampedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LtiScore_pkey" PRIMARY KEY ("lineItemId","personId")
);

-- CreateIndex
CREATE UNIQUE INDEX "LtiPlatform_issuer_clientId_key" ON "LtiPlatform"("issuer", "clientId");

-- CreateIndex
CREATE INDEX "LtiTicket_expiresAt_idx" ON "LtiTicket"("expiresAt");

-- CreateIndex
CREATE INDEX "LtiIdentity_personId_idx" ON "LtiIdentity"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "LtiIdentity_issuer_personId_key" ON "LtiIdentity"("issuer", "personId");

-- CreateIndex
CREATE INDEX "LtiContext_courseId_idx" ON "LtiContext"("courseId");

-- CreateIndex
CREATE UNIQUE INDEX "LtiContext_platformId_deploymentId_contextId_key" ON "LtiContext"("platformId", "deploymentId", "contextId");

-- CreateIndex
CREATE INDEX "LtiLink_assignmentId_idx" ON "LtiLink"("assignmentId");

-- CreateIndex
CREATE INDEX "LtiLineItem_assignmentId_idx" ON "LtiLineItem"("assignmentId");

-- CreateIndex
CREATE UNIQUE INDEX "LtiLineItem_contextId_assignmentId_key" ON "LtiLineItem"("contextId", "assignmentId");

-- CreateIndex
CREATE INDEX "LtiScore_state_nextTryAt_idx" ON "LtiScore"("state", "nextTryAt");

-- CreateIndex
CREATE INDEX "LtiScore_personId_idx" ON "LtiScore"("personId");

-- AddForeignKey
ALTER TABLE "LtiIdentity" ADD CONSTRAINT "LtiIdentity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiContext" ADD CONSTRAINT "LtiContext_platformId_fkey" FOREIGN KEY ("platformId") REFERENCES "LtiPlatform"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiContext" ADD CONSTRAINT "LtiContext_courseId_fkey" FOREIGN KEY ("courseId") REFERENCES "Course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiLink" ADD CONSTRAINT "LtiLink_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "LtiContext"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiLink" ADD CONSTRAINT "LtiLink_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiLineItem" ADD CONSTRAINT "LtiLineItem_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "LtiContext"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiLineItem" ADD CONSTRAINT "LtiLineItem_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiScore" ADD CONSTRAINT "LtiScore_lineItemId_fkey" FOREIGN KEY ("lineItemId") REFERENCES "LtiLineItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiScore" ADD CONSTRAINT "LtiScore_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "LtiMember_personId_idx" ON "LtiMember"("personId");

-- AddForeignKey
ALTER TABLE "LtiMember" ADD CONSTRAINT "LtiMember_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "LtiContext"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LtiMember" ADD CONSTRAINT "LtiMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A score that changes is owed to every platform that has a column for it and knows its person. Whoever writes the score queues
-- it in the same transaction, whichever process that is; apps/api/src/integrations/lti/scores sends it.
CREATE FUNCTION "queue_lti_scores"(assignment text, person text, line_item text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "LtiScore" ("lineItemId", "personId")
  SELECT item."id", score."personId"
  FROM "Score" score
  JOIN "LtiLineItem" item ON item."assignmentId" = score."assignmentId"
  JOIN "LtiContext" context ON context."id" = item."contextId"
  JOIN "LtiPlatform" platform ON platform."id" = context."platformId"
  JOIN "LtiIdentity" identity ON identity."issuer" = platform."issuer" AND identity."personId" = score."personId"
  WHERE (assignment IS NULL OR score."assignmentId" = assignment)
    AND (person IS NULL OR score."personId" = person)
    AND (line_item IS NULL OR item."id" = line_item)
    AND score."counts" IS NOT NULL
  ON CONFLICT ("lineItemId", "personId") DO UPDATE SET "state" = 'pending', "wanted" = "LtiScore"."wanted" + 1,
    "attempts" = 0, "nextTryAt" = now(), "reason" = NULL;
$$;

CREATE FUNCTION "queue_lti_score"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."counts" IS NOT DISTINCT FROM OLD."counts" THEN
    RETURN NULL;
  END IF;
  PERFORM "queue_lti_scores"(NEW."assignmentId", NEW."personId", NULL);
  -- A score that is taken back is taken back there too, where it was ever sent or is about to be.
  IF NEW."counts" IS NULL THEN
    UPDATE "LtiScore" SET "state" = 'pending', "wanted" = "wanted" + 1, "attempts" = 0, "nextTryAt" = now(), "reason" = NULL
    WHERE "personId" = NEW."personId"
      AND "lineItemId" IN (SELECT "id" FROM "LtiLineItem" WHERE "assignmentId" = NEW."assignmentId");
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "queue_lti_score" AFTER INSERT OR UPDATE ON "Score" FOR EACH ROW EXECUTE FUNCTION "queue_lti_score"();

-- What was scored before the platform had a column, or before the platform knew the person, is owed as well.
CREATE FUNCTION "queue_lti_scores_of_line_item"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_lti_scores"(NEW."assignmentId", NULL, NEW."id");
  RETURN NULL;
END
$$;

CREATE TRIGGER "queue_lti_scores" AFTER INSERT ON "LtiLineItem" FOR EACH ROW EXECUTE FUNCTION "queue_lti_scores_of_line_item"();

CREATE FUNCTION "queue_lti_scores_of_person"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "queue_lti_scores"(NULL, NEW."personId", NULL);
  RETURN NULL;
END
$$;

CREATE TRIGGER "queue_lti_scores" AFTER INSERT ON "LtiIdentity" FOR EACH ROW EXECUTE FUNCTION "queue_lti_scores_of_person"();
