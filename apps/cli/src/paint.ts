import { styleText } from 'node:util';

/** Colours text for a terminal, and leaves it plain for a pipe or a file. */
export function paint(style: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string): string {
  return process.stdout.isTTY ? styleText(style, text) : text;
}
