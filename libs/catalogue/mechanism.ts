import type { Sentence } from '#libs/contracts/sentence';
import type { mechanismSlugs } from '#libs/contracts/trace';

/** The ten by their one name everywhere. */
export type MechanismSlug = (typeof mechanismSlugs)[number];

/** One of the ten ways in which processes communicate; `lesson` is Markdown and null while nobody has written it. */
export interface MechanismLesson {
  readonly slug: MechanismSlug;
  readonly title: Sentence;
  readonly lesson: Sentence | null;
}

/** The names of the ten, as lessons and pages head them. */
export const mechanismTitles: Readonly<Record<MechanismSlug, Sentence>> = {
  file: { en: 'File', zh: '文件' },
  signal: { en: 'Signal', zh: '信号' },
  socket: { en: 'Socket', zh: '套接字' },
  'unix-domain-socket': { en: 'Unix domain socket', zh: 'Unix域套接字' },
  'message-queue': { en: 'Message queue', zh: '消息队列' },
  pipe: { en: 'Pipe', zh: '管道' },
  'named-pipe': { en: 'Named pipe', zh: '命名管道' },
  'shared-memory': { en: 'Shared memory', zh: '共享内存' },
  'message-passing': { en: 'Message passing', zh: '消息传递' },
  'memory-mapped-file': { en: 'Memory-mapped file', zh: '内存映射文件' },
};
