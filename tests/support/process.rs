//! Running a program with a time limit, its output captured.
//!
//! Invariant: when `run` returns, the program and everything it started in its process group have
//! ended, so that a test that hangs can neither block the others nor leave processes behind.

use std::fmt;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Code(i32),
    Signal(i32),
    TimeLimit(Duration),
}

impl fmt::Display for End {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Code(code) => write!(to, "exit code {code}"),
            End::Signal(signal) => write!(to, "signal {signal}"),
            End::TimeLimit(limit) => {
                write!(to, "killed, still running after {} s", limit.as_secs())
            }
        }
    }
}

#[derive(Debug)]
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub end: End,
}

/// Runs `command` with `input` as its standard input.
pub fn run(command: &mut Command, input: &str, limit: Duration) -> Result<Outcome, String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let deadline = Instant::now() + limit;
    let mut child = command
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", command.get_program().display()))?;
    let group = child.id();
    let mut stdin = child.stdin.take();
    let input = input.to_owned();
    let _written = in_background(move || {
        // A program that ends without reading all its input is no error of the test's.
        if let Some(mut stdin) = stdin.take() {
            let _ = stdin.write_all(input.as_bytes());
        }
    });
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);
    let ended = in_background(move || child.wait());

    let mut overdue = false;
    let status = within(&ended, deadline, group, &mut overdue)
        .map_err(|error| format!("cannot wait for the program: {error}"))?;
    let [stdout, stderr] = [stdout, stderr].map(|stream| match stream {
        Some(stream) => within(&stream, deadline, group, &mut overdue),
        None => String::new(),
    });
    let end = if overdue { End::TimeLimit(limit) } else { end(status) };
    Ok(Outcome { stdout, stderr, end })
}

fn end(status: ExitStatus) -> End {
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Code(code),
        (None, Some(signal)) => End::Signal(signal),
        (None, None) => unreachable!("a process ends with a code or by a signal"),
    }
}

fn collect(mut stream: impl Read + Send + 'static) -> Receiver<String> {
    in_background(move || {
        let mut bytes = Vec::new();
        let problem = stream.read_to_end(&mut bytes).err();
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(problem) = problem {
            text.push_str(&format!("\n[the output could not be read further: {problem}]\n"));
        }
        text
    })
}

fn in_background<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // Nobody listens any more if the test has failed already.
        let _ = sender.send(job());
    });
    receiver
}

/// What the background job gives; past the deadline the process group is killed first.
fn within<T>(job: &Receiver<T>, deadline: Instant, group: u32, overdue: &mut bool) -> T {
    let left = deadline.saturating_duration_since(Instant::now());
    if let Ok(value) = job.recv_timeout(left) {
        return value;
    }
    *overdue = true;
    // std can signal one process only; the program may have started others that hold its pipes.
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).status();
    job.recv().expect("the job ends once the processes are dead")
}
