/*
 * functions.h: the functions that JavaScript sees, one per file of that name's
 * topic; addon.c exports them.
 */
#ifndef LIBUV_DIRECT_FUNCTIONS_H_
#define LIBUV_DIRECT_FUNCTIONS_H_

#include <node_api.h>

napi_value after(napi_env env, napi_callback_info info);   /* timer.c */
napi_value echo(napi_env env, napi_callback_info info);    /* poll.c */
napi_value hash(napi_env env, napi_callback_info info);    /* work.c */
napi_value produce(napi_env env, napi_callback_info info); /* thread.c */

#endif /* LIBUV_DIRECT_FUNCTIONS_H_ */
