//! Keeps the running bot and the signals apart: a stop always ends the process in time, whatever hangs.

use std::future::Future;
use std::io;
use std::pin::{Pin, pin};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::time::{interval, timeout};
use tracing::warn;

use crate::discord::Error;

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

/// Runs the bot on threads of its own until it ends or the process is told to stop.
pub(super) fn watch_over<B>(bot: impl FnOnce(Stop) -> B) -> io::Result<Result<(), Error>>
where
    B: Future<Output = Result<(), Error>> + Send + 'static,
{
    let workers = workers()?;
    let ended = Builder::new_current_thread().enable_all().build()?.block_on(watch(bot, &workers));
    // All that is worth waiting for has been waited for.
    workers.shutdown_background();
    ended
}

fn workers() -> io::Result<Runtime> {
    let number = std::thread::available_parallelism().map_or(MIN_WORKERS, |number| number.get().max(MIN_WORKERS));
    Builder::new_multi_thread().worker_threads(number).enable_all().build()
}

async fn watch<B>(bot: impl FnOnce(Stop) -> B, workers: &Runtime) -> io::Result<Result<(), Error>>
where
    B: Future<Output = Result<(), Error>> + Send + 'static,
{
    let (tell, told) = oneshot::channel::<()>();
    let mut signal = pin!(stop_signal()?);
    let mut running = workers.spawn(bot(Box::pin(async move { drop(told.await) })));
    let mut waking = interval(WAKING);
    loop {
        tokio::select! {
            ended = &mut running => return Ok(ended?),
            () = &mut signal => break,
            _ = waking.tick() => drop(workers.spawn(async {})),
        }
    }
    drop(tell);
    if let Ok(ended) = timeout(STOP_LIMIT, running).await {
        return Ok(ended?);
    }
    warn!("the connection could not be ended in time and is dropped");
    Ok(Ok(()))
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
