//! Names, authenticators, browsers and networks to choose from.

pub(super) const FIRST: [&str; 30] = [
    "Ada",
    "Grace",
    "Emmy",
    "Lise",
    "Dorothy",
    "Rosalind",
    "Katherine",
    "Hedy",
    "Barbara",
    "Sophie",
    "Alan",
    "Edsger",
    "Niklaus",
    "Donald",
    "Tony",
    "Claude",
    "Kurt",
    "Haskell",
    "Alonzo",
    "Stephen",
    "Radia",
    "Frances",
    "Jean",
    "Shafi",
    "Adele",
    "Mary",
    "Karen",
    "Lynn",
    "Margaret",
    "Evelyn",
];

pub(super) const LAST: [&str; 30] = [
    "Adler", "Baker", "Castro", "Dietrich", "Eriksen", "Ferrari", "Garcia", "Hoffmann", "Ivanova",
    "Jensen", "Kowalski", "Lopez", "Moreau", "Nowak", "Oliveira", "Pereira", "Quinn", "Rossi",
    "Silva", "Tanaka", "Ueda", "Vargas", "Wagner", "Xu", "Young", "Zhang", "Bianchi", "Costa",
    "Dubois", "Evans",
];

/// Models of authenticators, how they are reached, and whether their passkeys are synced.
pub(super) const PROVIDERS: [(u128, &str, bool); 6] = [
    (0xfbfc3007_154e_4ecc_8c0b_6e020557d7bd, "internal", true),
    (0xea9b8d66_4d01_1d21_3ce4_b6b48cb575d4, "internal", true),
    (0xbada5566_a7aa_401f_bd96_45619a55120d, "hybrid", true),
    (0xd548826e_79b4_db40_a3d8_11116f7e8349, "internal", true),
    (0x08987058_cadc_4b81_b6e1_30de50dcbe96, "internal", false),
    (0x2fc0579f_8113_47ea_b116_bb5a8db9202a, "usb", false),
];

pub(super) const BROWSERS: [&str; 5] = [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
];

/// Networks for documentation.
///
/// <https://www.rfc-editor.org/rfc/rfc5737>
pub(super) const NETWORKS: [&str; 3] = ["192.0.2", "198.51.100", "203.0.113"];
