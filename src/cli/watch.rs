//! Keeps the running bot and what watches over it apart: a stop always ends the process in time and monitoring always has
//! its answer, whatever hangs.

use std::future::Future;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::time::{interval, timeout};
use tracing::{info, warn};

use super::ExitCode;
use super::failure::Failure;
use crate::discord::Error;
use crate::observe::{Observer, serve};

/// The fewest threads for the bot: after some closes of the gateway serenity keeps one spinning until its next heartbeat.
const MIN_WORKERS: usize = 2;
/// How often one of them is woken: a spinning one may have left the network and the clock to nobody, and the next that
/// falls asleep takes them over.
const WAKING: Duration = Duration::from_secs(1);
/// How long a stop may take before the process ends all the same: longer than the bot's own patience, shorter than the
/// 10 s after which `docker stop` kills.
const STOP_LIMIT: Duration = Duration::from_secs(9);

/// Ready once the bot is to end.
pub(super) type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What watches: a thread of its own, where monitoring is answered whatever the bot's threads do.
pub(super) struct Watch {
    runtime: Runtime,
    observer: Arc<Observer>,
}

impl Watch {
    /// Begins to answer at the address, where there is one.
    pub(super) fn start(observer: Arc<Observer>, address: Option<&str>) -> Result<Self, Failure> {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|reason| {
            let message = format!("the system gave no means to wait for Discord: {reason}; free some open files");
            Failure::Told(message, ExitCode::Negative)
        })?;
        if let Some(address) = address {
            let listener = runtime.block_on(TcpListener::bind(address)).map_err(|reason| taken(address, &reason))?;
            runtime.spawn(serve(listener, Arc::clone(&observer)));
            info!(address, "/healthz and /metrics are answered");
        }
        Ok(Self { runtime, observer })
    }

    /// Has something done beside the bot, for as long as it runs.
    pub(super) fn beside(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.runtime.spawn(work);
    }

    /// Runs the bot on threads of its own until it ends, the process is told to stop, or nothing was heard for too long.
    pub(super) fn over<B>(self, bot: impl FnOnce(Stop) -> B) -> io::Result<Result<(), Error>>
    where
        B: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let workers = workers()?;
        let ended = self.runtime.block_on(watch(bot, &workers, &self.observer));
        // All that is worth waiting for has been waited for.
        workers.shutdown_background();
        ended
    }
}

/// Why nobody can be answered at an address. Another program may free it, so a supervisor may try again.
fn taken(address: &str, reason: &io::Error) -> Failure {
    let message = format!("[observe] address: {address} can't be listened at: {reason}; free it or name another");
    Failure::Told(message, ExitCode::Negative)
}

fn workers() -> io::Result<Runtime> {
    let number = std::thread::available_parallelism().map_or(MIN_WORKERS, |number| number.get().max(MIN_WORKERS));
    Builder::new_multi_thread().worker_threads(number).enable_all().build()
}

async fn watch<B>(bot: impl FnOnce(Stop) -> B, workers: &Runtime, observer: &Observer) -> io::Result<Result<(), Error>>
where
    B: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (tell, told) = oneshot::channel::<()>();
    let mut signal = pin!(stop_signal()?);
    let mut silence = pin!(observer.silence());
    let mut running = workers.spawn(bot(Box::pin(async move { drop(told.await) })));
    let mut waking = interval(WAKING);
    let stopped = loop {
        tokio::select! {
            ended = &mut running => return Ok(ended?),
            () = &mut signal => break Ok(()),
            silence = &mut silence => break Err(Error::Silent { silence }),
            _ = waking.tick() => drop(workers.spawn(async {})),
        }
    };
    if stopped.is_err() {
        warn!("nothing is heard from Discord any more; stopping");
    }
    drop(tell);
    if let Ok(ended) = timeout(STOP_LIMIT, running).await {
        return Ok(ended?.and(stopped));
    }
    warn!("the connection could not be ended in time and is dropped");
    Ok(stopped)
}

/// Ready once the operator or the system wants the bot to end. From the call on, neither signal kills the process.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ready once the operator wants the bot to end.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without the signal the bot runs until its process is ended.
            std::future::pending::<()>().await;
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    use super::*;
    use crate::observe::{Clock, LOST_AFTER};

    #[test]
    fn a_bot_that_hears_nothing_any_more_is_ended() {
        let (start, has_passed) = (Instant::now(), Arc::new(AtomicBool::new(false)));
        let told = Arc::clone(&has_passed);
        let instant = move || if told.load(Ordering::Relaxed) { start + LOST_AFTER } else { start };
        let observer = Arc::new(Observer::new(Clock::new(instant, Duration::default)));
        observer.connects(1);
        has_passed.store(true, Ordering::Relaxed);
        let watch = Watch::start(Arc::clone(&observer), None).expect("a runtime");
        let ended = watch.over(|stop| async move {
            stop.await;
            Ok(())
        });
        assert_eq!(ended.expect("signals can be waited for"), Err(Error::Silent { silence: LOST_AFTER }));
    }
}
