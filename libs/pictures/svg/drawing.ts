import type { Scene } from '../scene.js';
import type { Words } from '../wording/words.js';
import type { Layout } from './layout.js';

/** What every part of a picture is drawn from. */
export interface Drawing {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly words: Words;
}
