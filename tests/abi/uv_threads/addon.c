/* uv_queue_work, threads, mutexes, conditions, semaphores, barriers, thread-local keys, once. */
#include <uv.h>
#include "../lifetime.h"

typedef struct {
  uv_work_t request;
  napi_env env;
  napi_ref callback;
  int input, output;
} Job;

static void square(uv_work_t *request) {
  Job *job = (Job *)request;
  job->output = job->input * job->input;
}

static void squared(uv_work_t *request, int status) {
  Job *job = (Job *)request;
  napi_env env = job->env;
  napi_handle_scope scope;
  napi_value function, receiver, arguments[2];
  MUST(napi_open_handle_scope(env, &scope));
  MUST(napi_get_reference_value(env, job->callback, &function));
  MUST(napi_delete_reference(env, job->callback));
  MUST(napi_get_global(env, &receiver));
  arguments[0] = int_value(env, status);
  arguments[1] = int_value(env, job->output);
  free(job);
  MUST(napi_make_callback(env, NULL, receiver, function, 2, arguments, NULL));
  MUST(napi_close_handle_scope(env, scope));
}

static napi_value queue_work(napi_env env, napi_callback_info info) {
  ARGS(2);
  uv_loop_t *loop;
  Job *job = calloc(1, sizeof *job);
  job->env = env;
  job->input = int_arg(env, argv[0]);
  MUST(napi_create_reference(env, argv[1], 1, &job->callback));
  MUST(napi_get_uv_event_loop(env, &loop));
  return int_value(env, uv_queue_work(loop, &job->request, square, squared));
}

#define THREADS 4
static uv_mutex_t mutex;
static uv_cond_t changed;
static uv_sem_t semaphore;
static uv_barrier_t barrier;
static uv_key_t key;
static uv_once_t once = UV_ONCE_INIT;
static int counter, ready, once_runs;

static void run_once(void) { once_runs++; }

static void count(void *argument) {
  uv_once(&once, run_once);
  uv_key_set(&key, argument);
  uv_barrier_wait(&barrier);
  for (int i = 0; i < 1000; i++) {
    uv_mutex_lock(&mutex);
    counter++;
    uv_mutex_unlock(&mutex);
  }
  uv_sem_wait(&semaphore);
  uv_mutex_lock(&mutex);
  if (uv_key_get(&key) == argument) ready++;
  uv_cond_signal(&changed);
  uv_mutex_unlock(&mutex);
}

static napi_value threads(napi_env env, napi_callback_info info) {
  (void)info;
  uv_thread_t thread[THREADS];
  if (uv_mutex_init(&mutex) || uv_cond_init(&changed) || uv_sem_init(&semaphore, 0) ||
      uv_barrier_init(&barrier, THREADS) || uv_key_create(&key)) abort();
  for (intptr_t i = 0; i < THREADS; i++) {
    if (uv_thread_create(&thread[i], count, (void *)(i + 1)) != 0) abort();
  }
  for (int i = 0; i < THREADS; i++) uv_sem_post(&semaphore);
  uv_mutex_lock(&mutex);
  while (ready < THREADS) uv_cond_wait(&changed, &mutex);
  int timed_out = uv_cond_timedwait(&changed, &mutex, 1000000) == UV_ETIMEDOUT;
  uv_mutex_unlock(&mutex);
  for (int i = 0; i < THREADS; i++) {
    if (uv_thread_join(&thread[i]) != 0) abort();
  }
  uv_key_delete(&key);
  uv_barrier_destroy(&barrier);
  uv_sem_destroy(&semaphore);
  uv_cond_destroy(&changed);
  uv_mutex_destroy(&mutex);
  return INTS(counter, ready, once_runs, timed_out);
}

/* Other parts of libuv that addons use without a loop. */
static napi_value without_loop(napi_env env, napi_callback_info info) {
  (void)info;
  uv_lib_t library;
  uv_rwlock_t lock;
  char folder[4096];
  size_t size = sizeof folder;
  int opened = uv_dlopen(NULL, &library);
  void *symbol = NULL;
  int found = opened == 0 && uv_dlsym(&library, "uv_version", &symbol) == 0;
  if (opened == 0) uv_dlclose(&library);
  if (uv_rwlock_init(&lock) != 0) abort();
  uv_rwlock_rdlock(&lock);
  int second_reader = uv_rwlock_tryrdlock(&lock) == 0;
  if (second_reader) uv_rwlock_rdunlock(&lock);
  uv_rwlock_rdunlock(&lock);
  uv_rwlock_destroy(&lock);
  return INTS(found && symbol != NULL, second_reader, uv_cwd(folder, &size) == 0,
              strcmp(uv_err_name(UV_EINVAL), "EINVAL") == 0, uv_hrtime() > 0,
              uv_os_getpid() == getpid());
}

NAPI_MODULE_INIT() {
  EXPOSE(queue_work);
  EXPOSE(threads);
  EXPOSE(without_loop);
  return exports;
}
