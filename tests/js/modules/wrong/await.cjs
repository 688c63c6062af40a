'use strict';
const a = await 5;
