import type { Scene } from '../scene.js';
import { describeDeadlock, describeWait } from '../wording/describe-wait.js';
import { describeFileGroup } from '../wording/describe-standing.js';
import { textWidth } from '../wording/measure-text.js';
import { safeText } from '../wording/safe-text.js';
import type { Words } from '../wording/words.js';
import { textElement } from './element.js';

const lineHeight = 19;
const notesMax = 12;

export interface Block {
  readonly markup: string;
  readonly heightPx: number;
}

/** Writes below the picture what its arrows cannot say: who waits for whom, what was left behind, what is not certain. */
export function drawNotes(scene: Scene, words: Words, place: { x: number; y: number; maxPx: number }): Block {
  const notes = [
    ...(scene.columns.length < scene.lanes.size + scene.stores.size ? [words.straight] : []),
    ...(scene.leftOut > 0 ? [words.leftOut(scene.leftOut)] : []),
    ...scene.groups.map((group) => `${describeFileGroup(scene, group, words)}.`),
    ...scene.deadlocks.map((members) => describeDeadlock(scene, members, words)),
    ...scene.waits.map((wait) => describeWait(scene, wait, words)),
    ...scene.leftovers.map((leftover) => `${words.leftBehind}: ${leftover.kind} ${leftover.name}`),
    ...scene.warnings.map((warning) => `${words.warnings}: ${warning}`),
  ];
  const shown =
    notes.length > notesMax ? [...notes.slice(0, notesMax), `… +${notes.length - notesMax}`] : notes;
  return writeNotes([words.scale, ...shown], place);
}

/** Writes notes below each other, each in as many lines as it needs. */
export function writeNotes(notes: readonly string[], place: { x: number; y: number; maxPx: number }): Block {
  const lines = notes.flatMap((note) => wrap(safeText(note), place.maxPx));
  const markup = lines
    .map((line, index) =>
      textElement({ class: 'ipc-note', x: place.x, y: place.y + index * lineHeight + 13 }, line),
    )
    .join('');
  return { markup, heightPx: lines.length * lineHeight + 6 };
}

/** Breaks a line where it is too wide: at a space, else anywhere. */
function wrap(text: string, maxPx: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (textWidth(line + character, 12, 'sans') <= maxPx) {
      line += character;
      continue;
    }
    const space = line.lastIndexOf(' ');
    const cut = space > line.length / 2 ? space + 1 : line.length;
    lines.push(line.slice(0, cut).trimEnd());
    line = line.slice(cut) + character;
  }
  return [...lines, line];
}
