/*
 * measure RUNS COMMAND [ARGS...]: runs the command RUNS times and prints, as JSON, the minimum
 * and the median of its wall time and of its CPU time (user and system, its threads included)
 * and the median of its peak memory. The kernel's accounting, which `time` would round to 10 ms.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double milliseconds(struct timeval t) { return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3; }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  int runs = argc > 2 ? atoi(argv[1]) : 0;
  if (runs < 1) {
    fprintf(stderr, "usage: measure RUNS COMMAND [ARGS...]\n");
    return 2;
  }
  double *wall = calloc((size_t)runs, sizeof *wall), *cpu = calloc((size_t)runs, sizeof *cpu),
         *memory = calloc((size_t)runs, sizeof *memory);
  for (int i = 0; i < runs; i++) {
    double start = now();
    pid_t child = fork();
    if (child == 0) {
      int null = open("/dev/null", O_WRONLY);
      dup2(null, 1);
      execvp(argv[2], argv + 2);
      perror(argv[2]);
      _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return 1;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      fprintf(stderr, "measure: %s ended with wait status %d\n", argv[2], status);
      return 1;
    }
    wall[i] = now() - start;
    cpu[i] = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    memory[i] = (double)usage.ru_maxrss / 1024;
  }
  qsort(wall, (size_t)runs, sizeof *wall, by_size);
  qsort(cpu, (size_t)runs, sizeof *cpu, by_size);
  qsort(memory, (size_t)runs, sizeof *memory, by_size);
  printf("{\"wallMs\":%.2f,\"wallMsMedian\":%.2f,\"cpuMs\":%.2f,\"cpuMsMedian\":%.2f,\"mib\":%.1f}\n",
         wall[0], wall[runs / 2], cpu[0], cpu[runs / 2], memory[runs / 2]);
  return 0;
}
