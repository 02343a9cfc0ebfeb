import type { Happening, Passage } from '../scene/happening.js';
import type { Scene } from '../scene.js';
import { formatBytes } from './format.js';
import { properties, repeats } from './label-passage.js';
import { programName, processTitle } from './name-of.js';
import type { Words } from './words.js';

/** A line of text quotes so much of a payload. */
const textCharactersMax = 60;

/** What a line of text calls a process, and how many it stands for; null when the picture does not show it. */
export function processLabel(scene: Scene, id: string | null): string | null {
  const lane = id === null ? undefined : scene.lanes.get(id);
  if (!lane) return null;
  return lane.size > 1 ? `${programName(lane.process)} ×${lane.size}` : processTitle(lane.process);
}

/** The same, and which thread of it where threads are shown: `server (pid 2), thread 5`. */
export function threadLabel(
  scene: Scene,
  { process, thread }: { process: string | null; thread: string | null },
  words: Words,
): string | null {
  const name = processLabel(scene, process);
  const lane = process === null ? undefined : scene.lanes.get(process);
  const tid = lane?.process.threads.find((one) => one.id === thread)?.tid;
  return name === null || tid === undefined || lane?.threads.length === 0
    ? name
    : `${name}, ${words.thread(tid)}`;
}

/** What a line of text calls an object, and how many it stands for: `pipe 1`, `pipe ×32`. */
export function objectLabel(scene: Scene, id: string): string {
  const store = scene.stores.get(id);
  if (!store) return scene.signalNames.get(id) ?? '';
  return store.size > 1 ? `${store.object.kind} ×${store.size}` : store.object.name;
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
    case 'exec': {
      const { runs, error } = happening;
      const what = error === null ? words.execs(runs) : words.execFailed(runs, error);
      return `${processLabel(scene, happening.process) ?? ''}: ${what}`;
    }
    case 'access':
      return describeAccess(scene, happening, words);
    case 'exit':
      return `${processLabel(scene, happening.process) ?? ''}: ${describeExit(scene, happening.process, words)}`;
    case 'signal':
    case 'whole':
    case 'sent':
    case 'received':
      return describePassage(scene, happening, words);
  }
}

function describeAccess(
  scene: Scene,
  { access, count }: Extract<Happening, { kind: 'access' }>,
  words: Words,
): string {
  const { process, thread, kind, offset, object, value, before, isSure } = access;
  const who = threadLabel(scene, { process, thread }, words) ?? '';
  const place = words.place(offset, objectLabel(scene, object));
  const says = kind === 'store' ? words.stores(place, value, before) : words.loads(place, value);
  const often = count > 1 ? ` ×${count}` : '';
  return `${who}: ${says}${often}${isSure ? '' : ` (${words.notCertain})`}`;
}

/** How a process ended: `exit 0`, `killed by SIGKILL`. */
export function describeExit(scene: Scene, id: string, words: Words): string {
  const exit = scene.lanes.get(id)?.process.exit ?? { running: true };
  if ('code' in exit) return words.exit(exit.code);
  return 'signal' in exit ? words.killed(exit.signal) : words.running;
}

function describePassage(
  scene: Scene,
  happening: Extract<Happening, { passage: Passage }>,
  words: Words,
): string {
  const { passage, kind } = happening;
  const from = threadLabel(scene, { process: passage.from, thread: passage.fromThread }, words);
  const to = threadLabel(scene, { process: passage.to, thread: passage.toThread }, words);
  const store = objectLabel(scene, passage.through);
  const details = [
    contentOf(passage, words),
    ...properties(passage, words),
    ...(passage.credentials === null ? [] : [words.credentials(passage.credentials)]),
    ...(passage.copied === null ? [] : [words.copiedFrom(objectLabel(scene, passage.copied.through))]),
    causeOf(scene, passage, words),
  ];
  const said = details.filter((part) => part !== '').join(', ');
  if (kind === 'signal') {
    const more = said === '' ? '' : `, ${said}`;
    const times = repeats(passage, words);
    return `${from ?? words.outside} → ${to ?? words.nobody}: ${store}${times === '' ? '' : ` ${times}`}${more}`;
  }
  const route = [kind === 'received' ? null : from, store, kind === 'sent' ? null : to];
  const isClose = passage.kind === 'end-of-file' && kind === 'sent' && passage.cause === null;
  return `${route.filter((stop) => stop !== null).join(' → ')}: ${isClose ? words.close : said}`;
}

function causeOf(scene: Scene, { cause }: Passage, words: Words): string {
  if (cause === null) return '';
  return words.because(processLabel(scene, cause.process) ?? words.outside, words.causes(cause.by, cause.fd));
}

function contentOf(passage: Passage, words: Words): string {
  const times = repeats(passage, words);
  const often = times === '' ? '' : ` ${times}`;
  switch (passage.kind) {
    case 'data':
      // How much went through memory nobody saw.
      if (passage.inferred && passage.bytes === 0) return `${words.legend.data}${often}`;
      return `${formatBytes(passage.bytes)}${often}${passage.text === '' ? '' : ` "${shortened(passage.text)}"`}`;
    case 'end-of-file':
      return `${words.endOfFile}${often}`;
    case 'descriptor':
      return `${words.descriptor}${often} ${shortened(passage.text)}`.trimEnd();
    case 'wake':
      return `${words.wake}${often} ${shortened(passage.text)}`.trimEnd();
    case 'mapping':
      return `${words.mapping(formatBytes(passage.bytes))}${often}`;
    case 'signal':
      return '';
  }
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length > textCharactersMax ? `${characters.slice(0, textCharactersMax).join('')}…` : text;
}
