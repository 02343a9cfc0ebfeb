import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Catalogue } from '#libs/catalogue/read-catalogue';
import { ExerciseHead } from '#libs/contracts/exercise';
import { LanguageId, SourceFile } from '#libs/contracts/language';
import { Sentence } from '#libs/contracts/sentence';
import { problems } from '../documentation/problems.js';
import { schemaOf } from '../documentation/schema-of.js';
import { OpenToAll } from '../people/access.guard.js';
import { catalogueToken } from '../storage/catalogue-token.js';
import type { ExerciseModel } from './exercise.model.js';
import { findExercises } from './find-exercises.js';
import { showExercise } from './show-exercise.js';

const Filter = z.strictObject({
  mechanism: z.string().optional(),
  level: ExerciseHead.shape.level.optional(),
  language: LanguageId.optional(),
});

const ExerciseView = ExerciseHead.omit({ wrong: true }).extend({
  slug: z.string(),
  hash: z.string(),
  task: Sentence,
  hints: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }),
  starter: z.array(z.object({ language: LanguageId, files: z.array(SourceFile) })),
});

/** The exercises, over REST. */
@ApiTags('exercises')
@OpenToAll(true)
@Controller('api/v1/exercises')
export class ExercisesController {
  constructor(@Inject(catalogueToken) private readonly catalogue: Catalogue) {}

  @Get()
  @ApiOperation({ summary: 'Every exercise, in the order in which they are taught' })
  @ApiQuery({ name: 'mechanism', required: false })
  @ApiQuery({ name: 'level', required: false, enum: Filter.shape.level.unwrap().options })
  @ApiQuery({ name: 'language', required: false, enum: LanguageId.options })
  @ApiResponse({ status: 200, description: 'The exercises', schema: schemaOf(z.array(ExerciseView)) })
  @problems('UNKNOWN_MECHANISM', 'BAD_INPUT')
  list(@Query() query: unknown): ExerciseModel[] {
    return findExercises(this.catalogue, Filter.parse(query)).map(showExercise);
  }

  @Get(':mechanism/:name')
  @ApiOperation({ summary: 'One exercise' })
  @ApiParam({ name: 'mechanism', example: 'pipe' })
  @ApiParam({ name: 'name', example: '01-parent-to-child' })
  @ApiResponse({ status: 200, description: 'The exercise', schema: schemaOf(ExerciseView) })
  @problems('UNKNOWN_EXERCISE')
  find(@Param('mechanism') mechanism: string, @Param('name') name: string): ExerciseModel {
    return showExercise(this.catalogue.exercise(`${mechanism}/${name}`));
  }
}
