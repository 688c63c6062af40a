// Which Node release this runtime behaves as (packages choose binaries and code paths by it), and what it really is.
'use strict';

const { options } = require('internal/options');
const { identity } = options;
const release = process.version.slice(1);

const versions = {
  node: release,
  modules: '147',
  napi: '10',
  uv: identity.uv,
  v8: '14.6.202.34-node.34',
  unicode: '17.0',
  napkin: identity.napkin,
  [identity.engine.name]: identity.engine.version,
};
Object.freeze(versions);

const releaseInfo = Object.freeze({
  name: 'node',
  sourceUrl: `https://nodejs.org/download/release/v${release}/node-v${release}.tar.gz`,
  headersUrl: `https://nodejs.org/download/release/v${release}/node-v${release}-headers.tar.gz`,
});

// What addon builders read of Node's build configuration.
const config = Object.freeze({
  target_defaults: Object.freeze({
    cflags: Object.freeze([]), default_configuration: 'Release', defines: Object.freeze([]),
    include_dirs: Object.freeze([]), libraries: Object.freeze([]),
  }),
  variables: Object.freeze({
    asan: 0, coverage: false, host_arch: identity.arch, is_debug: 0, napi_build_version: '10',
    node_module_version: 147, node_shared: false, node_use_openssl: true, node_use_v8_platform: true,
    target_arch: identity.arch, v8_enable_i18n_support: 0,
  }),
});

const has = (id) => require('internal/modules/builtins').isPublic(id);

const features = {
  inspector: false,
  debug: false,
  uv: true,
  ipv6: true,
  tls_alpn: has('tls'),
  tls_sni: has('tls'),
  tls_ocsp: false,
  tls: has('tls'),
  openssl_is_boringssl: false,
  cached_builtins: true,
  require_module: true,
  dtls: false,
  quic: false,
  typescript: false,
};

// What NODE_OPTIONS may hold and has an effect here. Node knows other spellings of a name as well.
class EnvironmentFlags extends Set {
  has(name) {
    if (typeof name !== 'string') return false;
    const plain = name.replace(/=.*$/, '').replaceAll('_', '-');
    return super.has(plain.startsWith('-') ? plain : `--${plain}`);
  }

  add() {
    return this;
  }

  delete() {
    return false;
  }

  clear() {}
}
const environmentFlags = new EnvironmentFlags();
for (const name of [
  '--conditions', '--disable-warning', '--enable-source-maps', '--expose-gc',
  '--force-node-api-uncaught-exceptions-policy', '--import', '--no-addons', '--no-deprecation', '--no-warnings',
  '--pending-deprecation', '--preserve-symlinks', '--preserve-symlinks-main', '--require', '--stack-trace-limit',
  '--throw-deprecation', '--title', '--trace-deprecation', '--trace-uncaught', '--trace-warnings',
  '--unhandled-rejections', '-C', '-r',
]) Set.prototype.add.call(environmentFlags, name);
Object.freeze(environmentFlags);

module.exports = { config, environmentFlags, features, release: releaseInfo, versions };
