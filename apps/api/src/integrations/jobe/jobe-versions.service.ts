import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts/refusal';
import { HeartbeatsStore } from '#libs/database/heartbeats.store';
import { jobeLanguages } from './jobe-languages.js';

/** A grader that was silent for so long may be another one by now. */
const knownForMs = 3_600_000;

/** Says what graders can run, as they said it of themselves: the api reaches no compiler. */
@Injectable()
export class JobeVersionsService {
  constructor(@Inject(HeartbeatsStore) private readonly heartbeats: HeartbeatsStore) {}

  /** Jobe's names with versions. Ends in `SERVER_STARTING` while no grader has shown itself. */
  async list(): Promise<readonly (readonly [string, string])[]> {
    const graders = await this.heartbeats.findSince(new Date(Date.now() - knownForMs));
    const grader = graders.find((one) => Object.keys(one.languages).length > 0);
    if (grader === undefined)
      throw new Refusal('SERVER_STARTING', 'No grader has shown yet what it can run; try again in a minute.');
    return jobeLanguages.flatMap(({ id, name }) => {
      const version = grader.languages[id];
      return version === undefined ? [] : [[name, version] as const];
    });
  }
}
