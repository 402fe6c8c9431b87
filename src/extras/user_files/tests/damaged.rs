//! Files with damaged rows, duplicates and other encodings.

use testing::on_both;

use super::{ImportOptions, import, import_with, outcomes, owner};
use crate::tests::party::TestParty;

on_both! {
    async fn bad_rows_are_reported_with_their_lines_and_stop_no_others(party: TestParty) {
        let file = "\u{feff}User ID;E-Mail Address;Email Verified;Created At;Name\r\n\
            1;ada@example.org;true;2024-05-01T10:00:00Z;\"Ada; Countess\"\r\n\
            2;not an address;true;;\r\n\
            3;grace@example.org;maybe;;\r\n\
            4;éva@example.org\r\n\
            \r\n\
            5;\"heddy@example.org;true;;\r\n\
            6;dora@example.org;TRUE;2024-05-01 10:00:00 +0000 UTC;\"Dora\r\nof Berlin\"\r\n\
            7;emmy@example.org;1;yesterday;\"Emmy \"\"E\"\" Noether\"\r\n\
            8;lise@example.org;yes;1714557600;\"Lise \"\"L\"\" Meitner\"";
        let rows = import(&party, file).await;
        assert_eq!(outcomes(&rows).iter().map(|(line, what)| (*line, what.as_str())).collect::<Vec<_>>(), [
            (2, "created"),
            (3, "\"not an address\" is not an address"),
            (4, "\"maybe\" is neither true nor false"),
            (5, "2 fields instead of 5"),
            (7, "A quote isn't closed"),
            (8, "\"Dora\\r\\nof Berlin\" can't be a name"),
            (10, "\"yesterday\" is not a time"),
            (11, "created"),
        ]);
        let ada = owner(&party, "ada@example.org").await.unwrap();
        assert_eq!((ada.display_name.as_deref(), ada.created_at), (Some("Ada; Countess"), 1_714_557_600));
        let lise = owner(&party, "lise@example.org").await.unwrap();
        assert_eq!((lise.display_name.as_deref(), lise.created_at), (Some("Lise \"L\" Meitner"), 1_714_557_600));
    }

    async fn a_second_run_changes_nothing(party: TestParty) {
        let file = "id,email,email_verified\n1,ada@example.org,true\n2,grace@example.org,false\n,dora@example.org,true\n";
        assert!(outcomes(&import(&party, file).await).iter().all(|(_, what)| what == "created"));
        let before = party.database.everything().await;
        assert!(outcomes(&import(&party, file).await).iter().all(|(_, what)| what == "exists"));
        assert_eq!(party.database.everything().await, before);
    }

    async fn duplicates_within_a_file_are_reported(party: TestParty) {
        let file = "id,email,phone,email_verified\n\
            1,ada@example.org,+4915123456789,true\n\
            1,other@example.org,,true\n\
            2,ADA@example.org,,true\n\
            3,grace@example.org,+49 1512 3456789,true\n";
        let expected = [
            (2, "created"),
            (3, "Repeats the id of line 2"),
            (4, "Repeats the address of line 2"),
            (5, "Repeats the phone number of line 2"),
        ];
        for first in ["created", "exists"] {
            let rows = import(&party, file).await;
            let mut expected = expected;
            expected[0].1 = first;
            assert_eq!(outcomes(&rows).iter().map(|(line, what)| (*line, what.as_str())).collect::<Vec<_>>(), expected);
        }
    }

    async fn a_dry_run_says_the_same_and_changes_nothing(party: TestParty) {
        let file = "id,email,email_verified\n1,ada@example.org,true\n1,eve@example.org,true\nx,y,z\n";
        let before = party.database.everything().await;
        let dry = ImportOptions { is_dry_run: true, ..ImportOptions::default() };
        let (dry, totals) = import_with(&party, file, dry).await.unwrap();
        assert_eq!((totals.created, totals.refused), (1, 2));
        assert_eq!(party.database.everything().await, before);
        assert_eq!(import(&party, file).await, dry);
    }

    async fn other_encodings_are_read_or_refused(party: TestParty) {
        let latin1 = b"email,name\nada@example.org,Ad\xe9la\xefde \x97 C.\ngrace@example.org,Gr\xc3\xa4fin\n";
        let (rows, totals) = import_with(&party, &latin1[..], ImportOptions::default()).await.unwrap();
        assert_eq!((rows.len(), totals.created, totals.not_utf8), (2, 2, 1));
        for (email, name) in [("ada@example.org", "Adélaïde — C."), ("grace@example.org", "Gräfin")] {
            assert_eq!(owner(&party, email).await.unwrap().display_name.as_deref(), Some(name));
        }
        for (file, problem) in [
            (&b"\xff\xfee\0m\0"[..], "the file is in UTF-16; save it as UTF-8"),
            (b"", "the file is empty"),
            (b"name,colour\n1,2\n", "the header has no column email, phone or identifier. It has: name, colour"),
        ] {
            assert_eq!(import_with(&party, file, ImportOptions::default()).await.unwrap_err(), problem);
        }
    }

    async fn a_damaged_json_array_stops_the_import_after_the_rows_before_it(party: TestParty) {
        let user = |name: &str| format!(r#"{{"emails":[{{"address":"{name}@example.org","is_verified":true}}]}}"#);
        let file = format!("[\n{},\n{{\"emails\": 7}},\n{},\n oops", user("ada"), user("grace"));
        let problem = import_with(&party, file, ImportOptions::default()).await.unwrap_err();
        assert!(problem.starts_with("the file isn't a JSON array, or is damaged: "), "{problem}");
        assert!(problem.contains("line 5"), "{problem}");
        assert!(owner(&party, "ada@example.org").await.is_some());
        assert!(owner(&party, "grace@example.org").await.is_some());
    }
}
