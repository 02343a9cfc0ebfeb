import { Option, type Command } from 'commander';
import { LanguageId } from '#libs/contracts/language';
import { endWith, exitStatus } from './exit-status.js';
import { submitThere, type SubmitOptions } from './submit/submit-there.js';

/** Adds `ipclab submit`, which hands in to a server and needs no sandbox here. */
export function addSubmit(program: Command): void {
  program
    .command('submit')
    .description('hand in to a server, watch it being graded and print the report')
    .argument('<exercise>', 'such as pipe/01-parent-to-child')
    .argument('<path>', 'a source file, a folder, or a .zip or .tar.gz')
    .addOption(
      new Option('--server <url>', 'where the server is, such as http://127.0.0.1:3000')
        .env('IPCLAB_SERVER')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--token <token>', 'a personal token or that of a session')
        .env('IPCLAB_TOKEN')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--language <language>', 'when the files do not tell it').choices(LanguageId.options),
    )
    .option('--assignment <id>', 'of a course, which then scores it')
    .option('--wait', 'until it is graded, and print the report')
    .option('--junit <file>', 'with --wait: write the report as JUnit XML there')
    .option('--json', 'print the report, or without --wait the submission, as JSON')
    .addOption(new Option('--lang <lang>', 'language of the sentences').choices(['en', 'zh']).default('en'))
    .addHelpText(
      'after',
      '\nExit status: 0 passed (without --wait: handed in), 1 graded and not passed, 2 refused input, 3 not graded.',
    )
    .action((exercise: string, path: string, options: SubmitOptions) =>
      endWith(() => submitThere(exercise, path, options), exitStatus.notGraded),
    );
}
