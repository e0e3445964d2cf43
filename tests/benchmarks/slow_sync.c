/* A disk that takes 5 ms longer to say that something is written: for LD_PRELOAD. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void wait_longer(void) {
    struct timespec pause = {0, 5000000};
    nanosleep(&pause, 0);
}

int fsync(int file) {
    wait_longer();
    return syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    wait_longer();
    return syscall(SYS_fdatasync, file);
}
