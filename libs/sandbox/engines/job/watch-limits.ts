import type { Job } from './job.js';

/** How often used processor time and memory are looked at, and how often where the runner must be asked for it. */
const cgroupEveryMs = 50;
const askEveryMs = 200;

/** Stops a run at its wall time, its cpu time or when memory ran out. */
export function watchLimits(job: Job, cpuBefore: number): { end(): void } {
  const { limits } = job.request;
  // Stopping fails only together with the sandbox, and then every wait of the job fails too.
  const stop = (why: 'wall-time' | 'cpu-time' | 'memory-limit') => void job.stop(why).catch(() => {});
  const forgetWall = job.attention.after(limits.wallMs, () => stop('wall-time'));
  const { cgroup } = job.box.plan;
  const lookAtCgroup = () => {
    if (cgroup === null) return;
    if (cgroup.oomKills() > 0) stop('memory-limit');
    else if (cgroup.cpuMs() - cpuBefore > limits.cpuMs) stop('cpu-time');
  };
  const askRunner = async () => {
    const look = await job.look();
    const live = look?.processes.reduce((sum, process) => sum + process.runNs, 0) ?? 0;
    if (((look?.reapedNs ?? 0) + live) / 1e6 > limits.cpuMs) stop('cpu-time');
  };
  const tick =
    cgroup === null
      ? setInterval(() => void askRunner().catch(() => {}), askEveryMs)
      : setInterval(lookAtCgroup, cgroupEveryMs);
  return {
    end: () => {
      forgetWall();
      clearInterval(tick);
    },
  };
}
