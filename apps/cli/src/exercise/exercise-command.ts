import type { Command } from 'commander';
import { addCheck } from './check-command.js';
import { addNew } from './new-command.js';
import { addRecord } from './record-command.js';

/** Adds `ipclab exercise new|check|record`. */
export function addExercise(program: Command): void {
  const exercise = program.command('exercise').description('write, check and record exercises');
  addNew(exercise);
  addCheck(exercise);
  addRecord(exercise);
}
