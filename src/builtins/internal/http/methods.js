// http.METHODS: what the parser knows, but the method that begins HTTP/2.
'use strict';

module.exports = internalBinding('http_parser').methods().filter((method) => method !== 'PRI').sort();
