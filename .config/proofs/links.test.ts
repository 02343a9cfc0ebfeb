import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const listPages = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return listPages(path);
    return path.endsWith('.md') ? [path] : [];
  });

test('every link from page to page leads somewhere', () => {
  const pages = [join(root, 'README.md'), join(root, 'CHANGELOG.md'), ...listPages(join(root, 'docs'))];
  const broken = pages.flatMap((page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(
      ([, link = '']) => link,
    );
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    return local
      .filter((link) => !existsSync(join(dirname(page), link)))
      .map((link) => `${relative(root, page)}: ${link}`);
  });
  expect(pages.length).toBeGreaterThan(15);
  expect(broken).toEqual([]);
});
