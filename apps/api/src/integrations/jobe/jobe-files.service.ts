import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { JobeFilesStore } from '#libs/database/jobe-files.store';
import type { Key } from '#libs/database/jobe-keys.store';

/** Bytes of one file; in base64 it has to fit into one request. */
export const fileBytes = 2 * 1_048_576;

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

const Body = z.object({ file_contents: z.string() });

/** Keeps files for runs to come. */
@Injectable()
export class JobeFilesService {
  constructor(@Inject(JobeFilesStore) private readonly files: JobeFilesStore) {}

  /** Ends in `BAD_INPUT`, `FILE_TOO_LARGE`, or `UPLOAD_TOO_LARGE` when files in use leave no room for it. */
  async keep(key: Key, name: string, body: unknown): Promise<void> {
    const { file_contents: text } = Body.parse(body);
    const packed = text.replace(/[\r\n]/g, '');
    if (!base64.test(packed))
      throw new Refusal('BAD_INPUT', `The contents of file ${name} are not valid base-64.`);
    const content = Buffer.from(packed, 'base64');
    if (content.length > fileBytes)
      throw new Refusal(
        'FILE_TOO_LARGE',
        `A file has at most ${fileBytes} bytes, and this one has ${content.length}.`,
      );
    if ((await this.files.keep(key, name, Uint8Array.from(content))) === 'kept') return;
    throw new Refusal(
      'UPLOAD_TOO_LARGE',
      `The files of this key have at most ${key.filesBytes} bytes together.`,
    );
  }

  /** Ends in `NOT_FOUND`. */
  async demand(key: Key, name: string): Promise<void> {
    if (!(await this.files.has(key.id, name))) throw new Refusal('NOT_FOUND', `There is no file ${name}.`);
  }
}
