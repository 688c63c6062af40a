// @next/swc: a page as Next.js compiles it for the server and the browser, minifying, parsing, and
// what it is told about errors; beside it sharp makes the page's picture smaller, as its image
// optimisation does.
'use strict';
const assert = require('assert');
const swc = require('@next/swc-linux-x64-gnu');

const page = `import Image from 'next/image'
import dynamic from 'next/dynamic'
import styles from './page.module.css'
const Chart = dynamic(() => import('./chart'), { ssr: false })
export async function getServerSideProps() { return { props: { now: Date.now() } } }
export default function Page({ now, items }: { now: number; items?: string[] }) {
  return <main className={styles.main}><style jsx>{\`p { color: red; }\`}</style>
    <Image src="/a.png" width={64} height={32} alt="" />{items?.map((i) => <p key={i}>{i}</p>)}<Chart at={now} /></main>
}
`;
const buffer = (value) => Buffer.from(JSON.stringify(value));

// The options that next/dist/build/swc/options.js makes of a project with the pages router.
function options(isServer, filename = '/app/pages/index.tsx') {
  return {
    jsc: {
      target: isServer ? 'es2022' : undefined,
      parser: { syntax: 'typescript', dynamicImport: true, decorators: false, importAssertions: true, tsx: true },
      experimental: { keepImportAttributes: true, emitAssertForImportAttributes: true, cacheRoot: undefined },
      transform: {
        react: { importSource: 'react', runtime: 'automatic', pragmaFrag: 'React.Fragment', throwIfNamespace: true, development: false, useBuiltins: true, refresh: false },
        optimizer: { simplify: false, globals: { typeofs: { window: isServer ? 'undefined' : 'object' }, envs: { NODE_ENV: '"production"' } } },
        regenerator: { importPath: 'regenerator-runtime' },
      },
      externalHelpers: false,
    },
    sourceMaps: true,
    env: isServer ? undefined : { targets: { chrome: '111' } },
    filename,
    sourceFileName: filename,
    isModule: 'unknown',
    disableNextSsg: isServer,
    isDevelopment: false,
    isServerCompiler: isServer,
    pagesDir: '/app/pages',
    appDir: undefined,
    isPageFile: true,
    styledJsx: { useLightningcss: false },
    fontLoaders: { fontLoaders: ['next/font/google'], relativeFilePathFromRoot: 'pages/index.tsx' },
  };
}

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message.split('Caused by')[0].replace(/\u001b\[[0-9;]*m/g, '').split('\n').slice(0, 6).join(' | '));
  }
}

async function main() {
  for (const isServer of [true, false]) {
    const out = await swc.transform(page, false, buffer(options(isServer)));
    const text = swc.transformSync(page, false, buffer(options(isServer)));
    assert.strictEqual(text.code, out.code);
    console.log(isServer ? '--- server' : '--- browser');
    console.log(out.code, JSON.parse(out.map).sources);
  }
  const { code } = await swc.transform(page, false, buffer(options(false)));
  const small = await swc.minify(Buffer.from(code), buffer({ compress: true, mangle: true, module: true, sourceMap: false }));
  console.log(small.code);
  assert.strictEqual(swc.minifySync(Buffer.from(code), buffer({ compress: true, mangle: true, module: true, sourceMap: false })).code, small.code);
  const tree = JSON.parse(await swc.parse('export const a: number = 1', buffer({ syntax: 'typescript' }), 'a.ts'));
  console.log(tree.type, tree.body[0].type);
  const pages = await Promise.all(Array.from({ length: 24 }, (_, i) =>
    swc.transform(page.replace('/a.png', `/picture-${i}.png`), false, buffer(options(i % 2 === 0, `/app/pages/${i}.tsx`)))));
  console.log(pages.map((out) => out.code.match(/picture-\d+/)[0]).join());
  console.log(Object.keys(swc).length > 30, typeof swc.getTargetTriple?.());
  console.log(swc.lightningCssTransform ? String((await swc.lightningCssTransform({ filename: 'a.css', code: Buffer.from('.a { color: red; inset: 0 }'), minify: true, cssModules: false })).code) : '');

  await refusal('syntax', () => swc.transform('export default function (', false, buffer(options(true))));
  await refusal('data and no default', () => swc.transform('export const getServerSideProps = 1; export const getStaticProps = 2;', false, buffer(options(false))));
  await refusal('options are no JSON', () => swc.transform('a', false, Buffer.from('{')));
  await refusal('no options', () => swc.transformSync('a', false));
  await refusal('nothing', () => swc.minify());

  const sharp = require('sharp');
  const original = await sharp({ create: { width: 640, height: 320, channels: 3, background: { r: 200, g: 20, b: 90 } } }).png().toBuffer();
  const picture = await sharp(original, { limitInputPixels: 268402689, sequentialRead: true }).timeout({ seconds: 7 }).rotate().resize(64, undefined, { withoutEnlargement: true }).webp({ quality: 75 }).toBuffer();
  const { format, width, height } = await sharp(picture).metadata();
  console.log(format, width, height, picture.length < original.length);
}

main();
