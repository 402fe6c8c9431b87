//! Delivery: the mail server, and the signals that wake the workers.

use tokio::sync::Notify;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail::smtp::Mailer;
use crate::model::message::Queue;

/// The configured mail server.
pub struct Post {
    pub(crate) mailer: Option<Mailer>,
    written: [Notify; 2],
    recorded: Notify,
}

impl Post {
    /// Prepares delivery from the settings, without connecting.
    pub(crate) fn new(config: &Config) -> Result<Self> {
        let mailer = config.smtp.as_ref().map(|smtp| Mailer::new(config, smtp)).transpose();
        Ok(Self {
            mailer: mailer.map_err(Error::internal)?,
            written: [Notify::new(), Notify::new()],
            recorded: Notify::new(),
        })
    }

    /// Wakes the worker of a queue because there is a new message.
    pub(crate) fn wake(&self, queue: Queue) {
        self.written(queue).notify_one();
    }

    /// Returns the signal that wakes the readers of events.
    pub(crate) fn recorded(&self) -> &Notify {
        &self.recorded
    }

    pub(crate) fn written(&self, queue: Queue) -> &Notify {
        match queue {
            Queue::People => &self.written[0],
            Queue::Programs => &self.written[1],
        }
    }
}
