//! An answer that is sent while it is made: a blocking thread writes, a bounded channel holds a few
//! pieces, and a failure breaks the connection, so that nobody takes a part for the whole.

use std::{
    io::{self, Write},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, mpsc},
};

/// How large the pieces are, in bytes.
const PIECE: usize = 64 * 1024;

/// How many pieces wait for a slow client.
const WAITING: usize = 4;

/// How long a client may take nothing before it is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the writing thread says.
enum Said {
    /// A piece of the answer.
    Piece(Bytes),
    /// The answer is whole. A thread that ends without this failed.
    End,
}

/// Returns a body that `write` fills on a thread of its own, which `permit` lets it have. What fails before
/// its first piece is returned instead, so that it can be a refusal; `None` is a panic.
pub async fn body<E>(
    permit: OwnedSemaphorePermit,
    write: impl FnOnce(Pieces) -> Result<Pieces, E> + Send + 'static,
) -> Result<Body, Option<E>>
where
    E: std::error::Error + From<io::Error> + Send + 'static,
{
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let handle = Handle::current();
    let writing = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let held = Vec::with_capacity(PIECE);
        let pieces = Pieces { handle, sender, held, has_failed: false };
        write(pieces).and_then(|pieces| Ok(pieces.end()?)).inspect_err(|error| {
            tracing::warn!(%error, "an answer was not made to its end");
        })
    });
    let Some(first) = receiver.recv().await else {
        return Err(writing.await.ok().and_then(Result::err));
    };
    Ok(Body::new(Streamed { first: Some(first), receiver, is_over: false }))
}

/// Where the writing thread writes. Dropped without [`Pieces::end`], the connection breaks.
pub struct Pieces {
    handle: Handle,
    sender: mpsc::Sender<Said>,
    held: Vec<u8>,
    /// A piece was lost: what follows must not be sent, or the answer would look whole.
    has_failed: bool,
}

impl Pieces {
    fn send(&mut self, said: Said) -> io::Result<()> {
        if self.has_failed {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "a piece was lost before"));
        }
        let sent = self.handle.block_on(tokio::time::timeout(PATIENCE, self.sender.send(said)));
        self.has_failed = !matches!(sent, Ok(Ok(())));
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "the client has gone")),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the client takes nothing")),
        }
    }

    fn end(mut self) -> io::Result<()> {
        self.flush()?;
        self.send(Said::End)
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE - self.held.len();
        let taken = &bytes[..bytes.len().min(room)];
        self.held.extend_from_slice(taken);
        if self.held.len() == PIECE {
            self.flush()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.held, Vec::with_capacity(PIECE));
        self.send(Said::Piece(piece.into()))
    }
}

struct Streamed {
    first: Option<Said>,
    receiver: mpsc::Receiver<Said>,
    is_over: bool,
}

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let said = match self.first.take() {
            Some(first) => Some(first),
            None => std::task::ready!(self.receiver.poll_recv(context)),
        };
        self.is_over = !matches!(said, Some(Said::Piece(_)));
        Poll::Ready(match said {
            Some(Said::Piece(piece)) => Some(Ok(Frame::data(piece))),
            Some(Said::End) => None,
            None => Some(Err(io::Error::other("the answer was cut short"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http_body_util::BodyExt as _;
    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn a_long_answer_arrives_whole() {
        let sent = vec![7_u8; 3 * PIECE + 1];
        let expected = sent.clone();
        let body = made(move |mut pieces| {
            pieces.write_all(&sent)?;
            Ok(pieces)
        });
        let body = body.await.expect("it begins").collect().await.expect("it ends");
        assert_eq!(body.to_bytes(), expected);
    }

    #[tokio::test]
    async fn an_empty_answer_is_whole() {
        let body = made(Ok).await.expect("it begins").collect().await.expect("it ends");
        assert!(body.to_bytes().is_empty());
    }

    #[tokio::test]
    async fn a_failure_does_not_end_the_answer_as_if_it_were_whole() {
        let body = made(|mut pieces| {
            pieces.write_all(&vec![7; 2 * PIECE])?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(body.await.expect("it begins").collect().await.is_err());
    }

    #[tokio::test]
    async fn a_panic_does_not_end_the_answer_as_if_it_were_whole() {
        let body = made(|mut pieces| {
            pieces.write_all(&vec![7; 2 * PIECE])?;
            panic!("a mistake")
        });
        assert!(body.await.expect("it begins").collect().await.is_err());
    }

    #[tokio::test]
    async fn what_fails_before_its_first_piece_is_told() {
        let failed = made(|_| Err(io::Error::other("no room in the format"))).await;
        let error = failed.expect_err("it never begins").expect("an error");
        assert_eq!(error.to_string(), "no room in the format");
        assert!(made(|_| panic!("a mistake")).await.expect_err("it never begins").is_none());
    }

    async fn made(
        write: impl FnOnce(Pieces) -> io::Result<Pieces> + Send + 'static,
    ) -> Result<Body, Option<io::Error>> {
        let room = Arc::new(Semaphore::new(1));
        body(room.acquire_owned().await.expect("it is open"), write).await
    }
}
