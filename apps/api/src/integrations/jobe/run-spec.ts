import { z } from 'zod';
import { Refusal } from '#libs/contracts/refusal';
import { SingleRequest, singleRunBounds, type SingleLimits } from '#libs/contracts/single-run';
import { sentenceOf } from '../../refusals/to-refusal.js';
import { jobeLanguage, type JobeLanguage } from './jobe-languages.js';
import { splitWords } from './split-words.js';

/** Jobe counts a megabyte as 1000 units of 1024 bytes. */
const megabyte = 1_024_000;

/** A number, or one written out in digits; PHP sends either. Anything else is refused, never taken to a command line. */
const Amount = z.preprocess(
  (given) => (typeof given === 'string' && /^[0-9]{1,9}(\.[0-9]{1,3})?$/.test(given) ? Number(given) : given),
  z.number().nonnegative().max(1e9),
);

const Arguments = z.array(z.string().max(4_096)).max(32);

const Parameters = z.object({
  cputime: Amount.optional(),
  memorylimit: Amount.optional(),
  streamsize: Amount.optional(),
  disklimit: Amount.optional(),
  numprocs: Amount.optional(),
  compileargs: Arguments.optional(),
  linkargs: Arguments.optional(),
  interpreterargs: Arguments.optional(),
  runargs: Arguments.optional(),
});

/** PHP writes an empty map as an empty list. */
const MaybeParameters = z.preprocess(
  (given) => (given === null || given === undefined || isEmptyList(given) ? {} : given),
  Parameters,
);

const isEmptyList = (given: unknown) => Array.isArray(given) && given.length === 0;

const text = z.string().max(1_048_576);

const FileId = z.string().regex(/^[A-Za-z0-9]{8,128}$/, 'a file id is 8 to 128 letters and digits');

const RunSpec = z.object({
  language_id: z.string().max(20),
  sourcecode: text,
  sourcefilename: z.string().nullish(),
  input: text.nullish(),
  file_list: z
    .array(z.tuple([FileId, z.string()]).rest(z.unknown()))
    .max(64)
    .nullish(),
  parameters: MaybeParameters,
});

const Body = z.object({ run_spec: RunSpec });

/** Parses what a client wants to know about a file by its id. Ends in `BAD_INPUT`. */
export function readFileId(id: unknown): string {
  return FileId.parse(id);
}

/** Parses the body of a run as Jobe documents it. Ends in `BAD_INPUT`, with what is wrong and where. */
export function readRunSpec(body: unknown): SingleRequest {
  const { run_spec: spec } = Body.parse(body);
  const language = jobeLanguage(spec.language_id);
  if (language === null)
    throw new Refusal(
      'BAD_INPUT',
      `Language ${JSON.stringify(spec.language_id.slice(0, 20))} is not known here.`,
    );
  const { parameters } = spec;
  const path = spec.sourcefilename ?? '';
  const words = (given: readonly string[] | undefined, otherwise: readonly string[]) =>
    (given ?? otherwise).flatMap(splitWords);
  const request = SingleRequest.safeParse({
    kind: 'single',
    language: language.id,
    source: { path: path === '' ? language.defaultFileName : path, content: spec.sourcecode },
    files: (spec.file_list ?? []).map(([stored, name]) => ({ path: name, stored })),
    input: spec.input ?? '',
    compileWords: words(parameters.compileargs, language.compileArguments),
    linkWords: words(parameters.linkargs, []),
    interpreterWords: words(parameters.interpreterargs, language.interpreterArguments),
    runWords: words(parameters.runargs, []),
    limits: limitsOf(parameters, language),
  });
  if (!request.success) throw new Refusal('BAD_INPUT', sentenceOf(request.error));
  checkNames(request.data);
  checkTexts(request.data);
  return request.data;
}

function limitsOf(given: z.infer<typeof Parameters>, language: JobeLanguage): SingleLimits {
  const within = (amount: number, unit: number, most: number) =>
    amount === 0 ? most : Math.max(1, Math.min(most, Math.round(amount * unit)));
  const cpuSeconds = given.cputime ?? 5;
  const { cpuMs, memoryBytes, processes, outputBytes, diskBytes } = singleRunBounds;
  if (cpuSeconds * 1_000 > cpuMs)
    throw new Refusal('BAD_INPUT', `cputime is at most ${cpuMs / 1_000} seconds on this server.`);
  return {
    cpuMs: within(cpuSeconds, 1_000, cpuMs),
    memoryBytes: within(given.memorylimit ?? language.memoryMegabytes, megabyte, memoryBytes),
    processes: within(given.numprocs ?? 30, 1, processes),
    outputBytes: within(given.streamsize ?? 2, megabyte, outputBytes),
    diskBytes: within(given.disklimit ?? 20, megabyte, diskBytes),
  };
}

/** Two files of one name, or one named as the program that is built: one would silently be the other. */
function checkNames({ source, files }: SingleRequest): void {
  const names = [source.path, `${source.path}.exe`, ...files.map((file) => file.path)];
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new Refusal('BAD_INPUT', `Two files of this run are called ${twice}.`);
}

/** Neither NUL nor half a surrogate pair can be kept as text, nor be in a source file. */
function checkTexts({ source, input, ...request }: SingleRequest): void {
  const words = [request.compileWords, request.linkWords, request.interpreterWords, request.runWords].flat();
  if ([source.content, input, ...words].every((one) => !/[\0\p{Cs}]/u.test(one))) return;
  throw new Refusal('BAD_INPUT', 'Source, input and arguments are text without NUL characters.');
}
