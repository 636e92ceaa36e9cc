//! How often one peer may call.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

use super::{
    problem::{Kind, Problem},
    settings::Settings,
};

/// How many peers are told apart. Those that come when all places are taken share one.
const MAX_PEERS: usize = 50_000;

/// After how many calls peers that have been quiet are forgotten.
const TIDY_EVERY: u32 = 4_096;

/// Counts the calls of peers. It holds an address and a number for each that called lately, nothing else.
pub struct Limiter {
    peers: DefaultKeyedRateLimiter<IpAddr>,
    calls: AtomicU32,
}

impl Limiter {
    pub fn new(settings: &Settings) -> Self {
        let window = Duration::from_secs(u64::from(settings.window_seconds.get()));
        let each = (window / settings.calls.get()).max(Duration::from_nanos(1));
        let quota = Quota::with_period(each).expect("not zero").allow_burst(settings.calls);
        Self { peers: RateLimiter::keyed(quota), calls: AtomicU32::new(0) }
    }

    /// Counts a call, or says after how many seconds the peer may call again.
    pub fn check(&self, peer: Option<IpAddr>) -> Result<(), Problem> {
        if self.calls.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.peers.retain_recent();
        }
        let unknown = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        let key = peer.map_or(unknown, network);
        let key = if self.peers.len() < MAX_PEERS { key } else { unknown };
        self.peers.check_key(&key).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            let seconds = wait.as_secs() + 1;
            Problem::new(Kind::TooManyCalls, "too many calls from one address")
                .hint(format!("call again in {seconds} s; /config tells the limit"))
                .retry_after(seconds)
        })
    }
}

/// A subscriber has a whole network of addresses in IPv6; it counts as one.
fn network(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(peer) => IpAddr::V6((u128::from(peer) & !u128::from(u64::MAX)).into()),
    }
}
