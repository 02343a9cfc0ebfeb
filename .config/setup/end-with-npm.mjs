/** Between two looks whether npm still lives, in milliseconds. */
const lookEveryMs = 500;

/**
 * Calls `end` once when the npm that started this program is gone. npm hands SIGINT and SIGTERM on, but cannot when it is killed or loses
 * its terminal, and then nobody would be left who knows of us. A program that no npm started may outlive its parent, as any other.
 */
export function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    end();
  }, lookEveryMs);
  timer.unref();
}
