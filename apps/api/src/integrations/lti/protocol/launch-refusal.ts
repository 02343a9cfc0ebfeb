import { Refusal, type RefusalCode } from '#libs/contracts/refusal';
import type { Sentence } from '#libs/contracts/sentence';

/** Why a launch goes no further, said in both languages: whoever follows a link in a course reads it on a page. */
export class LaunchRefusal extends Refusal {
  constructor(
    code: RefusalCode,
    readonly sentence: Sentence,
    /** Where the same launch can be begun anew, in a window of its own. */
    readonly again: string | null = null,
  ) {
    super(code, sentence.en);
  }
}

/** The launch itself is not what it has to be. */
export function refused(en: string, zh: string): LaunchRefusal {
  return new LaunchRefusal('LTI_LAUNCH_REFUSED', { en, zh });
}
