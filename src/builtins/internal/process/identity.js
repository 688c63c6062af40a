// Which Node release this runtime behaves as (packages choose binaries and code paths by it), and what it really is.
'use strict';

const { options } = require('internal/options');
const { identity } = options;
const release = process.version.slice(1);

const versions = {
  node: release,
  modules: '147',
  napi: '10',
  uv: '1.52.1',
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

const features = {
  inspector: false,
  debug: false,
  uv: true,
  ipv6: true,
  tls_alpn: false,
  tls_sni: false,
  tls_ocsp: false,
  tls: false,
  openssl_is_boringssl: false,
  cached_builtins: true,
  require_module: false,
  typescript: false,
};

// No NODE_OPTIONS are read, so none is allowed; the object is a Set, as in Node.
const environmentFlags = Object.freeze(new Set());

module.exports = { config, environmentFlags, features, release: releaseInfo, versions };
