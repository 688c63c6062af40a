/*
 * accounts.c: native objects that only the addon can make.
 *
 * createAccount(balance) is exported, the class is not. The class is kept in the
 * instance data, one per loaded addon, never in a global variable: the same
 * library can be loaded by several threads at once.
 */
#include <stdlib.h>

#include "check.h"

typedef struct {
  double balance;
} Account;

/* What belongs to one loaded instance of this addon. */
typedef struct {
  napi_ref account_class;
} Addon;

static const napi_type_tag account_tag = {0x1f4c94a2c0de4f6b, 0xb3a5d19e77c04e02};

static void free_account(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  free(data);
}

static Account* account_of(napi_env env, napi_value object) {
  bool ours = false;
  CHECK(env, napi_check_object_type_tag(env, object, &account_tag, &ours));
  if (!ours) {
    napi_throw_type_error(env, "ERR_INVALID_THIS", "this is not an Account");
    return NULL;
  }
  void* data;
  CHECK(env, napi_unwrap(env, object, &data));
  return data;
}

static napi_value construct(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value opening, this_object;
  double balance;
  CHECK(env, napi_get_cb_info(env, info, &argc, &opening, &this_object, NULL));
  CHECK(env, napi_get_value_double(env, opening, &balance));

  Account* account = malloc(sizeof *account);
  if (account == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for an Account");
    return NULL;
  }
  account->balance = balance;
  CHECK_ELSE(env, napi_wrap(env, this_object, account, free_account, NULL, NULL),
             free(account);
             return NULL);
  CHECK(env, napi_type_tag_object(env, this_object, &account_tag));
  return this_object;
}

static napi_value deposit(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value amount_value, this_object, result;
  double amount;
  CHECK(env, napi_get_cb_info(env, info, &argc, &amount_value, &this_object, NULL));
  Account* account = account_of(env, this_object);
  if (account == NULL) return NULL;
  CHECK(env, napi_get_value_double(env, amount_value, &amount));
  if (!(amount > 0)) { /* also refuses NaN */
    napi_throw_range_error(env, "ERR_OUT_OF_RANGE", "a deposit must be above 0");
    return NULL;
  }

  account->balance += amount;
  CHECK(env, napi_create_double(env, account->balance, &result));
  return result;
}

/* createAccount(balance): `new Account(balance)` from C. */
static napi_value create_account(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value balance;
  CHECK(env, napi_get_cb_info(env, info, &argc, &balance, NULL, NULL));

  void* data;
  napi_value constructor, account;
  CHECK(env, napi_get_instance_data(env, &data));
  const Addon* addon = data;
  CHECK(env, napi_get_reference_value(env, addon->account_class, &constructor));
  CHECK(env, napi_new_instance(env, constructor, 1, &balance, &account));
  return account;
}

static void free_addon(napi_env env, void* data, void* hint) {
  (void)hint;
  Addon* addon = data;
  if (addon->account_class != NULL) napi_delete_reference(env, addon->account_class);
  free(addon);
}

NAPI_MODULE_INIT() {
  Addon* addon = calloc(1, sizeof *addon);
  if (addon == NULL) {
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "no memory for the addon");
    return NULL;
  }
  /* First give it an owner: whatever fails below, it will be freed. */
  CHECK_ELSE(env, napi_set_instance_data(env, addon, free_addon, NULL),
             free(addon);
             return NULL);

  napi_property_descriptor members[] = {
      {.utf8name = "deposit", .method = deposit, .attributes = napi_default_method},
  };
  napi_value constructor, function;
  CHECK(env, napi_define_class(env, "Account", NAPI_AUTO_LENGTH, construct, NULL, 1, members,
                               &constructor));
  CHECK(env, napi_create_reference(env, constructor, 1, &addon->account_class));

  CHECK(env, napi_create_function(env, "createAccount", NAPI_AUTO_LENGTH, create_account, NULL,
                                  &function));
  CHECK(env, napi_set_named_property(env, exports, "createAccount", function));
  return exports;
}
