import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const exerciseYaml = `title: { en: Parent to child, zh: 父进程写给子进程 }
level: starter
summary: { en: Two ends., zh: 两端。 }
programs: [uppercase]
languages: [c, python]
wrong: []
`;

const files: Readonly<Record<string, string>> = {
  'lesson.en.md': '# Pipe\n',
  'lesson.zh.md': '# 管道\n',
  'exercises/01-parent-to-child/exercise.yaml': exerciseYaml,
  'exercises/01-parent-to-child/task.en.md': '# Parent to child\n',
  'exercises/01-parent-to-child/task.zh.md': '# 父进程写给子进程\n',
  'exercises/01-parent-to-child/hints.en.md': '## One\nLook.\n',
  'exercises/01-parent-to-child/hints.zh.md': '## 一\n看。\n',
  'exercises/01-parent-to-child/design.md': 'Why.\n',
  'exercises/01-parent-to-child/starter/c/uppercase.c': 'int main(void) { return 0; }\n',
  'exercises/01-parent-to-child/solution/c/secret/uppercase.c': 'int secret;\n',
};

/** Writes mechanisms with one exercise, `pipe/01-parent-to-child`, into a new temporary folder. */
export async function aCatalogue(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ipclab-mechanisms-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, 'pipe', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}
