import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { conditionKinds } from '#libs/grading/conditions';
import { listModules } from './list-modules.js';
import type { Generated } from './generated.js';

const head = `<!-- Written by \`ipclab sync\`. Do not edit. -->

# Kinds of conditions

A check in \`exercise.yaml\` passes when every condition under \`expect\` holds. Each condition names the \`case\` whose run it looks at.
Conditions under "of the outcome" need no trace; those "of the trace" need a case with \`traced: true\`.
`;

const Fields = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

/** The page that lists every kind of condition: what it asks, in the words of its own doc comment, and its fields. */
export async function writeChecksReference(root: string): Promise<Generated> {
  const modules = await listModules(join(root, 'libs/grading/checks'));
  const sections = await Promise.all(
    modules.map(async (module) => {
      const source = await readFile(join(root, 'libs/grading/checks', `${module.path}.ts`), 'utf8');
      const kind = conditionKinds.find((one) => one.kind === module.name);
      if (!kind) throw new Error(`${module.path}.ts does not define the kind "${module.name}".`);
      return {
        place: module.path.split('/')[0],
        text: section(kind.kind, docComment(source, module.constant), kind.schema),
      };
    }),
  );
  const of = (place: string) => sections.filter((one) => one.place === place).map((one) => one.text);
  const content = [
    head,
    '## Of the outcome',
    '',
    ...of('outcome'),
    '## Of the trace',
    '',
    ...of('trace'),
  ].join('\n');
  return { path: 'docs/reference/checks.md', content: `${content.trimEnd()}\n` };
}

function section(kind: string, words: string, schema: z.ZodObject): string {
  const { properties, required } = Fields.parse(z.toJSONSchema(schema, { io: 'input' }));
  const rows = Object.entries(properties)
    .filter(([name]) => name !== 'kind' && name !== 'case')
    .map(
      ([name, shape]) =>
        `- \`${name}\`${required.includes(name) ? '' : ' (may be left out)'}: \`${brief(shape)}\``,
    );
  return `### \`${kind}\`\n\n${words}\n${rows.length === 0 ? '' : `\n${rows.join('\n')}\n`}`;
}

function docComment(source: string, constant: string): string {
  const before = source.slice(0, source.indexOf(`export const ${constant} =`));
  const comment = before.slice(before.lastIndexOf('/**') + 3, before.lastIndexOf('*/'));
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, ''))
    .join('\n')
    .trim();
}

const Shape = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

function brief(raw: unknown): string {
  const shape = Shape.parse(raw);
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (shape.anyOf) return shape.anyOf.map(brief).join(' or ');
  if (shape.properties)
    return `{ ${Object.entries(shape.properties)
      .map(([name, value]) => `${name}: ${brief(value)}`)
      .join(', ')} }`;
  if (shape.type === 'array') return `[${brief(shape.items ?? {})}, …]`;
  return shape.type ?? 'anything';
}
