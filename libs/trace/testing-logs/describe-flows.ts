import type { Flow, History } from '#libs/trace/history';

function nameOf(history: History, id: string): string {
  return history.objects.find((object) => object.id === id)?.name ?? id;
}

/** `p1:4 > pipe 1 > p2:3 20` for data, with the kind before it for everything else. */
function route(history: History, flow: Flow): string {
  const [from, to] = [
    [flow.from ?? '-', flow.fromFd],
    [flow.to ?? '-', flow.toFd],
  ].map(([process, fd]) => (fd === null ? process : `${process}:${fd}`));
  const what = flow.kind === 'data' ? `${flow.bytes}` : flow.kind;
  return `${from} > ${nameOf(history, flow.through)} > ${to} ${what}`;
}

/** All transfers of a history but the reports of ended children, a line each: `p1:4 > pipe 1 > p2:3 20`. */
export function routes(history: History): readonly string[] {
  return history.transfers
    .filter((flow) => nameOf(history, flow.through) !== 'SIGCHLD')
    .map((flow) => route(history, flow));
}

/** The same, with what a transfer tells besides: `p1 > SIGUSR1 > p2 signal x20`, `… 8 priority 9`, `… end-of-file by exit of p2:4`. */
export function accounts(history: History): readonly string[] {
  return history.transfers
    .filter((flow) => nameOf(history, flow.through) !== 'SIGCHLD')
    .map((flow) => [route(history, flow), ...extras(flow)].join(' '));
}

function extras(flow: Flow): readonly string[] {
  const { priority, messageType, value, sends, cause, inferred, copied, credentials } = flow;
  return [
    ...(typeof priority === 'number' ? [`priority ${priority}`] : []),
    ...(typeof messageType === 'number' ? [`type ${messageType}`] : []),
    ...(typeof value === 'number' ? [`value ${value}`] : []),
    ...(sends !== undefined && sends > 1 ? [`x${sends}`] : []),
    ...(cause ? [`by ${cause.by} of ${cause.process}${cause.fd === null ? '' : `:${cause.fd}`}`] : []),
    ...(flow.fromThread ? [`by ${flow.fromThread}`] : []),
    ...(flow.toThread ? [`to ${flow.toThread}`] : []),
    ...(flow.kind === 'wake' && flow.head.length > 0 ? [new TextDecoder().decode(flow.head)] : []),
    ...(credentials ? [`of pid ${credentials.pid} uid ${credentials.uid} gid ${credentials.gid}`] : []),
    ...(copied ? [`copied from ${copied.from} in ${copied.through}`] : []),
    ...(inferred === true ? ['inferred'] : []),
  ];
}
