import { Module } from '@nestjs/common';
import { ExercisesController } from './exercises.controller.js';
import { ExercisesResolver, MechanismsResolver } from './exercises.resolver.js';

/** Lessons and exercises, for everybody. */
@Module({ controllers: [ExercisesController], providers: [ExercisesResolver, MechanismsResolver] })
export class ExercisesModule {}
