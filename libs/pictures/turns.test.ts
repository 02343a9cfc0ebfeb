import { expect, test } from 'vitest';
import { aTrace } from '#libs/testing/a-trace';
import { drawSvg } from './draw-svg.js';
import { buildScene } from './scene.js';

const turn = (process: string, fromMs: number, untilMs: number) => ({
  process,
  thread: null,
  fromMs,
  untilMs,
  steps: 10,
});
const base = aTrace({});
const trace = {
  ...base,
  processes: base.processes.map((process) => ({ ...process, endMs: 10, exit: { code: 0 } })),
  turns: [turn('p1', 0, 2), turn('p2', 2, 4), turn('p2', 4, 4.01), turn('p1', 7, 9)],
};

test('turns are stretches of life lines; what follows at once is one stretch', () => {
  const lanes = buildScene(trace).lanes;
  expect(lanes.get('p1')?.stints.map(({ turns, steps }) => [turns, steps])).toEqual([
    [1, 10],
    [1, 10],
  ]);
  expect(lanes.get('p2')?.stints.map(({ turns, steps }) => [turns, steps])).toEqual([[2, 20]]);
});

test('where turns are known a life line is pale outside of them, and the legend says what they are', async () => {
  const svg = drawSvg(trace);
  expect(svg.match(/class="ipc-stint"/g)).toHaveLength(4);
  expect(svg).toContain('ipc-life ipc-idle');
  expect(svg).toContain('its turn, nobody else runs');
  expect(drawSvg(base)).not.toContain('class="ipc-life ipc-idle"');
  await expect(svg).toMatchFileSnapshot('golden/turns.svg');
});
