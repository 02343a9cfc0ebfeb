// A grader as a process of its own, real but for what it grades with: the first argument names a stage in which it stays for ever.
import { z } from 'zod';
import { bootGrader } from '../src/boot.js';
import { readConfig } from '../src/config.js';
import { anEngine, gradeAtOnce, gradeForEver } from './fake-engine.js';

const stage = z.enum(['COMPILING', 'RUNNING', 'JUDGING']).optional().parse(process.argv[2]);
await bootGrader(readConfig(), anEngine(stage === undefined ? gradeAtOnce : gradeForEver(stage)));
process.stdout.write('taking jobs\n');
