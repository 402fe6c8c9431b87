//! Tests which numbers are accepted, and in which spellings.

use crate::Phone;

#[test]
fn a_number_in_several_spellings_is_one_number() {
    for typed in [
        "+49 1512 3456789",
        "+49 (1512) 345-6789",
        " +4915123456789 ",
        "0049 1512 3456789",
        "00491512/3456789",
        "tel:+4915123456789",
        "TEL:+49-1512-3456789",
        "\u{202D}+49 1512 3456789\u{202C}",
        "\u{2066}+49\u{A0}1512\u{202F}3456789\u{2069}",
        "\u{200E}+49 1512 345\u{2011}6789\u{200B}",
        "+49 (0) 1512 3456789",
        "\u{FF0B}49 1512 3456789",
    ] {
        assert_eq!(Phone::parse(typed).unwrap().to_string(), "+4915123456789", "{typed:?}");
    }
    assert_eq!(Phone::parse("+1 (202) 555-0173").unwrap().to_string(), "+12025550173");
}

#[test]
fn what_no_text_can_be_sent_to_is_refused() {
    for typed in [
        "",
        "+",
        "01512 3456789",
        "00",
        "0049",
        "tel:",
        "tel:01512 3456789",
        "tel:+4915123456789;ext=5",
        "sms:+4915123456789",
        "4915123456789",
        "+999 123456789",
        "+49",
        "+1 202 555 017",
        "+1 202 555 0173 ext. 5",
        "+1 202 555 0173;drop",
        "+49 1512 345\u{0}6789",
        "+٤٩١٥١٢٣٤٥٦٧٨٩",
        "+44 909 879 0000",
        "+49 900 1234567",
        "+1 900 555 0173",
    ] {
        assert!(Phone::parse(typed).is_err(), "{typed:?}");
    }
    assert!(Phone::parse(&format!("+{}", "1".repeat(60_000))).is_err());
}
