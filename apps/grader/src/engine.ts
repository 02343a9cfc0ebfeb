import type { Catalogue } from '#libs/catalogue/read-catalogue';
import type { HostedRequest, HostedResult } from '#libs/contracts/hosted-run';
import type { LanguageId } from '#libs/contracts/language';
import type { Comparison } from '#libs/similarity/comparison';
import type { ComparisonContext } from '#libs/similarity/run-comparison';
import type { ComparisonMaterial } from '#libs/similarity/compare';
import type { SingleRequest, SingleResult } from '#libs/contracts/single-run';
import type { GradeContext, Graded, GradeTask } from '#libs/grading/task';
import type { Sandbox } from '#libs/sandbox/sandbox';

/** What does the work, given from outside so that a test can say how it goes. */
export interface GradingEngine {
  readonly readCatalogue: (folder?: string) => Promise<Catalogue>;
  readonly openSandbox: (log: (line: string) => void) => Promise<Sandbox>;
  readonly grade: (task: GradeTask, context: GradeContext) => Promise<Graded>;
  readonly runFreely: (request: HostedRequest, context: GradeContext) => Promise<HostedResult>;
  readonly runSingle: (
    request: SingleRequest,
    contents: ReadonlyMap<string, Uint8Array>,
    context: GradeContext,
  ) => Promise<SingleResult>;
  readonly compare: (material: ComparisonMaterial, context: ComparisonContext) => Promise<Comparison>;
  /** Of the compilers and interpreters in the sandbox. */
  readonly readVersions: (
    sandbox: Sandbox,
    signal: AbortSignal,
  ) => Promise<Partial<Record<LanguageId, string>>>;
}

/** Where engine, sandbox and the rest are found in Nest's container. */
export const gradingEngine = Symbol('GradingEngine');
export const sandboxToken = Symbol('Sandbox');
export const catalogueToken = Symbol('Catalogue');
export const queueToken = Symbol('GradeQueue');
export const configToken = Symbol('GraderConfig');
