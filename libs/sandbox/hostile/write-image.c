// Tries to write where it may not and to read what is not there; prints what worked, then `done`.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    const char *places[] = {"/x", "/usr/bin/x", "/etc/x", "/etc/passwd", "/dev/x", "/run/x", "/proc/sys/kernel/msgmax", "/proc/sysrq-trigger",
                            "/proc/sys/kernel/core_pattern", "/proc/sys/fs/pipe-max-size", "/usr/bin/gcc", "/run/runner"};
    for (unsigned i = 0; i < sizeof places / sizeof *places; i++)
        if (open(places[i], O_CREAT | O_WRONLY, 0600) >= 0) printf("WROTE %s\n", places[i]);
    const char *secrets[] = {"/etc/shadow", "/root/.ssh/id_ed25519", "/work", "/home", "/var/cache/ipclab", "/sys/kernel", "/dev/kmsg", "/dev/vda", "/dev/sda",
                             "/run/docker.sock", "/proc/kcore", "/proc/1/root"};
    for (unsigned i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        int file = open(secrets[i], O_RDONLY);
        char byte;
        struct stat found;
        if (file >= 0 && fstat(file, &found) == 0 && !S_ISDIR(found.st_mode) && read(file, &byte, 1) == 1) printf("READ %s\n", secrets[i]);
    }
    if (chmod("/usr/bin/gcc", 0777) == 0) printf("CHANGED /usr/bin/gcc\n");
    if (unlink("/etc/passwd") == 0) printf("REMOVED /etc/passwd\n");
    printf("done\n");
    return 0;
}
