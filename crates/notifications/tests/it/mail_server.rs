//! A mail server of a few lines: it speaks enough of RFC 5321 and RFC 4954 over TCP, and keeps what it took.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the server took.
#[derive(Clone, Debug)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    /// As it came, dots unstuffed.
    pub message: String,
}

impl Taken {
    /// A header with its continuation lines.
    pub fn header(&self, name: &str) -> String {
        let head = self.message.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let prefix = format!("{name}: ");
        let mut found = head.lines().filter_map(|line| line.strip_prefix(&prefix));
        let value = found.next().unwrap_or_else(|| panic!("no {name} in {head}")).to_owned();
        assert_eq!(found.next(), None, "two of {name}");
        value
    }
}

#[derive(Debug, Default)]
struct State {
    /// Said instead of 250, one after the other: to RCPT, and to the end of the data.
    recipient_answers: VecDeque<&'static str>,
    data_answers: VecDeque<&'static str>,
    taken: Vec<Taken>,
    logins: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct MailServer {
    pub address: SocketAddr,
    listener: Arc<TcpListener>,
    state: Arc<Mutex<State>>,
}

impl MailServer {
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        Self { address, listener: Arc::new(listener), state: Arc::default() }
    }

    pub fn answer_recipients(&self, answers: &[&'static str]) {
        self.state.lock().unwrap().recipient_answers.extend(answers);
    }

    pub fn answer_data(&self, answers: &[&'static str]) {
        self.state.lock().unwrap().data_answers.extend(answers);
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    /// `user password`, as they came.
    pub fn logins(&self) -> Vec<String> {
        self.state.lock().unwrap().logins.clone()
    }

    /// Serves for as long as it is polled.
    pub async fn serve(&self) {
        loop {
            let (stream, _) = self.listener.accept().await.unwrap();
            // A client that hangs up in the middle is no failure of the server.
            let _ = self.converse(stream).await;
        }
    }

    async fn converse(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let (reader, mut writer) = stream.split();
        let mut lines = BufReader::new(reader).lines();
        let mut mail = Taken { from: String::new(), to: Vec::new(), message: String::new() };
        writer.write_all(b"220 mail.test ESMTP\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let answer = match line.split([' ', ':']).next().unwrap() {
                "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
                "AUTH" => self.log_in(&line),
                "MAIL" => {
                    mail.from = address(&line);
                    "250 ok"
                }
                "RCPT" => {
                    mail.to.push(address(&line));
                    self.state.lock().unwrap().recipient_answers.pop_front().unwrap_or("250 ok")
                }
                "DATA" => {
                    writer.write_all(b"354 go on\r\n").await?;
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        mail.message.push_str(line.strip_prefix('.').unwrap_or(&line));
                        mail.message.push_str("\r\n");
                    }
                    self.take(&mail)
                }
                // Hangs up without the answer that the protocol asks for, as some do.
                "QUIT" => break,
                _ => "500 what",
            };
            writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }

    fn log_in(&self, line: &str) -> &'static str {
        let login = base64(line.rsplit(' ').next().unwrap()).trim_matches('\0').replace('\0', " ");
        let is_right = login == "films open sesame";
        self.state.lock().unwrap().logins.push(login);
        if is_right { "235 welcome" } else { "535 wrong password" }
    }

    fn take(&self, mail: &Taken) -> &'static str {
        let mut state = self.state.lock().unwrap();
        let answer = state.data_answers.pop_front().unwrap_or("250 taken");
        if answer.starts_with('2') {
            state.taken.push(mail.clone());
        }
        answer
    }
}

/// What stands between the angle brackets.
fn address(line: &str) -> String {
    line.split_once('<').unwrap().1.split_once('>').unwrap().0.to_owned()
}

fn base64(text: &str) -> String {
    use base64::Engine;
    String::from_utf8(base64::engine::general_purpose::STANDARD.decode(text).unwrap()).unwrap()
}
