import type { Sentence } from '#libs/contracts/sentence';

/** The headings below a lesson's title, in the order in which they stand: both languages have the same ones, so each has its twin. */
export function pairHeadings(lesson: Sentence): readonly Sentence[] {
  const chinese = headingsIn(lesson.zh);
  return headingsIn(lesson.en).flatMap((en, at) => {
    const zh = chinese[at];
    return zh === undefined ? [] : [{ en, zh }];
  });
}

function headingsIn(markdown: string): readonly string[] {
  const text = markdown.replaceAll(/^```.*?^```/gms, '');
  return [...text.matchAll(/^##+ +(.+)$/gm)].map(([, heading = '']) => heading.trim());
}
