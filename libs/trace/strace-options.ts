/**
 * System calls that processes, descriptors, bytes and waits are drawn from. Names as in strace(1) `-e trace=`; `?` lets strace
 * accept a name that this machine's kernel does not have. Left out on purpose: private memory (brk), clocks and
 * the stat family, which make most of a log and none of the arrows; what mmap and futex say of private memory `readLog` drops.
 */
const tracedCalls: readonly string[] = [
  'fork,vfork,clone,clone3,execve,execveat,exit,exit_group,wait4,waitid,set_tid_address',
  'kill,tkill,tgkill,rt_sigqueueinfo,rt_tgsigqueueinfo,pidfd_open,pidfd_send_signal,pidfd_getfd',
  'pause,rt_sigsuspend,rt_sigtimedwait',
  'open,openat,openat2,creat,close,close_range,dup,dup2,dup3,fcntl,pipe,pipe2,lseek,truncate,ftruncate,flock,ioctl',
  'read,write,readv,writev,pread64,pwrite64,preadv,pwritev,preadv2,pwritev2',
  'splice,tee,vmsplice,sendfile,copy_file_range',
  'mknod,mknodat,mkdir,mkdirat,rmdir,symlink,symlinkat,link,linkat,unlink,unlinkat,rename,renameat,renameat2,chdir,fchdir',
  'fsync,fdatasync,sync,syncfs',
  'socket,socketpair,bind,listen,connect,accept,accept4,shutdown,getsockname,getpeername,getsockopt',
  'sendto,recvfrom,sendmsg,recvmsg,sendmmsg,recvmmsg',
  'mq_open,mq_unlink,mq_timedsend,mq_timedreceive,mq_notify,msgget,msgsnd,msgrcv,msgctl',
  'eventfd,eventfd2,signalfd,signalfd4,timerfd_create,epoll_create,epoll_create1,epoll_ctl',
  'io_uring_setup,process_vm_readv,process_vm_writev',
  'mmap,munmap,msync,mremap,mprotect,pkey_mprotect,memfd_create,shmget,shmat,shmdt,shmctl,semget,semop,semtimedop,semctl',
  'futex,futex_wait,futex_wake,futex_waitv',
  'inotify_init,inotify_init1,inotify_add_watch,inotify_rm_watch',
  'poll,ppoll,select,pselect6,epoll_wait,epoll_pwait,epoll_pwait2,clock_nanosleep,nanosleep,restart_syscall',
].flatMap((line) => line.split(','));

/** How many bytes of a payload are worth keeping; a head says what was sent, the count says how much. */
export const payloadBytesMax = 256;

/**
 * What strace has to be told so that `readHistory` understands its log; the caller adds `-o FILE -p PID`.
 * `payloadBytes` of each payload are copied into the log, at most `payloadBytesMax`. See strace(1), version 5.10 or later.
 *
 * Process numbers are left as the sandbox sees them: `--decode-pids=pidns` would search all of /proc at each fork and each
 * SIGCHLD (5 ms each, measured). Sockets are left as inodes: from outside their network namespace strace cannot look them up.
 */
export function straceOptions(payloadBytes: number): readonly string[] {
  const kept = Math.max(0, Math.min(payloadBytesMax, Math.trunc(payloadBytes)));
  return [
    '--follow-forks',
    '--decode-fds=path',
    '--absolute-timestamps=unix,ns',
    '--syscall-times=us',
    `--string-limit=${kept}`,
    '--quiet=attach',
    `--trace=${tracedCalls.map((name) => `?${name}`).join(',')}`,
  ];
}
