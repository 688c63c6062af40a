// Runs the cases of a test script one after the other, and prints how each ended.
//
// `NAPKIN_TEST_ONLY` names the one case to run, `NAPKIN_TEST_EXCEPT` (a JSON array) those that a
// host cannot pass: see tests/derive.rs.
'use strict';

module.exports = async (cases) => {
  const only = process.env.NAPKIN_TEST_ONLY;
  const except = JSON.parse(process.env.NAPKIN_TEST_EXCEPT ?? '[]');
  for (const name of [only ?? [], except].flat()) {
    if (!Object.hasOwn(cases, name)) throw new Error(`there is no case named "${name}"`);
  }
  let failed = 0;
  for (const [name, run] of Object.entries(cases)) {
    if (except.includes(name) || (only !== undefined && name !== only)) continue;
    try {
      await run();
      console.log(`ok   ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAIL ${name}\n${error.stack}`);
    }
  }
  console.log(failed === 0 ? 'all passed' : `${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
};
