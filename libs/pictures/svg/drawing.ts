import type { Scene } from '../scene.js';
import type { Words } from '../wording/words.js';
import type { Ink } from './ink.js';
import type { Layout } from './layout.js';

/** What every part of a picture is drawn from. */
export interface Drawing {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly words: Words;
  /** What was drawn so far, with more to come. */
  readonly ink: Ink;
}
