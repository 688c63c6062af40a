// Uses the addon as any npm package would; prints what expected.txt holds.
'use strict';

const { countPrimes, launch, total, fibonacci } = require('./index.js');

(async () => {
  console.log(await Promise.all([countPrimes(100), countPrimes(1000), countPrimes(1_000_000)]));
  await countPrimes(1e9).catch((error) => console.log(`${error.name} ${error.code}: ${error.message}`));
  await countPrimes(100, AbortSignal.abort('no time')).catch((reason) => console.log('aborted:', reason));

  const launched = launch('Ada', 3);
  console.log('JavaScript goes on');
  console.log(await launched);
  await launch('Ada', 11).catch((error) => console.log(`${error.name}: ${error.message}`));

  const prices = [1.5, Promise.resolve(2), new Promise((resolve) => setImmediate(resolve, 3))];
  console.log('total', await total(prices, console.log));
  await total([Promise.reject(new TypeError('sold out'))], console.log)
    .catch((error) => console.log(`${error.name}: ${error.message}`));

  const numbers = [];
  for await (const number of fibonacci(90)) numbers.push(number);
  console.log(numbers.join(' '));
})();
