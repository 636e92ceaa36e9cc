//! Running the program, whole or under `strace`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use tempfile::TempDir;

/// Every call to the system that changes a file, a folder or a name: the steps at which a command can be
/// cut. Opening a file is not among them: an empty file is what the next call finds.
pub const STEPS: &str = "write,pwrite64,writev,ftruncate,fallocate,copy_file_range,fsync,fdatasync,mkdir,mkdirat,\
                         link,linkat,symlink,rename,renameat,renameat2,unlink,unlinkat,rmdir";

const HEADER: &str =
    "case_number;municipality;law;topic;received_on;decided_on;outcome;registered_on";

/// Returns a command of the program on a data folder.
pub fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_danmarkskort"));
    command.args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// Returns the same under `strace` with a change to a call, such as `inject=fsync:signal=KILL:when=3`. A log
/// beside the folder says what it did.
pub fn traced(data: &Path, arguments: &[&str], how: &str) -> Command {
    let inner = command(data, arguments);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(data.with_extension("strace")).arg("-e").arg(how);
    command.arg(inner.get_program()).args(inner.get_args()).stdin(Stdio::null());
    command
}

/// Runs a command, and returns how often it made each of the calls that change something.
#[track_caller]
pub fn steps(data: &Path, arguments: &[&str], code: i32) -> BTreeMap<String, usize> {
    let output = output(traced(data, arguments, &format!("trace={STEPS}")));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
    let log = fs::read_to_string(data.with_extension("strace")).expect("strace wrote a log");
    let mut steps = BTreeMap::new();
    // Each line begins with the number of the process: `4711 fsync(3) = 0`.
    for line in log.lines() {
        let call = line.split_once(' ').map(|(_, call)| call.trim_start());
        if let Some((name, _)) = call.and_then(|call| call.split_once('(')) {
            *steps.entry(name.to_owned()).or_default() += 1;
        }
    }
    steps
}

/// Runs a command to its end.
pub fn output(mut command: Command) -> Output {
    let started = command.output();
    started.expect("the program starts; it needs strace, which ./test installs")
}

/// Starts a command.
pub fn start(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// Runs the program, which must end with a code, and returns what it says.
#[track_caller]
pub fn run(data: &Path, arguments: &[&str], code: i32) -> String {
    let output = output(command(data, arguments));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns everything a run said.
pub fn said(output: &Output) -> String {
    let [out, error] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    format!("{out}{error}")
}

/// Returns what the program says of a data folder: its snapshots, held deliveries and releases.
#[track_caller]
pub fn told(data: &Path) -> [String; 3] {
    [&["snapshot", "list"][..], &["snapshot", "held"], &["release", "list"]]
        .map(|arguments| run(data, arguments, 0))
}

/// A data folder beside the deliveries for it.
pub struct Desk {
    folder: TempDir,
    pub data: PathBuf,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("a writable folder");
        Self { folder, data }
    }

    /// Returns a folder for a copy of the data.
    pub fn copy(&self) -> PathBuf {
        self.folder.path().join("copy")
    }

    /// Writes a delivery of cases; the numbers begin with a letter.
    pub fn delivery(&self, letter: char, rows: u32, bad: u32) -> String {
        let line = |row: u32| {
            let town = if row < bad { "Atlantis" } else { "Varde" };
            let outcome = ["upheld", "changed", "remitted", "dismissed"][row as usize % 4];
            let (case, part) = (row / 2, row % 2 + 1);
            format!(
                "{letter}{case};{town};Serviceloven;Hjælpemidler § 112;2023-01-02;2023-05-04;\
                 {outcome};2024-01-05;{part}\n"
            )
        };
        let text = format!("{HEADER};part_number\n{}", (0..rows).map(line).collect::<String>());
        let path = self.folder.path().join(format!("{letter}.csv"));
        fs::write(&path, text).expect("a writable folder");
        path.to_str().expect("UTF-8").to_owned()
    }

    /// Imports a delivery and returns the name of the snapshot or held delivery.
    #[track_caller]
    pub fn import(&self, arguments: &[&str], code: i32) -> String {
        let report = run(&self.data, &[&["import", "--report", "json"], arguments].concat(), code);
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        if let Some(id) = report["snapshot"].as_str() {
            return id.to_owned();
        }
        let folder = report["held"]["folder"].as_str().expect("a path");
        Path::new(folder).file_name().expect("a name").to_string_lossy().into_owned()
    }
}
