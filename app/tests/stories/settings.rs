//! The operator's commands about settings that can be changed while the site runs.

use crate::process::command;

#[test]
fn the_operator_changes_settings_by_commands() {
    let folder = tempfile::TempDir::new().unwrap();
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(folder.path());
        let output =
            command.arg("setting").args(arguments).envs(variables.iter().copied()).output();
        let output = output.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let defaults = [
        "name\tLatchkey",
        "sign_up\teveryone",
        "accent\t#1d4ed8",
        "languages\ten, de, es, it, pl, pt, zh",
        "redirect\t/dashboard",
        "session_days\t30",
        "link_minutes\t15",
        "invitation_days\t14",
        "logo\t",
        "user_fields\t",
    ];
    let defaults = defaults.map(|line| format!("{line}\tdefault\n")).concat();
    assert_eq!(run(&["list"], &[]).1, defaults);
    let set = run(&["set", "sign_up", "Example.com", "--json"], &[]);
    let value = "[{\"name\":\"sign_up\",\"value\":\"example.com\",\"source\":\"database\"}]\n";
    assert_eq!((set.0, set.1.as_str()), (true, value), "{}", set.2);
    let locked = [("LATCHKEY_SIGN_UP", "nobody")];
    assert!(run(&["list"], &locked).1.contains("sign_up\tnobody\tLATCHKEY_SIGN_UP"));
    let refused = run(&["set", "sign_up", "everyone"], &locked);
    assert!(!refused.0 && refused.2.contains("LATCHKEY_SIGN_UP is set"), "{}", refused.2);
    for (arguments, problem) in [
        (["set", "sign_up", "nonsense"], "is not everyone"),
        (["set", "colour", "blue"], "name, sign_up"),
        (["set", "accent", "blue"], "is not a colour like #1d4ed8"),
        (["set", "languages", "en, fr"], "\"fr\" is not one of en, de"),
        (["set", "redirect", "//evil.example"], "is not a path like /dashboard"),
        (["set", "session_days", "366"], "is not a number from 1 to 365"),
        (["set", "link_minutes", "4"], "is not a number from 5 to 60"),
        (["set", "logo", "missing.png"], "missing.png: "),
        (["set", "user_fields", "born:day"], "is not a field like born:date:Date of birth"),
    ] {
        let refused = run(&arguments, &[]);
        assert!(!refused.0 && refused.2.contains(problem), "{}", refused.2);
    }
    let path = folder.path().join("logo.webp");
    std::fs::write(&path, b"RIFF____WEBPVP8X____\0\0\0\0\x4f\0\0\x27\0\0").unwrap();
    let path = path.to_str().unwrap();
    let set = run(&["set", "logo", path], &[]);
    assert_eq!(set.1, "logo\timage/webp, 80×40, 30 bytes\tdatabase\n", "{}", set.2);
    assert!(run(&["unset", "logo"], &[]).0);
    let locked = run(&["list"], &[("LATCHKEY_LOGO", path)]);
    assert!(locked.1.contains("logo\timage/webp, 80×40, 30 bytes\tLATCHKEY_LOGO"), "{}", locked.1);
    assert!(run(&["unset", "sign_up"], &[]).0);
    assert_eq!(run(&["list"], &[]).1, defaults);
}
