import type { Names } from './names.js';

/** Modes of opening; the lowest two bits are a number. See open(2). */
export const openFlags: Names = {
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_SYNC: 0o4010000,
  O_DSYNC: 0o10000,
  // Before O_DIRECTORY, whose bit is one of its own.
  O_TMPFILE: 0o20200000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_CLOEXEC: 0o2000000,
  O_PATH: 0o10000000,
};

/** See fcntl(2). */
export const fcntlCommands: Names = {
  F_DUPFD: 0,
  F_GETFD: 1,
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_GETLK: 5,
  F_SETLK: 6,
  F_SETLKW: 7,
  F_SETOWN: 8,
  F_SETSIG: 10,
  F_OFD_GETLK: 36,
  F_OFD_SETLK: 37,
  F_OFD_SETLKW: 38,
  F_DUPFD_CLOEXEC: 1030,
  F_SETPIPE_SZ: 1031,
  F_GETPIPE_SZ: 1032,
  F_ADD_SEALS: 1033,
};

/** See fcntl(2), F_SETLK. */
export const lockTypes: Names = { F_RDLCK: 0, F_WRLCK: 1, F_UNLCK: 2 };

/** See lseek(2). */
export const whences: Names = { SEEK_SET: 0, SEEK_CUR: 1, SEEK_END: 2, SEEK_DATA: 3, SEEK_HOLE: 4 };

/** See ioctl(2). */
export const ioctlCommands: Names = {
  TCGETS: 0x5401,
  FIONREAD: 0x541b,
  FIONBIO: 0x5421,
  FIONCLEX: 0x5450,
  FIOCLEX: 0x5451,
};

/** See epoll_ctl(2). */
export const epollCommands: Names = { EPOLL_CTL_ADD: 1, EPOLL_CTL_DEL: 2, EPOLL_CTL_MOD: 3 };

/** See poll(2). */
export const pollEvents: Names = {
  POLLIN: 1,
  POLLPRI: 2,
  POLLOUT: 4,
  POLLERR: 8,
  POLLHUP: 16,
  POLLNVAL: 32,
  POLLRDHUP: 0x2000,
};

/** See openat(2), unlinkat(2), linkat(2). */
export const atFlags: Names = {
  AT_SYMLINK_NOFOLLOW: 0x100,
  AT_REMOVEDIR: 0x200,
  AT_SYMLINK_FOLLOW: 0x400,
  AT_EMPTY_PATH: 0x1000,
};

/** See rename(2). */
export const renameFlags: Names = { RENAME_NOREPLACE: 1, RENAME_EXCHANGE: 2 };

/** See flock(2). */
export const lockOperations: Names = { LOCK_SH: 1, LOCK_EX: 2, LOCK_NB: 4, LOCK_UN: 8 };

/** See close_range(2). */
export const closeRangeFlags: Names = { CLOSE_RANGE_UNSHARE: 2, CLOSE_RANGE_CLOEXEC: 4 };

/** Flags of what makes a descriptor that stands for no file, by what makes it. See eventfd(2), signalfd(2), timerfd_create(2), epoll_create1(2), memfd_create(2). */
export const makingFlags: Readonly<Record<string, Names>> = {
  eventfd: { EFD_SEMAPHORE: 1, EFD_NONBLOCK: 0o4000, EFD_CLOEXEC: 0o2000000 },
  signalfd: { SFD_NONBLOCK: 0o4000, SFD_CLOEXEC: 0o2000000 },
  timerfd: { TFD_NONBLOCK: 0o4000, TFD_CLOEXEC: 0o2000000 },
  epoll: { EPOLL_CLOEXEC: 0o2000000 },
  memfd: { MFD_CLOEXEC: 1, MFD_ALLOW_SEALING: 2, MFD_HUGETLB: 4, MFD_NOEXEC_SEAL: 8, MFD_EXEC: 16 },
};

/** Kinds of files in a mode. See inode(7). */
export const fileKinds: Names = {
  S_IFIFO: 0o10000,
  S_IFCHR: 0o20000,
  S_IFDIR: 0o40000,
  S_IFBLK: 0o60000,
  S_IFREG: 0o100000,
  S_IFLNK: 0o120000,
  S_IFSOCK: 0o140000,
};
