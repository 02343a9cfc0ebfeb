import type { Names } from './names.js';

/** See clone(2); the lowest byte is the signal that the parent gets at the end. */
export const cloneFlags: Names = {
  CLONE_VM: 0x100,
  CLONE_FS: 0x200,
  CLONE_FILES: 0x400,
  CLONE_SIGHAND: 0x800,
  CLONE_PIDFD: 0x1000,
  CLONE_VFORK: 0x4000,
  CLONE_PARENT: 0x8000,
  CLONE_THREAD: 0x10000,
  CLONE_SYSVSEM: 0x40000,
  CLONE_SETTLS: 0x80000,
  CLONE_PARENT_SETTID: 0x100000,
  CLONE_CHILD_CLEARTID: 0x200000,
  CLONE_UNTRACED: 0x800000,
  CLONE_CHILD_SETTID: 0x1000000,
};

/** See mmap(2). */
export const protections: Names = { PROT_READ: 1, PROT_WRITE: 2, PROT_EXEC: 4 };

/** See mmap(2); the lowest bits are a number. */
export const mapKinds: Names = { MAP_SHARED: 1, MAP_PRIVATE: 2, MAP_SHARED_VALIDATE: 3 };

/** See mmap(2). */
export const mapFlags: Names = {
  MAP_FIXED: 0x10,
  MAP_ANONYMOUS: 0x20,
  MAP_GROWSDOWN: 0x100,
  MAP_DENYWRITE: 0x800,
  MAP_LOCKED: 0x2000,
  MAP_NORESERVE: 0x4000,
  MAP_POPULATE: 0x8000,
  MAP_STACK: 0x20000,
  MAP_HUGETLB: 0x40000,
  MAP_FIXED_NOREPLACE: 0x100000,
};

/** See socket(2). */
export const socketTypes: Names = { SOCK_STREAM: 1, SOCK_DGRAM: 2, SOCK_RAW: 3, SOCK_SEQPACKET: 5 };

/** See socket(2), accept4(2). */
export const socketFlags: Names = { SOCK_NONBLOCK: 0o4000, SOCK_CLOEXEC: 0o2000000 };

/** Of a struct futex_waitv, as strace prints them. See futex_waitv(2). */
export const waiterFlags: Names = { FUTEX_32: 2, FUTEX_PRIVATE_FLAG: 128 };

/** See futex(2); the bits below are flags. */
export const futexOperations: Names = {
  FUTEX_WAIT: 0,
  FUTEX_WAKE: 1,
  FUTEX_FD: 2,
  FUTEX_REQUEUE: 3,
  FUTEX_CMP_REQUEUE: 4,
  FUTEX_WAKE_OP: 5,
  FUTEX_LOCK_PI: 6,
  FUTEX_UNLOCK_PI: 7,
  FUTEX_TRYLOCK_PI: 8,
  FUTEX_WAIT_BITSET: 9,
  FUTEX_WAKE_BITSET: 10,
  FUTEX_WAIT_REQUEUE_PI: 11,
  FUTEX_CMP_REQUEUE_PI: 12,
  FUTEX_LOCK_PI2: 13,
};

/** See shmget(2), semget(2), msgget(2); below them is the mode. */
export const ipcFlags: Names = { IPC_CREAT: 0o1000, IPC_EXCL: 0o2000, IPC_NOWAIT: 0o4000 };

/** See shmctl(2), msgctl(2). */
export const ipcCommands: Names = { IPC_RMID: 0, IPC_SET: 1, IPC_STAT: 2, IPC_INFO: 3 };

/** See semctl(2). */
export const semaphoreCommands: Names = {
  ...ipcCommands,
  GETPID: 11,
  GETVAL: 12,
  GETALL: 13,
  GETNCNT: 14,
  GETZCNT: 15,
  SETVAL: 16,
  SETALL: 17,
};

/** See semop(2). */
export const semaphoreFlags: Names = { SEM_UNDO: 0x1000, IPC_NOWAIT: 0o4000 };

/** See shmat(2). */
export const attachFlags: Names = {
  SHM_RDONLY: 0o10000,
  SHM_RND: 0o20000,
  SHM_REMAP: 0o40000,
  SHM_EXEC: 0o100000,
};

/** See msgrcv(2). */
export const receiveFlags: Names = {
  IPC_NOWAIT: 0o4000,
  MSG_NOERROR: 0o10000,
  MSG_EXCEPT: 0o20000,
  MSG_COPY: 0o40000,
};

/** See send(2), recv(2). */
export const messageFlags: Names = {
  MSG_OOB: 1,
  MSG_PEEK: 2,
  MSG_DONTROUTE: 4,
  MSG_CTRUNC: 8,
  MSG_TRUNC: 0x20,
  MSG_DONTWAIT: 0x40,
  MSG_EOR: 0x80,
  MSG_WAITALL: 0x100,
  MSG_ERRQUEUE: 0x2000,
  MSG_NOSIGNAL: 0x4000,
  MSG_MORE: 0x8000,
  MSG_WAITFORONE: 0x10000,
  MSG_CMSG_CLOEXEC: 0x40000000,
};

/** See wait(2). */
export const waitOptions: Names = {
  WNOHANG: 1,
  WSTOPPED: 2,
  WEXITED: 4,
  WCONTINUED: 8,
  WNOWAIT: 0x1000000,
  __WNOTHREAD: 0x20000000,
  __WALL: 0x40000000,
};

/** See waitid(2). */
export const waitKinds: Names = { P_ALL: 0, P_PID: 1, P_PGID: 2, P_PIDFD: 3 };

/** See shutdown(2). */
export const shutdowns: Names = { SHUT_RD: 0, SHUT_WR: 1, SHUT_RDWR: 2 };

/** See socket(7); numbers of x86-64 and aarch64. */
export const socketOptions: Names = {
  SO_REUSEADDR: 2,
  SO_TYPE: 3,
  SO_ERROR: 4,
  SO_REUSEPORT: 15,
  SO_PEERCRED: 17,
};

/** See socket(7). */
export const socketLevels: Names = { SOL_SOCKET: 1, SOL_IP: 0, SOL_TCP: 6, SOL_UDP: 17, SOL_IPV6: 41 };

/** See mremap(2). */
export const remapFlags: Names = { MREMAP_MAYMOVE: 1, MREMAP_FIXED: 2, MREMAP_DONTUNMAP: 4 };

/** See msync(2). */
export const syncFlags: Names = { MS_ASYNC: 1, MS_INVALIDATE: 2, MS_SYNC: 4 };
