//! The server binary: settings, relying party, routes, serve.

use std::process::ExitCode;

use app::cli::{Cli, Command};
use app::server::{self, log};
use app::{extras, health, operator, operator_backup, operator_mail, operator_settings};
use clap::Parser as _;
use latchkey::config::Log;
use latchkey::{Clock, Config, Random, RelyingParty, Store};
use tokio::sync::watch;

#[tokio::main]
async fn main() -> ExitCode {
    // Also answers --help and --version.
    let Cli { command } = Cli::parse();
    let log = match Log::load() {
        Ok(log) => log,
        Err(error) => {
            eprintln!("server: {error}");
            return ExitCode::FAILURE;
        }
    };
    let is_serving = matches!(command, None | Some(Command::Serve));
    log::to_stderr(log, if is_serving { extras::log_layers() } else { Vec::new() });
    log::report_panics();
    match run(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::failed(log, &error.to_string());
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Option<Command>) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        None | Some(Command::Serve) => serve().await,
        Some(Command::Health { live }) => health::run(live).await,
        Some(Command::Backup { file }) => operator_backup::back_up(&file).await,
        Some(Command::Restore { file, replace }) => operator_backup::restore(&file, replace).await,
        Some(Command::Copy { to }) => operator_backup::copy(&to).await,
        Some(Command::Mail(command)) => operator_mail::run(command).await,
        Some(Command::Setting(command)) => operator_settings::run(command).await,
        Some(Command::Extra(command)) => command.run().await,
        Some(command) => operator::run(command).await,
    }
}

async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::load()?;
    let listeners = server::listen(&config.addrs)?;
    let store = Store::open(&config).await?;
    store.check_writable(&config).await?;
    let rp = RelyingParty::new(config, store, Clock::system(), Random::system())?;
    rp.tokens().check_keys().await?;
    rp.start_extras().await?;
    extras::start(&rp).await?;
    announce(rp.config());
    warn_about_proxies(rp.config());

    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        interrupted().await;
        tracing::info!("stopping");
        stop.send_replace(true);
    });
    server::serve(&rp, listeners, stopped).await;
    extras::stop().await;
    Ok(())
}

fn announce(config: &Config) {
    let tell = |text: &str| log::tell(config.log, text);
    tell(&format!("{} is at {}", config.site.name, config.origin_text()));
    for warning in config.warnings() {
        log::warn(config.log, &warning);
    }
    if config.has_development_mailbox() {
        tell(&format!("Emails aren't sent. Read them at {}/dev/mailbox", config.origin_text()));
        return;
    }
    match &config.smtp {
        Some(smtp) => {
            tell(&format!(
                "Sending email through {}:{} as {}",
                smtp.host, smtp.port, config.mail_from
            ));
        }
        None => tell(
            "SMTP_URL isn't set, so the server can't send email and sign-in links are off. Set SMTP_URL to turn them on.",
        ),
    }
    #[cfg(feature = "sms")]
    if let Some(sms) = &config.sms {
        tell(&format!("Sending text messages through {} as {}", sms.url, sms.from));
    }
}

/// This server doesn't speak TLS, so an https site has a proxy. If the proxy isn't trusted, every client seems to
/// have the proxy's address.
fn warn_about_proxies(config: &Config) {
    if config.is_https() && config.trusted_proxies.is_empty() {
        log::warn(
            config.log,
            "LATCHKEY_TRUSTED_PROXIES is empty: rate limits count all clients as one. Set it to your \
             proxy's address.",
        );
    }
}

/// Waits for Ctrl-C, or on Unix for the signal that service managers send.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
