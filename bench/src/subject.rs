//! A subject of the measurement: a server, its clients, and their samples.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crate::authenticator::Passkey;
use crate::http::Client;
use crate::samples::{Samples, Tally};
use crate::server::{Program, SIGN_IN, Server};
use crate::shape::{Shape, Token};
use crate::usage::{Usage, peak_memory};
use crate::{Result, commits, weight};

/// Numbers of clients that sign in at once; each round measures all three.
pub(crate) const CLIENTS: [u32; 3] = [1, 8, 32];

/// Users before the first round.
const USERS: u32 = 64;

/// Sign-ins during which synced commits are counted.
const COUNTED: u32 = 40;

/// Wait after the last response, so that work that trails it is counted.
const TRAILING: Duration = Duration::from_millis(150);

/// Numbers of operations.
pub(crate) struct Sizes {
    pub(crate) rounds: u32,
    pub(crate) starts: u32,
    /// Sign-ins before the first round.
    pub(crate) warm_up: u32,
    /// In each round and for each number of clients.
    pub(crate) sign_ins: u32,
    pub(crate) sign_ups: u32,
    pub(crate) pages: u32,
}

pub(crate) struct Subject {
    pub(crate) name: String,
    program: Program,
    pub(crate) shape: Shape,
    data: PathBuf,
    server: Option<Server>,
    clients: Vec<Client>,
    passkeys: Vec<Passkey>,
    pub(crate) samples: Samples,
}

impl Subject {
    /// Creates a subject that keeps its database in the folder `data`. Doesn't start it.
    pub(crate) fn new(name: &str, program: Program, shape: Shape, data: PathBuf) -> Self {
        Self {
            name: name.to_owned(),
            program,
            shape,
            data,
            server: None,
            clients: Vec::new(),
            passkeys: Vec::new(),
            samples: Samples::default(),
        }
    }

    /// Starts and stops the server once, unmeasured, so that it creates its database.
    pub(crate) fn install(&mut self) -> Result<()> {
        Server::start(&self.program, &self.data).map(drop)
    }

    /// Starts the server, or restarts it.
    pub(crate) fn start(&mut self) -> Result<()> {
        self.server = None;
        let server = Server::start(&self.program, &self.data)?;
        self.samples.starts.push(milliseconds(server.started_in));
        self.clients = (0..CLIENTS[2]).map(|_| Client::new(server.port)).collect();
        self.server = Some(server);
        Ok(())
    }

    /// Signs up the first users, and signs them in until the server is warm.
    pub(crate) fn warm_up(&mut self, sizes: &Sizes) -> Result<()> {
        self.sign_up_often(USERS)?;
        for clients in CLIENTS {
            self.sign_in_often(clients, sizes.warm_up / 3)?;
        }
        self.load_often(sizes.pages / 10)
    }

    /// Measures sign-ups, sign-ins and page loads.
    pub(crate) fn measure(&mut self, sizes: &Sizes) -> Result<()> {
        let used = self.tally(sizes.sign_ups, |it| it.sign_up_often(sizes.sign_ups))?;
        self.samples.sign_up.add(used);
        let used = self.tally(sizes.pages, |it| it.load_often(sizes.pages))?;
        self.samples.page.add(used);

        let client = std::process::id();
        let (before, mut alone) = (Usage::of(client), None);
        let used = self.tally(sizes.sign_ins, |it| {
            alone = Some(it.sign_in_often(CLIENTS[0], sizes.sign_ins)?);
            Ok(())
        })?;
        self.samples.sign_in.add(used);
        self.samples.client.add(Tally::since(before, client, sizes.sign_ins));
        let several = self.sign_in_often(CLIENTS[1], sizes.sign_ins)?;
        let many = self.sign_in_often(CLIENTS[2], sizes.sign_ins)?;
        if let Some(alone) = alone {
            self.samples.waits.extend(alone.waits);
            self.samples.rates[0].push(alone.rate);
        }
        self.samples.rates[1].push(several.rate);
        self.samples.rates[2].push(many.rate);
        self.samples.waits_of_many.extend(many.waits);
        Ok(())
    }

    /// Takes the figures that need no rounds, and stops the server.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let server = self.server.as_ref().ok_or("not started")?;
        let id = server.id();
        self.samples.peak_memory = peak_memory(id);
        if let Program::Latchkey(_) = self.program {
            match weight::of_page(&mut self.clients[0], SIGN_IN) {
                Ok(bytes) => self.samples.page_bytes = Some(bytes),
                Err(error) => eprintln!("    {}: the page can't be weighed: {error}", self.name),
            }
        }
        let file = self.data.join("commits");
        self.samples.commits =
            commits::count(id, &file, || self.sign_in_often(1, COUNTED).map(drop))?
                .map(|commits| f64::from(commits) / f64::from(COUNTED));
        self.server = None;
        Ok(())
    }

    /// Does some work and returns the resources that the server used for it.
    fn tally(
        &mut self,
        operations: u32,
        work: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Option<Tally>> {
        let id = self.server.as_ref().ok_or("not started")?.id();
        let before = Usage::of(id);
        work(self)?;
        thread::sleep(TRAILING);
        Ok(Tally::since(before, id, operations))
    }

    fn sign_up_often(&mut self, count: u32) -> Result<()> {
        for _ in 0..count {
            let email = format!("user-{}@example.org", self.passkeys.len());
            let passkey = self.shape.sign_up(&mut self.clients[0], &email)?;
            self.passkeys.push(passkey);
        }
        Ok(())
    }

    fn load_often(&mut self, count: u32) -> Result<()> {
        for _ in 0..count {
            self.clients[0].clear_cookies();
            let response = self.clients[0].get(SIGN_IN, &[("Accept-Encoding", "gzip, br")])?;
            if response.status != 200 {
                return Err(format!("{SIGN_IN}: status {}", response.status).into());
            }
        }
        Ok(())
    }

    /// Signs in `count` times in total with several clients at once, each with its own users.
    fn sign_in_often(&mut self, clients: u32, count: u32) -> Result<Burst> {
        let (shape, each) = (self.shape, count.div_ceil(clients));
        let size = self.passkeys.len() / clients as usize;
        let shares = self.passkeys.chunks_mut(size);
        let began = Instant::now();
        let waits = thread::scope(|scope| {
            let threads: Vec<_> = self.clients[..clients as usize]
                .iter_mut()
                .zip(shares)
                .map(|(client, passkeys)| {
                    scope.spawn(move || sign_in_in_turn(shape, client, passkeys, each))
                })
                .collect();
            let mut waits = Vec::new();
            for thread in threads {
                waits.extend(thread.join().map_err(|_| "a client panicked")??);
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(waits)
        })?;
        let rate = f64::from(each * clients) / began.elapsed().as_secs_f64();
        Ok(Burst { waits, rate })
    }
}

/// The outcome of many sign-ins.
struct Burst {
    /// Time of each sign-in, without the client's own work, in milliseconds.
    waits: Vec<f64>,
    /// Sign-ins per second.
    rate: f64,
}

fn sign_in_in_turn(
    shape: Shape,
    client: &mut Client,
    passkeys: &mut [Passkey],
    count: u32,
) -> Result<Vec<f64>> {
    let mut waits = Vec::new();
    let mut token: Token = None;
    for number in 0..count as usize {
        let passkey = &mut passkeys[number % passkeys.len()];
        let before = client.waited;
        token = shape.sign_in(client, passkey)?;
        waits.push(milliseconds(client.waited.saturating_sub(before)));
    }
    shape.check_session(client, &token)?;
    Ok(waits)
}

pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
