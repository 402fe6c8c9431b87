//! Delivery: the mail server, the gateway, and the signals that wake the workers.

use tokio::sync::Notify;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::extras::sms::gateway::Gateway;
use crate::mail::refusal::Refusal;
use crate::mail::smtp::Mailer;
use crate::model::message::{Channel, Message, Queue};

/// The configured mail server and gateway.
pub struct Post {
    pub(crate) mailer: Option<Mailer>,
    pub(crate) gateway: Option<Gateway>,
    written: [Notify; 2],
    recorded: Notify,
}

impl Post {
    /// Prepares delivery from the settings, without connecting.
    pub(crate) fn new(config: &Config) -> Result<Self> {
        let mailer = config.smtp.as_ref().map(|smtp| Mailer::new(config, smtp)).transpose();
        let gateway = config.sms.as_ref().map(Gateway::new).transpose();
        Ok(Self {
            mailer: mailer.map_err(Error::internal)?,
            gateway: gateway.map_err(Error::internal)?,
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

    pub(crate) async fn send(&self, id: &str, message: &Message) -> Result<(), Refusal> {
        let sent = match (message.channel, &self.mailer, &self.gateway) {
            (Channel::Mail, Some(mailer), _) => mailer.send(id, message, &mut |_| {}).await,
            (Channel::Text, _, Some(gateway)) => gateway.send(message).await,
            (Channel::Mail, None, _) | (Channel::Text, _, None) | (Channel::Program, ..) => {
                Err(Refusal::Temporary("sending it isn't configured".to_owned()))
            }
        };
        sent.map_err(|refusal| refusal.tellable(message))
    }
}
