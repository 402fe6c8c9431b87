//! Tests of the list.

use super::allowed::operation_and_table;

#[test]
fn a_statement_is_named_by_its_first_word_and_table() {
    for (statement, operation, table) in [
        ("select id from users where email = $1", "select", Some("users")),
        (
            "insert into known_browsers (id, expires_at) values ($1, $2)",
            "insert",
            Some("known_browsers"),
        ),
        ("\n\nUPDATE sessions set\nseen_at = $1\n", "update", Some("sessions")),
        ("delete from sessions where id = $1", "delete", Some("sessions")),
        ("begin immediate", "begin", None),
        ("delete from sessions;\n", "delete", Some("sessions")),
        ("begin; delete from sessions; commit", "transaction", None),
        ("select 'from ''x''' from 'a@b.c'", "select", None),
        ("'ada@example.org'", "", None),
        ("", "", None),
    ] {
        let expected = (operation.to_owned(), table.map(str::to_owned));
        assert_eq!(operation_and_table(statement), expected, "{statement}");
    }
}
