import { Module } from '@nestjs/common';
import { CourseSimilarityResolver } from './course-similarity.resolver.js';
import { SimilarityFindingsResolver } from './similarity-findings.resolver.js';
import { SimilarityResolver } from './similarity.resolver.js';
import { SimilarityService } from './similarity.service.js';
import {
  SimilarClusterResolver,
  SimilarPairResolver,
  SimilarProgramResolver,
} from './similar-pair.resolver.js';

/** Which programs of a class are alike. */
@Module({
  providers: [
    SimilarityService,
    SimilarityResolver,
    SimilarityFindingsResolver,
    CourseSimilarityResolver,
    SimilarPairResolver,
    SimilarClusterResolver,
    SimilarProgramResolver,
  ],
})
export class SimilarityModule {}
