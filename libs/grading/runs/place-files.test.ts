import { expect, test } from 'vitest';
import { CaseFile } from './case-data.js';
import { placeFiles } from './place-files.js';

function place(...files: readonly object[]) {
  return placeFiles(
    files.map((file) => CaseFile.parse(file)),
    'seed',
    'sometoken',
  ).map(({ content, mode, ...file }) => ({
    ...file,
    mode: mode.toString(8),
    text: Buffer.from(content).toString('latin1'),
  }));
}

test('files, folders and FIFOs have their usual modes, and names with the word of the run', () => {
  expect(
    place(
      { path: 'log-{{token}}', text: 'for {{token}}' },
      { path: '/mnt/box', folder: true },
      { path: '/tmp/way', fifo: true, mode: '666' },
    ),
  ).toEqual([
    { path: '/box/log-sometoken', mode: '644', text: 'for sometoken' },
    { path: '/mnt/box', mode: '755', text: '', kind: 'folder' },
    { path: '/tmp/way', mode: '666', text: '', kind: 'fifo' },
  ]);
});

test('a text can be repeated and numbered, and zeros are zeros', () => {
  const [records, zeros] = place(
    { path: 'a', repeat: '{{number:3}} {{number}}\n', times: 11 },
    { path: 'b', zeros: 3 },
  );
  expect(records?.text.split('\n').slice(8)).toEqual(['009 9', '010 10', '011 11', '']);
  expect(zeros?.text).toBe('\0\0\0');
});

test('two files of arbitrary bytes differ, and are the same with the same seed', () => {
  const files = [
    { path: 'a', random: 50 },
    { path: 'b', random: 50 },
  ];
  const [first, second] = place(...files);
  expect(first?.text).not.toBe(second?.text);
  expect(place(...files)).toEqual([first, second].map((one) => one));
});
