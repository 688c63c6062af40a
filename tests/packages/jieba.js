// @node-rs/jieba: cutting, tagging, keywords, user dictionaries, promises, and refusals.
'use strict';
const assert = require('assert');
const { Jieba, TfIdf, CutTask } = require('@node-rs/jieba');
const { dict, idf } = require('@node-rs/jieba/dict');

const text = '我们中出了一个叛徒。今天纽约的天气真好啊，京华大酒店的张尧经理吃了一只北京烤鸭。';

async function refusal(label, run) {
  try {
    console.log(label, 'gave', await run());
  } catch (error) {
    console.log(label, error.name, error.code, error.message);
  }
}

async function main() {
  const jieba = Jieba.withDict(dict);
  const cut = jieba.cut(text);
  console.log(cut.join('/'));
  console.log(jieba.cut(text, true).join('/'), jieba.cutAll('南京市长江大桥').join('/'), jieba.cutForSearch('小明硕士毕业于中国科学院计算所').join('/'));
  assert.deepStrictEqual(await jieba.cutAsync(text), cut);
  console.log(JSON.stringify(jieba.tag('今天纽约的天气真好啊')));
  const tfidf = TfIdf.withDict(idf);
  const words = tfidf.extractKeywords(jieba, text, 4);
  console.log(words.map(({ keyword, weight }) => `${keyword} ${weight.toFixed(4)}`).join());
  console.log((await tfidf.extractKeywordsAsync?.(jieba, text, 2) ?? tfidf.extractKeywords(jieba, text, 2)).length);

  const own = new Jieba();
  console.log(own.cut('叛徒酒店', false).join('/'));
  own.loadDict(Buffer.from('叛徒酒 100 n\n'));
  console.log(own.cut('叛徒酒店', false).join('/'));
  const long = text.repeat(500);
  const [a, b] = await Promise.all([jieba.cutAsync(long), jieba.cutAsync(Buffer.from(long))]);
  console.log(a.length, b.length, typeof CutTask);
  await refusal('nothing', () => jieba.cut());
  await refusal('a number', () => jieba.cut(1));
  await refusal('bytes that are no text', () => jieba.cut(Buffer.from([0xff, 0xfe])).length);
  await refusal('bad dictionary', () => Jieba.withDict(Buffer.from('word without a number x y z\n')));
  await refusal('no jieba', () => tfidf.extractKeywords({}, text, 3));
}

main();
