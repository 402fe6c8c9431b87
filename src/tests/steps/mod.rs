//! Tests that the steps of both ceremonies are those of the code, the docs and the refusals.

mod cases;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use testing::authenticator::{Answer, BE, BS, Hostile, UP, UV};
use testing::on_both;

use super::negative_cases::{names, page_and_tests, rows};
use super::party::{MINUTE, ORIGIN, TestParty, honest};
use crate::check::Check;
use crate::passkey::steps::{Section, Verdict, refused_at};
use crate::{Error, Result};
use cases::{ASSERTIONS, BOTH, Case, REGISTRATIONS};

const SECTIONS: [Section; 2] = [Section::Registration, Section::Authentication];

/// Rows that the tests below send in their own way, or that the tests in the table check.
const OTHERS: [u32; 20] =
    [5, 6, 7, 8, 9, 26, 37, 38, 39, 51, 55, 56, 59, 61, 62, 65, 69, 70, 73, 91];

/// Returns the step that a row names for a section, as numbers.
fn steps_of(row: &[&str], section: Section) -> Vec<u8> {
    let prefix = format!("{section}.");
    let steps = row[2].split(", ").filter_map(|step| step.strip_prefix(&prefix));
    steps.map(|number| number.parse().unwrap()).collect()
}

fn check<T>(result: &Result<T>) -> Option<Check> {
    result.as_ref().err().and_then(refused_at)
}

#[test]
fn every_step_has_words_a_function_and_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (_, tests) = page_and_tests("docs/negative-cases.md");
    for section in SECTIONS {
        let numbers: Vec<u8> = section.steps().iter().map(|step| step.number).collect();
        let expected = if section == Section::Registration { 1..=29 } else { 1..=25 };
        assert_eq!(numbers, expected.collect::<Vec<u8>>(), "as many as the specification has");
        for step in section.steps() {
            let name = format!("{section}.{}", step.number);
            for words in [step.asks, step.without] {
                assert!(words.len() > 20 && words.ends_with('.'), "{name}: {words:?}");
            }
            assert!(!step.anchor.is_empty() && !step.reads.is_empty(), "{name}");
            let (file, function) = step.code;
            let source = fs::read_to_string(root.join(file)).unwrap();
            assert!(source.contains(&format!("fn {function}")), "{name}: no {function} in {file}");
            let test = format!("fn {}(", step.test);
            assert!(tests.contains(&test), "{name}: there is no test {}", step.test);
        }
    }
}

#[test]
fn every_check_belongs_to_one_step() {
    for section in SECTIONS {
        for check in section.order() {
            let steps = section.steps().iter().filter(|step| step.checks.contains(check));
            assert_eq!(steps.count(), 1, "{section} {check}");
        }
        let checks: usize = section.steps().iter().map(|step| step.checks.len()).sum();
        assert_eq!(checks, section.order().len(), "{section}");
    }
}

#[test]
fn the_docs_name_a_case_and_the_test_of_every_step() {
    let (table, _) = page_and_tests("docs/negative-cases.md");
    let rows = rows(&table);
    for section in SECTIONS {
        for step in section.steps().iter().filter(|step| !step.checks.is_empty()) {
            let mut cases = rows.iter().filter(|row| steps_of(row, section).contains(&step.number));
            let is_named = cases.any(|row| names(row[3]).contains(&step.test));
            assert!(is_named, "no row names {section}.{} and {}", step.number, step.test);
        }
        for row in &rows {
            for number in steps_of(row, section) {
                let step = section.steps().iter().find(|step| step.number == number);
                let has_checks = step.is_some_and(|step| !step.checks.is_empty());
                assert!(has_checks, "row {}: {section}.{number} refuses nothing", row[0]);
            }
        }
    }
    let sent: BTreeSet<u32> = BOTH
        .iter()
        .chain(REGISTRATIONS)
        .chain(ASSERTIONS)
        .map(|case| case.0)
        .chain(OTHERS)
        .collect();
    let with_steps = rows.iter().filter(|row| !row[2].is_empty());
    assert_eq!(with_steps.map(|row| row[0].parse().unwrap()).collect::<BTreeSet<u32>>(), sent);
}

#[test]
fn a_refusal_says_what_became_of_every_step() {
    let verdicts = |refused| {
        let all = Section::Authentication.verdicts(refused);
        all.iter().map(|(_, verdict)| *verdict).collect::<Vec<_>>()
    };
    let all = verdicts(None);
    assert!(all.iter().all(|one| matches!(one, Verdict::Passed | Verdict::Nothing)));
    let at_origin = verdicts(Some(Check::Origin));
    assert_eq!(at_origin[11], Verdict::Refused);
    // The challenge is checked before, but spent afterwards.
    assert_eq!(
        [at_origin[9], at_origin[10], at_origin[20]],
        [Verdict::Passed, Verdict::NotReached, Verdict::NotReached]
    );
    assert_eq!(verdicts(Some(Check::Once))[20], Verdict::Passed);
}

/// Applies the bends of cases, the last first, so that the first is never undone.
fn bend(answer: &mut Answer, cases: &[&Case]) {
    cases.iter().rev().for_each(|(_, _, bend)| bend(answer));
}

/// Sends each case alone, which is refused at its check and its row's step, and each two together,
/// which are refused at the check that the server runs first.
async fn each_is_refused_at_its_step(
    section: Section,
    cases: &[&Case],
    send: impl AsyncFn(&[&Case]) -> Result<()>,
) {
    let (table, _) = page_and_tests("docs/negative-cases.md");
    let rows = rows(&table);
    for case in cases {
        let result = send(&[case]).await;
        assert_eq!(check(&result), Some(case.1), "row {}: {result:?}", case.0);
        let row = rows.iter().find(|row| row[0] == case.0.to_string()).unwrap();
        let step = section.step_of(case.1).unwrap();
        assert!(steps_of(row, section).contains(&step.number), "row {}", case.0);
    }
    let place = |case: &Case| section.order().iter().position(|check| *check == case.1);
    let mut wrong = Vec::new();
    for one in cases {
        for other in cases.iter().filter(|other| place(one) < place(other)) {
            let result = send(&[one, other]).await;
            if check(&result) != Some(one.1) {
                wrong.push(format!("{} {}: {result:?}", one.0, other.0));
            }
        }
    }
    assert!(wrong.is_empty(), "pairs of rows that are refused in another order: {wrong:#?}");
}

on_both! {
    async fn a_registration_is_refused_at_the_step_that_its_row_names(party: TestParty) {
        let cases: Vec<_> = BOTH.iter().chain(REGISTRATIONS).collect();
        let browser = party.browser();
        each_is_refused_at_its_step(Section::Registration, &cases, async |cases: &[&Case]| {
            browser.sign_up_bent(&mut Hostile::new(), |answer| bend(answer, cases)).await
        })
        .await;
        assert_eq!(party.count("users").await, 0);
    }

    async fn an_assertion_is_refused_at_the_step_that_its_row_names(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new().counting(5));
        browser.sign_up_bent(&mut key, honest).await.unwrap();
        browser.sign_out().await;
        let key = key.counting(9);
        let cases: Vec<_> = BOTH.iter().chain(ASSERTIONS).collect();
        each_is_refused_at_its_step(Section::Authentication, &cases, async |cases: &[&Case]| {
            browser.sign_in_bent(&key, |answer| bend(answer, cases)).await
        })
        .await;
        browser.sign_in_bent(&key, honest).await.unwrap();
    }

    async fn another_ceremony_is_refused_at_the_step_of_the_challenge(party: TestParty) {
        let (browser, mut key) = (party.browser(), Hostile::new());
        let started = browser.start_sign_up("ada@example.org").await.unwrap();
        let answer = key.create(ORIGIN, &started.options).json();
        browser.finish_sign_up(&started, &answer).await.unwrap();
        let again = browser.finish_sign_up(&started, &answer).await;
        assert_eq!(check(&again), Some(Check::Once));

        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        let kind = browser.finish_sign_up(&started, &answer).await;
        let elsewhere = party.browser().finish_sign_in(&started, &answer).await;
        browser.finish_sign_in(&started, &answer).await.unwrap();
        let again = browser.finish_sign_in(&started, &answer).await;
        assert_eq!(check(&again), Some(Check::Once));
        let started = browser.start_sign_in().await.unwrap();
        let answer = key.get(ORIGIN, &started.options).json();
        party.pass(10 * MINUTE);
        let late = browser.finish_sign_in(&started, &answer).await;
        assert_eq!([kind, elsewhere, late].each_ref().map(check), [Some(Check::Ceremony); 3]);
    }

    async fn a_copied_credential_is_refused_at_its_step(party: TestParty) {
        let (mut key, mut synced) = (Hostile::new(), Hostile::new().with_flags(UP | UV | BE | BS));
        party.browser().sign_up_bent(&mut key, honest).await.unwrap();
        let twice = party.browser().sign_up_bent(&mut key, honest).await;
        assert_eq!(check(&twice), Some(Check::Unused));

        let browser = party.browser();
        browser.sign_up_bent(&mut synced, honest).await.unwrap();
        let local = browser.sign_in_bent(&synced, |answer| answer.flags &= !(BE | BS)).await;
        assert_eq!(check(&local), Some(Check::BackupEligibility));
        // A verification names its user.
        let others = browser.verify_bent(&key, honest).await;
        assert_eq!(check(&others), Some(Check::Allowed));
    }
}

#[test]
fn an_error_about_something_else_belongs_to_no_step() {
    assert_eq!(refused_at(&Error::NotFound), None);
}
