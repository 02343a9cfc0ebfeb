import { ActivityResolver } from './activity/activity.resolver.js';
import { GradebookCountResolver, GradebookResolver } from './gradebook/gradebook.resolver.js';
import { NumbersResolver } from './numbers/numbers.resolver.js';
import { OwnResultsResolver } from './own/own-results.resolver.js';
import { ResultsResolver, CourseResultsResolver } from './results.resolver.js';
import { SimilarPictureResolver, TroubleResolver } from './trouble/trouble.resolver.js';

/** All that answer about class results. */
export const resultsResolvers = [
  CourseResultsResolver,
  ResultsResolver,
  GradebookResolver,
  GradebookCountResolver,
  NumbersResolver,
  TroubleResolver,
  SimilarPictureResolver,
  OwnResultsResolver,
  ActivityResolver,
];
