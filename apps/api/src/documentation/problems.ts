import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { refusalCodes, type RefusalCode } from '#libs/contracts/refusal';
import { httpStatus } from '../refusals/http-status.js';
import { schemaOf } from './schema-of.js';

/** Problem details (RFC 9457) with the code of the refusal. */
const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(refusalCodes),
});

const content = { 'application/problem+json': { schema: schemaOf(Problem) } };

/** Documents with which codes a route refuses, grouped by the status that they travel with. */
export function problems(...codes: readonly RefusalCode[]): MethodDecorator {
  const statuses = [...new Set(codes.map((code) => httpStatus[code]))];
  return applyDecorators(
    ...statuses.map((status) => {
      const description = codes.filter((code) => httpStatus[code] === status).join(', ');
      return ApiResponse({ status, description, content });
    }),
  );
}
