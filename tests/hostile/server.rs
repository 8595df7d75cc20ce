//! A server that says anything: raw HTTP over loopback, one answer a connection.

use std::{
    fmt::Write as _,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// As in the request line.
    pub(crate) target: String,
    /// All headers, in lower case.
    pub(crate) head: String,
}

/// One answer, as honest as the test wants it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// What `Content-Length` says; `None` for a body that ends with the connection.
    pub(crate) announced: Option<u64>,
    /// This piece comes again and again after the body, until nobody takes it.
    pub(crate) endless: Option<Vec<u8>>,
}

type Answer = dyn Fn(&Asked) -> Reply + Send + Sync;

/// Runs until the process ends.
pub(crate) struct Server {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let answer: Arc<Answer> = Arc::new(answer);
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, kept) = (Arc::clone(&answer), Arc::clone(&kept));
                // A client that goes away in the middle is part of the game.
                thread::spawn(move || serve(stream, &*answer, &kept).unwrap_or_default());
            }
        });
        Self { url, asked }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl Asked {
    /// The path without the query, decoded.
    pub(crate) fn path(&self) -> String {
        let path = self.target.split('?').next().unwrap_or_default();
        percent_encoding::percent_decode_str(path)
            .decode_utf8_lossy()
            .into_owned()
    }

    pub(crate) fn is_logged_in(&self) -> bool {
        self.head.contains("authorization: basic")
    }
}

impl Reply {
    pub(crate) fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self {
            status,
            headers: vec![("content-type".into(), media_type.into())],
            announced: Some(body.len() as u64),
            body,
            endless: None,
        }
    }

    pub(crate) fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "application/json", body)
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::new(status, "text/plain", "")
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::status(302).header("location", to)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn announcing(self, announced: Option<u64>) -> Self {
        Self { announced, ..self }
    }

    pub(crate) fn and_on(self, piece: impl Into<Vec<u8>>) -> Self {
        Self {
            announced: None,
            endless: Some(piece.into()),
            ..self
        }
    }
}

fn serve(stream: TcpStream, answer: &Answer, kept: &Mutex<Vec<Asked>>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let asked = read(&mut reader)?;
    let reply = answer(&asked);
    kept.lock().unwrap().push(asked);
    write(stream, &reply)
}

fn read(reader: &mut BufReader<TcpStream>) -> io::Result<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next(), words.next());
    let mut head = String::new();
    while reader.read_line(&mut head)? > 2 {}
    let head = head.to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    io::copy(&mut reader.take(length.unwrap_or(0)), &mut io::sink())?;
    Ok(Asked {
        method: method.unwrap_or_default(),
        target: target.unwrap_or_default(),
        head,
    })
}

fn write(mut stream: TcpStream, reply: &Reply) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Said\r\nconnection: close\r\n", reply.status);
    for (name, value) in &reply.headers {
        write!(head, "{name}: {value}\r\n").map_err(io::Error::other)?;
    }
    if let Some(length) = reply.announced {
        write!(head, "content-length: {length}\r\n").map_err(io::Error::other)?;
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&reply.body)?;
    while let Some(piece) = &reply.endless {
        stream.write_all(piece)?;
    }
    stream.flush()
}
