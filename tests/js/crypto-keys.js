// Keys of two halves: RSA, elliptic curves, Ed25519, X25519. Keys, signatures and messages that OpenSSL made are read, and
// written in every format; what is signed and encrypted here is verified and decrypted here. Wrong keys and options.
'use strict';
const assert = require('assert');
const crypto = require('crypto');
const { Writable } = require('stream');
const util = require('util');

function attempt(label, call) {
  try {
    const result = call();
    console.log(label, Buffer.isBuffer(result) ? result.toString('hex') : typeof result === 'object' ? JSON.stringify(result) : String(result));
  } catch (error) {
    console.log(label, '!!', [error.constructor.name, error.message, error.code, error.library, error.reason].join('|'));
  }
}

// PKCS#8, for these tests only.
const KEYS = {
  rsa: 'MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBAPQ7gzpeb7Ju1nZng6ku00HeRR33I6HGJM73mIrI4Nj0vYCpJrbyRO/dgQeSqf' +
    'j44+wy8zg/lgS1cWNNxSgGyBt+3l6BUhUxWNhFLdmJ8kXlMsVI4hJnhkleY0LuZAq+lHfg1D4X2ZMiwDHeHJu+CoVPqdk7smMKbE+Uyni+fj87' +
    'AgMBAAECgYBH+PW+ELBX4+PddrnM9Jia85ZoszjT5qFYQIy6cWIZbV4e+ToIdbKtARiSE711OltocsdMDyj1cEbe3b85AW6cYEqw0r2aWBNZc+' +
    'vbh3xDFlq3/Uxfm9HyNYYTykqFMbeb0goAfmjM+9uPzYrLhmAR1DfAPAJEfr6eITr3PjPsqQJBAP8CPjhMb+mukML0WGjg7C4YnPW5yrMAk2xP' +
    'RCkNaflN4qsK9Sm3XJfEaxkgpPrKi+ZDxlZ/dvGeDd+D3h0wgL0CQQD1LovR53Lp+wl4Xy7tqpnSs8ud7QDn60kt8tboP7CbiY4LLDqRuhZZqp' +
    '5dqhJYQiHWLW2GbhL2Gg1gzGI5+etXAkEA8w0wQHiaMiAv2aEKouu+MDFFaO+sQvBJkvH6BSbD2tphMKVBBoG9vul3KnvywxZKQS5X3BmhRKlg' +
    'j6kgCrIwAQJBALhUKSxC/ILqh+EmdkqaIxFkuOVfRHoXyymvU2DCWU1mKhM+Sj47EAiTnIJAlZAjD/tMpfYWFU1OotYucn6x5PsCQQCA93KYM+' +
    'RB/txVK5Po4uFm3FRS4kh9QUDtM8d8NRJe4bwUWjYsvSg3vmkOlrZthkWBFwz1BMKgoLQfjCeLAqQ0',
  p256: 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgy4M9ldLM1qJUJ1uce2q6g1y4oz7sPJwaYJazOLul3dKhRANCAARxt3fwuUpzSC' +
    'WewsNh1yUkUdeeBaoO3kOB2275MdVKO59uZnVmlamNrrleS00YZ0BrDYUaPU7rVPK7RYjXrEcA',
  p384: 'MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDA/H7b5/7pcPWjN+RYB0YY7FmxPIs5/m7kOHPHqRRRoI8tDupSG3niEIaQMaHu7Ao' +
    'ChZANiAATq7fcHFe50qz9mi0ZH2zrN7kqYy0RWO49QELoS2TPaawlTonBADYw0PYQaharel3bq+v/uw1RK4VrMFjgwO6a2Tib5Jdk5TbEdo614' +
    'I3VRna5LH3zjBSTjI8VLHz3B/QY=',
  p521: 'MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIA4SDDGk46UDaH0ncZKp7mRr0f/ib3tRZPZgY+i7RpdzuEOGekOlCpVXSMGC/p+F' +
    'VAGL6GPeG0H5Y5a2tr8DK27sOhgYkDgYYABACCYG9awDvQbdi5rWSCyKS9RnJS7YrRWc3ZNVw0IQ7OPlcwCzUAwshCwUnzptHqU25c+W2cdEH2' +
    'O+dyVMkTFMqDXgEqde6HCd9hVFChd9uVKS9666U75RKpbG6cEegZHQ6OaYoKFv10ai6trmjm/vSCgzH5Lj2qW15ahPLk+T7FpnVJ3A==',
  secp256k1: 'MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQggxmQPWD0esx2aaRlyF4G0fq2AGC+GSe3LaNA4YX+RlahRANCAARNWxPgNO7LZPzbc0' +
    'GmHiep1yIpBPGA12cgn8/TKleDoGqauCHpGaKDS0kAiT9CfFwcLWNHVME66rGgvAmclOIX',
  ed25519: 'MC4CAQAwBQYDK2VwBCIEIJDC4tjIQxlUjQQWREzHdym/qEHwT8DHQZDZrfzMDzmt',
  x25519: 'MC4CAQAwBQYDK2VuBCIEIIhlp9Qzjjx+ctCZMUQMPespeC+hHtt9MMIOGIhoWkNb',
  pss: 'MIICqwIBADBBBgkqhkiG9w0BAQowNKAPMA0GCWCGSAFlAwQCAQUAoRwwGgYJKoZIhvcNAQEIMA0GCWCGSAFlAwQCAQUAogMCASAEggJhMIICXQ' +
    'IBAAKBgQC/y1FZgAb96B0RVNXZJXLfyVYz+aDe9X+67S1tFxwor21jkoc5DJTgs9voblIYN2/KwUSltRRg3AWQq1irmAc+/PcKJrabYJs3ncPq' +
    'Mmej8QH4oOTYcTdhWLprKj4j6MPw8SOsx8pXoQLdRtIwhaCyaU5S2/4Bl5qLsqi3sxmGRwIDAQABAoGAGWwq4VEuHBPbXoO/QORM4MsASS1qnI' +
    'MwJifwIIiyq9XtCwjOMcqwJUTR/nI5IYqfn+GUZt6kz936Qt3jiAND2mPRRRFkFVxMCvJbwSgv8Q4PrmZIb78EZCWoyh5JArJOW976nyW7l2oS' +
    'rRWxbKhfKc6OTWfyRScNgJtlYBu93zkCQQDeXEXemgFvv1A433vpiuwM/EykIvruK8AjoIWtMH69/3Af22mu3/d6Mcs9Vb3XqomBj05GJbXsBq' +
    '677F5y6pkVAkEA3M9BRWVl23ta7nbCoKX8lWfhJqrg26fXfQmizBYS7lMKhIeWg7hVFL/ThZEB2PZrdIwgIb7NPMDuh9BQYIMA6wJBAL1qVu5n' +
    'vD+H9ftsjK6F88ygA11ymtTWGgd/T0AX5m9NMCNDEgSwrqy9zAaEioIzuIzQGXpx10Wm76QPlulHZH0CQGotlzthiNtDs/QbU3egmZbWfuPzI3' +
    'E8glhz+76blrrXX6Ve9bedOfxiSbpegj7sL7u5bfIMJ/Dg7VKNjzj5hcUCQQCJzxP88794W50bHVny4YnIpFg+tK5nmA4mDIPY97bvjZu4CC3s' +
    'Kj6wSLXxpzrIL7FpQZshV0pC4jKN9lK60y7L',
};
const ENCRYPTED = {
  'pkcs8 aes-128-cbc': `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBBndbZqFpLH5WUPYX2p
LVM7AgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBAgQQqAnBRP+RDtZDVfdz
pPn7oASBkP9xif03FXWU93ZIsay2Vrjhg1dht0VpOiS9RaK1iQL7pT471gu8uRY6
WxS/KqMkZP9OJBdcRI+RG04FuJvBkDWDPT/dfgVjEr2UtuVLYx8Gze6jiXre5HIV
ftSMgQNze3N9kUlyq+iwMKHF8WxcmP017ZmLIl5s1PaIPulhMAw2IqHcN7ggrcxI
e8+gY1lEYQ==
-----END ENCRYPTED PRIVATE KEY-----
`,
  'sec1 aes-128-cbc': `-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,84C24F73AAAE5178CC4583196EB7C759

d/FCY4h5O624zT/dJ15TslwbiN6Cnlpjt9GuMrA5M9x3U1PndCdjYKr52bIh5MQK
u4IbYbWHGZgkDZjoNP+YyYux7723xFuMMPa2fY4CqawF33zJEIkiIufnQZ9UIcFE
ktrqtMQTmZECR8CHJ5x8YIT/CZd7Zt5VIe/GP8PsYD0=
-----END EC PRIVATE KEY-----
`,
  'pkcs8 aes-192-cbc': `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBD0TmpMsy8/MXlyPyvW
sPpHAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBFgQQy+Chy1HtEdCNJvu7
5j+JvASBkLtbqIU+jfo0BY9slY3nKhanK0OzQXjgc/b4ftZYKoDSrF8XEVRTNanf
fkgpHTmfu4kAJhQXy+hgEfqV3asRk2WqpUXQMHAB1IT5cYSI+13hw0hMiX5GSBSt
bmlHqoRWGEwr8AeKOOsQZRO+03soZ1SAakSlkV/ouSu1HsECWn3GlgUmyXQqn1EI
eyrFGxxFww==
-----END ENCRYPTED PRIVATE KEY-----
`,
  'sec1 aes-192-cbc': `-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-192-CBC,7D79108768D24F0A0777B346561B5035

NGFxTpgmu50mlu+mORzSK6ZWeUN0HSZMNBVMaoSQZESrT/x9GObanzHss759txe2
9L774CroqxQQG3qfPqlOx3n/splHZhfmmd2hIP6MqPXgOdceIVmj2xzSNNoSnIoQ
bH5Yc4+pcJQyKwB3UM0M6JsTgyuGzeXtG39vapeDYOE=
-----END EC PRIVATE KEY-----
`,
  'pkcs8 aes-256-cbc': `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBCuYwOGmDIBypveLhpu
HUK3AgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQctyo8ygC1vaOSm4M
ZaESRASBkCCuZzE0Y3RFxVodBQa0AyeAp00AVfhSEEYe2PppnT1sFPQKoJXq6715
VF1qTiD28/XQELrqc/xDjH7UXvelSg7eZXgYGgLj6X5wjGJBF0HUOXXTxhWH/U1T
GrD5Tu6QYcg89PJE2DJS7ln8OhWdupZEtonxUtONUTTDePgwgTtFYl9geNj2hNTh
vKF5DEJiWg==
-----END ENCRYPTED PRIVATE KEY-----
`,
  'sec1 aes-256-cbc': `-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-256-CBC,00A1ADE2A3441998D755106F53A0AF4B

0IPJI4EFRayzIPcxaDLKttGbYddhyXKr73i80i2EJ/MNIIxnPz6ZP0HMKnFfcbPw
7TrY2dTcWi0It5B+paoS1fnDAS++m94+8+1px0GGw2ZAAYvgMBTgfatqMxtStr22
Skb7hoRGJjKMIQ068HxRhIhVSoqP4b3B1Ac4CX3FlhQ=
-----END EC PRIVATE KEY-----
`,
  'pkcs8 des-ede3-cbc': `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHrMFYGCSqGSIb3DQEFDTBJMDEGCSqGSIb3DQEFDDAkBBBQsjFiF84l5AdgjlVU
Bqh+AgIIADAMBggqhkiG9w0CCQUAMBQGCCqGSIb3DQMHBAhFVygrloJkzwSBkIG1
ujgJYWnGL45yxliYDhbcsDz+/fWlAYtyhv3JtFbAi2+sPAFqDPMjAMVTZhkNL8zJ
4dZlZ2G1viSC4smEE642yODddjYvqjauS7Gm/w1yFRtXWaeyUa7aH43jXjgSTwEx
6MNYDaC/MpHNx/Cg6UBPEf1GPPaldGFEtuObUVF7cQaSR7/rgFlVQFLKa8K9Yw==
-----END ENCRYPTED PRIVATE KEY-----
`,
  'sec1 des-ede3-cbc': `-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: DES-EDE3-CBC,5CF8A14B63AE5E28

eOfKuvklYy9MDXXzkv+hYp3B95EHK1P0hbIZnHurD4t2Crzzn2CQqw53zUjArR9g
QetXQrtsEHLyU38uM9tapqT/nRII5VvkQo4X4BH2hOSFIbDj/+XX6wsOjxJ2UsBN
TYsQ0gTTC3AvC63bxWg69wgdGHFGn5ZqJaxEZN+A658=
-----END EC PRIVATE KEY-----
`,
};
// Of "message".
const SIGNATURES = {
  'rsa sha1': 'LvNg0MhiKn/lYCh7WjQl7pby8pPltfvxXqhimmE/wP36unU7S9fPpzBaSgf1obM6exviOvvd70C7ISrLeuhQNrqXEoOBl+aeMbzW5MCs1le8sH' +
    'y+/MvfwV6DRBkyNlrnh6CRYUg1wjBFV4ikBL4pcEyQDqAJUjA9wSmOVL9pzIo=',
  'rsa sha256': 'i8VM20vpT/8If/ZzlEbDTNhI0SuVtfIAKpywV7DywN4rwdbrliyHTIpw9xNrbudgFnROJK+yIizL6NEPOApkpKQDCfyKGMPmNinBF6FNFS+ED/' +
    'R64UW+20zUjBvP8WAe1wVoIpjweK5+d/PYBhnpFVDHRNn5Hsg5FGuqeBX4Tcg=',
  'rsa sha512': 'gU4NrAzqKHXy1gNYLmoZO/qHdiShV8OURzH5GdrLm2sN572lHy/xUpDWu5XRYky3WY4H/S4cHyjb15PU3hy/GGV7zC3pWExIeVxdJZu1cqRZmx' +
    'y7wR3i5F/F8bw3iME4eGxcbyyyWqgfp3qjHkGt90HEuz55TXi2IDK6D89Sd34=',
  'p256 sha1': 'MEQCIEBQIZ2TulgQgU1KeZ9jZbIQHACKCHRPpUfyQ8a68KewAiA3t7BQtavKBsa0RWO+o5YNx0+dRlI5o/xskqLv54NuaQ==',
  'p256 sha256': 'MEUCIE0FuDpNvXhb9jCaK+VYoqDTia4B7o1jmhCcp1hk0Uz3AiEAn6I1qFCjLgLo6CGZLPq1YW3IFn7EzVw+9jCYQDDZ72k=',
  'p256 sha512': 'MEQCIGzqeWr36KRJR/5rdsWErC+VCAr3CaEDFpgZdhghzb88AiBDbdEgdf+SRxEcr3hYB1gubw6lP7eermsd4dS8GMsF/Q==',
  'p384 sha1': 'MGQCMGJjs66EqIoCAf9/S+cIRn2pQaBfprvdYYXPeM2nDBlqKUHn38z7XLZP4xbJEH21TAIwRRNJChnBHXlEORH5wQ/1LOLn2W872rjgCvDmS1' +
    'JIsJHfA8MYRqCgVG/hyqYppNY/',
  'p384 sha256': 'MGQCMFA7k4bcY1K3o9Cv3pwKmDbQ8YpwRNZnpqwzTUT2waDz0zLAA/x+p/TVtZpOpq+wFgIwTBuonRVen4ycqOMK9KGCv+pPztWmOjAGZgKUbH' +
    'KozOXT8XEdmBlNyqDGfK/PsSkh',
  'p384 sha512': 'MGQCMGvLHNrDeakCnTlUaSHXxfT4t1RGnjHJsPRBJsRNxMpNYJV4QYqdviUsTCVNeVcUigIwfmFk0k6AV6hGuzmkKv+z+RCOgnnTGUY+Dg0AXk' +
    'LqlYDRy03m/QCDHkq4jKi486GW',
  'p521 sha1': 'MIGHAkIAv8zmgm0xH9CFube0Z5Gn6fItmKU5mhulF43IEFNwIlQTknC0/5H2aWWGibcJbBLHX8YgWlUbQCg5456YefSrXxoCQQfLKklJ/ScwIt' +
    'mmvO10Y5r9ixSv3ft7ufGUcOCvnNMdBtHjLTceEf/Si0R1NQLZGGzam61BIhOA/hyIlRlZ08wF',
  'p521 sha256': 'MIGHAkEuZ7vqZAKHpGLnjAVW0hGw6GLM330tzhF+tZEvmKHY9mWqCLO/zTNIYzyS6O6xFpPCS6vFYSkJUt57FOrDjgIFtgJCAT3eoI32uaEPEz' +
    'Ei5o2G0QSrKxBeGHyHYn05FEkAn3/OK0RzadBcN+C+5Z7UgcVWP93m260QyXcGppzXi5lXo75O',
  'p521 sha512': 'MIGIAkIA2B5rVIHgGS0Ia4HvzWqF5L/CivoCnWqfAtFCvzDqNkZGROxiw5PPto+7N9VXVk31di+accp2PI+f+UC62AI9n5YCQgEAgMT8nO76P6' +
    '3jP31H7dtDOtggiNUvB0aD3deFgw9jVCpq5hXTdX6jWF327z9I/CqyWleqKBSXe+VBjhToYMnreQ==',
  'secp256k1 sha1': 'MEQCIDza0qRUm5AaFx12PrKYsLrMK0qXZPjpNSZUayS0U3gyAiAJjqDGVIc13bjdgu5CVhjofbjFxlD5x9F57QQ3N9663Q==',
  'secp256k1 sha256': 'MEQCIFGgzzYMrd61m7z9UNZmhhKtY9fnaQFcW7mJsx5Bg5vKAiAeM8XKtbtvcdCNbVFealFjtrRISWOPogXkURNh01bShA==',
  'secp256k1 sha512': 'MEQCIHGr6l3JvU3ge9LKfT0wlavwucDHcHeZIRDuSStJ2fFoAiA976ORNgqRiuyKcd46M+LHrKb9BZKoCAgeCHlEvfyqYA==',
  'ed25519 null': 'aIajLcMbktlmkpChUthXbI0HNUkL/g9El1tom93N42CgaW7i1O+nuGZD9qLcDzgIcRpYUCuQpGFz1mUamPppCQ==',
  'pss sha256': 'CYsDwjAMKWamzZTa6R5OXSQKegG8Ubz+V9MkkdOTYmpOqT+7G9GS2mU34xLvvmSx939VZPn6vygYPPyTUJQF13FvNCnc89cCp06Pv/jGih67sg' +
    'yAt8HTGtz+pdhROOLmPB/4hRiybs/L7rI7q1TiNRd11zOTY78vIvaC0LAVH9g=',
  'rsa-pss 0': 'Mo241WAKzf9e6Frt3kjLYVfZT6X0gp1KjYpkPchPz0yhBbghm0POkT4Zc5wQQQeaLI7FYfwBSZhmWwyu2KGucyR3NA9yn/O+GAFXhnSvQLvRyS' +
    'd9iN7ZLYATG3OjgM1IO+zDLZdXgvuKL9a8F4WTD9ggUEvWSmscFhqyiz9LRfA=',
  'rsa-pss 20': '0izLLM9QjgozfgIYuhvuxvY63pWgpmW+sezkpQh8qO+2usPlnhG9lYJwTJ/LdaI1zT1DpDa0t4TkwHlv7mY5admTBXQUWRfPk7Sr1vBf2j4scZ' +
    'cLFbFq7OmROquL3ZDjXj14bmapZsEhLqLW8z89Xh1LRw5GKTQd/EED84h8FCE=',
  'rsa-pss -1': 'EGPneoYeS85jyRi4PUWXICbYwVUoG3cRrX4WMaHdzzTlS5OmSbNX+/puiI8GfpsY/zRkxNLaj7t/6Y9Kkm7sOWqfxzqKJbyLqfHyP9stNMhYkt' +
    'HFSPixk7yUR9ffJ1NN+KGxStZ6fiPp2O0q+GdAro8SnbXgvdRfizwnVfn3N60=',
  'rsa-pss -2': 'd0zjBDkbdkff6pr0FYtQc2J3ikpCsbynAiZW4YokOkdCrvMPPp5hLxEccx8ZnMCEoce1g0t5bzeo3vbmp9aKIK1EnCXFlyjOW9ZmOLdmDgYUAE' +
    'JwM19u51Wz9C50ww1QA5GOfFrqOqdXzZ0zOW7iTcvBiZvKjXqUfIvyzfmuzL0=',
};
// "hidden".
const HIDDEN = {
  '1': 'OVn8Zm431+frQX3RLAz5HXu9Uq5LJufUNuWNYkoBV/Eculx3cydMIGSHGMMKLLt+XHj8Q840tAmkVBmhJxr/aqGHtX4LOr9DDyKz4nCDwkH36O' +
    'tCCs3pyTPFmId3KEOQPxtiaszsT7afoEYu+3VICbzJMwg1zyfis0zd/Y4DFpM=',
  '4': 'OsHFKnTnqk/QyUSj5F8W2B0n6y+f+7WH1WCQmXfbC4bhQg8obb9tlyS9oJTrl8iHHW4SHaBzytZ0UknzJSVqM9adKcuDekra+wwEhTxakgHN/4' +
    'YN1XC/LrXulzqWl5NVcHEElSoFiix+m3O1IRJVi4E08o1dRqgVPjcDBK6JhUI=',
  sha256: 'zQgr1XfsbmKRsBhDbvjmCyiJJX7q/TzdJhiShBG5xFVx8gdWKLdgYfAFK+DC85Sn7h3+6C74G7ZyQt6qM05KG5FgA/Cn6tu/ZREv4DGrIjNGjI' +
    '9PEQw08myHPMZGNMmoVFG9wS5i71ctQy29YcLZ01Nw8KpFqm53ZT2tCvlug0Q=',
};
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIICCjCCAXOgAwIBAgIUCOylvrN4pbSNOBxZ06vKXbpBpfwwDQYJKoZIhvcNAQEL
BQAwFjEUMBIGA1UEAwwLZXhhbXBsZS5vcmcwIBcNMjYxMTI2MjM0NjE1WhgPMjEy
NjExMDIyMzQ2MTVaMBYxFDASBgNVBAMMC2V4YW1wbGUub3JnMIGfMA0GCSqGSIb3
DQEBAQUAA4GNADCBiQKBgQDwX4Oi0Q0sf+qHN5iqOTdz2BLguexRmSPbI7q0SJNI
pd3PZSD90FKuNgAzdgeTpJS56MpLlUkOy8EMTpM6fPttqKd28YSK56G23BUFRRYb
H//T7Lh3Yqi4oRlMyzGxYWa3+GrOOp3XH12FXEfdkrr9Scr4HaFFDk57lOlHGGGI
LQIDAQABo1MwUTAdBgNVHQ4EFgQUFxBiMmByoEX2pJzwvUT74U24FYUwHwYDVR0j
BBgwFoAUFxBiMmByoEX2pJzwvUT74U24FYUwDwYDVR0TAQH/BAUwAwEB/zANBgkq
hkiG9w0BAQsFAAOBgQAhPk6p/gQH6HB+GbIqmMOkn/LnhkgOBufAlk/r9E9IXHUN
RSD8sD1d49ElR5XmvSaBgPAaGM3ippfIX1/HFpYBgvLASFi6vOFJUaZvPGyUAZVZ
9+D4+fMxv6lQchkijGxN2pvzmbYV0oDSsKhqr1teNbuN5DCMXiQEzEQiBLd6kg==
-----END CERTIFICATE-----
`;

const privateKeys = {};
const publicKeys = {};
for (const name in KEYS) {
  privateKeys[name] = crypto.createPrivateKey({ key: Buffer.from(KEYS[name], 'base64'), format: 'der', type: 'pkcs8' });
  publicKeys[name] = crypto.createPublicKey(privateKeys[name]);
}

// ----- reading and writing -----

for (const name in KEYS) {
  const [one, other] = [privateKeys[name], publicKeys[name]];
  console.log(name, one.type, other.type, one.asymmetricKeyType, Object.keys(one.asymmetricKeyDetails).slice(0, 2), one.equals(one), one.equals(other),
              other.equals(crypto.createPublicKey(one)), String(one), one.constructor.name, other.constructor.name);
  for (const format of ['pem', 'der', 'jwk', 'raw-public', 'raw-private', 'x', undefined]) {
    for (const type of ['pkcs8', 'pkcs1', 'sec1', 'spki', 'x', undefined]) {
      attempt(`${name} private ${format} ${type}`, () => one.export({ format, type }));
      attempt(`${name} public ${format} ${type}`, () => other.export({ format, type }));
      if (format === 'x' || format === undefined || format === 'raw-public' || format === 'raw-private') continue;
      attempt(`${name} private back`, () => crypto.createPrivateKey({ key: one.export({ format, type }), format, type }).equals(one));
      attempt(`${name} public back`, () => crypto.createPublicKey({ key: other.export({ format, type }), format, type }).equals(other));
      attempt(`${name} public of private`, () => crypto.createPublicKey({ key: one.export({ format, type }), format, type }).equals(other));
    }
  }
  attempt(`${name} compressed`, () => other.export({ format: 'raw-public', type: 'compressed' }));
  for (const cipher of ['aes-256-cbc', 'DES-EDE3-CBC', 'nope', 5]) {
    for (const type of ['pkcs8', 'pkcs1', 'sec1']) {
      for (const format of ['pem', 'der']) {
        attempt(`${name} encrypted ${cipher} ${type} ${format}`, () => {
          const key = one.export({ type, format, cipher, passphrase: 'secret' });
          return crypto.createPrivateKey({ key, format, type, passphrase: 'secret' }).equals(one);
        });
      }
    }
  }
}
for (const name in ENCRYPTED) {
  attempt(`${name} opened`, () => crypto.createPrivateKey({ key: ENCRYPTED[name], passphrase: 'secret' }).equals(privateKeys.p256));
  attempt(`${name} with bytes`, () => crypto.createPrivateKey({ key: ENCRYPTED[name], passphrase: Buffer.from('secret') }).equals(privateKeys.p256));
  attempt(`${name} without a passphrase`, () => crypto.createPrivateKey(ENCRYPTED[name]));
  assert.throws(() => crypto.createPrivateKey({ key: ENCRYPTED[name], passphrase: 'wrong' }));
  attempt(`${name} with a wrong kind`, () => crypto.createPrivateKey({ key: ENCRYPTED[name], passphrase: 5 }));
}
attempt('certificate', () => crypto.createPublicKey(CERTIFICATE).export({ type: 'spki', format: 'pem' }));
attempt('text before', () => crypto.createPublicKey(`some text\n${CERTIFICATE}`).asymmetricKeyType);
attempt('carriage returns', () => crypto.createPrivateKey(privateKeys.rsa.export({ type: 'pkcs8', format: 'pem' }).replaceAll('\n', '\r\n')).equals(privateKeys.rsa));

for (const key of ['garbage', '', 5, undefined, {}, { key: 5 }, { key: 'x' }, { key: 'x', format: 'x' }, { key: Buffer.alloc(3), format: 'der' },
  { key: Buffer.alloc(3), format: 'der', type: 'pkcs8' }, { key: {}, format: 'jwk' }, { key: { kty: 'x' }, format: 'jwk' },
  { key: { kty: 'RSA', n: 'AQ', e: 'AQ' }, format: 'jwk' }, { key: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }, format: 'jwk' },
  { key: { kty: 'EC', crv: 'x', x: 'AA', y: 'AA' }, format: 'jwk' }, { key: { kty: 'OKP', crv: 'Ed25519', x: 'AA' }, format: 'jwk' },
  { key: { kty: 'oct', k: 'AA' }, format: 'jwk' }, [], privateKeys.rsa, publicKeys.rsa, crypto.createSecretKey('x')]) {
  attempt(`private ${util.inspect(key)}`, () => crypto.createPrivateKey(key).type);
  attempt(`public ${util.inspect(key)}`, () => crypto.createPublicKey(key).type);
}
for (const args of [[], [5], [{ format: 'pem' }], [{ format: 'pem', type: 'pkcs8', cipher: 'aes-128-cbc' }],
  [{ format: 'pem', type: 'pkcs8', passphrase: 'x' }], [{ format: 'jwk', passphrase: 'x' }]]) {
  attempt('private export', () => privateKeys.rsa.export(...args).length);
  attempt('public export', () => publicKeys.rsa.export(...args).length);
}

// ----- signing -----

for (const name in SIGNATURES) {
  const [keyName, second] = name.split(' ');
  const isPss = name.startsWith('rsa-pss');
  const key = publicKeys[isPss ? 'rsa' : keyName];
  const hash = isPss ? 'sha256' : second === 'null' ? null : second;
  const options = isPss ? { padding: 6, saltLength: +second } : {};
  const signature = Buffer.from(SIGNATURES[name], 'base64');
  const check = (data, given) => crypto.verify(hash, data, { key, ...options }, given);
  const changed = Buffer.from(signature);
  changed[changed.length - 3] ^= 1;
  console.log(name, check('message', signature), check('massage', signature), check('message', changed), check('message', signature.subarray(1)), check('message', ''));
}
// These have no random part.
for (const hash of ['md5', 'sha1', 'sha256', 'RSA-SHA512', 'sha3-256', 'ripemd160', 'md5-sha1']) {
  attempt(`rsa ${hash}`, () => crypto.sign(hash, Buffer.from('message'), privateKeys.rsa));
  attempt(`rsa createSign ${hash}`, () => crypto.createSign(hash).update('mess').update('age').sign(privateKeys.rsa, 'base64'));
}
attempt('ed25519', () => crypto.sign(null, Buffer.from('message'), privateKeys.ed25519));
for (const name in KEYS) {
  for (const hash of [null, undefined, 'sha256', 'SHA384', 'nope', 5]) {
    attempt(`${name} sign ${hash}`, () => {
      const signature = crypto.sign(hash, Buffer.from('data'), privateKeys[name]);
      return [crypto.verify(hash, 'data', publicKeys[name], signature), crypto.verify(hash, 'data', privateKeys[name], signature)];
    });
    attempt(`${name} createSign ${hash}`, () => {
      const signature = crypto.createSign(hash).update('data').sign(privateKeys[name], 'hex');
      return [crypto.createVerify(hash).update('data').verify(publicKeys[name], signature, 'hex'), crypto.createVerify(hash).verify(publicKeys[name], signature, 'hex')];
    });
  }
  for (const dsaEncoding of ['der', 'ieee-p1363', 'x', null]) {
    attempt(`${name} ${dsaEncoding}`, () => {
      const key = { key: privateKeys[name], dsaEncoding };
      const signature = crypto.sign('sha512', Buffer.from('data'), key);
      return [dsaEncoding === 'der' && name !== 'rsa' ? signature[0] : signature.length, crypto.verify('sha512', 'data', key, signature)];
    });
  }
}
for (const padding of [1, 3, 4, 6, 99, 'x']) {
  for (const saltLength of [undefined, -1, -2, 0, 20, 500, 1.5]) {
    attempt(`padding ${padding} ${saltLength}`, () => {
      const signature = crypto.sign('sha256', Buffer.from('data'), { key: privateKeys.rsa, padding, saltLength });
      return [saltLength, -2, 21].map((length) => crypto.verify('sha256', 'data', { key: publicKeys.rsa, padding, saltLength: length }, signature));
    });
  }
}
for (const args of [[], ['sha256'], ['sha256', 'x'], ['sha256', 'x', 'nokey'], ['sha256', 'x', {}], ['sha256', 5, 'x'], [5, 'x', 'x'], ['sha256', 'x', publicKeys.rsa],
  ['sha256', 'x', privateKeys.rsa, 5]]) {
  attempt(`sign with ${args.length}`, () => crypto.sign(...args));
  if (args.length > 2) attempt(`verify with ${args.length}`, () => crypto.verify(...args));
}
attempt('createSign', () => crypto.createSign());
attempt('createSign of nothing', () => crypto.createSign('nope'));
attempt('no key', () => crypto.createSign('sha256').sign());
attempt('wrong data', () => crypto.createSign('sha256').update(5));
attempt('no key to verify', () => crypto.createVerify('sha256').verify());
console.log(crypto.Sign('sha256') instanceof Writable, crypto.createVerify('sha256') instanceof crypto.Verify);

// ----- encrypting -----

attempt('PKCS#1', () => crypto.privateDecrypt({ key: privateKeys.rsa, padding: 1 }, Buffer.from(HIDDEN[1], 'base64')).toString());
attempt('OAEP', () => crypto.privateDecrypt(privateKeys.rsa, Buffer.from(HIDDEN[4], 'base64')).toString());
attempt('OAEP with SHA-256', () => crypto.privateDecrypt({ key: privateKeys.rsa, oaepHash: 'sha256', oaepLabel: Buffer.from('label') }, Buffer.from(HIDDEN.sha256, 'base64')).toString());
attempt('OAEP with another label', () => crypto.privateDecrypt({ key: privateKeys.rsa, oaepHash: 'sha256' }, Buffer.from(HIDDEN.sha256, 'base64')));
attempt('privateEncrypt', () => crypto.privateEncrypt(privateKeys.rsa, Buffer.from('seen')));
attempt('publicDecrypt', () => crypto.publicDecrypt(publicKeys.rsa, crypto.privateEncrypt(privateKeys.rsa, Buffer.from('seen'))).toString());
for (const name of ['rsa', 'p256', 'pss', 'ed25519']) {
  for (const padding of [undefined, 1, 3, 4, 6]) {
    for (const oaepHash of [undefined, 'sha256', 'nope', 5]) {
      attempt(`${name} encrypt ${padding} ${oaepHash}`, () => {
        const message = padding === 3 ? Buffer.alloc(128, 1) : Buffer.from('message');
        const encrypted = crypto.publicEncrypt({ key: publicKeys[name], padding, oaepHash }, message);
        return [encrypted.length, crypto.privateDecrypt({ key: privateKeys[name], padding, oaepHash }, encrypted).equals(message)];
      });
    }
  }
}
attempt('too long', () => crypto.publicEncrypt(publicKeys.rsa, Buffer.alloc(200)));
attempt('too long for PKCS#1', () => crypto.publicEncrypt({ key: publicKeys.rsa, padding: 1 }, Buffer.alloc(120)));
attempt('too short', () => crypto.privateDecrypt(privateKeys.rsa, Buffer.alloc(20)));
attempt('garbage', () => crypto.privateDecrypt(privateKeys.rsa, Buffer.alloc(128, 1)));
// No hint that it is wrong.
attempt('garbage for PKCS#1', () => Buffer.isBuffer(crypto.privateDecrypt({ key: privateKeys.rsa, padding: 1 }, Buffer.alloc(128, 1))));
attempt('not signed', () => crypto.publicDecrypt(publicKeys.rsa, Buffer.alloc(128, 1)));
attempt('wrong length', () => crypto.publicEncrypt({ key: publicKeys.rsa, padding: 3 }, Buffer.alloc(12)));

// ----- agreeing -----

const other = { key: 'MCowBQYDK2VuAyEA3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=', format: 'der', type: 'spki', encoding: 'base64' };
attempt('x25519', () => crypto.diffieHellman({ privateKey: privateKeys.x25519, publicKey: other }));
for (const curve of ['prime256v1', 'secp384r1', 'secp521r1', 'secp256k1', 'nope', 5]) {
  attempt(`ECDH ${curve}`, () => {
    const [one, two] = [crypto.createECDH(curve), crypto.createECDH(curve)];
    const [first, second] = [one.generateKeys(), two.generateKeys('hex', 'compressed')];
    assert.strictEqual(one.computeSecret(second, 'hex', 'hex'), two.computeSecret(first).toString('hex'));
    return [first.length, second.length, one.getPublicKey(null, 'hybrid').length, one.getPublicKey('base64', 'compressed').length,
            crypto.ECDH.convertKey(second, curve, 'hex', 'hex', 'uncompressed') === two.getPublicKey('hex')];
  });
}
const ecdh = crypto.createECDH('prime256v1');
attempt('no public key', () => ecdh.getPublicKey());
attempt('no private key', () => ecdh.getPrivateKey());
attempt('zero', () => ecdh.setPrivateKey(Buffer.alloc(32)));
ecdh.setPrivateKey(Buffer.alloc(32, 1));
for (const form of ['compressed', 'uncompressed', 'hybrid', undefined, 'x']) attempt(`form ${form}`, () => ecdh.getPublicKey('hex', form));
attempt('private', () => ecdh.getPrivateKey('hex'));
attempt('secret', () => ecdh.computeSecret(ecdh.getPublicKey(null, 'hybrid'), null, 'hex'));
attempt('no point', () => ecdh.computeSecret(Buffer.alloc(65, 4)));
attempt('convert no point', () => crypto.ECDH.convertKey(Buffer.alloc(5), 'prime256v1'));
attempt('nothing', () => crypto.diffieHellman());
attempt('no keys', () => crypto.diffieHellman({}));
attempt('different kinds', () => crypto.diffieHellman({ privateKey: privateKeys.x25519, publicKey: publicKeys.p256 }));

// ----- making -----

for (const args of [[], ['x'], ['rsa'], ['rsa', {}], ['rsa', { modulusLength: 'x' }], ['ec'], ['ec', {}], ['ec', { namedCurve: 'nope' }], ['ed25519', 5],
  ['rsa', { modulusLength: 512, publicExponent: -1 }], ['ed25519', { publicKeyEncoding: 5 }],
  ['ed25519', { publicKeyEncoding: { type: 'pkcs1', format: 'pem' } }],
  ['ec', { namedCurve: 'P-256', privateKeyEncoding: { type: 'sec1', format: 'pem', cipher: 5 } }],
  ['ed25519', { privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc' } }]]) {
  attempt(`make ${JSON.stringify(args)}`, () => crypto.generateKeyPairSync(...args));
}
for (const args of [[], ['hmac'], ['hmac', {}], ['hmac', { length: 64 }], ['hmac', { length: 7 }], ['aes', { length: 128 }], ['aes', { length: 100 }], ['x', { length: 8 }],
  ['hmac', { length: 13 }]]) {
  attempt(`secret ${JSON.stringify(args)}`, () => crypto.generateKeySync(...args).symmetricKeySize);
}
for (const [type, options] of [['ec', { namedCurve: 'P-256' }], ['ec', { namedCurve: 'secp521r1' }], ['ed25519'], ['x25519'], ['rsa', { modulusLength: 1024 }]]) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, {
    ...options,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
  });
  const key = crypto.createPrivateKey({ key: privateKey, passphrase: 'x' });
  console.log(type, crypto.createPublicKey(key).export({ type: 'spki', format: 'pem' }) === publicKey);
}

crypto.generateKeyPair('rsa', { modulusLength: 1024, publicExponent: 3 }, (error, publicKey, privateKey) => {
  console.log(error, publicKey.type, privateKey.type, privateKey.asymmetricKeyDetails);
  crypto.sign('sha256', Buffer.from('x'), privateKey, (failed, signature) => {
    crypto.verify('sha256', Buffer.from('x'), publicKey, signature, async (unverified, valid) => {
      console.log(failed, unverified, valid);
      const pair = await util.promisify(crypto.generateKeyPair)('x25519');
      console.log(Object.keys(pair));
      crypto.diffieHellman(pair, (disagreed, secret) => console.log(disagreed, secret.length));
    });
  });
});
