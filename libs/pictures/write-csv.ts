import type { TracedAccess } from '#libs/contracts/instruments';
import type { Trace } from '#libs/contracts/trace';
import { safeText } from './wording/safe-text.js';

const header =
  'kind,from,to,through,object,sentMs,receivedMs,bytes,text,inferred,sends,priority,messageType,value,causedBy,cause,fromThread,toThread,credentials,copiedFrom,offset';

/** Writes every transfer of a trace, and every access to watched memory (kinds `store` and `load`, with the value as text), as a line of comma-separated values, none folded or hidden. See RFC 4180. */
export function writeCsv(trace: Trace): string {
  const names = new Map(trace.objects.map((object) => [object.id, object.name]));
  const lines = trace.transfers.map((transfer) =>
    [
      transfer.kind,
      transfer.from ?? '',
      transfer.to ?? '',
      transfer.through,
      names.get(transfer.through) ?? '',
      String(transfer.sentMs),
      transfer.receivedMs === null ? '' : String(transfer.receivedMs),
      String(transfer.bytes),
      transfer.text,
      String(transfer.inferred),
      String(transfer.sends),
      ...[transfer.priority, transfer.messageType, transfer.value].map((number) => number?.toString() ?? ''),
      transfer.cause?.process ?? '',
      transfer.cause === null
        ? ''
        : `${transfer.cause.by}${transfer.cause.fd === null ? '' : ` fd ${transfer.cause.fd}`}`,
      transfer.fromThread ?? '',
      transfer.toThread ?? '',
      transfer.credentials === null
        ? ''
        : `pid ${transfer.credentials.pid} uid ${transfer.credentials.uid} gid ${transfer.credentials.gid}`,
      transfer.copied === null ? '' : transfer.copied.through,
      '',
    ]
      .map(field)
      .join(','),
  );
  const accesses = trace.accesses.map((access) => lineOf(access, names.get(access.object) ?? ''));
  return [header, ...lines, ...accesses].map((line) => `${line}\r\n`).join('');
}

// A store has no receiver, and a load no sender.
function lineOf(access: TracedAccess, object: string): string {
  const { kind, process, thread, atMs, bytes, value, isSure, offset } = access;
  const [at, who] = [String(atMs), kind === 'store' ? [process, ''] : ['', process]];
  const times = kind === 'store' ? [at, ''] : ['', at];
  const threads = kind === 'store' ? [thread ?? '', ''] : ['', thread ?? ''];
  const middle = [String(bytes), value, String(!isSure), '1', '', '', '', '', ''];
  return [kind, ...who, access.object, object, ...times, ...middle, ...threads, '', '', String(offset)]
    .map(field)
    .join(',');
}

// A cell that begins like a formula is run by spreadsheets (OWASP, "CSV Injection"): what a student wrote stays text.
function field(value: string): string {
  const text = safeText(value);
  const harmless = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
