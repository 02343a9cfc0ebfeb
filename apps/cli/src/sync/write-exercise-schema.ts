import { z } from 'zod';
import { ExerciseHead } from '#libs/contracts/exercise';
import { Plan } from '#libs/grading/plan';
import type { Generated } from './generated.js';

/** The JSON Schema of `exercise.yaml`, for editors that complete and check while an author types. */
export async function writeExerciseSchema(): Promise<Generated> {
  const schema = z.toJSONSchema(z.strictObject({ ...ExerciseHead.shape, ...Plan.shape }), { io: 'input' });
  return { path: 'docs/reference/exercise.schema.json', content: `${JSON.stringify(schema, null, 2)}\n` };
}
