import type { ApiResponseSchemaHost } from '@nestjs/swagger';
import { z } from 'zod';

/** What Swagger's decorators call a schema. */
export type Schema = ApiResponseSchemaHost['schema'];

/** zod writes JSON Schema 2020-12, which is what a schema of OpenAPI 3.1 is; only the two libraries' types differ. */
const asSchema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);

/** Describes for OpenAPI what a zod schema accepts, so that the two never differ. */
export function schemaOf(schema: z.ZodType): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return asSchema.parse(rest);
}
