/** An IPC object, file or process in the run's own namespaces, found there when its programs had ended, or by a `look`. */
export interface Remnant {
  readonly kind:
    | 'posix-mq'
    | 'system-v-mq'
    | 'system-v-shm'
    | 'system-v-sem'
    | 'posix-shm'
    | 'semaphore'
    | 'fifo'
    | 'socket'
    | 'file'
    | 'folder'
    | 'process';
  readonly name: string;
  /** Permission bits, such as 0o600; 0 of a process. */
  readonly mode: number;
  /** The inode, or the id of a System V object; 0 of a process. */
  readonly inode: number;
  /** How long a file or a shared memory object is. */
  readonly bytes: number;
}

/** Where it is found: a path, also for POSIX objects (`/dev/mqueue/name`, `/dev/shm/sem.name`), and for others kind and name, such as `system-v-mq key 0x1, id 2`. */
export function placeOfRemnant({ kind, name }: Remnant): string {
  switch (kind) {
    case 'file':
    case 'folder':
    case 'fifo':
    case 'socket':
      return name;
    case 'posix-mq':
      return `/dev/mqueue${name}`;
    case 'posix-shm':
      return `/dev/shm${name}`;
    case 'semaphore':
      return `/dev/shm/sem.${name.slice(1)}`;
    case 'system-v-mq':
    case 'system-v-shm':
    case 'system-v-sem':
    case 'process':
      return `${kind} ${name}`;
  }
}
