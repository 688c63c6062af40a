// Keys derived with PBKDF2, HKDF, scrypt and Argon2, on the spot and with callbacks; secret KeyObjects; hashes of a chosen
// length; hashes and ciphers as streams. Wrong arguments to each.
'use strict';
const c = require('crypto');

function t(label, call) {
  try {
    const result = call();
    const shown = Buffer.isBuffer(result) || result instanceof ArrayBuffer ? Buffer.from(result).toString('hex') : result;
    console.log(label, typeof shown === 'object' ? JSON.stringify(shown) : String(shown));
  } catch (error) {
    console.log(label, '!!', [error.constructor.name, error.message, error.code, error.library, error.reason].join('|'), Object.keys(error).join());
  }
}
for (const a of ['shake128','keccak-256','md5-sha1','sha-256/192','blake2b512','blake2s256','sm3','sha3-512','ripemd','nope']) {
 t(a+' hash',()=>c.createHash(a).update('abc').digest('hex'));
 t(a+' hmac',()=>c.createHmac(a,'k').update('abc').digest('hex'));
 t(a+' once',()=>c.hash(a,'abc'));
 t(a+' len5',()=>c.createHash(a,{outputLength:5}).update('abc').digest('hex'));
 t(a+' len0',()=>c.createHash(a,{outputLength:0}).update('abc').digest('hex'));
 t(a+' once5',()=>c.hash(a,'abc',{outputLength:5}));
 t(a+' pbkdf2',()=>c.pbkdf2Sync('p','s',3,50,a).toString('hex'));
 t(a+' hkdf',()=>Buffer.from(c.hkdfSync(a,'p','s','i',70)).toString('hex'));
 t(a+' copy',()=>c.createHash(a,{outputLength:5}).copy({outputLength:7}).digest('hex'));
}
const d='sha256';
for (const args of [[],['p'],['p','s'],['p','s',0,1,d],['p','s',-1,1,d],['p','s',1,-1,d],['p','s',1.5,1,d],['p','s',1,2**31,d],['p','s',1,0,d],['p','s',1,1,5],[5,'s',1,1,d],['p',null,1,1,d],['','',1,5,d],[Buffer.from('a'),new Uint8Array(3).buffer,2,5,'SHA1']]) t('pbkdf2 '+args.length,()=>c.pbkdf2Sync(...args));
t('pbkdf2 cb',()=>c.pbkdf2('p','s',1,1,d)); t('pbkdf2 cb nodigest',()=>c.pbkdf2('p','s',1,1,()=>{})); t('pbkdf2 nope',()=>c.pbkdf2('p','s',1,1,'nope',()=>{}));
for (const o of [undefined,{},null,{N:16},{N:15},{N:1},{N:0},{N:16,cost:16},{cost:32,blockSize:1,parallelization:2},{N:2**20},{N:2**20,maxmem:2**31},{N:16,r:0},{p:2**30,r:2},{N:-1},{maxmem:-1},{maxmem:1.5},{N:16,maxmem:10},{N:'x'},5,'x',{N:2**16,r:1},{N:2**15,r:1}]) {if(o&&o.N===2**20&&o.maxmem)continue;t('scrypt '+JSON.stringify(o),()=>c.scryptSync('p','s',10,o));}
for (const args of [[],['p'],['p','s'],['p','s',-1],['p','s',2**31],['p','s',0],[5,'s',1],['p','s','1']]) {t('scrypt',()=>c.scryptSync(...args));t('scrypt',()=>c.scrypt(...args,()=>{}));}
t('scrypt cb',()=>c.scrypt('p','s',1)); t('scrypt cb',()=>c.scrypt('p','s',1,{})); t('scrypt cb',()=>c.scrypt('p','s',1,{N:15},()=>{}));
for (const args of [[],[d],[d,'k'],[d,'k','s'],[d,'k','s','i'],[d,'k','s','i',-1],[d,'k','s','i',0],[d,'k','s','i',255*32],[d,'k','s','i',255*32+1],['nope','k','s','i',1],[5,'k','s','i',1],[d,5,'s','i',1],[d,'k',5,'i',1],[d,'k','s',5,1],[d,'k','s','i'.repeat(1025),1],[d,'','','',5],[d,c.createSecretKey(Buffer.from('k')),'s','i',5],[d,new Uint8Array(2).buffer,new DataView(new ArrayBuffer(2)),'i',5]]) t('hkdf '+args.length,()=>{const r=c.hkdfSync(...args);return r.constructor.name+Buffer.from(r).toString('hex').slice(0,40)});
t('hkdf cb',()=>c.hkdf(d,'k','s','i',5)); t('hkdf long',()=>c.hkdf(d,'k','s','i',255*32+1,()=>{}));
for (const a of ['argon2d','argon2i','argon2id','nope']) t(a,()=>c.argon2Sync(a,{message:'m',nonce:'12345678',parallelism:1,tagLength:20,memory:16,passes:2}));
for (const o of [{nonce:'1'},{parallelism:0},{tagLength:3},{memory:7},{passes:0},{secret:'s',associatedData:'d'},{parallelism:2},{secret:5},{parallelism:4,memory:40,tagLength:100}]) t(JSON.stringify(o),()=>c.argon2Sync('argon2id',{message:'m',nonce:'12345678',parallelism:1,tagLength:20,memory:16,passes:2,...o}));
const k=c.createSecretKey(Buffer.from('abc'));
t('key',()=>[k.type,k.symmetricKeySize,k.export().toString(),JSON.stringify(k.export({format:'jwk'})),k.equals(c.createSecretKey('616263','hex')),k.equals(c.createSecretKey('x')),String(k),k instanceof c.KeyObject,k.asymmetricKeyType]);
t('key',()=>c.createSecretKey(5)); t('key',()=>k.export({format:'x'})); t('key',()=>k.export(5)); t('key',()=>k.equals(5)); t('key',()=>new c.KeyObject('x')); t('key',()=>new c.KeyObject('secret',{})); t('key',()=>c.createSecretKey('').symmetricKeySize);
t('key cipher',()=>c.createCipheriv('aes-128-cbc',c.createSecretKey(Buffer.alloc(16)),Buffer.alloc(16)).final());
t('hmac key',()=>c.createHmac('sha256',k).update('x').digest('hex')); t('hmac',()=>c.createHmac('sha256',5)); t('hmac',()=>c.createHmac('sha256','616263',{encoding:'hex'}).update('x').digest('hex'));
t('hmac',()=>c.createHmac('sha256','a',{encoding:5}));
const h=c.createHash('sha256'); h.setEncoding('hex'); h.on('data',(x)=>console.log('data',x)); h.on('end',()=>console.log('end')); h.write('a'); h.end('bc');
const h2=c.createHash('sha256'); h2.write('abc'); h2.end(); h2.on('readable',()=>{const r=h2.read(); if(r) console.log('read',r.toString('hex'))});
const h3=c.createHmac('sha256','k'); h3.end('6162','hex'); h3.on('data',(d)=>console.log('hmac',d.toString('hex')));
const ci=c.createCipheriv('aes-128-cbc',Buffer.alloc(16),Buffer.alloc(16)); const out=[]; ci.on('data',(x)=>out.push(x)); ci.on('end',()=>{console.log('cipher',Buffer.concat(out).toString('hex')); const de=c.createDecipheriv('aes-128-cbc',Buffer.alloc(16),Buffer.alloc(16)); de.setEncoding('utf8'); de.on('data',(x)=>console.log('plain',x)); de.end(Buffer.concat(out)); const bad=c.createDecipheriv('aes-128-cbc',Buffer.alloc(16),Buffer.alloc(16)); bad.on('error',(e)=>console.log('bad',e.code)); bad.on('data',()=>{}); bad.end(Buffer.alloc(16));}); ci.write('hello '); ci.end('world');
c.pbkdf2('p','s',1,10,'sha512',(e,r)=>console.log('cb',e,r.toString('hex'))||c.scrypt('p','s',10,(e,r)=>console.log('cb',e,r.toString('hex'))||c.hkdf('sha1','k','s','i',10,(e,r)=>console.log('cb',e,Buffer.from(r).toString('hex'))||c.argon2('argon2id',{message:'m',nonce:'12345678',parallelism:1,tagLength:20,memory:16,passes:2},(e,r)=>console.log('cb',e,r.toString('hex'))||c.pbkdf2('p','s',1,10,'shake128',(e)=>console.log('cb',e.message,e.code))))));
