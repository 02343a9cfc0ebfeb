import type { Trace } from '#libs/contracts/trace';
import { drawSvg, type DrawOptions } from '#libs/pictures/draw-svg';
import { writeCsv } from '#libs/pictures/write-csv';
import { writeDot } from '#libs/pictures/write-dot';
import { writeMermaid } from '#libs/pictures/write-mermaid';
import { writePerfetto } from '#libs/pictures/write-perfetto';
import { writeShiviz } from '#libs/pictures/write-shiviz';
import { writeText } from '#libs/pictures/write-text';

interface Format {
  readonly ending: string;
  readonly write: (trace: Trace, options: DrawOptions) => string;
}

/** What a trace can be written as. Only the picture and its words follow the options of a view; the others are exports of the whole. */
export const formats = {
  svg: { ending: 'svg', write: drawSvg },
  json: { ending: 'json', write: (trace) => JSON.stringify(trace, null, 2) },
  mermaid: { ending: 'mmd', write: (trace) => writeMermaid(trace) },
  dot: { ending: 'dot', write: (trace) => writeDot(trace) },
  perfetto: { ending: 'perfetto.json', write: (trace) => writePerfetto(trace) },
  shiviz: { ending: 'shiviz.log', write: (trace) => writeShiviz(trace) },
  csv: { ending: 'csv', write: (trace) => writeCsv(trace) },
  text: { ending: 'txt', write: (trace, options) => writeText(trace, options.lang ?? 'en', options) },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
