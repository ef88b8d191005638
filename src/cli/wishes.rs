//! When a running bot reads its base anew without being asked by a member: when a file of the base has changed, and on
//! SIGHUP.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, timeout_at};
use tracing::{info, warn};

use crate::discord::Renewals;
use crate::knowledge::is_fact_file;

/// So long nothing more may change before the files are read: an editor or `git pull` writes several in a row.
const QUIET: Duration = Duration::from_millis(300);
/// So long a change waits at most, where they come without end.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often it is looked whether the folder itself was put in place of another, of which the system says nothing.
const LOOK: Duration = Duration::from_secs(5);

/// Wishes for a new reading with every change of the folder, for as long as it is polled.
pub(super) async fn on_changes(folder: PathBuf, renewals: Renewals) {
    let (tell, mut told) = unbounded_channel();
    let mut watcher = watcher(&folder, tell.clone());
    let mut known = Identity::of(&folder);
    loop {
        let has_changed = timeout_at(Instant::now() + LOOK, told.recv()).await.is_ok();
        let now = Identity::of(&folder);
        if now != known {
            known = now;
            watcher = self::watcher(&folder, tell.clone());
        } else if !has_changed {
            continue;
        }
        settle(&mut told).await;
        // Without a watcher the identity is all there is to go by.
        if watcher.is_some() || known.is_some() {
            renewals.wish();
        }
    }
}

/// Waits until nothing more changes.
async fn settle(told: &mut UnboundedReceiver<()>) {
    let last = Instant::now() + PATIENCE;
    while let Ok(Some(())) = timeout_at(last.min(Instant::now() + QUIET), told.recv()).await {}
}

/// What tells a folder from another that is put in its place.
#[derive(Debug, PartialEq, Eq)]
struct Identity {
    path: PathBuf,
    #[cfg(unix)]
    node: u64,
}

impl Identity {
    fn of(folder: &Path) -> Option<Self> {
        let path = folder.canonicalize().ok()?;
        #[cfg(unix)]
        let node = std::os::unix::prelude::MetadataExt::ino(&path.metadata().ok()?);
        Some(Self {
            path,
            #[cfg(unix)]
            node,
        })
    }
}

fn watcher(folder: &Path, tell: UnboundedSender<()>) -> Option<RecommendedWatcher> {
    let notice = move |event: notify::Result<Event>| {
        if event.as_ref().map_or(true, concerns_facts) {
            // Nobody listens any more while the program ends.
            let _ = tell.send(());
        }
    };
    let watching = notify::recommended_watcher(notice).and_then(|mut watcher| {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        Ok(watcher)
    });
    match watching {
        Ok(watcher) => {
            info!(folder = %folder.display(), "changes of the fact base are read as they come");
            Some(watcher)
        }
        Err(reason) => {
            let folder = folder.display();
            warn!(%folder, %reason, "changes of the fact base can't be seen; /desk reload and SIGHUP read them");
            None
        }
    }
}

/// Whether an event is about what a file of the base holds. Our own reading is none.
fn concerns_facts(event: &Event) -> bool {
    let is_change = match event.kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    };
    is_change && event.paths.iter().any(|path| is_fact_file(path))
}

/// Wishes for a new reading with every SIGHUP, which from the first poll on no longer ends the process.
#[cfg(unix)]
pub(super) async fn on_hangup(renewals: Renewals) {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = match signal(SignalKind::hangup()) {
        Ok(hangup) => hangup,
        Err(reason) => {
            warn!(%reason, "SIGHUP can't be waited for; /desk reload reads the fact base anew");
            return;
        }
    };
    while hangup.recv().await.is_some() {
        info!("SIGHUP: the fact base is read anew");
        renewals.wish();
    }
}

/// There is no such signal here.
#[cfg(not(unix))]
pub(super) async fn on_hangup(_: Renewals) {}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, ModifyKind};

    use super::*;

    #[test]
    fn only_changes_of_fact_files_count() {
        let check = |kind: EventKind, path: &str, counts: bool| {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            assert_eq!(concerns_facts(&event), counts, "{kind:?} {path}");
        };
        check(EventKind::Create(CreateKind::File), "k/10-birds.toml", true);
        check(EventKind::Modify(ModifyKind::Any), "k/facts.jsonl", true);
        check(EventKind::Access(AccessKind::Close(AccessMode::Write)), "k/10-birds.toml", true);
        check(EventKind::Access(AccessKind::Open(AccessMode::Read)), "k/10-birds.toml", false);
        check(EventKind::Create(CreateKind::File), "k/.10-birds.toml.7.new", false);
        check(EventKind::Create(CreateKind::File), "k/notes.txt", false);
    }
}
