import { Module } from '@nestjs/common';
import { ExercisesResolver, MechanismsResolver } from './exercises.resolver.js';

/** Lessons and exercises, for everybody. */
@Module({ providers: [ExercisesResolver, MechanismsResolver] })
export class ExercisesModule {}
