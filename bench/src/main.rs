//! Measures the release build beside other passkey servers, in turns, on the loopback interface.
//!
//! 1. Each server starts several times, to measure the start. Sign-ins then warm it.
//! 2. In each round, each server in turn gets sign-ups, page loads and sign-ins. A busy minute of
//!    the machine then affects all servers, not one.
//! 3. The program prints one table. docs/measurements.md explains it.

mod arguments;
mod authenticator;
mod catalogue;
mod commits;
mod http;
mod large;
mod limits;
mod machine;
mod response;
mod samples;
mod server;
mod shape;
mod subject;
mod table;
mod usage;
mod weight;

use std::error::Error;
use std::fs;

use arguments::Arguments;
use subject::{Sizes, Subject};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const FULL: Sizes =
    Sizes { rounds: 5, starts: 5, warm_up: 1000, sign_ins: 640, sign_ups: 200, pages: 1000 };
const SMALL: Sizes =
    Sizes { rounds: 2, starts: 3, warm_up: 120, sign_ins: 160, sign_ups: 40, pages: 200 };

fn main() -> Result<()> {
    let arguments = match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(usage) => {
            eprintln!("{usage}");
            std::process::exit(2);
        }
    };
    let sizes = if arguments.is_small { SMALL } else { FULL };
    fs::create_dir_all(&arguments.folder)?;
    let data = tempfile::tempdir_in(&arguments.folder)?;
    if arguments.is_large {
        let rows = if arguments.is_small { &large::SMALL } else { &large::FULL };
        let postgres = arguments.postgres.as_deref();
        let server = fs::canonicalize(&arguments.servers[0])?;
        return large::measure(&server, data.path(), postgres, rows);
    }
    let mut subjects = catalogue::subjects(&arguments, data.path())?;
    let machine = machine::describe();

    each(&mut subjects, "installed", Subject::install);
    for number in 1..=sizes.starts {
        each(&mut subjects, &format!("start {number} of {}", sizes.starts), Subject::start);
    }
    each(&mut subjects, "warm", |subject| subject.warm_up(&sizes));
    for round in 1..=sizes.rounds {
        let title = format!("round {round} of {}", sizes.rounds);
        each(&mut subjects, &title, |subject| subject.measure(&sizes));
    }
    each(&mut subjects, "counted commits", Subject::finish);

    if subjects.is_empty() {
        return Err("no server could be measured".into());
    }
    report(&arguments, &sizes, &subjects, &machine);
    println!("{}", limits::markdown(data.path())?);
    Ok(())
}

/// Calls `work` for each subject. Reports a subject that fails and leaves it out from then on.
fn each(
    subjects: &mut Vec<Subject>,
    title: &str,
    mut work: impl FnMut(&mut Subject) -> Result<()>,
) {
    subjects.retain_mut(|subject| match work(subject) {
        Ok(()) => true,
        Err(error) => {
            eprintln!("    {} is left out: {error}", subject.name);
            false
        }
    });
    eprintln!("    {title}");
}

fn report(arguments: &Arguments, sizes: &Sizes, subjects: &[Subject], machine: &str) {
    let samples: Vec<_> = subjects.iter().map(|it| (it.name.as_str(), &it.samples)).collect();
    let references = catalogue::references(subjects);
    let compared = match samples.iter().find(|(name, _)| *name == catalogue::REFERENCE) {
        Some(_) => catalogue::REFERENCE,
        None => "the first build",
    };
    let Sizes { rounds, starts, sign_ins, sign_ups, pages, .. } = sizes;
    println!(
        "{machine}\n\n{rounds} rounds, in turns. Each has {sign_ins} sign-ins for each number of \
         clients, {sign_ups} sign-ups and {pages} GETs. {starts} starts. SQLite with synced \
         commits, rate limits off. Ratios are to {compared}.\n"
    );
    if arguments.servers.len() > 1 {
        for (number, server) in arguments.servers.iter().enumerate() {
            println!("- build {}: {}", number + 1, server.display());
        }
        println!();
    }
    println!("{}", table::markdown(&samples, &references));
    if !cfg!(target_os = "linux") {
        println!(
            "CPU, context switches and memory are empty: they come from /proc, which only Linux has.\n"
        );
    }
    if samples.iter().all(|(_, samples)| samples.commits.is_none()) {
        println!("Commits are empty: strace isn't installed, or may not attach.\n");
    }
}
