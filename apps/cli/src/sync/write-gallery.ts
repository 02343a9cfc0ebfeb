import { relative } from 'node:path';
import { mechanismTitles } from '#libs/catalogue/mechanism';
import type { Demo } from '#libs/catalogue/demo';
import { readDemos } from '#libs/catalogue/read-demos';
import { mechanismSlugs } from '#libs/contracts/trace';
import type { Generated } from './generated.js';

const path = 'docs/explanation/gallery.md';

const head = `<!-- Written by \`ipclab sync\`. Do not edit. -->

# Gallery

A small program for each kind of object, and the picture of one run of it. Nothing here was drawn by hand: \`ipclab exercise record --demos\`
runs each demo in the sandbox and draws what the kernel saw, and a test checks that every transfer which its \`demo.yaml\` promises is
there, and no other. [How a picture is drawn](how-a-picture-is-drawn.md) says what the lines mean, and what a picture cannot show.

To see one for yourself, build its programs in its folder and say \`npx ipclab trace --out picture -- \` and the command.
`;

/** The page that shows the recorded picture of every demo, by mechanism. */
export async function writeGallery(root: string): Promise<Generated> {
  const demos = await readDemos();
  const sections = mechanismSlugs.flatMap((slug) => {
    const mine = demos.filter((demo) => demo.mechanism === slug);
    return mine.length === 0
      ? []
      : [`## ${mechanismTitles[slug].en}\n`, ...mine.map((demo) => section(demo, root))];
  });
  return { path, content: `${[head, ...sections].join('\n').trimEnd()}\n` };
}

function section(demo: Demo, root: string): string {
  const folder = `../../${relative(root, demo.folder)}`;
  const sources = demo.files.map((file) => `[${file.path}](${folder}/${file.path})`);
  const commands = [demo.command, ...demo.start].map((command) => `\`${command.join(' ')}\``);
  return [
    `### ${demo.title.en}\n`,
    `${demo.summary.en.trim()}\n`,
    `${sources.join(', ')}; run as ${commands.join(' beside ')}.\n`,
    `![${seen(demo)}](${folder}/picture.svg)\n`,
  ].join('\n');
}

/** What a reader who does not see the picture is told. */
function seen(demo: Demo): string {
  const kinds = [...new Set(demo.promises.map((promise) => promise.through))];
  return `${demo.title.en}: ${demo.processes.join(', ')}, connected by ${kinds.join(', ')}`;
}
