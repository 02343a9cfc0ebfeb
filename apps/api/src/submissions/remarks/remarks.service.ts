import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import type { Person } from '#libs/database/people.store';
import { RemarksStore, type Remark } from '#libs/database/remarks.store';
import { storableText } from '#libs/database/storable';
import { SubmissionAccess } from '../submission-access.js';
import { SubmissionsService } from '../submissions.service.js';

/** About one submission. */
const remarksMax = 200;

const Text = z
  .string()
  .max(10_000, 'a remark has at most 10000 characters')
  .refine((text) => text.trim() !== '', 'a remark says something')
  .transform(storableText);

/** Lets everybody who sees a submission say something about it. */
@Injectable()
export class RemarksService {
  constructor(
    @Inject(RemarksStore) private readonly remarks: RemarksStore,
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(SubmissionAccess) private readonly access: SubmissionAccess,
  ) {}

  /** Ends in `NOT_FOUND` for who does not see the submission. */
  async add(viewer: Person, submissionId: string, text: string): Promise<Remark> {
    const { id } = await this.submissions.find(viewer, submissionId);
    const checked = Text.parse(text);
    if ((await this.remarks.count(id)) >= remarksMax) {
      throw new Refusal(
        'NOT_ALLOWED',
        `So much was said about this submission already: ${remarksMax} remarks.`,
      );
    }
    return this.remarks.create({ submissionId: id, personId: viewer.id, text: checked });
  }

  /** For its author: nobody puts words into another's mouth. */
  async edit(viewer: Person, id: string, text: string): Promise<Remark> {
    const { personId } = await this.#find(viewer, id);
    if (personId !== viewer.id) throw new Refusal('NOT_ALLOWED', 'Only who wrote a remark edits it.');
    return this.remarks.edit(id, Text.parse(text), new Date());
  }

  /** For its author, and for who teaches the course. */
  async remove(viewer: Person, id: string): Promise<void> {
    const { personId, right } = await this.#find(viewer, id);
    if (personId !== viewer.id && right !== 'staff') {
      throw new Refusal('NOT_ALLOWED', 'Only who wrote a remark, or teaches the course, removes it.');
    }
    await this.remarks.remove(id, new Date());
  }

  async #find(viewer: Person, id: string) {
    const remark = z.uuid().safeParse(id).success ? await this.remarks.find(id) : null;
    if (remark === null) throw noRemark();
    const submission = await this.submissions.find(viewer, remark.submissionId).catch((error: unknown) => {
      throw error instanceof Refusal ? noRemark() : error;
    });
    return { personId: remark.personId, right: await this.access.rightOf(viewer, submission) };
  }
}

function noRemark(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no remark with this id.');
}
