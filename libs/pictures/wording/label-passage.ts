import type { Passage } from '../scene/happening.js';
import { formatBytes } from './format.js';
import type { Words } from './words.js';

/** What stands on an arrow: a few words above it, fewer where there is little room, and what it carried or why it came below it. */
export interface Label {
  readonly above: string;
  readonly aboveShort: string;
  /** What it was alone, where there is room for no more. */
  readonly aboveBare: string;
  readonly below: string;
}

/** The words on the arrow of a passage. */
export function labelPassage(passage: Passage, words: Words): Label {
  const aboveShort = listed([headline(passage, words), repeats(passage, words)], ' ');
  return {
    above: listed([aboveShort, ...properties(passage, words)], ' · '),
    aboveShort: aboveShort === '' ? listed(properties(passage, words), ' · ') : aboveShort,
    aboveBare: headline(passage, words),
    below: glimpse(passage),
  };
}

function listed(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}

/** How often: `×120` for so many transfers, or how many sends the kernel made one delivery of. */
export function repeats(passage: Passage, words: Words): string {
  if (passage.sends > passage.count) return words.sentAndDelivered(passage.sends, passage.count);
  return passage.count > 1 ? `×${passage.count}` : '';
}

/** What is known about a passage besides its size: priority, type, value, and whether it was not seen but inferred. */
export function properties(passage: Passage, words: Words): readonly string[] {
  const { priority, messageType, value, inferred } = passage;
  return [
    ...(inferred ? [words.inferred] : []),
    ...(priority === null ? [] : [words.priority(priority)]),
    ...(messageType === null ? [] : [words.messageType(messageType)]),
    ...(value === null ? [] : [words.value(value)]),
  ];
}

function headline(passage: Passage, words: Words): string {
  switch (passage.kind) {
    case 'data':
      // How much went through memory nobody saw.
      return passage.inferred && passage.bytes === 0 ? '' : formatBytes(passage.bytes);
    case 'end-of-file':
      return words.endOfFile;
    case 'descriptor':
      return words.descriptor;
    case 'wake':
      return words.wake;
    case 'mapping':
      return words.mapping(formatBytes(passage.bytes));
    case 'signal':
      return '';
  }
}

function glimpse(passage: Passage): string {
  if (passage.kind === 'descriptor') return passage.text;
  return passage.kind === 'data' && passage.text !== '' ? `"${passage.text}"` : '';
}
