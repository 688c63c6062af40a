// Imports of names that are not exported: nothing runs, and the error says which module lacks which name.
for (const name of ['wants-missing', 'wants-default', 'wants-missing-commonjs', 'wants-missing-json', 'wants-missing-builtin',
                    'reexports-missing', 'wants-circular', 'wants-ambiguous']) {
  try {
    await import(`./modules/${name}.mjs`);
    console.log(name, 'linked');
  } catch (error) {
    console.log(name, error.name, error.message);
    const again = await import(`./modules/${name}.mjs`).catch((second) => second);
    console.log(again === error);
  }
}
console.log(Object.keys(await import('./modules/ambiguous.mjs')));
