import { afterAll, expect, test } from 'vitest';
import type { LanguageId } from '#libs/contracts/language';
import { buildScene } from '#libs/pictures/scene';
import { openSandbox } from '#libs/sandbox/open-sandbox';
import { anExercise } from '#libs/testing/an-exercise';
import { grade } from './grade.js';

// Real: the sandbox, the compilers, the interpreter, strace. One design in three languages has to give one picture.

const sandbox = await openSandbox();
afterAll(() => sandbox.close());

const title = { en: 'short text', zh: '短文本' };
const exercise = anExercise({
  plan: {
    cases: [{ id: 'plain', title, input: { text: 'quick fox\n' }, traced: true }],
    checks: [
      {
        name: { en: 'short text is upper-cased', zh: '短文本转为大写' },
        group: 'behaviour',
        points: 100,
        expect: [{ kind: 'stdout', case: 'plain', equals: { input: 'upper-case' } }],
      },
    ],
  },
});

/** What the picture shows, without times and without the names of programs. */
async function shownOf(language: LanguageId, content: string): Promise<readonly string[]> {
  const path = { c: 'uppercase.c', cpp: 'uppercase.cpp', python: 'uppercase.py' }[language];
  const graded = await grade(
    { exercise, language, files: [{ path, content }], seed: 'same' },
    { sandbox, tell: () => undefined, signal: AbortSignal.timeout(60_000) },
  );
  expect(graded.report.points).toBe(100);
  const [picture] = graded.pictures;
  if (!picture) throw new Error('The traced run has no picture.');
  const scene = buildScene(picture.trace);
  const lanes = [...scene.lanes.keys()].join(' ');
  const stores = [...scene.stores.values()].map(({ object }) => `${object.kind} ${object.name}`).join(', ');
  const events = scene.rows
    .flatMap((row) => row.happenings)
    .flatMap((one) => {
      if (one.kind === 'birth') return [`${one.parent ?? 'harness'} makes ${one.process}`];
      if (one.kind === 'exit') return [`${one.process} ends`];
      if (!('passage' in one) || (one.kind === 'received' && one.passage.from !== null)) return [];
      const { kind, from, to, through, bytes } = one.passage;
      const name = scene.stores.get(through)?.object.name ?? through;
      // Who closes the last write end, the parent or the child that inherited one, is the scheduler's choice.
      return kind === 'end-of-file'
        ? [`the end of ${name} reaches ${to}`]
        : [`${from} > ${name} > ${to}: ${bytes}`];
    });
  // Whether a child ends before its parent writes on is the scheduler's choice.
  return [lanes, stores, ...events.sort()];
}

const inC = `
#include <ctype.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int ends[2];
    pipe(ends);
    if (fork() == 0) {
        close(ends[1]);
        char text[64];
        ssize_t count, all = 0;
        while ((count = read(ends[0], text + all, sizeof text - (size_t)all)) > 0) all += count;
        for (ssize_t i = 0; i < all; i++) text[i] = (char)toupper(text[i]);
        return write(1, text, (size_t)all) != all;
    }
    close(ends[0]);
    char text[64];
    ssize_t count;
    while ((count = read(0, text, sizeof text)) > 0) write(ends[1], text, (size_t)count);
    close(ends[1]);
    wait(NULL);
}`;

const inCpp = `
#include <algorithm>
#include <cctype>
#include <iostream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
int main() {
    int ends[2];
    pipe(ends);
    if (fork() == 0) {
        close(ends[1]);
        std::string all;
        char text[64];
        for (ssize_t count; (count = read(ends[0], text, sizeof text)) > 0;) all.append(text, count);
        std::transform(all.begin(), all.end(), all.begin(), [](unsigned char one) { return std::toupper(one); });
        std::cout << all << std::flush;
        return 0;
    }
    close(ends[0]);
    std::string all{std::istreambuf_iterator<char>(std::cin), {}};
    write(ends[1], all.data(), all.size());
    close(ends[1]);
    wait(nullptr);
}`;

const inPython = `
import os, sys
reading, writing = os.pipe()
if os.fork() == 0:
    os.close(writing)
    with os.fdopen(reading, 'rb') as pipe:
        sys.stdout.write(pipe.read().decode().upper())
    sys.stdout.flush()
    os._exit(0)
os.close(reading)
os.write(writing, sys.stdin.buffer.read())
os.close(writing)
os.wait()
`;

const inMultiprocessing = `
import multiprocessing, sys
def child(text):
    sys.stdout.write(text.recv().upper())
    sys.stdout.flush()
if __name__ == '__main__':
    near, far = multiprocessing.Pipe()
    worker = multiprocessing.Process(target=child, args=(far,))
    worker.start()
    near.send(sys.stdin.read())
    worker.join()
`;

test('one design in C, in C++ and in Python is one picture', async () => {
  const picture = await shownOf('c', inC);
  expect(picture).toEqual([
    'p1 p2',
    'pipe standard input, pipe standard output, pipe pipe 1',
    'harness makes p1',
    'null > standard input > p1: 10',
    'p1 > pipe 1 > p2: 10',
    'p1 ends',
    'p1 makes p2',
    'p2 > standard output > null: 10',
    'p2 ends',
    'the end of pipe 1 reaches p2',
    'the end of standard input reaches p1',
  ]);
  expect(await shownOf('cpp', inCpp)).toEqual(picture);
  expect(await shownOf('python', inPython)).toEqual(picture);
});

test('what a language needs for itself is not in the picture', async () => {
  const picture = await shownOf('python', inMultiprocessing);
  expect(picture.slice(0, 2)).toEqual([
    'p1 p2',
    'pipe standard input, pipe standard output, unix-stream socket pair 1',
  ]);
  expect(picture.filter((line) => line.includes('makes'))).toEqual(['harness makes p1', 'p1 makes p2']);
});
