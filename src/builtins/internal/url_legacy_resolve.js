// Resolving of legacy URLs: what `relative` means on a page at `result` (a copy of the base, which becomes the answer).
//
// URLs of schemes without slashes have no host here: it counts as the first part of the path while dots are resolved.
'use strict';

function setPath(result) {
  result.path = (result.pathname || '') + (result.search || '');
}

function finish(result) {
  result.href = result.format();
  return result;
}

// A relative URL with a scheme of its own.
function resolveOtherScheme(result, relative, slashed, isScript) {
  if (!slashed.has(relative.protocol)) return finish(Object.assign(result, relative));
  result.protocol = relative.protocol;
  result.pathname = relative.pathname;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !isScript(relative.protocol)) {
    // "http:a/b": the first part that is not empty is taken for the host.
    const parts = (relative.pathname || '').split('/');
    while (parts.length > 0 && !(relative.host = parts.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (parts[0] !== '') parts.unshift('');
    if (parts.length < 2) parts.unshift('');
    result.pathname = parts.join('/');
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) setPath(result);
  result.slashes ||= relative.slashes;
  return finish(result);
}

// "user@host" may have come as one part of a path.
function takeHost(result, host) {
  result.hostname = result.host = host;
  if (host && host.indexOf('@') > 0) {
    const parts = host.split('@');
    result.auth = parts.shift();
    result.host = result.hostname = parts.shift();
  }
}

function putHostInFront(parts, host) {
  if (parts[0] === '') parts[0] = host;
  else parts.unshift(host);
}

// Removes "." and ".." with what they cancel; returns how many ".." are left over.
function removeDots(parts) {
  let up = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    if (part !== '.' && part !== '..' && up === 0) continue;
    parts.splice(i, 1);
    if (part === '..') up++;
    else if (part !== '.') up--;
  }
  return up;
}

function beginsWithSlash(parts) {
  return parts[0] === '' || Boolean(parts[0] && parts[0][0] === '/');
}

function resolveObject(result, relative, slashed, isScript) {
  result.hash = relative.hash;
  if (relative.href === '') return finish(result);

  if (relative.slashes && !relative.protocol) {
    // "//host/path" keeps the scheme only.
    const { protocol } = result;
    Object.assign(result, relative, { protocol });
    if (slashed.has(protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    return finish(result);
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    return resolveOtherScheme(result, relative, slashed, isScript);
  }

  const sourceIsAbsolute = result.pathname && result.pathname[0] === '/';
  const relativeIsAbsolute = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let mustBeAbsolute = relativeIsAbsolute || sourceIsAbsolute || (result.host && relative.pathname);
  const dropDots = mustBeAbsolute;
  let path = (result.pathname && result.pathname.split('/')) || [];
  const relativePath = (relative.pathname && relative.pathname.split('/')) || [];
  const hostInPath = result.protocol && !slashed.has(result.protocol);

  if (hostInPath) {
    result.hostname = '';
    result.port = null;
    if (result.host) putHostInFront(path, result.host);
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) putHostInFront(relativePath, relative.host);
      relative.host = null;
    }
    mustBeAbsolute &&= relativePath[0] === '' || path[0] === '';
  }

  if (relativeIsAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    path = relativePath;
  } else if (relativePath.length > 0) {
    path.pop();
    path = path.concat(relativePath);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search != null) {
    if (hostInPath) takeHost(result, path.shift());
    result.search = relative.search;
    result.query = relative.query;
    if (result.pathname !== null || result.search !== null) setPath(result);
    return finish(result);
  }

  if (path.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finish(result);
  }

  const last = path[path.length - 1];
  const endsInSlash = last === '' ||
    ((result.host || relative.host || path.length > 1) && (last === '.' || last === '..'));
  const up = removeDots(path);
  if (!mustBeAbsolute && !dropDots) for (let i = 0; i < up; i++) path.unshift('..');
  if (mustBeAbsolute && !beginsWithSlash(path)) path.unshift('');
  if (endsInSlash && !path.join('/').endsWith('/')) path.push('');

  const isAbsolute = beginsWithSlash(path);
  if (hostInPath) takeHost(result, isAbsolute ? '' : path.length > 0 ? path.shift() : '');
  mustBeAbsolute ||= result.host && path.length > 0;
  if (mustBeAbsolute && !isAbsolute) path.unshift('');

  if (path.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = path.join('/');
  }
  if (result.pathname !== null || result.search !== null) setPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  return finish(result);
}

module.exports = { resolveObject };
