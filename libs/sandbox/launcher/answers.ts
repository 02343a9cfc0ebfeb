const answerBytes = 9;

/** What the launcher says: `value` is a pid of `started`, 0 when it could not be forked, and a wait(2) status of `ended`. */
export interface Answer {
  readonly kind: 'started' | 'ended';
  readonly id: number;
  readonly value: number;
}

/** Cuts the launcher's words into answers; answers what is left over of the last one. */
export function readAnswers(data: Buffer, heard: (answer: Answer) => void): Buffer {
  let at = 0;
  for (; at + answerBytes <= data.length; at += answerBytes)
    heard({
      kind: data.readUInt8(at) === 1 ? 'started' : 'ended',
      id: data.readUInt32LE(at + 1),
      value: data.readUInt32LE(at + 5),
    });
  return data.subarray(at);
}
