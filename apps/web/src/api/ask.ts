import { z } from 'zod';

/** A refusal of the api, with its public code and its sentence. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.name = 'Refused';
    this.code = code;
  }
}

const Answer = z.object({
  data: z.unknown(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).optional() }))
    .optional(),
});

/** One question to the api: a GraphQL document, its variables, and the shape its answer must have. */
export interface Question<Shape> {
  readonly document: string;
  readonly shape: z.ZodType<Shape>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Asks the api over HTTP. Throws `Refused` with the api's sentence, or the browser's TypeError when nobody answers. */
export async function ask<Shape>(question: Question<Shape>, token: string | null): Promise<Shape> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: question.document, variables: question.variables ?? {} }),
  });
  const answer = Answer.parse(await response.json());
  const [refusal] = answer.errors ?? [];
  if (refusal) throw new Refused(refusal.extensions?.code ?? 'INTERNAL', refusal.message);
  return question.shape.parse(answer.data);
}
