#!/usr/bin/env node
import { Command } from 'commander';
import { addDoctor } from './doctor.js';
import { addExercise } from './exercise/exercise-command.js';
import { addGrade } from './grade/grade-command.js';
import { addSubmit } from './submit.js';
import { addSync } from './sync/sync-command.js';
import { addTrace } from './trace/trace-command.js';

const program = new Command('ipclab')
  .description('Inter-process communication, graded from evidence and shown as pictures.')
  .version('0.1.0')
  .showHelpAfterError()
  .exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : 2));

addGrade(program);
addTrace(program);
addSubmit(program);
addExercise(program);
addSync(program);
addDoctor(program);

await program.parseAsync();
