export type Language = 'en' | 'zh';

/** The few words that pictures use, in both languages of the product. */
export interface Words {
  readonly picture: string;
  readonly processes: (count: number) => string;
  readonly objects: (count: number) => string;
  readonly fork: string;
  readonly exec: (name: string) => string;
  readonly start: string;
  readonly exit: (code: number) => string;
  readonly killed: (signal: string) => string;
  readonly running: string;
  readonly endOfFile: string;
  readonly close: string;
  readonly neverRead: string;
  readonly descriptor: string;
  readonly wake: string;
  readonly mapping: string;
  readonly waits: (call: string) => string;
  readonly waitsOn: (call: string, object: string) => string;
  readonly heldBy: (names: string) => string;
  readonly waitsFor: (names: string) => string;
  readonly itself: string;
  readonly leftBehind: string;
  readonly warnings: string;
  readonly scale: string;
  readonly leftOut: (count: number) => string;
  readonly legend: Readonly<Record<'data' | 'end' | 'signal' | 'fork' | 'wait' | 'buffered', string>>;
  readonly outside: string;
  readonly nobody: string;
  readonly read: string;
  readonly from: string;
  readonly to: string;
  readonly made: string;
  readonly folded: string;
}

const en: Words = {
  picture: 'What the processes did',
  processes: (count) => (count === 1 ? '1 process' : `${count} processes`),
  objects: (count) => (count === 1 ? '1 object' : `${count} objects`),
  fork: 'fork',
  exec: (name) => `fork, exec ${name}`,
  start: 'start',
  exit: (code) => `exit ${code}`,
  killed: (signal) => `killed by ${signal}`,
  running: 'still running',
  endOfFile: 'end-of-file',
  close: 'close',
  neverRead: 'never read',
  descriptor: 'descriptor',
  wake: 'wakes',
  mapping: 'maps',
  waits: (call) => `waits in ${call}`,
  waitsOn: (call, object) => `waits in ${call} on ${object}`,
  heldBy: (names) => `other end held by ${names}`,
  waitsFor: (names) => `for ${names}`,
  itself: 'itself',
  leftBehind: 'Left behind',
  warnings: 'Not certain',
  scale: 'Top to bottom in order of time, one row an event; distances are not to scale.',
  leftOut: (count) => `${count} more processes and objects are not shown.`,
  legend: {
    data: 'data',
    end: 'end-of-file',
    signal: 'signal',
    fork: 'new process',
    wait: 'waits',
    buffered: 'bytes waiting inside',
  },
  outside: 'outside',
  nobody: 'nobody',
  read: 'reads',
  from: 'from',
  to: 'to',
  made: 'starts',
  folded: 'times',
};

const zh: Words = {
  picture: '各进程做了什么',
  processes: (count) => `${count} 个进程`,
  objects: (count) => `${count} 个对象`,
  fork: 'fork',
  exec: (name) => `fork，exec ${name}`,
  start: '开始',
  exit: (code) => `退出 ${code}`,
  killed: (signal) => `被 ${signal} 杀死`,
  running: '仍在运行',
  endOfFile: '文件结束',
  close: '关闭',
  neverRead: '无人读取',
  descriptor: '描述符',
  wake: '唤醒',
  mapping: '映射',
  waits: (call) => `在 ${call} 中等待`,
  waitsOn: (call, object) => `在 ${call} 中等待 ${object}`,
  heldBy: (names) => `另一端由 ${names} 持有`,
  waitsFor: (names) => `等 ${names}`,
  itself: '自己',
  leftBehind: '遗留',
  warnings: '不确定',
  scale: '自上而下按时间先后，一行一个事件；间距不按比例。',
  leftOut: (count) => `另有 ${count} 个进程和对象未画出。`,
  legend: {
    data: '数据',
    end: '文件结束',
    signal: '信号',
    fork: '新进程',
    wait: '等待',
    buffered: '留在里面的字节',
  },
  outside: '外部',
  nobody: '无人',
  read: '读到',
  from: '来自',
  to: '到',
  made: '启动',
  folded: '次',
};

export function wordsOf(language: Language): Words {
  return language === 'zh' ? zh : en;
}
