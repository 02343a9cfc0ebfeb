import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HandInFile } from '#libs/catalogue/check-files';
import { handInLimits } from '#libs/catalogue/hand-in-limits';
import { readArchive } from '#libs/catalogue/read-archive';
import { SourceFile } from '#libs/contracts/language';
import { Refusal } from '#libs/contracts/refusal';
import type { HandIn } from './submit.service.js';

const Fields = z.strictObject({
  exercise: z.string().max(200),
  /** Told from the files' names when it is left out. */
  language: z.string().max(50).nullable().default(null),
  assignmentId: z.string().max(200).nullable().default(null),
  idempotencyKey: z.string().nullable().default(null),
});

/** The JSON body of a hand-in. What is not listed here, such as points, is refused and not passed over. */
export const HandInBody = Fields.extend({ files: z.array(SourceFile) });

/** The parts of a multipart hand-in, for the documentation. */
export const HandInForm = Fields.extend({
  archive: z.string().meta({ format: 'binary', description: 'A .zip or .tar.gz' }).optional(),
  files: z.array(z.string().meta({ format: 'binary' })).optional(),
});

/**
 * Reads a hand-in from a request: JSON, or multipart (RFC 7578) with one archive or with single files under their paths. The key of
 * an `Idempotency-Key` header counts when the body has none.
 */
export async function readHandIn(request: FastifyRequest): Promise<HandIn> {
  const handIn = request.isMultipart() ? await readForm(request.parts()) : HandInBody.parse(request.body);
  const header = request.headers['idempotency-key'];
  return { ...handIn, idempotencyKey: handIn.idempotencyKey ?? (typeof header === 'string' ? header : null) };
}

async function readForm(parts: AsyncIterable<Multipart>): Promise<HandIn> {
  const fields: Record<string, unknown> = {};
  const files: HandInFile[] = [];
  let archive: Uint8Array | null = null;
  let bytes = 0;
  for await (const part of parts) {
    if (part.type === 'field') {
      fields[part.fieldname] = part.value;
      continue;
    }
    const content = await part.toBuffer();
    bytes += content.length;
    if (bytes > handInLimits.totalBytes) throw tooLarge();
    if (isArchive(part.fieldname, part.filename)) archive = content;
    else files.push({ path: part.filename, content });
  }
  if (archive !== null && files.length > 0) {
    throw new Refusal('BAD_INPUT', 'Hand in one archive, or single files, and not both.');
  }
  return { ...Fields.parse(fields), files: archive === null ? files : await readArchive(archive) };
}

function isArchive(field: string, filename: string): boolean {
  return field === 'archive' || /\.(zip|tgz|tar\.gz)$/i.test(filename);
}

function tooLarge(): Refusal {
  return new Refusal(
    'UPLOAD_TOO_LARGE',
    `A hand-in may have ${handInLimits.totalBytes} bytes; this one has more.`,
  );
}
