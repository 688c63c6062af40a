// node:sea. Programs are never part of this executable.
'use strict';

const { codes } = require('internal/errors');

function outside(name) {
  return {
    [name]() {
      throw new codes.ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION();
    },
  }[name];
}

module.exports = {
  isSea: () => false,
  getAsset: outside('getAsset'),
  getRawAsset: outside('getRawAsset'),
  getAssetAsBlob: outside('getAssetAsBlob'),
  getAssetKeys: outside('getAssetKeys'),
};
