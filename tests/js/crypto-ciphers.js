// Ciphers: every mode with keys, vectors and tags of every length, in pieces; the order of calls, padding, encodings,
// tampering; what getCipherInfo tells. The outputs are compared with Node's, and those of NIST's examples are checked.
'use strict';
const assert = require('assert');
const c = require('crypto');

function t(label, call) {
  try {
    const result = call();
    console.log(label, Buffer.isBuffer(result) ? result.toString('hex') : typeof result === 'object' ? JSON.stringify(result) : String(result));
  } catch (error) {
    console.log(label, '!!', [error.constructor.name, error.message, error.code, error.library, error.reason].join('|'), Object.keys(error).join());
  }
}
const k16=Buffer.alloc(16,1),k24=Buffer.alloc(24,1),k32=Buffer.alloc(32,1),iv=Buffer.alloc(16,2),iv12=Buffer.alloc(12,3);
t('unknown',()=>c.createCipheriv('nope',k16,iv));
t('keylen',()=>c.createCipheriv('aes-128-cbc',k24,iv));
t('iv',()=>c.createCipheriv('aes-128-cbc',k16,iv12));
t('ivnull',()=>c.createCipheriv('aes-128-cbc',k16,null));
t('ecb iv',()=>c.createCipheriv('aes-128-ecb',k16,iv).final());
t('ecb ivnull',()=>c.createCipheriv('aes-128-ecb',k16,null).final());
t('ecb iv empty',()=>c.createCipheriv('aes-128-ecb',k16,'').final());
t('gcm iv empty',()=>c.createCipheriv('aes-128-gcm',k16,'').final());
t('gcm ivnull',()=>c.createCipheriv('aes-128-gcm',k16,null).final());
t('gcm iv1',()=>c.createCipheriv('aes-128-gcm',k16,Buffer.alloc(1)).final());
t('undefined iv',()=>c.createCipheriv('aes-128-gcm',k16).final());
t('undefined key',()=>c.createCipheriv('aes-128-gcm'));
t('undefined',()=>c.createCipheriv());
const mk=(a='aes-128-cbc',k=k16,i=iv,o)=>c.createCipheriv(a,k,i,o), md=(a='aes-128-cbc',k=k16,i=iv,o)=>c.createDecipheriv(a,k,i,o);
t('bad decrypt',()=>{const d=md();d.update(Buffer.alloc(16));return d.final()});
t('wrong final',()=>{const d=md();d.update(Buffer.alloc(15));return d.final()});
t('empty final dec',()=>{const d=md();return d.final()});
t('nopad enc',()=>{const d=mk();d.setAutoPadding(false);d.update(Buffer.alloc(15));return d.final()});
t('nopad dec',()=>{const d=md();d.setAutoPadding(false);d.update(Buffer.alloc(15));return d.final()});
t('nopad dec16',()=>{const d=md();d.setAutoPadding(false);return Buffer.concat([d.update(Buffer.alloc(16)),d.final()])});
t('dec steps',()=>{const d=md();return [d.update(Buffer.alloc(16)).length,d.update(Buffer.alloc(1)).length,d.update(Buffer.alloc(31)).length].join()});
t('enc steps',()=>{const d=mk();return [d.update(Buffer.alloc(16)).length,d.update(Buffer.alloc(1)).length,d.update(Buffer.alloc(31)).length].join()});
t('final twice',()=>{const d=mk();d.final();return d.final()});
t('update after final',()=>{const d=mk();d.final();return d.update('a')});
t('dec final twice',()=>{const d=md('aes-128-ctr');d.final();return d.final()});
t('gcm tag before',()=>mk('aes-128-gcm',k16,iv12).getAuthTag());
t('cbc getauthtag',()=>{const d=mk();d.final();return d.getAuthTag()});
t('cbc setAAD',()=>mk().setAAD(Buffer.alloc(1)));
t('cbc setAuthTag',()=>md().setAuthTag(Buffer.alloc(16)));
t('padding after final',()=>{const d=mk();d.final();return d.setAutoPadding()});
t('padding gcm',()=>{const d=mk('aes-128-gcm',k16,iv12);d.setAutoPadding(); d.final();return d.setAutoPadding()});
for (const n of [0,1,3,4,7,8,12,15,16,17]) { t('gcm tag len enc '+n,()=>{const d=mk('aes-128-gcm',k16,iv12,{authTagLength:n});d.final();return d.getAuthTag()}); t('gcm settag '+n,()=>{const d=md('aes-128-gcm',k16,iv12);return d.setAuthTag(Buffer.alloc(n)).constructor.name}); t('gcm settag opt12 '+n,()=>{const d=md('aes-128-gcm',k16,iv12,{authTagLength:12});return d.setAuthTag(Buffer.alloc(n)).constructor.name});t('ccm tag '+n,()=>{const d=mk('aes-128-ccm',k16,iv12,{authTagLength:n});d.update('a');d.final();return d.getAuthTag()});t('chacha tag '+n,()=>{const d=mk('chacha20-poly1305',k32,iv12,{authTagLength:n});d.update('a');d.final();return d.getAuthTag()}); }
t('gcm no tag',()=>{const d=md('aes-128-gcm',k16,iv12);d.update('a');return d.final()});
t('gcm wrong tag',()=>{const d=md('aes-128-gcm',k16,iv12);d.setAuthTag(Buffer.alloc(16));d.update('a');return d.final()});
t('gcm settag twice',()=>{const d=md('aes-128-gcm',k16,iv12);d.setAuthTag(Buffer.alloc(16));d.setAuthTag(Buffer.alloc(16))});
t('gcm settag late',()=>{const d=md('aes-128-gcm',k16,iv12);d.update('a');d.setAuthTag(Buffer.alloc(16));});
t('gcm setaad late',()=>{const d=mk('aes-128-gcm',k16,iv12);d.update('a');d.setAAD(Buffer.alloc(16));return d.final()});
t('gcm setaad final',()=>{const d=mk('aes-128-gcm',k16,iv12);d.final();d.setAAD(Buffer.alloc(16));return d.final()});
t('gcm final twice',()=>{const d=mk('aes-128-gcm',k16,iv12);d.final();return d.final()});
t('gcm update after',()=>{const d=mk('aes-128-gcm',k16,iv12);d.final();return d.update('a')});
t('ccm no taglen',()=>mk('aes-128-ccm',k16,iv12));
t('ccm twice',()=>{const d=mk('aes-128-ccm',k16,iv12,{authTagLength:16});d.update('a');d.update('b')});
t('ccm no update',()=>{const d=mk('aes-128-ccm',k16,iv12,{authTagLength:16});d.final();return d.getAuthTag()});
t('ccm aad no len',()=>{const d=mk('aes-128-ccm',k16,iv12,{authTagLength:16});d.setAAD(Buffer.alloc(3))});
t('ccm aad',()=>{const d=mk('aes-128-ccm',k16,iv12,{authTagLength:16});d.setAAD(Buffer.alloc(3),{plaintextLength:1});const r=d.update('a');d.final();return Buffer.concat([r,d.getAuthTag()])});
t('ccm wrong len',()=>{const d=mk('aes-128-ccm',k16,iv12,{authTagLength:16});d.setAAD(Buffer.alloc(3),{plaintextLength:2});const r=d.update('a');d.final();return Buffer.concat([r,d.getAuthTag()])});
t('ccm dec notag',()=>{const d=md('aes-128-ccm',k16,iv12,{authTagLength:16});d.update('a');return d.final()});
t('ccm dec wrong tag',()=>{const d=md('aes-128-ccm',k16,iv12,{authTagLength:16});d.setAuthTag(Buffer.alloc(16));const r=d.update('a');console.log(r);return d.final()});
t('ccm iv',()=>{const d=md('aes-128-ccm',k16,Buffer.alloc(6),{authTagLength:16});});
t('ccm iv14',()=>{const d=md('aes-128-ccm',k16,Buffer.alloc(14),{authTagLength:16});});
t('chacha iv',()=>mk('chacha20-poly1305',k32,Buffer.alloc(13),{authTagLength:16}));
t('chacha iv8',()=>{const d=mk('chacha20-poly1305',k32,Buffer.alloc(8),{authTagLength:16}); const r=d.update('a');d.final();return Buffer.concat([r,d.getAuthTag()])});
t('chacha notaglen',()=>{const d=mk('chacha20-poly1305',k32,iv12);d.update('a');d.final();return d.getAuthTag()});
t('chacha dec',()=>{const d=md('chacha20-poly1305',k32,iv12);d.setAuthTag(Buffer.alloc(16));d.update('a');return d.final()});
t('chacha20',()=>mk('chacha20',k32,iv).update('abc'));
for (const a of ['aes-128-cfb','aes-128-cfb8','aes-128-ofb','aes-128-ctr','des-ede3-cbc','des-ede3','des3','aes-128-wrap','id-aes128-wrap','aes128-wrap','id-aes128-GCM','aes128','AES-128-CBC']) t(a,()=>{const b=c.getCipherInfo(a);const d=c.createCipheriv(a,Buffer.alloc(b.keyLength,1),b.ivLength?Buffer.alloc(b.ivLength,2):null);const r=d.update(Buffer.alloc(16,5));return Buffer.concat([r,d.final()])});
t('wrap',()=>{const d=c.createCipheriv('aes128-wrap',k16,Buffer.alloc(8,0xa6));return Buffer.concat([d.update(k16),d.final()])});
for (const a of ['aes-128-cbc','aes-256-gcm','aes-192-ctr','aes-128-ecb','chacha20-poly1305','chacha20','aes-128-ccm','des-ede3-cbc','aes-256-wrap','id-aes256-GCM','aes-128-cfb8','aes-256-ofb','nope','', 419]) t('info '+a,()=>c.getCipherInfo(a));
t('info opts',()=>c.getCipherInfo('aes-128-gcm',{ivLength:5}));t('info opts',()=>c.getCipherInfo('aes-128-cbc',{ivLength:5}));t('info opts',()=>c.getCipherInfo('aes-128-cbc',{keyLength:5}));t('info',()=>c.getCipherInfo(null));
t('enc enc',()=>{const d=mk();return d.update('abc','utf8','hex')+d.final('base64')});
t('enc enc',()=>{const d=mk();return d.update('abc','utf8','hex')+d.final('hex')});
t('upd bad',()=>mk().update(5));
t('enc nope',()=>mk().update('abc','utf8','nope'));
t('key string',()=>c.createCipheriv('aes-128-cbc','0123456789abcdef','0123456789abcdef').update('a'.repeat(32),'utf8','hex'));
t('key bad',()=>c.createCipheriv('aes-128-cbc',5,iv));
t('iv bad',()=>c.createCipheriv('aes-128-cbc',k16,5));
t('authTagLength bad',()=>mk('aes-128-gcm',k16,iv12,{authTagLength:-1}));
t('aad bad',()=>mk('aes-128-gcm',k16,iv12).setAAD(5));
t('settag bad',()=>md('aes-128-gcm',k16,iv12).setAuthTag(5));
t('gcm zero update',()=>{const d=mk('aes-128-gcm',k16,iv12);return d.update('')});

// ----- every cipher, both ways, in pieces -----

// Those that napkin does not have.
const ABSENT = /aria|camellia|sm4|xts|ocb|siv|cts|cfb1$|inv|pad|des3-wrap|cms3/;
const names = c.getCiphers().filter((name) => !ABSENT.test(name));
console.log(names.join(' '));
const data = Buffer.from(Array.from({ length: 3000 }, (_, i) => i * 7 & 255));
for (const name of names) {
  const info = c.getCipherInfo(name);
  console.log(JSON.stringify(info));
  const key = Buffer.from(Array.from({ length: info.keyLength }, (_, i) => i * 11 & 255));
  const isAead = info.mode === 'gcm' || info.mode === 'ccm' || name === 'chacha20-poly1305';
  const ivLengths = info.mode === 'gcm' ? [1, 8, 12, 16, 60] : info.mode === 'ccm' ? [7, 12, 13] : [info.ivLength ?? 0];
  for (const ivLength of ivLengths) {
    const iv = Buffer.alloc(ivLength, 0xa6);
    for (const length of info.mode === 'wrap' ? [16, 40] : [0, 1, 15, 16, 17, 2048, 2999]) {
      for (const piece of info.mode === 'wrap' || info.mode === 'ccm' ? [3000] : [3000, 33, 5]) {
        const input = data.subarray(0, length);
        const run = (cipher, bytes) => {
          const parts = [];
          for (let i = 0; i === 0 || i < bytes.length; i += piece) parts.push(cipher.update(bytes.subarray(i, i + piece)));
          return Buffer.concat([...parts, cipher.final()]);
        };
        const options = isAead ? { authTagLength: 16 } : undefined;
        const cipher = c.createCipheriv(name, key, iv, options);
        const aad = data.subarray(0, length % 50);
        if (isAead && info.mode === 'ccm') cipher.setAAD(aad, { plaintextLength: length });
        else if (isAead) cipher.setAAD(aad.subarray(0, 20)).setAAD(aad.subarray(20));
        const encrypted = run(cipher, input);
        console.log(name, ivLength, length, c.hash('sha1', encrypted), isAead ? cipher.getAuthTag().toString('hex') : '');
        const decipher = c.createDecipheriv(name, key, iv, options);
        if (isAead) decipher.setAAD(aad, { plaintextLength: length }).setAuthTag(cipher.getAuthTag());
        assert.deepStrictEqual(run(decipher, encrypted), input);
        if (!isAead || length === 0) continue;
        encrypted[0] ^= 1;
        const tampered = c.createDecipheriv(name, key, iv, options);
        tampered.setAAD(aad, { plaintextLength: length }).setAuthTag(cipher.getAuthTag());
        assert.throws(() => run(tampered, encrypted), /unable to authenticate/);
      }
    }
  }
}

// ----- published examples: SP 800-38A F.2.1, SP 800-38D case 4, RFC 8439 2.8.2, RFC 3394 4.1 -----

const hex = (text) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const cbc = c.createCipheriv('aes-128-cbc', hex('2b7e151628aed2a6abf7158809cf4f3c'), hex('000102030405060708090a0b0c0d0e0f'));
assert.strictEqual(cbc.update(hex('6bc1bee22e409f96e93d7e117393172a')).toString('hex'), '7649abac8119b246cee98e9b12e9197d');
const gcm = c.createCipheriv('aes-128-gcm', hex('feffe9928665731c6d6a8f9467308308'), hex('cafebabefacedbaddecaf888'));
gcm.setAAD(hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'));
gcm.update(hex('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39'));
gcm.final();
assert.strictEqual(gcm.getAuthTag().toString('hex'), '5bc94fbc3221a5db94fae95ae7121a47');
const poly = c.createCipheriv('chacha20-poly1305', hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'), hex('070000004041424344454647'), { authTagLength: 16 });
poly.setAAD(hex('50515253c0c1c2c3c4c5c6c7'));
poly.update("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.");
poly.final();
assert.strictEqual(poly.getAuthTag().toString('hex'), '1ae10b594f09e26a7e902ecbd0600691');
const wrap = c.createCipheriv('aes128-wrap', hex('000102030405060708090a0b0c0d0e0f'), hex('a6a6a6a6a6a6a6a6'));
assert.strictEqual(wrap.update(hex('00112233445566778899aabbccddeeff')).toString('hex'), '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5');
