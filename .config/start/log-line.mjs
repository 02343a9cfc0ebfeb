import { paint } from '../setup/say.mjs';

const colours = { api: 'blue', grader: 'magenta', database: 'grey', ipclab: 'cyan' };
const levels = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
const levelColours = { warn: 'yellow', error: 'red', fatal: 'red' };
/** Fields of pino that every line repeats. */
const ofEveryLine = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'name']);

/** One line of a service as a person reads it: who, how bad, what. Lines that are not JSON stay as they are. */
export function writeLogLine(service, line) {
  const name = paint(colours[service] ?? 'cyan', service.padEnd(8));
  process.stdout.write(`${name} ${readable(line)}\n`);
}

function readable(line) {
  if (!line.startsWith('{')) return line;
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    // A program may print what looks like JSON and is not; it is shown as it is.
    return line;
  }
  const level = levels[entry.level] ?? String(entry.level ?? '');
  const word = paint(levelColours[level] ?? 'grey', level.padEnd(5));
  const details = Object.entries(entry).filter(([key]) => !ofEveryLine.has(key));
  const tail = details.map(([key, value]) => `${key}=${short(value)}`).join(' ');
  return `${word} ${entry.msg ?? ''}${tail ? ` ${paint('grey', tail)}` : ''}`;
}

const short = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
