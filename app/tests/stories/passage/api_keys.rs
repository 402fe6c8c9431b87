//! The operator's commands about API keys.

use tempfile::TempDir;

use crate::binary::one_line;
use crate::process::command;

#[test]
fn an_api_key_is_printed_once_listed_and_revoked() {
    let folder = TempDir::new().unwrap();
    let run = |arguments: &[&str]| {
        let mut arguments = arguments.to_vec();
        arguments.insert(0, "api-key");
        let output = command(folder.path()).args(arguments).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let (_, key) = run(&["create", "billing"]);
    let (_, reading) = run(&["create", "reports", "--read-only"]);
    for key in [&key, &reading] {
        assert!(key.starts_with("lk_") && key.len() == 47 && key.ends_with('\n'), "{key}");
    }
    let (_, list) = run(&["list"]);
    let lines: Vec<Vec<_>> = list.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0][..3], [&key[..11], "billing", "write"]);
    assert_eq!(lines[1][..3], [&reading[..11], "reports", "read"]);
    assert_eq!(lines[0][4], "never");
    assert!(!list.contains(key.trim_end()));
    assert_eq!(run(&["revoke", &key[..11]]), (true, String::new()));
    let again = command(folder.path()).args(["api-key", "revoke", &key[..11]]).output().unwrap();
    assert!(one_line(&again).contains("server api-key list"));
    assert_eq!(run(&["list"]).1.lines().count(), 1);
}
