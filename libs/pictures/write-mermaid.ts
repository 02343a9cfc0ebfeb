import type { Trace } from '#libs/contracts/trace';
import type { Happening } from './scene/happening.js';
import { buildScene, type Scene } from './scene.js';
import { describeExit, objectLabel, processLabel } from './wording/describe-happening.js';
import { labelPassage, repeats } from './wording/label-passage.js';
import { safeText } from './wording/safe-text.js';
import { type Words, wordsOf } from './wording/words.js';

/** Writes a trace as a Mermaid `sequenceDiagram`, for answers and documents that draw Mermaid. See mermaid.js.org, "Sequence diagrams". */
export function writeMermaid(trace: Trace): string {
  const scene = buildScene(trace);
  const words = wordsOf('en');
  const participants = scene.columns.map(({ kind, id }) =>
    kind === 'lane'
      ? `  participant ${id} as ${plain(processLabel(scene, id) ?? id)}`
      : `  participant ${id} as ${plain(objectLabel(scene, id))}`,
  );
  const lines = scene.rows.flatMap((row) =>
    row.happenings.flatMap((happening) => writeHappening(scene, happening, words)),
  );
  const waits = scene.waits.map((wait) => `  Note over ${wait.process}: ${words.waits(plain(wait.call))}`);
  return `${['sequenceDiagram', ...participants, ...lines, ...waits].join('\n')}\n`;
}

function writeHappening(scene: Scene, happening: Happening, words: Words): readonly string[] {
  switch (happening.kind) {
    case 'birth':
      return happening.parent === null ? [] : [`  ${happening.parent}->>${happening.process}: ${words.fork}`];
    case 'exec': {
      const { runs, error } = happening;
      return [
        `  Note over ${happening.process}: ${plain(error === null ? words.execs(runs) : words.execFailed(runs, error))}`,
      ];
    }
    case 'access': {
      const { kind, offset, value } = happening.access;
      return [`  Note over ${happening.process}: ${plain(`${kind} +${offset} = ${value}`)}`];
    }
    case 'exit':
      return [`  Note over ${happening.process}: ${plain(describeExit(scene, happening.process, words))}`];
    case 'signal': {
      const { from, to, through } = happening.passage;
      const often = repeats(happening.passage, words);
      const name = plain(`${scene.signalNames.get(through) ?? 'signal'} ${often}`.trim());
      if (to === null) return [];
      return from === null ? [`  Note over ${to}: ${name}`] : [`  ${from}-)${to}: ${name}`];
    }
    case 'whole':
    case 'sent':
    case 'received':
      return writePassage(
        happening,
        scene.columns.some((one) => one.id === happening.passage.through),
        words,
      );
  }
}

function writePassage(
  { passage, kind }: Extract<Happening, { kind: 'whole' | 'sent' | 'received' }>,
  hasColumn: boolean,
  words: Words,
): readonly string[] {
  const line = passage.kind === 'data' && !passage.inferred ? '->>' : '-->>';
  const { above, below } = labelPassage(passage, words);
  const what = plain(`${above} ${below}`.trim().replaceAll('"', "'"));
  const { from, to, through } = passage;
  // What has no column of its own is an arrow straight from one to the other.
  if (!hasColumn)
    return from === null || to === null || kind === 'sent' ? [] : [`  ${from}${line}${to}: ${what}`];
  const sent = from === null || kind === 'received' ? [] : [`  ${from}${line}${through}: ${what}`];
  const got = to === null || kind === 'sent' ? [] : [`  ${through}${line}${to}: ${what}`];
  return [...sent, ...got];
}

// `;` and `#` mean something to Mermaid, and `<` to the page it is drawn in: only harmless characters pass.
function plain(text: string): string {
  return Array.from(safeText(text))
    .slice(0, 60)
    .join('')
    .replaceAll(/[^\p{L}\p{N} ._/()+*=,!?'@-]/gu, '·');
}
