import type { Trace } from '#libs/contracts/trace';
import { drawSvg } from '#libs/pictures/draw-svg';
import { writeCsv } from '#libs/pictures/write-csv';
import { writeDot } from '#libs/pictures/write-dot';
import { writeMermaid } from '#libs/pictures/write-mermaid';
import { writePerfetto } from '#libs/pictures/write-perfetto';
import { writeShiviz } from '#libs/pictures/write-shiviz';
import { writeText } from '#libs/pictures/write-text';

interface Format {
  readonly ending: string;
  readonly write: (trace: Trace, lang: 'en' | 'zh') => string;
}

/** What a trace can be written as. */
export const formats = {
  svg: { ending: 'svg', write: (trace, lang) => drawSvg(trace, { lang }) },
  json: { ending: 'json', write: (trace) => JSON.stringify(trace, null, 2) },
  mermaid: { ending: 'mmd', write: (trace) => writeMermaid(trace) },
  dot: { ending: 'dot', write: (trace) => writeDot(trace) },
  perfetto: { ending: 'perfetto.json', write: (trace) => writePerfetto(trace) },
  shiviz: { ending: 'shiviz.log', write: (trace) => writeShiviz(trace) },
  csv: { ending: 'csv', write: (trace) => writeCsv(trace) },
  text: { ending: 'txt', write: (trace, lang) => writeText(trace, lang) },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
