import { aSandbox, aShell, ordinary } from './a-sandbox.js';

/** Opens a sandbox and has a traced program sleep in it for ever; for owners that are to be killed. */
export async function startSleeper(): Promise<void> {
  const box = await aSandbox();
  const sleeping = box.run([aShell('echo ready; exec sleep 600')], {
    steps: [{ do: 'await-output', program: 0, bytes: 1, withinMs: 10_000 }],
    limits: { ...ordinary, wallMs: 600_000 },
    traced: true,
  });
  // It is told when it ends too early; otherwise it never does.
  sleeping.catch((cause: unknown) => console.error(cause));
}
