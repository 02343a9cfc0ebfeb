import type { Trace } from '#libs/contracts/trace';
import { programName } from '../wording/name-of.js';

/** A host name without spaces for each process, no two alike: `sort-12`, and `sort-12-p7` where a pid was used again. */
export function nameHosts(trace: Trace): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    trace.processes.map((process) => {
      const plain = `${programName(process).replaceAll(/[^\w.-]/g, '_')}-${process.pid}`;
      const host = taken.has(plain) ? `${plain}-${process.id}` : plain;
      taken.add(host);
      return [process.id, host];
    }),
  );
}
