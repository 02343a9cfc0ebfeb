import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';

/** The languages by their one name everywhere: api, command line and report. */
export const LanguageEnum = { c: 'c', cpp: 'cpp', python: 'python' } as const;
registerEnumType(LanguageEnum, { name: 'Language', description: 'A language students hand in.' });

/** The levels by their one name everywhere. */
export const LevelEnum = { starter: 'starter', core: 'core', challenge: 'challenge' } as const;
registerEnumType(LevelEnum, {
  name: 'ExerciseLevel',
  description: 'How much an exercise asks, from the first to the last of a mechanism.',
});

@ObjectType('Sentence', { description: 'One text in both languages of the product.' })
export class SentenceModel {
  @Field(() => String)
  readonly en!: string;

  @Field(() => String)
  readonly zh!: string;
}

@ObjectType('Hints', {
  description: 'Steps from a nudge to nearly there, each Markdown with its own heading.',
})
export class HintsModel {
  @Field(() => [String])
  readonly en!: readonly string[];

  @Field(() => [String])
  readonly zh!: readonly string[];
}

@ObjectType('SourceFile', { description: 'A file of a hand-in or a starter.' })
export class SourceFileModel {
  @Field(() => String, { description: 'Relative, with "/".' })
  readonly path!: string;

  @Field(() => String)
  readonly content!: string;
}

@ObjectType('Starter', { description: 'What a student begins from.' })
export class StarterModel {
  @Field(() => LanguageEnum)
  readonly language!: keyof typeof LanguageEnum;

  @Field(() => [SourceFileModel])
  readonly files!: readonly SourceFileModel[];
}

@ObjectType('Exercise', { description: 'Something to program, graded by what the programs really did.' })
export class ExerciseModel {
  @Field(() => String, { description: 'Such as "pipe/01-parent-to-child".' })
  readonly slug!: string;

  @Field(() => SentenceModel)
  readonly title!: SentenceModel;

  @Field(() => LevelEnum)
  readonly level!: keyof typeof LevelEnum;

  @Field(() => SentenceModel, { description: 'What a student learns.' })
  readonly summary!: SentenceModel;

  @Field(() => [String], {
    description: 'The programs that are built from the files, each from a source of its name.',
  })
  readonly programs!: readonly string[];

  @Field(() => [LanguageEnum])
  readonly languages!: readonly (keyof typeof LanguageEnum)[];

  @Field(() => String, { description: 'SHA-256 over the whole folder: an old grade can be explained by it.' })
  readonly hash!: string;

  @Field(() => SentenceModel, { description: 'Markdown.' })
  readonly task!: SentenceModel;

  @Field(() => HintsModel)
  readonly hints!: HintsModel;

  @Field(() => [StarterModel])
  readonly starter!: readonly StarterModel[];
}

@ObjectType('Mechanism', { description: 'One of the ten ways in which processes communicate.' })
export class MechanismModel {
  @Field(() => String)
  readonly slug!: string;

  @Field(() => SentenceModel)
  readonly title!: SentenceModel;

  @Field(() => SentenceModel, { nullable: true, description: 'Markdown; null while nobody has written it.' })
  readonly lesson!: SentenceModel | null;
}
