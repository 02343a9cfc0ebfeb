import type { Trace } from '#libs/contracts/trace';
import type { Happening, Passage } from './scene/happening.js';
import { buildScene, type Scene } from './scene.js';
import { processLabel } from './wording/describe-happening.js';
import { formatBytes } from './wording/format.js';
import { safeText } from './wording/safe-text.js';
import { type Words, wordsOf } from './wording/words.js';

/** Writes a trace as a Mermaid `sequenceDiagram`, for answers and documents that draw Mermaid. See mermaid.js.org, "Sequence diagrams". */
export function writeMermaid(trace: Trace): string {
  const scene = buildScene(trace);
  const words = wordsOf('en');
  const participants = scene.columns.map(({ kind, id }) =>
    kind === 'lane'
      ? `  participant ${id} as ${plain(processLabel(scene, id) ?? id)}`
      : `  participant ${id} as ${plain(scene.stores.get(id)?.object.name ?? id)}`,
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
    case 'exit': {
      const exit = scene.lanes.get(happening.process)?.process.exit ?? { running: true };
      const how =
        'code' in exit
          ? words.exit(exit.code)
          : 'signal' in exit
            ? words.killed(plain(exit.signal))
            : words.running;
      return [`  Note over ${happening.process}: ${how}`];
    }
    case 'signal': {
      const { from, to, through } = happening.passage;
      const name = plain(scene.signalNames.get(through) ?? 'signal');
      if (to === null) return [];
      return from === null ? [`  Note over ${to}: ${name}`] : [`  ${from}-)${to}: ${name}`];
    }
    case 'whole':
    case 'sent':
    case 'received':
      return writePassage(happening.passage, happening.kind, words);
  }
}

function writePassage(
  passage: Passage,
  kind: 'whole' | 'sent' | 'received',
  words: Words,
): readonly string[] {
  const line = passage.kind === 'data' ? '->>' : '-->>';
  const times = passage.count > 1 ? ` x${passage.count}` : '';
  const what =
    passage.kind === 'data' ? `${formatBytes(passage.bytes)} ${plain(passage.text)}` : words.endOfFile;
  const sent =
    passage.from === null || kind === 'received'
      ? []
      : [`  ${passage.from}${line}${passage.through}: ${what.trim()}${times}`];
  const got =
    passage.to === null || kind === 'sent'
      ? []
      : [`  ${passage.through}${line}${passage.to}: ${what.trim()}${times}`];
  return [...sent, ...got];
}

// `;` and `#` mean something to Mermaid, and `<` to the page it is drawn in: only harmless characters pass.
function plain(text: string): string {
  return Array.from(safeText(text))
    .slice(0, 40)
    .join('')
    .replaceAll(/[^\p{L}\p{N} ._/()+*=,!?'@-]/gu, '·');
}
