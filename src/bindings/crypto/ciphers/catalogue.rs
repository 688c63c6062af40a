//! Which ciphers there are: their names, OpenSSL's numbers, and what their keys are.

/// How blocks are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Ecb,
    Cbc,
    Ctr,
    Cfb,
    /// CFB, byte by byte.
    Cfb8,
    Ofb,
    Gcm,
    Ccm,
    Wrap,
    ChaCha20,
    ChaCha20Poly1305,
}

impl Mode {
    /// As OpenSSL names it.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Ecb => "ecb",
            Mode::Cbc => "cbc",
            Mode::Ctr => "ctr",
            Mode::Cfb | Mode::Cfb8 => "cfb",
            Mode::Ofb => "ofb",
            Mode::Gcm => "gcm",
            Mode::Ccm => "ccm",
            Mode::Wrap => "wrap",
            Mode::ChaCha20 | Mode::ChaCha20Poly1305 => "stream",
        }
    }
}

/// What encrypts a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Aes,
    /// Three times DES, with two or three keys.
    TripleDes,
    ChaCha20,
}

/// One cipher.
#[derive(Debug)]
pub struct Spec {
    /// The name that `getCipherInfo` answers with.
    pub name: &'static str,
    aliases: &'static [&'static str],
    /// OpenSSL's number.
    pub number: u32,
    pub family: Family,
    pub mode: Mode,
    pub key_length: u32,
    /// Zero when OpenSSL names none.
    pub block_size: u32,
    /// The usual length of the vector; zero when there is none.
    pub iv_length: u32,
}

const fn aes(
    name: &'static str,
    aliases: &'static [&'static str],
    number: u32,
    mode: Mode,
    bits: u32,
) -> Spec {
    let (block_size, iv_length) = match mode {
        Mode::Ecb => (16, 0),
        Mode::Cbc => (16, 16),
        Mode::Gcm | Mode::Ccm => (1, 12),
        Mode::Wrap => (8, 8),
        _ => (1, 16),
    };
    let key_length = bits / 8;
    Spec { name, aliases, number, family: Family::Aes, mode, key_length, block_size, iv_length }
}

const fn des(
    name: &'static str,
    aliases: &'static [&'static str],
    number: u32,
    mode: Mode,
    key_length: u32,
) -> Spec {
    let (block_size, iv_length) = match mode {
        Mode::Ecb => (8, 0),
        Mode::Cbc => (8, 8),
        _ => (1, 8),
    };
    let family = Family::TripleDes;
    Spec { name, aliases, number, family, mode, key_length, block_size, iv_length }
}

static CIPHERS: [Spec; 38] = [
    aes("aes-128-cbc", &["aes128"], 419, Mode::Cbc, 128),
    aes("aes-192-cbc", &["aes192"], 423, Mode::Cbc, 192),
    aes("aes-256-cbc", &["aes256"], 427, Mode::Cbc, 256),
    aes("id-aes128-gcm", &["aes-128-gcm"], 895, Mode::Gcm, 128),
    aes("id-aes192-gcm", &["aes-192-gcm"], 898, Mode::Gcm, 192),
    aes("id-aes256-gcm", &["aes-256-gcm"], 901, Mode::Gcm, 256),
    aes("aes-128-ctr", &[], 904, Mode::Ctr, 128),
    aes("aes-192-ctr", &[], 905, Mode::Ctr, 192),
    aes("aes-256-ctr", &[], 906, Mode::Ctr, 256),
    aes("aes-128-ecb", &[], 418, Mode::Ecb, 128),
    aes("aes-192-ecb", &[], 422, Mode::Ecb, 192),
    aes("aes-256-ecb", &[], 426, Mode::Ecb, 256),
    aes("id-aes128-ccm", &["aes-128-ccm"], 896, Mode::Ccm, 128),
    aes("id-aes192-ccm", &["aes-192-ccm"], 899, Mode::Ccm, 192),
    aes("id-aes256-ccm", &["aes-256-ccm"], 902, Mode::Ccm, 256),
    aes("aes-128-cfb", &[], 421, Mode::Cfb, 128),
    aes("aes-192-cfb", &[], 425, Mode::Cfb, 192),
    aes("aes-256-cfb", &[], 429, Mode::Cfb, 256),
    aes("aes-128-cfb8", &[], 653, Mode::Cfb8, 128),
    aes("aes-192-cfb8", &[], 654, Mode::Cfb8, 192),
    aes("aes-256-cfb8", &[], 655, Mode::Cfb8, 256),
    aes("aes-128-ofb", &[], 420, Mode::Ofb, 128),
    aes("aes-192-ofb", &[], 424, Mode::Ofb, 192),
    aes("aes-256-ofb", &[], 428, Mode::Ofb, 256),
    aes("id-aes128-wrap", &["aes-128-wrap", "aes128-wrap"], 788, Mode::Wrap, 128),
    aes("id-aes192-wrap", &["aes-192-wrap", "aes192-wrap"], 789, Mode::Wrap, 192),
    aes("id-aes256-wrap", &["aes-256-wrap", "aes256-wrap"], 790, Mode::Wrap, 256),
    des("des-ede", &["des-ede-ecb"], 32, Mode::Ecb, 16),
    des("des-ede-cbc", &[], 43, Mode::Cbc, 16),
    des("des-ede-cfb", &[], 60, Mode::Cfb, 16),
    des("des-ede-ofb", &[], 62, Mode::Ofb, 16),
    des("des-ede3", &["des-ede3-ecb"], 33, Mode::Ecb, 24),
    des("des-ede3-cbc", &["des3"], 44, Mode::Cbc, 24),
    des("des-ede3-cfb", &[], 61, Mode::Cfb, 24),
    des("des-ede3-cfb8", &[], 659, Mode::Cfb8, 24),
    des("des-ede3-ofb", &[], 63, Mode::Ofb, 24),
    Spec {
        name: "chacha20",
        aliases: &[],
        number: 1019,
        family: Family::ChaCha20,
        mode: Mode::ChaCha20,
        key_length: 32,
        block_size: 0,
        iv_length: 16,
    },
    Spec {
        name: "chacha20-poly1305",
        aliases: &[],
        number: 1018,
        family: Family::ChaCha20,
        mode: Mode::ChaCha20Poly1305,
        key_length: 32,
        block_size: 0,
        iv_length: 12,
    },
];

/// The cipher of that name, in any case.
pub fn named(name: &str) -> Option<&'static Spec> {
    let is_meant = |known: &&str| known.eq_ignore_ascii_case(name);
    CIPHERS.iter().find(|spec| is_meant(&spec.name) || spec.aliases.iter().any(is_meant))
}

/// The cipher of OpenSSL's number.
pub fn numbered(number: f64) -> Option<&'static Spec> {
    CIPHERS.iter().find(|spec| f64::from(spec.number) == number)
}

/// All names, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> =
        CIPHERS.iter().flat_map(|spec| spec.aliases.iter().copied().chain([spec.name])).collect();
    names.sort_unstable();
    names
}
