//! The one thread that starts jailed processes.
//!
//! The parent-death signal of a child fires when the *thread* that spawned it ends, not the
//! process. Threads of a blocking pool end when they are idle, and an async worker thread may be
//! turned into one; so a thread of our own spawns, and lives as long as the sandbox does.

use std::io;
use std::sync::mpsc;

use tokio::process::{Child, Command};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

struct Order {
    command: Command,
    runtime: Handle,
    reply: oneshot::Sender<io::Result<Child>>,
}

/// Spawns on a thread that ends with the last clone of its owner.
#[derive(Debug)]
pub(super) struct Spawner {
    orders: mpsc::Sender<Order>,
}

impl Spawner {
    pub(super) fn start() -> io::Result<Self> {
        let (orders, inbox) = mpsc::channel::<Order>();
        std::thread::Builder::new().name("sandbox-spawner".to_owned()).spawn(move || {
            for order in inbox {
                obey(order);
            }
        })?;
        Ok(Self { orders })
    }

    /// Must be awaited inside a tokio runtime: the child is reaped by that runtime.
    pub(super) async fn spawn(&self, command: Command) -> io::Result<Child> {
        let (reply, answer) = oneshot::channel();
        let runtime = Handle::current();
        let gone = || io::Error::other("the spawner thread is gone");
        self.orders.send(Order { command, runtime, reply }).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

fn obey(order: Order) {
    let Order { mut command, runtime, reply } = order;
    let _inside = runtime.enter();
    // If the asker is gone the child is dropped here, and dropping kills it.
    let _ = reply.send(command.spawn());
}
