import type { Command } from 'commander';
import { probe } from '#libs/sandbox/probe';
import type { HostReport } from '#libs/sandbox/sandbox';
import { endWith, exitStatus } from './exit-status.js';
import { paint } from './paint.js';

/** Adds `ipclab doctor`: what this host can isolate and trace, and how to get more. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('say what this host can isolate and trace, and how to get more')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExit status: 0 when programs can be graded here, 1 when not.')
    .action((options: { json?: boolean }) =>
      endWith(async () => {
        const report = await probe();
        process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : tell(report));
        return report.usable ? 0 : 1;
      }, exitStatus.notGraded),
    );
}

function tell(report: HostReport): string {
  const rows = report.abilities.map(({ name, strength, says, advice }) => {
    const style = { hard: 'green', soft: 'yellow', missing: 'red' } as const;
    const line = `${paint(style[strength], strength.padEnd(7))}  ${name.padEnd(18)}  ${says}`;
    return advice === null ? line : `${line}\n${' '.repeat(29)}${paint('dim', advice)}`;
  });
  const verdict = report.usable
    ? `Programs can be graded here with ${report.engine}; limits are ${report.limits}.`
    : 'Programs cannot be graded here yet: see what is missing above.';
  return `${[...rows, '', verdict].join('\n')}\n`;
}
