import type { Happening, Passage } from '../scene/happening.js';
import type { Scene } from '../scene.js';
import { formatBytes } from './format.js';
import { programName } from './name-of.js';
import type { Words } from './words.js';

/** A line of text quotes so much of a payload. */
const textCharactersMax = 60;

/** What a line of text calls a process: its program and its pid; null when the picture does not show it. */
export function processLabel(scene: Scene, id: string | null): string | null {
  const lane = id === null ? undefined : scene.lanes.get(id);
  if (!lane) return null;
  return lane.process.role === 'harness'
    ? programName(lane.process)
    : `${programName(lane.process)} (pid ${lane.process.pid})`;
}

/** One happening in one line of text. */
export function describeHappening(scene: Scene, happening: Happening, words: Words): string {
  switch (happening.kind) {
    case 'birth': {
      const child = processLabel(scene, happening.process) ?? '';
      const parent = processLabel(scene, happening.parent);
      if (parent === null) return `${child} ${words.start}`;
      return `${parent} → ${child}: ${happening.runs === null ? words.fork : words.exec(happening.runs)}`;
    }
    case 'exit': {
      const exit = scene.lanes.get(happening.process)?.process.exit ?? { running: true };
      const how =
        'code' in exit ? words.exit(exit.code) : 'signal' in exit ? words.killed(exit.signal) : words.running;
      return `${processLabel(scene, happening.process) ?? ''}: ${how}`;
    }
    case 'signal':
      return `${processLabel(scene, happening.passage.from) ?? words.outside} → ${processLabel(scene, happening.passage.to) ?? words.nobody}: ${scene.signalNames.get(happening.passage.through) ?? ''}${times(happening.passage)}`;
    case 'whole':
    case 'sent':
    case 'received':
      return describePassage(scene, happening, words);
  }
}

function describePassage(
  scene: Scene,
  happening: Extract<Happening, { passage: Passage }>,
  words: Words,
): string {
  const { passage, kind } = happening;
  const store = scene.stores.get(passage.through)?.object.name ?? '';
  const from = kind === 'received' ? null : processLabel(scene, passage.from);
  const to = kind === 'sent' ? null : processLabel(scene, passage.to);
  const route = [from, store, to].filter((stop) => stop !== null).join(' → ');
  const isClose = passage.kind === 'end-of-file' && kind === 'sent';
  return `${route}: ${isClose ? words.close : contentOf(passage, words)}`;
}

function contentOf(passage: Passage, words: Words): string {
  switch (passage.kind) {
    case 'data':
      return `${formatBytes(passage.bytes)}${times(passage)}${passage.text === '' ? '' : ` "${shortened(passage.text)}"`}`;
    case 'end-of-file':
      return `${words.endOfFile}${times(passage)}`;
    case 'descriptor':
      return `${words.descriptor}${times(passage)} ${shortened(passage.text)}`.trimEnd();
    case 'wake':
      return `${words.wake}${times(passage)}`;
    case 'mapping':
      return `${words.mapping}${times(passage)}`;
    case 'signal':
      return '';
  }
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length > textCharactersMax ? `${characters.slice(0, textCharactersMax).join('')}…` : text;
}

function times(passage: Passage): string {
  return passage.count > 1 ? ` ×${passage.count}` : '';
}
