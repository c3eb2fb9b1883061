//! A line between a program and a server that goes dead after so many bytes, so that a test can kill the program at
//! exactly that moment.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

/// The line. Connections are cut when it is dropped.
pub struct Line {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    /// Bytes towards the server, so far.
    sent: AtomicU64,
    dies_after: u64,
    is_dead: AtomicBool,
    is_over: AtomicBool,
    streams: Mutex<Vec<TcpStream>>,
}

impl Line {
    /// To a server on this machine.
    pub fn to(server: u16, dies_after: u64) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sent, streams) = (AtomicU64::new(0), Mutex::default());
        let (is_dead, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
        let shared = Arc::new(Shared { sent, dies_after, is_dead, is_over, streams });
        let line = Self { port, shared: shared.clone() };
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if shared.is_over.load(Ordering::SeqCst) {
                    break;
                }
                shared.join(client, TcpStream::connect(("127.0.0.1", server)).unwrap());
            }
        });
        line
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn is_dead(&self) -> bool {
        self.shared.is_dead.load(Ordering::SeqCst)
    }

    pub fn sent(&self) -> u64 {
        self.shared.sent.load(Ordering::SeqCst)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        for stream in self.shared.streams.lock().unwrap().iter() {
            // The other side may have closed it.
            let _ = stream.shutdown(Shutdown::Both);
        }
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn join(self: &Arc<Self>, client: TcpStream, server: TcpStream) {
        let copy = |stream: &TcpStream| stream.try_clone().unwrap();
        self.streams.lock().unwrap().extend([copy(&client), copy(&server)]);
        let (shared, from, to) = (self.clone(), copy(&client), copy(&server));
        thread::spawn(move || shared.carry(from, to));
        thread::spawn(move || carry_back(server, client));
    }

    /// Bytes beyond the limit stay where they are, and nobody is told.
    fn carry(&self, mut from: TcpStream, mut to: TcpStream) {
        let mut bytes = [0; 16 << 10];
        while let Some(count) = from.read(&mut bytes).ok().filter(|count| *count > 0) {
            let before = self.sent.fetch_add(count as u64, Ordering::SeqCst);
            let allowed = self.dies_after.saturating_sub(before).min(count as u64);
            if to.write_all(&bytes[..usize::try_from(allowed).unwrap()]).is_err() {
                break;
            }
            if allowed < count as u64 {
                self.is_dead.store(true, Ordering::SeqCst);
                return;
            }
        }
        // It may be closed already.
        let _ = to.shutdown(Shutdown::Write);
    }
}

fn carry_back(mut from: TcpStream, mut to: TcpStream) {
    // The reader may be gone.
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}
